package plan

import (
	"slices"

	"github.com/redraft/redraft/deps"
	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// lift is a key that is dropped before a step and added again after it.
type lift struct {
	table model.ID
	key   model.Constraint
	drop  bool
	add   bool
	why   string
}

// lift finds the keys that stand in the way: foreign keys of other tables to a key that goes or moves, and keys over a
// column whose length changes (r_ALTER_TABLE, ALTER COLUMN TYPE; DROP CONSTRAINT).
func (p *planner) lift() {
	for _, w := range p.sortedWorks() {
		if w.id.Kind != model.KindTable {
			continue
		}
		switch w.strategy {
		case Drop:
			p.liftReferences(w.id, nil, w.strategy)
		case Rebuild:
			p.liftReferences(w.id, nil, w.strategy)
			p.liftNames(w)
		case InPlace:
			for _, c := range every[diff.DropConstraint](w.changes) {
				p.liftReferences(w.id, c.Constraint.Columns, w.strategy)
			}
			for _, c := range every[diff.AlterColumnType](w.changes) {
				p.liftKeysOver(w, c.Column)
			}
		}
	}
}

// liftReferences lifts the foreign keys that refer to the table; columns limits it to one of its keys. A foreign key of the
// table to itself goes with its table, comes with the new one, and is in the way only when the key that it relies on goes.
func (p *planner) liftReferences(parent model.ID, columns []string, strategy Strategy) {
	for _, child := range p.referrers(parent) {
		table, ok := p.from.Tables.Get(child)
		if !ok {
			continue
		}
		for _, key := range table.Constraints {
			refers := key.RefTable == parent && (columns == nil || sameSet(key.RefColumns, columns))
			stays := child == parent && (strategy == Drop || strategy == Rebuild && !p.freesKey(table, key.RefColumns))
			if refers && !stays {
				p.liftKey(child, key, parent.QualifiedName()+" is "+describeStrategy(strategy))
			}
		}
	}
}

// referrers returns the tables that may hold foreign keys to a table, itself among them.
func (p *planner) referrers(parent model.ID) []model.ID {
	tables := []model.ID{parent}
	for _, edge := range p.old.NeededBy(p.oldID(parent)) {
		if edge.Reason == deps.References {
			tables = append(tables, p.newID(edge.From))
		}
	}
	return tables
}

// freesKey reports whether the rebuild of a table drops its primary or unique key over these columns by name.
func (p *planner) freesKey(from *model.Table, columns []string) bool {
	to, _ := p.to.Tables.Get(from.ID)
	return slices.ContainsFunc(from.Constraints, func(key model.Constraint) bool {
		return key.Kind != model.ForeignKey && sameSet(key.Columns, columns) && nameToFree(to, key) != ""
	})
}

// liftNames drops the keys of a table that is rebuilt before its rebuild when another table takes their name: that one may
// itself hold a name that this rebuild needs.
func (p *planner) liftNames(w *work) {
	from, _ := p.from.Tables.Get(w.id)
	for _, key := range from.Constraints {
		if key.Kind == model.ForeignKey || key.Name == "" {
			continue
		}
		for _, id := range p.keyOwners()[model.Name{Schema: w.id.Schema, Name: key.Name}] {
			if id != w.id {
				p.liftKey(w.id, key, id.QualifiedName()+" takes its name")
			}
		}
	}
}

// keyOwners returns the tables of the to-model by the names of their keys; it is made when it is first asked for.
func (p *planner) keyOwners() map[model.Name][]model.ID {
	if p.owners != nil {
		return p.owners
	}
	p.owners = make(map[model.Name][]model.ID)
	for id, table := range p.to.Tables.All() {
		for _, key := range table.Constraints {
			if key.Name != "" {
				name := model.Name{Schema: id.Schema, Name: key.Name}
				p.owners[name] = append(p.owners[name], id)
			}
		}
	}
	return p.owners
}

func describeStrategy(s Strategy) string {
	switch s {
	case Drop:
		return "dropped"
	case Rebuild:
		return "rebuilt"
	}
	return "altered"
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func (p *planner) liftKeysOver(w *work, column string) {
	table, _ := p.from.Tables.Get(w.id)
	for _, key := range table.Constraints {
		if !slices.Contains(key.Columns, column) {
			continue
		}
		p.liftKey(w.id, key, "the length of column "+column+" changes")
		if key.Kind != model.ForeignKey {
			p.liftReferences(w.id, key.Columns, InPlace)
		}
	}
}

// liftKey records a lift once. A key that the plan drops, adds or carries along anyway is only lifted where it must be.
func (p *planner) liftKey(table model.ID, key model.Constraint, why string) {
	same := func(l lift) bool { return l.key.SameKey(key) && l.key.Name == key.Name }
	if slices.ContainsFunc(p.lifts[table], same) {
		return
	}
	w := p.works[table]
	l := lift{table: table, key: key, drop: true, why: why}
	to, stays := p.to.Tables.Get(table)
	l.add = stays && slices.ContainsFunc(to.Constraints, func(c model.Constraint) bool { return c.SameKey(key) && c.Name == key.Name })
	if w != nil {
		dropped := slices.ContainsFunc(every[diff.DropConstraint](w.changes), func(c diff.DropConstraint) bool {
			return c.Constraint.SameKey(key) && c.Constraint.Name == key.Name
		})
		switch {
		case w.strategy == Drop:
			l.drop, l.add = p.inOldRing(table, key.RefTable), false
		case w.strategy == Rebuild:
			l.add = false // the new table gets its foreign keys anyway
		case dropped:
			l.drop, l.add = false, false
		}
	}
	if !l.drop && !l.add {
		return
	}
	if from, ok := p.from.Tables.Get(table); ok {
		if _, certain := keyName(from, key); l.drop && !certain {
			p.refuse(p.work(table), diff.ShowConstraint(key), why+", and this key has no name of its own to drop it by",
				"look its name up in pg_constraint, then drop it and add it under a name of its own in a changeset")
		}
	}
	p.lifts[table] = append(p.lifts[table], l)
}

// liftSteps makes the steps that drop and add lifted keys.
func (p *planner) liftSteps() {
	var all []lift
	for _, id := range sortedIDs(p.lifts) {
		all = append(all, p.lifts[id]...)
	}
	for _, l := range all {
		if l.drop {
			from, _ := p.from.Tables.Get(l.table)
			p.dropKeyStep(from, l.key, l.why)
		}
		if l.add {
			s := p.addKeyStep(l.table, l.key, "put back: "+l.why)
			if l.key.Comment != "" && l.key.Name != "" {
				s.Statements = append(s.Statements, ddl.ConstraintComment(l.table, l.key.Name, l.key.Comment))
			}
		}
	}
}
