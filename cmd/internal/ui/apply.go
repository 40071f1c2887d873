package ui

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/redraft/redraft/model/diag"
)

// Application is what apply would run on a cluster.
type Application struct {
	Environment string `json:"environment"`
	// Database says where it goes, without any secret.
	Database string `json:"database"`
	// Version is what the cluster has; empty when there is none.
	Version string `json:"current_version,omitempty"`
	// History is the name of Flyway's table; Creates says that it is made first.
	History   string            `json:"history"`
	Creates   bool              `json:"creates_history,omitempty"`
	Files     []ApplicationFile `json:"files"`
	Callbacks []string          `json:"callbacks,omitempty"`
	Findings  diag.List         `json:"-"`
}

// ApplicationFile is one changeset that would run.
type ApplicationFile struct {
	Script      string `json:"script"`
	Version     string `json:"version,omitempty"` // empty for a repeatable script
	Description string `json:"description"`
	Statements  int    `json:"statements"`
	// Transactional is false when each statement stands alone and stays when a later one fails.
	Transactional bool `json:"transactional"`
	OutOfOrder    bool `json:"out_of_order,omitempty"`
	// Done counts the statements that ran in an earlier attempt.
	Done int `json:"statements_done,omitempty"`
}

// Summary says in one line what would run.
func (p Application) Summary() string {
	if len(p.Files) == 0 {
		return "nothing is pending"
	}
	n := 0
	for _, f := range p.Files {
		n += f.Statements - f.Done
	}
	return count(len(p.Files), "changeset", "changesets") + " with " + count(n, "statement", "statements")
}

// WriteText writes what would run, in order.
func (p Application) WriteText(w io.Writer, s Style) error {
	var b strings.Builder
	version := "no version yet"
	if p.Version != "" {
		version = "version " + p.Version
	}
	fmt.Fprintf(&b, "%s: %s, %s\n", s.paint(bold, visible(p.Environment)), visible(p.Database), visible(version))
	if p.Creates {
		fmt.Fprintf(&b, "  + the history table %s\n", visible(p.History))
	}
	for _, f := range p.Files {
		fmt.Fprintf(&b, "  %s %s  %s%s\n", s.paint(green, "▸"), visible(f.Script), count(f.Statements, "statement", "statements"),
			s.paint(yellow, f.remarks()))
	}
	for _, c := range p.Callbacks {
		fmt.Fprintf(&b, "  %s %s  callback\n", s.paint(faint, "·"), visible(c))
	}
	b.WriteString(capitalised(p.Summary()) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// remarks are what a person should know about a file before it runs.
func (f ApplicationFile) remarks() string {
	text := ""
	if !f.Transactional {
		text += ", outside a transaction"
	}
	if f.OutOfOrder {
		text += ", out of order"
	}
	if f.Done > 0 {
		text += ", goes on behind statement " + number(f.Done)
	}
	return text
}

func capitalised(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// WriteJSON writes a document of kind "application".
func (p Application) WriteJSON(w io.Writer) error {
	if p.Files == nil {
		p.Files = []ApplicationFile{}
	}
	return WriteJSON(w, struct {
		Header
		Application
		Findings []Finding `json:"findings"`
	}{NewHeader("application"), p, FindingsJSON(p.Findings)})
}

// StatementLine is one line of progress: which statement of how many, how it begins, and how long it took.
func StatementLine(s Style, script string, statement, of int, summary string, took time.Duration) string {
	place := s.paint(faint, fmt.Sprintf("%s %d/%d", visible(script), statement, of))
	return fmt.Sprintf("%s  %s  %s", place, visible(summary), s.paint(faint, Took(took)))
}

// Took writes how long something took as people read it: "12 ms", "3.4 s", "2 min 5 s".
func Took(d time.Duration) string {
	switch {
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return fmt.Sprintf("%d min %d s", int(d.Minutes()), int(d.Seconds())%60)
}
