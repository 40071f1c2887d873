package ui

import (
	"io"
	"strings"
	"time"

	"github.com/redraft/redraft/plan"
)

// Status is the state of every environment that was asked about.
type Status struct {
	Environments []EnvironmentStatus `json:"environments"`
}

// EnvironmentStatus is what one cluster says about its version. Error is set when it could not be asked; then the rest
// is empty.
type EnvironmentStatus struct {
	Name string `json:"name"`
	// Error says why the cluster could not be read.
	Error string `json:"error,omitempty"`
	// Running is true when a migration holds the history's lock; then the rest is empty, too.
	Running bool `json:"running,omitempty"`
	// Version is the highest version applied; empty when there is none.
	Version string `json:"version,omitempty"`
	// Last is the changeset that was applied last, and when; zero when none was.
	Last   string    `json:"last,omitempty"`
	LastOn time.Time `json:"last_on,omitzero"`
	// Pending, Failed, Missing, OutOfOrder and Changed name scripts.
	Pending    []string `json:"pending,omitempty"`
	Failed     []string `json:"failed,omitempty"`
	Missing    []string `json:"missing,omitempty"`
	OutOfOrder []string `json:"out_of_order,omitempty"`
	Changed    []string `json:"changed,omitempty"`
	// Interrupted names scripts that run outside of a transaction and stopped in the middle.
	Interrupted []string `json:"interrupted,omitempty"`
	// Drift is the plan that would undo what was changed by hand; nil when nobody asked.
	Drift *plan.Plan `json:"drift,omitempty"`
	// Unseen is what the comparison could not see on the cluster, and leaves out.
	Unseen []string `json:"unseen,omitempty"`
	// DriftError says why the drift could not be told.
	DriftError string `json:"drift_error,omitempty"`
}

// Behind reports whether the environment is not, or not yet, where it should be: something is running, pending, wrong, or
// drifted.
func (e EnvironmentStatus) Behind() bool {
	return e.Running || len(e.Pending)+len(e.Failed)+len(e.Missing)+len(e.OutOfOrder)+len(e.Changed)+len(e.Interrupted) > 0 ||
		e.Drift != nil && !e.Drift.Empty()
}

// state says in a few words how the environment is.
func (e EnvironmentStatus) state(s Style) string {
	if e.Error != "" {
		return s.paint(boldRed, "not reached")
	}
	var words []string
	add := func(list []string, word string, color ink) {
		if len(list) > 0 {
			words = append(words, s.paint(color, number(len(list))+" "+word))
		}
	}
	if e.Running {
		return s.paint(yellow, "migration running")
	}
	add(e.Failed, "failed", boldRed)
	add(e.Interrupted, "interrupted", boldRed)
	add(e.Missing, "missing", boldRed)
	add(e.Changed, "changed", boldRed)
	add(e.OutOfOrder, "out of order", yellow)
	add(e.Pending, "pending", yellow)
	switch {
	case e.DriftError != "":
		words = append(words, s.paint(red, "drift not known"))
	case e.Drift != nil && !e.Drift.Empty():
		words = append(words, s.paint(magenta, "drift: "+count(len(e.Drift.Objects), "object", "objects")))
	}
	if len(words) == 0 {
		return s.paint(green, "up to date")
	}
	return strings.Join(words, ", ")
}

// WriteText writes a table, and below it for each environment what the numbers count.
func (st Status) WriteText(w io.Writer, s Style) error {
	rows := [][]string{{"environment", "version", "last changeset", "applied", "state"}}
	for _, e := range st.Environments {
		applied := ""
		if !e.LastOn.IsZero() {
			applied = e.LastOn.Format(time.DateTime)
		}
		rows = append(rows, []string{visible(e.Name), dash(e.Version), dash(visible(e.Last)), dash(applied), e.state(s)})
	}
	var b strings.Builder
	writeTable(&b, s, rows)
	for _, e := range st.Environments {
		e.details(&b, s)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func dash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// writeTable writes rows with the first as their head. The last column may hold escape codes, for nothing is aligned
// behind it.
func writeTable(b *strings.Builder, s Style, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], textWidth(cell))
		}
	}
	for n, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell)
			if i < len(row)-1 {
				line.WriteString(strings.Repeat(" ", widths[i]-textWidth(cell)+2))
			}
		}
		text := strings.TrimRight(line.String(), " ")
		if n == 0 {
			text = s.paint(faint, text)
		}
		b.WriteString(text + "\n")
	}
}

// maxNames is how many names of a sort are listed; JSON holds all.
const maxNames = 5

// details lists what the numbers of the table count.
func (e EnvironmentStatus) details(b *strings.Builder, s Style) {
	lists := []struct {
		word  string
		names []string
	}{
		{"failed", e.Failed},
		{"interrupted", e.Interrupted},
		{"missing in the folder", e.Missing},
		{"changed since they ran", e.Changed},
		{"out of order", e.OutOfOrder},
		{"pending", e.Pending},
	}
	var lines []string
	if e.Error != "" {
		lines = append(lines, e.Error)
	}
	for _, l := range lists {
		for _, name := range l.names[:min(len(l.names), maxNames)] {
			lines = append(lines, l.word+": "+visible(name))
		}
		if more := len(l.names) - maxNames; more > 0 {
			lines = append(lines, l.word+": and "+number(more)+" more")
		}
	}
	if e.DriftError != "" {
		lines = append(lines, "drift not known: "+e.DriftError)
	}
	for _, text := range e.Unseen {
		lines = append(lines, "not compared: "+visible(text))
	}
	if e.Drift != nil {
		for _, o := range e.Drift.Objects {
			if !o.Dependent {
				lines = append(lines, "drift: "+visible(o.ID.String())+": "+visible(strings.Join(o.Changes, "; ")))
			}
		}
	}
	if len(lines) == 0 {
		return
	}
	b.WriteString("\n" + s.paint(bold, visible(e.Name)) + "\n")
	for _, line := range lines {
		s.hang(b, "  ", 2, line)
	}
}

// WriteJSON writes a document of kind "status".
func (st Status) WriteJSON(w io.Writer) error {
	return WriteJSON(w, struct {
		Header
		Status
	}{NewHeader("status"), st})
}
