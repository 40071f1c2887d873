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

// maxSnippet bounds the source line that a finding shows, in bytes.
const maxSnippet = 400

// Diagnose returns a finding about Text[start:end], with its place, line and caret.
func (s *Source) Diagnose(severity Severity, code Code, start, end int, summary, hint string) Diagnostic {
	d := Diagnostic{Severity: severity, Code: code, Pos: s.Position(start), Summary: summary, Hint: hint}
	from, to := s.originalOffset(start), s.originalOffset(max(start, end))
	line := s.original[s.lines[d.Pos.Line-1]:]
	if end := strings.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	line = strings.TrimRight(line, "\r")
	lineEnd := s.lines[d.Pos.Line-1] + len(line)
	d.Width = max(1, utf8.RuneCountInString(s.original[min(from, lineEnd):min(max(from, to), lineEnd)]))
	if len(line) <= maxSnippet {
		d.Snippet = line
	}
	return d
}
