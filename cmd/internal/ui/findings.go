package ui

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/redraft/redraft/model/diag"
)

// FindingsShown is how many findings text shows; machine formats hold them all.
const FindingsShown = 50

// Findings writes findings as text, each with its place, its line and its way out.
func Findings(w io.Writer, list diag.List, s Style) error {
	list = s.withoutRemarks(list)
	shown := firstFindings(list, FindingsShown)
	var b strings.Builder
	for i, d := range shown {
		if i > 0 {
			b.WriteString("\n")
		}
		s.finding(&b, d)
	}
	if more := len(list) - len(shown); more > 0 {
		b.WriteString("\n… and " + number(more) + " more; redraft check -o json shows all of them\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// withoutRemarks leaves out what is merely worth knowing, unless somebody asked for it.
func (s Style) withoutRemarks(list diag.List) diag.List {
	if s.Remarks {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool { return d.Severity == diag.Info })
}

// Tally says how many findings there are: "2 errors, 1 warning"; empty when there are none.
func Tally(list diag.List) string {
	var parts []string
	for _, kind := range []struct {
		severity  diag.Severity
		one, many string
	}{{diag.Error, "error", "errors"}, {diag.Warning, "warning", "warnings"}, {diag.Info, "remark", "remarks"}} {
		if n := list.Count(kind.severity); n > 0 {
			parts = append(parts, count(n, kind.one, kind.many))
		}
	}
	return strings.Join(parts, ", ")
}

// firstFindings returns up to limit findings in their order; the worst are never left out for lesser ones.
func firstFindings(list diag.List, limit int) diag.List {
	if len(list) <= limit {
		return list
	}
	room := make(map[diag.Severity]int)
	for _, severity := range []diag.Severity{diag.Error, diag.Warning, diag.Info} {
		room[severity] = min(limit, list.Count(severity))
		limit -= room[severity]
	}
	return slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool {
		room[d.Severity]--
		return room[d.Severity] < 0
	})
}

var severityInk = map[diag.Severity]ink{diag.Error: boldRed, diag.Warning: yellow, diag.Info: cyan}

func (s Style) finding(b *strings.Builder, d diag.Diagnostic) {
	b.WriteString(s.paint(severityInk[d.Severity], d.Severity.String()+"["+string(d.Code)+"]"))
	b.WriteString(s.paint(bold, ": "+visible(d.Summary)) + "\n")
	gutter := len(strconv.Itoa(d.Pos.Line))
	margin := strings.Repeat(" ", gutter+1)
	if !d.Pos.IsZero() {
		b.WriteString(margin[1:] + s.paint(cyan, "--> ") + s.place(d.Pos) + "\n")
	}
	if d.Snippet != "" {
		line, lead, mark := s.excerpt(d, len(margin)+3)
		bar := s.paint(cyan, "|")
		b.WriteString(margin + bar + "\n")
		b.WriteString(s.paint(cyan, strconv.Itoa(d.Pos.Line)) + " " + bar + " " + line + "\n")
		caret := s.paint(severityInk[d.Severity], strings.Repeat("^", mark))
		b.WriteString(margin + bar + " " + strings.Repeat(" ", lead) + caret + "\n")
	}
	for _, r := range d.Related {
		s.hang(b, margin+s.paint(cyan, "= ")+"see: ", len(margin)+7, s.place(r.Pos)+": "+visible(r.Message))
	}
	if d.Hint != "" {
		s.hang(b, margin+s.paint(cyan, "= ")+s.paint(bold, "hint: "), len(margin)+8, visible(d.Hint))
	}
}

func (s Style) place(p diag.Position) string {
	p.File = s.path(p.File)
	return p.String()
}

// tab is what stands for a tab character in a shown line, so that the caret stands where it should.
const tab = "    "

// excerpt returns the source line as it is shown, the columns before the caret and the caret's width. On a narrow
// terminal it is the part of the line around the caret.
func (s Style) excerpt(d diag.Diagnostic, margin int) (line string, lead, mark int) {
	runes := []rune(d.Snippet)
	from := min(max(d.Pos.Column-1, 0), len(runes))
	to := min(from+max(d.Width, 1), len(runes))
	begin, end := 0, len(runes)
	if room := s.Width - margin; s.Width > 0 && room > 20 && textWidth(show(runes)) > room {
		begin = max(0, min(from-room/3, len(runes)-room))
		for end > to && textWidth(show(runes[begin:end])) > room {
			end--
		}
	}
	to = max(from, min(to, end))
	return show(runes[begin:end]), textWidth(show(runes[begin:from])), max(1, textWidth(show(runes[from:to])))
}

func show(runes []rune) string {
	return visible(strings.ReplaceAll(string(runes), "\t", tab))
}

func itoa(n int) string { return strconv.Itoa(n) }
