package plan

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/deps"
	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

func decideSchema(p *planner, w *work) {
	if w.strategy != Drop {
		return
	}
	for id := range p.to.Unplanned.All() {
		if id.Schema == w.id.Name {
			p.refuse(w, "drop", w.id.String()+" holds "+id.String()+", which no plan drops", "drop it in a changeset first")
		}
	}
}

func buildSchema(p *planner, w *work) {
	schema, _ := p.to.Schemas.Get(w.id)
	switch w.strategy {
	case Create:
		p.add(Step{
			Object: w.id, Strategy: Create, Title: "create " + w.id.String(), Reason: "new", Changes: describe(w.changes),
			Statements: ddl.Object(p.to, schema.ID), Transactional: true, op: opCreate,
		})
	case Drop:
		p.add(Step{
			Object: w.id, Strategy: Drop, Title: "drop " + w.id.String(), Reason: "no script defines it any more",
			Changes: describe(w.changes), Statements: []string{ddl.Drop(w.id)}, Transactional: true, op: opDrop,
		})
	case InPlace:
		for _, c := range every[diff.SetQuota](w.changes) {
			p.add(inPlace(w.id, opSetting, "quota", "set the quota of "+w.id.String(), describe([]diff.Change{c}), ddl.AlterSchemaQuota(w.id, c.To)))
		}
		p.commentSteps(w)
		p.ownerStep(w)
		p.grantSteps(w)
	}
}

// decideView replaces a view where its output columns provably stay the same, and recreates it otherwise: CREATE OR
// REPLACE takes the identical columns only. Whether it takes a change of binding is not documented (r_CREATE_VIEW;
// docs/evidence.md).
func decideView(p *planner, w *work) {
	if w.strategy != InPlace {
		return
	}
	for _, c := range every[diff.SetQuery](w.changes) {
		w.strategy = Replace
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

func (p *planner) attributeChanges(w *work) {
	p.commentSteps(w)
	p.ownerStep(w)
	p.grantSteps(w)
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
		p.alterMaterialized(w, diff.SetDistribution{On: diff.On{ID: w.id}, From: model.Distribution{Style: model.DistEven}, To: view.Distribution})
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
		p.add(inPlace(w.id, opSetting, "auto refresh", "set AUTO REFRESH of "+w.id.String(), words, ddl.AlterAutoRefresh(w.id, c.To)))
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
			return []Hazard{{DataLoss, old.QualifiedName() + " reads " + name.String() + ": rows that are no longer there cannot be computed again"}}
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
		Statements: append([]string{statement}, ddl.Attributes(p.to, w.id)...), Transactional: true, op: opCreate,
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

// privilegeStatement is one GRANT or REVOKE with the changes that it makes, in words.
type privilegeStatement struct {
	text  string
	words []string
	lost  []Hazard
}

// grantSteps grants and revokes on an object that stays.
func (p *planner) grantSteps(w *work) {
	statements := p.privilegeStatements(w)
	title := "privileges on " + w.id.String()
	if w.id.Kind == model.KindDefaultPrivileges {
		title = w.id.String()
	}
	if w.id.Kind == model.KindExternalSchema || w.id.Kind == model.KindExternalTable {
		// Privileges on external resources cannot be granted in a transaction (r_GRANT).
		for _, s := range statements {
			step := alone(inPlace(w.id, opGrant, s.text, title, s.words, s.text))
			step.Hazards = s.lost
			p.add(step)
		}
		return
	}
	if len(statements) == 0 {
		return
	}
	step := inPlace(w.id, opGrant, "", title, nil)
	for _, s := range statements {
		step.Statements = append(step.Statements, s.text)
		step.Changes = append(step.Changes, s.words...)
		step.Hazards = append(step.Hazards, s.lost...)
	}
	step.Reason = strings.Join(step.Changes, "; ")
	p.add(step)
}

// privilegeStatements returns what to revoke and grant, in order. Revoking on a table takes the columns' privileges along,
// and granting on a table is an error while one is held on a column: revokes come first, the whole object's before those
// of its columns are granted (r_GRANT-usage-notes).
func (p *planner) privilegeStatements(w *work) []privilegeStatement {
	var list []privilegeStatement
	say := func(grants []model.Grant, write func([]model.Grant) string, change func(model.Grant) diff.Change) {
		for _, group := range ddl.GroupGrants(grants) {
			s := privilegeStatement{text: write(group)}
			for _, g := range group {
				s.words = append(s.words, change(g).Describe())
				s.lost = append(s.lost, lostPrivilege(w, change(g))...)
			}
			list = append(list, s)
		}
	}
	on := diff.On{ID: w.id}
	say(p.onPresentColumns(privilegesOf[diff.RevokePrivilege](w.changes)), ddl.Revoke,
		func(g model.Grant) diff.Change { return diff.RevokePrivilege{On: on, Grant: g} })
	say(privilegesOf[diff.RevokeOption](w.changes), ddl.RevokeOption,
		func(g model.Grant) diff.Change { return diff.RevokeOption{On: on, Grant: g} })
	say(privilegesOf[diff.GrantPrivilege](w.changes), ddl.Grant,
		func(g model.Grant) diff.Change { return diff.GrantPrivilege{On: on, Grant: g} })
	return list
}

// privilegesOf returns the grants of the changes of one type.
func privilegesOf[C diff.Change](changes []diff.Change) []model.Grant {
	var list []model.Grant
	for _, c := range every[C](changes) {
		switch c := any(c).(type) {
		case diff.GrantPrivilege:
			list = append(list, c.Grant)
		case diff.RevokePrivilege:
			list = append(list, c.Grant)
		case diff.RevokeOption:
			list = append(list, c.Grant)
		}
	}
	return list
}

// onPresentColumns leaves out privileges on columns that are dropped: they go with the column.
func (p *planner) onPresentColumns(list []model.Grant) []model.Grant {
	return slices.DeleteFunc(list, func(g model.Grant) bool {
		table, ok := p.to.Tables.Get(g.On)
		return ok && g.Column != "" && table.Column(g.Column) == nil
	})
}

func (p *planner) lostPrivileges(w *work) []Hazard {
	var hazards []Hazard
	for _, c := range w.changes {
		hazards = append(hazards, lostPrivilege(w, c)...)
	}
	return hazards
}

// lostPrivilege names what somebody loses by a change. A privilege on a column that becomes one on the whole is not lost.
func lostPrivilege(w *work, change diff.Change) []Hazard {
	lost := []Hazard{{PrivilegesLost, change.Describe()}}
	switch c := change.(type) {
	case diff.RevokeOption:
		return lost
	case diff.RevokePrivilege:
		whole := c.Grant
		whole.Column = ""
		if c.Grant.Column != "" && slices.Contains(privilegesOf[diff.GrantPrivilege](w.changes), whole) {
			return nil
		}
		return lost
	}
	return nil
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
