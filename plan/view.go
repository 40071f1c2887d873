package plan

import (
	"slices"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// decideView replaces a view where its output columns provably stay the same, and recreates it otherwise: CREATE OR
// REPLACE takes the identical columns only. Whether it takes a change of binding is not documented (r_CREATE_VIEW;
// docs/evidence.md).
func decideView(p *planner, w *work) {
	if w.strategy != InPlace {
		return
	}
	for i, change := range w.changes {
		c, ok := change.(diff.SetQuery)
		if !ok {
			continue
		}
		w.strategy = Replace
		if !c.SameShape && p.sameOutput(w.id) {
			c.SameShape = true
			w.changes[i] = c
		}
		if !c.SameShape {
			w.strategy = Recreate
			w.reasons = append(w.reasons, "its output columns may change, which CREATE OR REPLACE refuses")
		}
	}
	if has[diff.SetBinding](w.changes) {
		w.strategy = Recreate
		w.reasons = append(w.reasons, "its binding changes")
	}
}

// sameOutput reports whether a view certainly gives the same columns in both models.
func (p *planner) sameOutput(id model.ID) bool {
	if p.options.Reads == nil {
		return false
	}
	from, known := p.readerOfBefore().Output(p.oldID(id))
	if !known {
		return false
	}
	to, known := p.readerOfTarget().Output(id)
	return known && slices.EqualFunc(from, to, func(a, b model.Column) bool { return a.Name == b.Name && a.Type == b.Type })
}

func (p *planner) readerOfBefore() Reader {
	if p.reader == nil {
		p.reader = p.options.Reads(p.before)
	}
	return p.reader
}

func (p *planner) readerOfTarget() Reader {
	if p.target == nil {
		p.target = p.options.Reads(p.to)
	}
	return p.target
}

func buildView(p *planner, w *work) {
	view, _ := p.to.Views.Get(w.id)
	switch w.strategy {
	case Create, Recreate:
		p.dropFirst(w)
		p.createStep(w, ddl.CreateView(view, false))
	case Drop:
		p.dropFirst(w)
	case Replace:
		p.renameSteps(w)
		p.replaceStep(w, ddl.CreateView(view, true))
		p.attributeChanges(w)
	case InPlace:
		p.renameSteps(w)
		p.attributeChanges(w)
	}
}

// decideMaterialized recreates a materialized view for everything but its layout and AUTO REFRESH: its definition cannot
// be altered (materialized-view-create-sql-command, r_ALTER_MATERIALIZED_VIEW).
func decideMaterialized(_ *planner, w *work) {
	if w.strategy != InPlace {
		return
	}
	if has[diff.SetQuery](w.changes) || has[diff.SetBackup](w.changes) {
		w.strategy = Recreate
		w.reasons = append(w.reasons, "the definition of a materialized view cannot be altered")
	}
}

func buildMaterialized(p *planner, w *work) {
	view, _ := p.to.MaterializedViews.Get(w.id)
	switch w.strategy {
	case Create, Recreate:
		p.dropFirst(w)
		p.createMaterialized(w, view)
	case Drop:
		p.dropFirst(w)
	case InPlace:
		for _, change := range w.changes {
			p.alterMaterialized(w, change)
		}
		p.attributeChanges(w)
	}
}

// createMaterialized creates a materialized view. One with AUTO REFRESH is created outside a transaction: whether it may be
// inside is not documented (docs/evidence.md). AUTO layouts have no word in CREATE.
func (p *planner) createMaterialized(w *work, view *model.MaterializedView) {
	s := p.createStep(w, ddl.CreateMaterializedView(view))
	s.Hazards = append(s.Hazards, Hazard{FullRefresh, "all rows of " + w.id.QualifiedName() + " are computed"}, Hazard{LongRunning, "takes as long as its query"})
	if view.AutoRefresh {
		s.Statements = s.Statements[:1]
		s.Transactional = false
		s.Hazards = append(s.Hazards, Hazard{NotTransactional, "runs by itself and cannot be rolled back with the rest"})
		p.attributesStep(w, "the new materialized view has none yet")
	}
	if view.Distribution.Style == model.DistAuto {
		created := model.Distribution{Style: model.DistEven}
		p.alterMaterialized(w, diff.SetDistribution{On: diff.On{ID: w.id}, From: created, To: view.Distribution})
	}
	if view.SortKey.Style == model.SortAuto {
		p.alterMaterialized(w, diff.SetSortKey{On: diff.On{ID: w.id}, From: model.SortKey{Style: model.SortNone}, To: view.SortKey})
	}
}

func (p *planner) alterMaterialized(w *work, change diff.Change) {
	words := describe([]diff.Change{change})
	full := Hazard{FullRefresh, "the next refresh computes everything anew"}
	switch c := change.(type) {
	case diff.SetAutoRefresh:
		p.add(alone(inPlace(w.id, opSetting, "auto refresh", "set AUTO REFRESH of "+w.id.String(), words, ddl.AlterAutoRefresh(w.id, c.To))))
	case diff.SetDistribution:
		s := alone(inPlace(w.id, opDist, "", "alter the distribution of "+w.id.String(), words, ddl.AlterDistribution(w.id, c.To)))
		s.Hazards = []Hazard{full}
		p.add(s)
	case diff.SetSortKey:
		s := alone(inPlace(w.id, opSort, "", "alter the sort key of "+w.id.String(), words, ddl.AlterSortKey(w.id, c.To)))
		s.Hazards = []Hazard{full}
		p.add(s)
	}
}
