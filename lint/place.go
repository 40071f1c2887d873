package lint

import (
	"strings"
	"unicode/utf8"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

// placer turns findings into diagnostics with a place and a line of source.
type placer struct {
	places  Places
	sources map[string]*diag.Source
	lines   map[string][]string // of sources that a finding was about
}

func newPlacer(in *Input) *placer {
	p := &placer{places: in.Places, sources: make(map[string]*diag.Source), lines: make(map[string][]string)}
	for _, files := range [][]*ast.File{in.Scripts, in.Changesets} {
		for _, file := range files {
			p.sources[file.Source.Name] = file.Source
		}
	}
	return p
}

func (p *placer) diagnose(f Finding, severity diag.Severity, code diag.Code) diag.Diagnostic {
	if f.File != nil {
		return f.File.Source.Diagnose(severity, code, f.Span.Start, f.Span.End, f.Summary, f.Hint)
	}
	d := diag.Diagnostic{Severity: severity, Code: code, Summary: f.Summary, Hint: f.Hint}
	switch {
	case p.places == nil:
		return d
	case f.Column != "":
		d.Pos = p.places.Column(f.Object, f.Column)
	default:
		d.Pos = p.places.Object(f.Object)
	}
	d.Snippet, d.Width = p.snippet(d.Pos)
	return d
}

// maxSnippet bounds the source line that a finding shows, in bytes, as diag.Source does.
const maxSnippet = 400

// snippet returns the line of a position, and how many characters the name has that stands there.
func (p *placer) snippet(pos diag.Position) (line string, width int) {
	source := p.sources[pos.File]
	if source == nil || pos.Line == 0 {
		return "", 0
	}
	lines, split := p.lines[pos.File]
	if !split {
		lines = strings.Split(source.Original(), "\n")
		p.lines[pos.File] = lines
	}
	if pos.Line > len(lines) || len(lines[pos.Line-1]) > maxSnippet {
		return "", 0
	}
	line = strings.TrimRight(lines[pos.Line-1], "\r")
	from := line
	for range pos.Column - 1 {
		_, size := utf8.DecodeRuneInString(from)
		from = from[size:]
	}
	if end := strings.IndexAny(from, " \t(,;"); end >= 0 {
		from = from[:end]
	}
	return line, max(1, utf8.RuneCountInString(from))
}
