package plan

import (
	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/plan/ddl"
)

// decideRoutine replaces a routine unless its signature changes in a way that CREATE OR REPLACE refuses
// (r_CREATE_FUNCTION, r_CREATE_PROCEDURE).
func decideRoutine(_ *planner, w *work) {
	if w.strategy != InPlace {
		return
	}
	for _, c := range every[diff.SetRoutine](w.changes) {
		if w.strategy != Recreate {
			w.strategy = Replace
		}
		if c.Signature {
			w.strategy = Recreate
			w.reasons = append(w.reasons, "CREATE OR REPLACE cannot change its "+string(c.What))
		}
	}
}

func buildRoutine(p *planner, w *work) {
	statement := func(replace bool) string {
		if f, ok := p.to.Functions.Get(w.id); ok {
			return ddl.CreateFunction(f, replace)
		}
		procedure, _ := p.to.Procedures.Get(w.id)
		return ddl.CreateProcedure(procedure, replace)
	}
	switch w.strategy {
	case Create, Recreate:
		p.dropFirst(w)
		p.createStep(w, statement(false))
	case Drop:
		p.dropFirst(w)
	case Replace:
		p.replaceStep(w, statement(true))
		p.attributeChanges(w)
	case InPlace:
		p.attributeChanges(w)
	}
}
