package plan

import (
	"slices"

	"github.com/redraft/redraft/deps"
	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
)

// spread carries what happens to an object over to those that depend on it: bound views are dropped before it changes and
// created after, foreign keys that rely on a changing key are lifted.
func (p *planner) spread() {
	queue := p.sortedWorks()
	for len(queue) > 0 {
		w := queue[0]
		queue = queue[1:]
		if why := p.disturbs(w); why != "" {
			queue = append(queue, p.disturb(w, why)...)
		}
	}
	p.lift()
}

// disturbs says how the object stops being what its dependents are bound to; empty when they can stay.
func (p *planner) disturbs(w *work) string {
	switch w.strategy {
	case Drop:
		return "dropped"
	case Recreate:
		return "recreated"
	case Rebuild:
		return "rebuilt"
	case InPlace:
		return disturbingChange(w.changes)
	}
	return ""
}

// disturbingChange names the change in place that dependents cannot live through. Whether a bound view blocks a mere change
// of length is not documented; dropping it first is the safe side (r_ALTER_TABLE; docs/evidence.md).
func disturbingChange(changes []diff.Change) string {
	for _, c := range changes {
		switch c.(type) {
		case diff.RenameObject:
			return "renamed"
		case diff.RenameColumn, diff.DropColumn, diff.AlterColumnType:
			return "changed: " + c.Describe()
		}
	}
	return ""
}

// changedColumns returns the columns of which alone the dependents of an object notice something; false when they notice
// more than that.
func (w *work) changedColumns() (columns []string, only bool) {
	if w.strategy != InPlace {
		return nil, false
	}
	for _, c := range w.changes {
		switch c := c.(type) {
		case diff.RenameObject, diff.RenameColumn:
			return nil, false
		case diff.DropColumn:
			columns = append(columns, c.Column.Name)
		case diff.AlterColumnType:
			columns = append(columns, c.Column)
		}
	}
	return columns, true
}

// spared reports whether a regular view reads none of the changed columns of the relation, so that it can stay: the engine
// records what a view reads by column (v_view_table_column_dependency of amazon-redshift-utils). A materialized view cannot
// be refreshed after any of its table's columns has changed (materialized-view-create-sql-command).
func (p *planner) spared(user, relation model.ID, columns []string) bool {
	if user.Kind != model.KindView || p.options.Reads == nil {
		return false
	}
	reads, known := p.readerOfBefore().Reads(user)
	if !known {
		return false
	}
	for _, column := range reads[model.Name{Schema: relation.Schema, Name: relation.Name}] {
		if slices.Contains(columns, column) {
			return false
		}
	}
	return true
}

// disturb marks the bound dependents of an object for recreation and returns those that were not marked before. A
// late-binding view in between is looked through: it stays, but what is bound to it has its columns fixed.
func (p *planner) disturb(w *work, why string) []*work {
	id := w.id
	columns, only := w.changedColumns()
	var found []*work
	seen := map[model.ID]bool{}
	frontier := []model.ID{p.oldID(id)}
	for len(frontier) > 0 {
		at := frontier[0]
		frontier = frontier[1:]
		for _, edge := range p.old.NeededBy(at) {
			user := p.newID(edge.From)
			if seen[user] || user == id {
				continue
			}
			seen[user] = true
			switch {
			case only && at == p.oldID(id) && edge.Bound && p.spared(edge.From, at, columns):
				delete(seen, user) // it may still be bound through a late-binding view
			case edge.Bound && edge.Reason != deps.References:
				if w := p.giveWay(user, id, why); w != nil {
					found = append(found, w)
				}
			case p.isLateView(user):
				frontier = append(frontier, edge.From)
			}
		}
	}
	return found
}

func (p *planner) isLateView(id model.ID) bool {
	view, ok := p.from.Views.Get(id)
	return ok && view.NoBinding
}

// giveWay marks a dependent for recreation; nil when it is dropped or recreated anyway.
func (p *planner) giveWay(user, cause model.ID, why string) *work {
	w := p.work(user)
	reason := "it depends on " + cause.QualifiedName() + ", which is " + why
	switch w.strategy {
	case Drop, Recreate, Rebuild, Create:
		return nil
	case "":
		w.dependent = true
	}
	w.strategy = Recreate
	w.reasons = append(w.reasons, reason)
	return w
}
