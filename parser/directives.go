package parser

import (
	"sort"
	"strings"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

// The directives, written in comments as "-- redraft: verb arguments".
const (
	renamedFrom = "renamed from"
	ignore      = "ignore"
)

// keepDirective remembers a comment that speaks to redraft.
func (p *parser) keepDirective(t token) {
	text, isLine := strings.CutPrefix(p.src.Text[t.start:t.end], "--")
	text, speaks := strings.CutPrefix(strings.TrimLeft(text, " \t"), "redraft:")
	if !isLine || !speaks {
		return
	}
	text = strings.TrimSpace(text)
	d := ast.Directive{Span: t.span(), Verb: text, Line: p.line(int(t.start))}
	for _, verb := range []string{renamedFrom, ignore} {
		args, found := strings.CutPrefix(strings.ToLower(text), verb)
		if found && (args == "" || args[0] == ' ' || args[0] == '\t') {
			d.Verb, d.Args = verb, strings.TrimSpace(text[len(verb):])
		}
	}
	if d.Verb != renamedFrom && d.Verb != ignore {
		p.warnAt(d.Span, codeUnknownDirective, "redraft knows no directive "+text,
			`the directives are "renamed from old_name" and "ignore"`)
	}
	p.out.Directives = append(p.out.Directives, d)
}

func (p *parser) line(offset int) int { return p.src.Position(offset).Line }

// attachDirectives hands each "renamed from" to the column or statement it speaks of.
func (p *parser) attachDirectives() {
	var places renamePlaces
	for _, d := range p.out.Directives {
		if d.Verb != renamedFrom {
			continue
		}
		target := p.renameTarget(d, &places)
		old, ok := p.directiveName(d)
		switch {
		case !ok:
			p.warnAt(d.Span, codeMisplacedDirective, "this directive needs the old name",
				"write -- redraft: renamed from old_name")
		case target == nil:
			p.warnAt(d.Span, codeMisplacedDirective, "no column, table or view stands beside this directive",
				"write it behind the column on the same line, or on a line of its own before the column or the statement")
		default:
			*target = old
		}
	}
}

// directiveName reads the old name. A schema in front of it says nothing new, for no object moves to another schema.
func (p *parser) directiveName(d ast.Directive) (ast.Ident, bool) {
	reader := newParser(diag.NewSource("", d.Args), p.opts)
	if !reader.begin() {
		return ast.Ident{}, false
	}
	name := reader.name("the old name")
	if reader.failed || !reader.atEnd() {
		return ast.Ident{}, false
	}
	start := d.Start + strings.LastIndex(p.src.Text[d.Start:d.End], d.Args)
	return ast.Ident{Span: ast.Span{Start: start, End: start + len(d.Args)}, Name: name.Name}, true
}

// renameTarget returns where the old name belongs: to what begins or ends on the directive's line, a column before
// the statement around it, or to what follows when the directive stands alone on its line. It is nil when that has no
// old name.
func (p *parser) renameTarget(d ast.Directive, places *renamePlaces) *ast.Ident {
	before, after := places.around(p.out.Statements, d.Start)
	lineStart := strings.LastIndexByte(p.src.Text[:d.Start], '\n') + 1
	if strings.TrimSpace(p.src.Text[lineStart:d.Start]) == "" {
		return after.old
	}
	for _, place := range before {
		if p.line(place.span.Start) == d.Line || p.line(place.span.End) == d.Line {
			return place.old
		}
	}
	return nil
}

// renamePlace is a statement or an element of one, with the field for its old name, nil when it has none.
type renamePlace struct {
	span ast.Span
	old  *ast.Ident
}

// renamePlaces finds what stands around a directive. It keeps the elements of the last table, for one table may hold
// many directives.
type renamePlaces struct {
	table    *ast.CreateTable
	elements []renamePlace
}

// around returns what begins before an offset, the innermost first, and the first that begins after it.
func (r *renamePlaces) around(all []ast.Statement, offset int) (before []renamePlace, after renamePlace) {
	next := sort.Search(len(all), func(i int) bool { return all[i].Bounds().Start > offset })
	if next < len(all) {
		after = statementPlace(all[next])
	}
	if next == 0 {
		return nil, after
	}
	around := all[next-1]
	if t, ok := around.(*ast.CreateTable); ok && offset < t.End {
		if r.table != t {
			r.table, r.elements = t, elementPlaces(t)
		}
		inside := sort.Search(len(r.elements), func(i int) bool { return r.elements[i].span.Start > offset })
		if inside < len(r.elements) {
			after = r.elements[inside]
		}
		if inside > 0 {
			before = append(before, r.elements[inside-1])
		}
	}
	return append(before, statementPlace(around)), after
}

func statementPlace(s ast.Statement) renamePlace {
	place := renamePlace{span: s.Bounds()}
	switch s := s.(type) {
	case *ast.CreateView:
		place.old = &s.RenamedFrom
	case *ast.CreateTable:
		place.old = &s.RenamedFrom
	}
	return place
}

// elementPlaces lists what stands between the commas; a constraint with a name inside a column is part of that.
func elementPlaces(t *ast.CreateTable) (places []renamePlace) {
	end := 0
	for _, e := range t.Elements {
		place := renamePlace{}
		switch e := e.(type) {
		case *ast.ColumnDef:
			place = renamePlace{e.Span, &e.RenamedFrom}
		case *ast.TableConstraint:
			place.span = e.Span
		case *ast.LikeTable:
			place.span = e.Span
		}
		if place.span.Start >= end {
			places, end = append(places, place), place.span.End
		}
	}
	return places
}
