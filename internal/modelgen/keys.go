package modelgen

import (
	"slices"

	"github.com/redraft/redraft/model"
)

// addKeys gives a new table keys now and then.
func (m *maker) addKeys(t *model.Table) {
	if m.once(2, "has a primary key") {
		m.addKey(t, model.PrimaryKey)
	}
	if m.once(4, "has a unique key") {
		m.addKey(t, model.Unique)
	}
	if m.once(3, "has a foreign key") {
		m.addForeignKey(t)
	}
}

// addKey adds a primary or unique key over columns that no other key covers.
func (m *maker) addKey(t *model.Table, kind model.ConstraintKind) bool {
	if kind == model.PrimaryKey && t.PrimaryKey() != nil {
		return false
	}
	columns := some(m, "key columns", 2, keyColumns(columnOutputs(t)))
	covers := func(c model.Constraint) bool { return sameSet(c.Columns, columns) }
	if len(columns) == 0 || slices.ContainsFunc(t.Constraints, covers) {
		return false
	}
	for _, name := range columns {
		if kind == model.PrimaryKey {
			t.Column(name).NotNull = true
		}
	}
	t.Constraints = append(t.Constraints, m.named(t, model.Constraint{Kind: kind, Columns: columns}))
	return true
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// named gives a key a name in half of the cases, and a comment to some of those. A name is free in the whole schema,
// and an unnamed key never gets a generated name that something else has.
func (m *maker) named(t *model.Table, c model.Constraint) model.Constraint {
	clash := func(name string) bool {
		if m.taken(t.ID.Schema, name) || name == t.ID.Name {
			return true
		}
		return slices.ContainsFunc(t.Constraints, func(o model.Constraint) bool {
			return o.Name == name || model.GeneratedName(t.ID.Name, o) == name
		})
	}
	if !m.once(2, "key has a name") && !clash(model.GeneratedName(t.ID.Name, c)) {
		return c
	}
	c.Name = m.name("key", clash)
	c.Comment = m.comment("key comment")
	return c
}

// addForeignKey refers to a key of another table or of the table itself. Columns of the right types are taken where
// there are any and added where there are none. A parent never refers back, so that tables can be created one after
// another.
func (m *maker) addForeignKey(t *model.Table) bool {
	parents := m.parents(t)
	if len(parents) == 0 {
		return false
	}
	p := pick(m, "parent", parents)
	c := model.Constraint{Kind: model.ForeignKey, RefTable: p.table.ID, RefColumns: slices.Clone(p.key.Columns)}
	var avoid []string
	if p.table == t {
		avoid = slices.Clone(p.key.Columns) // a row that refers to itself says nothing
	}
	for _, name := range p.key.Columns {
		column := m.childColumn(t, avoid, p.table.Column(name).Type)
		c.Columns, avoid = append(c.Columns, column), append(avoid, column)
	}
	if slices.ContainsFunc(t.Constraints, c.SameKey) {
		return false
	}
	t.Constraints = append(t.Constraints, m.named(t, c))
	return true
}

type parent struct {
	table *model.Table
	key   model.Constraint
}

func (m *maker) parents(child *model.Table) []parent {
	var list []parent
	add := func(t *model.Table) {
		for _, c := range t.Constraints {
			if c.Kind != model.ForeignKey {
				list = append(list, parent{t, c})
			}
		}
	}
	add(child)
	for id, t := range m.DB.Tables.All() {
		if id != child.ID && !m.reaches(id, child.ID) {
			add(t)
		}
	}
	return list
}

// childColumn returns a column of that type, or adds one.
func (m *maker) childColumn(t *model.Table, avoid []string, dataType model.DataType) string {
	for _, c := range t.Columns {
		if c.Type == dataType && !slices.Contains(avoid, c.Name) {
			return c.Name
		}
	}
	c := model.Column{Name: m.columnName(t.Columns), Type: dataType}
	t.Columns = append(t.Columns, c)
	settle(t)
	return c.Name
}
