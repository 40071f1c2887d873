package interpret

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

// pendingReference is a foreign key whose parent may be declared later.
type pendingReference struct {
	table      model.ID
	constraint model.Constraint
	place      place
}

// resolve checks, once all absolute scripts are read, that what they name exists.
func (in *interpreter) resolve() {
	for _, ref := range in.references {
		in.resolveReference(ref)
	}
	for id, view := range in.db.Views.All() {
		in.resolveQuery(id, view.Query, view.NoBinding)
	}
	for id, view := range in.db.MaterializedViews.All() {
		in.resolveQuery(id, view.Query, false)
	}
}

func (in *interpreter) resolveReference(ref pendingReference) {
	report := func(code diag.Code, summary, hint string) {
		p := ref.place
		in.findings = append(in.findings, p.source.Diagnose(diag.Error, code, p.span.Start, p.span.End, summary, hint))
	}
	parent, ok := in.db.Tables.Get(ref.constraint.RefTable)
	if !ok {
		name := model.Name{Schema: ref.constraint.RefTable.Schema, Name: ref.constraint.RefTable.Name}
		report("missing-relation", "table "+name.String()+" does not exist", in.nearestRelation(name))
		return
	}
	table, ok := in.db.Tables.Get(ref.table)
	if !ok {
		return
	}
	table = table.Clone()
	for i := range table.Constraints {
		c := &table.Constraints[i]
		if !c.SameKey(ref.constraint) {
			continue
		}
		if problem := matchReference(parent, c); problem != "" {
			report("no-referenced-key", problem, "give the parent a PRIMARY KEY or UNIQUE over exactly these columns")
		}
	}
	in.put(table)
}

// resolveQuery checks the relations of a view. A late-binding view is created whatever it names, and fails when it is
// read; in a data model that is as wrong as a broken regular one.
func (in *interpreter) resolveQuery(id model.ID, query model.Query, late bool) {
	if id.Kind == model.KindView && !late {
		for _, name := range in.unbindable(query) {
			in.findings = append(in.findings, in.origins.Diagnose(diag.Error, "external-needs-late-binding", id,
				"view "+id.QualifiedName()+" is bound, and cannot be to "+name.String()+", which is external", unbindableHint))
		}
	}
	for _, name := range query.Relations {
		if in.canRead(name) {
			continue
		}
		summary := "view " + id.QualifiedName() + " reads " + name.String() + ", which does not exist"
		if late {
			summary = "late-binding " + summary
		}
		hint := in.nearestRelation(name)
		if strings.HasPrefix(hint, "nothing") {
			hint = "no script creates it"
		}
		in.findings = append(in.findings, in.origins.Diagnose(diag.Error, "missing-relation", id, summary, hint))
	}
}
