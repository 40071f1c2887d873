package interpret

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

// Origins tells where objects and columns were written. The zero position means that it is not known.
type Origins struct {
	objects map[model.ID]place
	columns map[model.ID]map[string]place
}

// place is resolved to line and column only when somebody asks: most never do.
type place struct {
	source *diag.Source
	span   ast.Span
}

func (p place) position() diag.Position {
	if p.source == nil {
		return diag.Position{}
	}
	return p.source.Position(p.span.Start)
}

func newOrigins() *Origins {
	return &Origins{objects: make(map[model.ID]place), columns: make(map[model.ID]map[string]place)}
}

// Object returns where the object was defined.
func (o *Origins) Object(id model.ID) diag.Position { return o.objects[id].position() }

// Column returns where the column was defined, or its table when that alone is known.
func (o *Origins) Column(table model.ID, column string) diag.Position {
	if p, ok := o.columns[table][column]; ok {
		return p.position()
	}
	return o.Object(table)
}

// Diagnose returns a finding at the place where the object was defined.
func (o *Origins) Diagnose(severity diag.Severity, code diag.Code, id model.ID, summary, hint string) diag.Diagnostic {
	p := o.objects[id]
	if p.source == nil {
		return diag.Diagnostic{Severity: severity, Code: code, Summary: summary, Hint: hint}
	}
	return p.source.Diagnose(severity, code, p.span.Start, p.span.End, summary, hint)
}

func (in *interpreter) made(id model.ID, at ast.Span) {
	in.origins.objects[id] = place{in.file.Source, at}
}

func (in *interpreter) madeColumn(table model.ID, column ast.Ident) {
	if in.origins.columns[table] == nil {
		in.origins.columns[table] = make(map[string]place)
	}
	in.origins.columns[table][column.Name] = place{in.file.Source, column.Span}
}

// move makes the places of an object follow its new name.
func (o *Origins) move(from, to model.ID) {
	if p, ok := o.objects[from]; ok {
		o.objects[to] = p
		delete(o.objects, from)
	}
	if columns, ok := o.columns[from]; ok {
		o.columns[to] = columns
		delete(o.columns, from)
	}
}
