package plan

import (
	"slices"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

func diagCode(code string) diag.Code { return diag.Code(code) }

// strategies says, for every planned kind, how its changes are made and by which steps. A new kind adds a line and a file.
var strategies = map[model.Kind]kindStrategy{
	model.KindSchema:           {decideSchema, buildSchema},
	model.KindTable:            {decideTable, buildTable},
	model.KindView:             {decideView, buildView},
	model.KindMaterializedView: {decideMaterialized, buildMaterialized},
	model.KindFunction:         {decideRoutine, buildRoutine},
	model.KindProcedure:        {decideRoutine, buildRoutine},
}

// kindStrategy is how one kind of object is planned: decide chooses the strategy for a changed object, build makes the
// steps of one whose strategy is final.
type kindStrategy struct {
	decide func(*planner, *work)
	build  func(*planner, *work)
}

// decide groups the changes by object and chooses a strategy for each.
func (p *planner) decide(changes []diff.Change) {
	var order []*work
	for _, change := range changes {
		w := p.work(change.Object())
		if len(w.changes) == 0 {
			order = append(order, w)
		}
		w.changes = append(w.changes, change)
	}
	for _, w := range order {
		switch {
		case has[diff.CreateObject](w.changes):
			w.strategy = Create
		case has[diff.DropObject](w.changes):
			w.strategy = Drop
		default:
			w.strategy = InPlace
		}
		if s, ok := strategies[w.id.Kind]; ok {
			s.decide(p, w)
		}
	}
}

// has reports whether one of the changes is of that type.
func has[C diff.Change](changes []diff.Change) bool {
	return slices.ContainsFunc(changes, func(c diff.Change) bool { _, ok := c.(C); return ok })
}

// every returns the changes of that type.
func every[C diff.Change](changes []diff.Change) []C {
	var list []C
	for _, c := range changes {
		if change, ok := c.(C); ok {
			list = append(list, change)
		}
	}
	return list
}

// describe returns the changes in words.
func describe(changes []diff.Change) []string {
	list := make([]string, len(changes))
	for i, c := range changes {
		list[i] = c.Describe()
	}
	return list
}

// refuse records that a change is not made.
func (p *planner) refuse(w *work, change, reason, way string) {
	w.refusals = append(w.refusals, Refusal{Object: w.id, Change: change, Reason: reason, Way: way, Pos: p.place(w.id, "")})
}

func (p *planner) place(id model.ID, column string) diag.Position {
	if p.options.Places == nil {
		return diag.Position{}
	}
	if column != "" {
		return p.options.Places.Column(id, column)
	}
	return p.options.Places.Object(id)
}

func (p *planner) collectRefusals() {
	p.refuseBroken()
	p.refuseRepeatables()
	for _, w := range p.sortedWorks() {
		p.refusePolicies(w)
		p.refusals = append(p.refusals, w.refusals...)
	}
}

func (p *planner) sortedWorks() []*work {
	list := make([]*work, 0, len(p.works))
	for _, w := range p.works {
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b *work) int { return a.id.Compare(b.id) })
	return list
}

// build makes the steps of every object.
func (p *planner) build() {
	for _, w := range p.sortedWorks() {
		if s, ok := strategies[w.id.Kind]; ok {
			s.build(p, w)
		} else {
			p.grantSteps(w)
		}
	}
	p.liftSteps()
}

// refusePolicies refuses what would silently take row-level security or masking away from a relation: a policy is attached
// to the object, not to its name (r_ATTACH_RLS_POLICY, r_ATTACH_MASKING_POLICY).
func (p *planner) refusePolicies(w *work) {
	if w.strategy != Drop && w.strategy != Recreate && w.strategy != Rebuild {
		return
	}
	old := p.oldID(w.id)
	if len(p.before.Attachments(model.Name{Schema: old.Schema, Name: old.Name})) > 0 {
		p.refuse(w, string(w.strategy), "row-level security or masking is attached to "+w.id.String(),
			"detach the policies in a changeset, plan again, and attach them after")
	}
}

// refuseBroken refuses to create a bound view over something that the to-model does not hold: a view that stays while what
// it reads goes.
func (p *planner) refuseBroken() {
	for _, missing := range p.new.Missing {
		w := p.works[missing.By]
		view, isView := p.to.Views.Get(missing.By)
		bound := isView && !view.NoBinding || missing.By.Kind == model.KindMaterializedView
		if w == nil || !bound || w.strategy == Drop || w.strategy == InPlace {
			continue
		}
		p.refuse(w, string(w.strategy), missing.By.String()+" "+missing.Reason.String()+" "+missing.Name.String()+", which will not exist",
			"drop or change it together with what it reads")
	}
}

// repeatable returns the repeatable script that makes an object, by its name in the to-model.
func (p *planner) repeatable(id model.ID) string {
	if p.options.Repeatable == nil {
		return ""
	}
	return p.options.Repeatable(p.oldID(id))
}

// refuseRepeatables refuses to change by a changeset what a repeatable script makes: Flyway runs repeatables last, so in a
// new database the script would undo the change, and a statement that expects the object would fail.
func (p *planner) refuseRepeatables() {
	for _, w := range p.sortedWorks() {
		if script := p.repeatable(w.id); script != "" && !w.dependent && w.strategy != "" {
			p.refuse(w, string(w.strategy), w.id.String()+" is made by "+script+", which runs after every changeset",
				"change it there as well: Flyway runs a repeatable script again when it has changed")
		}
	}
}
