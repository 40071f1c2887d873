package plan

import (
	"cmp"
	"slices"
	"strings"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
)

// complete returns the to-model with everything filled in that the scripts leave open and the from-model says: owners that
// are not stated, names of keys that only one side writes, column types that a CREATE TABLE AS left unknown, and all
// objects of kinds that are not planned. What was assumed or left alone is noted. The from-model is returned with what it
// does not tell and the to-model says.
func complete(from, to *model.Database, options Options) (before, target *model.Database, notes []Note) {
	s := settler{from: from, to: to, before: from, target: to, options: options}
	s.settle()
	renamed, _ := diff.ApplyRenames(s.before, options.Renames)
	c := completer{from: renamed, to: s.target.Clone(), options: options, notes: s.notes}
	to = s.target
	c.unplanned()
	for id, table := range to.Tables.All() {
		old, ok := c.from.Tables.Get(id)
		switch {
		case !ok || model.Same(old, table):
		case len(old.Columns) == 0: // no table has none: a CREATE TABLE AS left them unknown
			c.note("columns-assumed", id, "the changesets do not tell the columns of this table; "+
				"it is taken to be what the scripts say, and nothing is planned for it")
			c.to.Tables.Put(old)
		default:
			c.to.Tables.Put(c.table(old, table))
		}
	}
	c.owners()
	switch {
	case options.KeepUnmanaged:
		c.keepUnmanaged()
	case options.ToUnmanaged:
		c.dropUnmanaged()
	}
	sortNotes(c.notes)
	return s.before, c.to, c.notes
}

type completer struct {
	from, to *model.Database
	options  Options
	notes    []Note
}

func sortNotes(notes []Note) {
	slices.SortStableFunc(notes, func(a, b Note) int {
		return cmp.Or(a.Object.Compare(b.Object), strings.Compare(string(a.Code), string(b.Code)), strings.Compare(a.Text, b.Text))
	})
}

func (c *completer) note(code string, id model.ID, text string) {
	c.notes = append(c.notes, Note{Code: diagCode(code), Object: id, Text: text})
}

func keepsOwner(old, object model.Object) bool {
	return object.Attributes().Owner == "" && old.Attributes().Owner != ""
}

// owners keeps the owner of what has one and is not said to get another.
func (c *completer) owners() {
	var kept []model.Object
	for object := range c.to.Objects() {
		if old, ok := c.from.Object(object.Identity()); ok && keepsOwner(old, object) {
			kept = append(kept, model.WithOwner(object, old.Attributes().Owner))
		}
	}
	for _, object := range kept {
		c.to.Put(object)
	}
}

func (c *completer) table(old, table *model.Table) *model.Table {
	filled := table.Clone()
	for i := range filled.Columns {
		column := &filled.Columns[i]
		before := old.Column(column.Name)
		if before == nil || before.Type.IsZero() == column.Type.IsZero() {
			continue
		}
		known := cmp.Or(before.Type, column.Type)
		c.note("type-assumed", table.ID, "the changesets do not tell the type of column "+column.Name+"; it is taken to be "+known.String())
		column.Type = before.Type
	}
	for i := range filled.Constraints {
		nameConstraint(&filled.Constraints[i], old, table)
	}
	c.columnOrder(old, filled)
	return filled
}

// nameConstraint takes the other side's name, or lack of one, when only one side names a key: the engine chose the name
// then, and it is no difference.
func nameConstraint(c *model.Constraint, old, table *model.Table) {
	for _, before := range old.Constraints {
		if !before.SameKey(*c) || (before.Name == "") == (c.Name == "") {
			continue
		}
		taken := slices.ContainsFunc(table.Constraints, func(o model.Constraint) bool { return o.SameKey(*c) && o.Name == before.Name })
		if !taken {
			c.Name = before.Name
			return
		}
	}
}

// columnOrder notes that the columns will stand in another order than the script's: what is added comes last, no ALTER can
// change that (r_ALTER_TABLE, ADD COLUMN), and no table is rebuilt for it.
func (c *completer) columnOrder(old, table *model.Table) {
	var arrived, added []string
	for _, column := range old.Columns {
		if table.Column(column.Name) != nil {
			arrived = append(arrived, column.Name)
		}
	}
	for _, column := range table.Columns {
		if old.Column(column.Name) == nil {
			added = append(added, column.Name)
		}
	}
	arrived = append(arrived, added...)
	if !slices.EqualFunc(arrived, table.Columns, func(name string, column model.Column) bool { return name == column.Name }) {
		c.note(noteColumnOrder, table.ID, "the columns stand in another order than the script's; no table is rebuilt for that alone")
	}
}

// noteColumnOrder is the code of a note that a rebuild makes pointless: the new table has the order of the script.
const noteColumnOrder = "column-order"

// unplanned keeps what no plan changes as it is, and notes where the two models differ in it.
func (c *completer) unplanned() {
	declared := make(map[model.Kind]bool)
	for id := range c.to.Unplanned.All() {
		declared[id.Kind] = true
	}
	for id, object := range c.from.Unplanned.All() {
		want, ok := c.to.Unplanned.Get(id)
		switch {
		case !ok && c.options.KeepUnmanaged && !declared[id.Kind]: // a cluster has users; scripts need not say so
		case !ok:
			c.note("not-planned", id, "only in the from-model: "+id.Kind.String()+" changes are not planned yet, so it is left alone")
			for _, g := range c.from.Grants.On(id) {
				c.to.Grants.Add(g)
			}
		case !model.Same(object, want):
			c.note("not-planned", id, "differs: "+id.Kind.String()+" changes are not planned yet, so it is left alone")
		}
	}
	for id := range c.to.Unplanned.All() {
		if !c.from.Unplanned.Has(id) {
			c.note("not-planned", id, "only in the to-model: "+id.Kind.String()+" changes are not planned yet; create it by hand")
			c.to.Grants.Clear(id) // nothing can be granted on it until then
		}
	}
	c.to.Unplanned = c.from.Clone().Unplanned
}
