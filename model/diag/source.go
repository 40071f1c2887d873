package diag

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Source is a file's text as the parser sees it, with the way back to what the person wrote. When placeholders were
// replaced, the text is the replaced one and edits map its offsets back to the original.
type Source struct {
	Name     string
	Text     string // after replacement
	original string
	lines    []int // offsets in original at which lines begin
	edits    []Edit
	hidden   [][2]int // offsets into original, in order
}

// Edit says that Text[Start:End] stands for original[OriginalStart:OriginalEnd].
type Edit struct {
	Start, End                 int
	OriginalStart, OriginalEnd int
}

// NewSource returns a source whose text is the original.
func NewSource(name, text string) *Source { return NewEditedSource(name, text, text, nil) }

// NewEditedSource returns a source whose text was made from the original by the edits, which must be in order.
func NewEditedSource(name, original, text string, edits []Edit) *Source {
	s := &Source{Name: name, Text: text, original: original, edits: edits, lines: []int{0}}
	for i := 0; i < len(original); i++ {
		if original[i] == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	return s
}

// Original returns the text as it stands in the file.
func (s *Source) Original() string { return s.original }

// Position returns the place of an offset into Text. Offsets outside the text are moved to its nearest end.
func (s *Source) Position(offset int) Position {
	at := s.originalOffset(offset)
	line := sort.Search(len(s.lines), func(i int) bool { return s.lines[i] > at }) - 1
	column := utf8.RuneCountInString(s.original[s.lines[line]:at]) + 1
	return Position{File: s.Name, Line: line + 1, Column: column}
}

func (s *Source) originalOffset(offset int) int {
	offset = max(0, min(offset, len(s.Text)))
	shift := 0
	for _, e := range s.edits {
		if offset < e.Start {
			break
		}
		if offset < e.End {
			return e.OriginalStart
		}
		shift = e.OriginalEnd - e.End
	}
	return max(0, min(offset+shift, len(s.original)))
}

// Hide keeps Text[start:end] out of every finding: it is a secret. Calls must come in order of the text, before findings
// are made.
func (s *Source) Hide(start, end int) {
	s.hidden = append(s.hidden, [2]int{s.originalOffset(start), s.originalOffset(end)})
}

// Cover takes out of a finding's snippet what was hidden after the finding was made.
func (s *Source) Cover(d *Diagnostic) {
	if d.Snippet != "" {
		d.Snippet = s.snippet(d.Pos.Line)
	}
}

// snippet returns a line of the original with stars for what is hidden; empty when it is too long to show.
func (s *Source) snippet(line int) string {
	start := s.lines[line-1]
	text := s.original[start:]
	if end := strings.IndexByte(text, '\n'); end >= 0 {
		text = text[:end]
	}
	text = strings.TrimRight(text, "\r")
	if len(text) > maxSnippet {
		return ""
	}
	end := start + len(text)
	var b strings.Builder
	at := start
	first := sort.Search(len(s.hidden), func(i int) bool { return s.hidden[i][1] > start })
	for _, h := range s.hidden[first:] {
		from, to := max(h[0], at), min(h[1], end)
		if h[0] >= end {
			break
		}
		b.WriteString(s.original[at:from])
		b.WriteString(strings.Repeat("*", utf8.RuneCountInString(s.original[from:to])))
		at = to
	}
	return b.String() + s.original[at:end]
}

// maxSnippet bounds the source line that a finding shows, in bytes.
const maxSnippet = 400

// Diagnose returns a finding about Text[start:end], with its place, line and caret.
func (s *Source) Diagnose(severity Severity, code Code, start, end int, summary, hint string) Diagnostic {
	d := Diagnostic{Severity: severity, Code: code, Pos: s.Position(start), Summary: summary, Hint: hint}
	from, to := s.originalOffset(start), s.originalOffset(max(start, end))
	lineEnd := len(s.original)
	if d.Pos.Line < len(s.lines) {
		lineEnd = s.lines[d.Pos.Line] - 1
	}
	d.Width = max(1, utf8.RuneCountInString(s.original[min(from, lineEnd):min(max(from, to), lineEnd)]))
	d.Snippet = s.snippet(d.Pos.Line)
	return d
}
