package plan

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/deps"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

func (p *planner) attributeChanges(w *work) {
	p.commentSteps(w)
	p.ownerStep(w)
	p.grantSteps(w)
}

// dropFirst drops what is dropped or recreated; a new object has nothing to drop.
func (p *planner) dropFirst(w *work) {
	if w.strategy == Create {
		return
	}
	old := p.oldID(w.id)
	s := Step{
		Object: w.id, Strategy: w.strategy, Title: "drop " + old.String(), Reason: "no script defines it any more",
		Changes: describe(w.changes), Statements: []string{p.dropStatement(w, old)}, Transactional: true, op: opDrop,
	}
	if w.strategy == Drop {
		s.Hazards = p.untracked(w.id) // what is recreated is found again by its name
	}
	s.Hazards = append(s.Hazards, p.lostRows(old)...)
	if w.strategy == Recreate {
		s.Reason = strings.Join(w.reasons, "; ")
		s.Hazards = append(s.Hazards, Hazard{ReadersSeeGap, w.id.QualifiedName() + " is missing until it is created again"})
		if w.dependent {
			s.Hazards = append(s.Hazards, Hazard{DependentsRecreated, w.id.QualifiedName() + " makes way and comes back as it was"})
		}
	}
	p.add(s)
}

// lostRows names the external schemas that a materialized view reads: what a stream or a bucket no longer holds cannot be
// computed again (materialized-view-streaming-ingestion).
func (p *planner) lostRows(old model.ID) []Hazard {
	view, ok := p.before.MaterializedViews.Get(old)
	if !ok {
		return nil
	}
	for _, name := range view.Query.Relations {
		if p.before.Unplanned.Has(model.ID{Kind: model.KindExternalSchema, Name: name.Schema}) {
			return []Hazard{{DataLoss, old.QualifiedName() + " reads " + name.String() +
				": rows that are no longer there cannot be computed again"}}
		}
	}
	return nil
}

// dropStatement drops an object that makes way. One that a repeatable script makes is not there yet when the changesets
// build a new database.
func (p *planner) dropStatement(w *work, old model.ID) string {
	isView := old.Kind == model.KindView || old.Kind == model.KindMaterializedView
	if isView && p.repeatable(w.id) != "" {
		return ddl.DropIfExists(old)
	}
	return ddl.Drop(old)
}

// createStep creates an object with its comments, owner and privileges.
func (p *planner) createStep(w *work, statement string) *Step {
	s := Step{
		Object: w.id, Strategy: w.strategy, Title: "create " + w.id.String(), Reason: "new", Changes: describe(w.changes),
		Statements: append([]string{statement}, p.attributes(w)...), Transactional: true, op: opCreate,
		Hazards: p.lostPrivileges(w),
	}
	if w.strategy == Recreate {
		s.Title, s.Reason = "create "+w.id.String()+" again", strings.Join(w.reasons, "; ")
	}
	return p.add(s)
}

func (p *planner) replaceStep(w *work, statement string) {
	p.add(Step{
		Object: w.id, Strategy: Replace, Title: "replace " + w.id.String(), Reason: strings.Join(describe(w.changes), "; "),
		Changes: describe(w.changes), Statements: []string{statement}, Transactional: true, op: opReplace, stillNeeds: p.needsAfter(w.id),
	})
}

func (p *planner) needsAfter(id model.ID) map[model.ID]bool {
	needs := make(map[model.ID]bool)
	for _, edge := range p.new.Needs(id) {
		needs[edge.To] = true
	}
	return needs
}

// untracked names what the engine does not hold bound to an object and no step touches: late-binding views and bodies of
// routines that name it (r_CREATE_VIEW, stored-procedure-overview).
func (p *planner) untracked(id model.ID) []Hazard {
	var users []model.ID
	for _, edge := range p.old.NeededBy(p.oldID(id)) {
		user := p.newID(edge.From)
		w := p.works[user]
		untouched := w == nil || w.strategy == InPlace
		if !edge.Bound && edge.Reason != deps.CopiedFrom && untouched && !slices.Contains(users, user) {
			users = append(users, user)
		}
	}
	if len(users) == 0 {
		return nil
	}
	return []Hazard{{UntrackedDependency, objectNames(users) + " names " + p.oldID(id).QualifiedName() + ", and the engine does not track that"}}
}
