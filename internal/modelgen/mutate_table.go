package modelgen

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/model"
)

// tableEdit is an edit of one table.
func tableEdit(name string, apply func(*maker, *model.Table) bool) edit {
	return edit{name, func(m *maker) bool {
		return change(m, &m.DB.Tables, func(t *model.Table) bool {
			done := apply(m, t)
			settle(t)
			return done
		})
	}}
}

// columnEdit is an edit of one column of one table.
func columnEdit(name string, apply func(*maker, *model.Table, *model.Column) bool) edit {
	return tableEdit(name, func(m *maker, t *model.Table) bool {
		return apply(m, t, &t.Columns[rapid.IntRange(0, len(t.Columns)-1).Draw(m.t, "which column")])
	})
}

var tableEdits = []edit{
	{"add a table", (*maker).addTable},
	{"drop a table", func(m *maker) bool { return m.dropOne(m.DB.Tables.IDs()) }},
	tableEdit("change a table's comment or owner", func(m *maker, t *model.Table) bool {
		return m.changeCommon(&t.Common)
	}),
	tableEdit("add a column", (*maker).newColumn),
	tableEdit("drop a column", (*maker).dropColumn),
	tableEdit("change the order of columns", (*maker).reorder),
	columnEdit("change a varchar's length", (*maker).resize),
	columnEdit("change a column's type", (*maker).retype),
	columnEdit("change NOT NULL", (*maker).toggleNotNull),
	columnEdit("change a default", (*maker).changeDefault),
	columnEdit("change an identity", (*maker).changeIdentity),
	columnEdit("change a collation", func(m *maker, _ *model.Table, c *model.Column) bool {
		return isText(c.Type) && different(m, "collation",
			[]model.Collation{model.CollateUnspecified, model.CollateCaseSensitive, model.CollateCaseInsensitive}, &c.Collation)
	}),
	columnEdit("change a column's comment", func(m *maker, _ *model.Table, c *model.Column) bool {
		return different(m, "column comment", comments, &c.Comment)
	}),
	columnEdit("change an encoding", (*maker).changeEncoding),
	tableEdit("change who chooses the encodings", func(m *maker, t *model.Table) bool {
		t.EncodeAuto = !t.EncodeAuto
		m.encode(t)
		return true
	}),
	tableEdit("change the distribution", func(m *maker, t *model.Table) bool {
		t.Distribution = m.distribution(tableStyles, columnOutputs(t))
		return true
	}),
	tableEdit("change the sort key", func(m *maker, t *model.Table) bool {
		t.SortKey = m.sortKey(tableSorts, columnOutputs(t))
		return true
	}),
	tableEdit("change the backup", func(_ *maker, t *model.Table) bool {
		t.NoBackup = !t.NoBackup
		return true
	}),
}

func (m *maker) newColumn(t *model.Table) bool {
	c := m.column(t.Columns)
	m.encodeColumn(&c, m.once(2, "encoding is stated"))
	t.Columns = append(t.Columns, c)
	return true
}

func (m *maker) dropColumn(t *model.Table) bool {
	if len(t.Columns) == 1 {
		return false
	}
	at := rapid.IntRange(0, len(t.Columns)-1).Draw(m.t, "dropped column")
	name := t.Columns[at].Name
	t.Columns = slices.Delete(t.Columns, at, at+1)
	m.was.forgetColumn(t.ID, name)
	m.mendTable(t)
	return true
}

func (m *maker) reorder(t *model.Table) bool {
	t.Columns = rapid.Permutation(t.Columns).Draw(m.t, "order")
	return true
}

func (m *maker) resize(_ *model.Table, c *model.Column) bool {
	if c.Type.Name != model.Varchar {
		return false
	}
	lengths := []int{c.Type.Length + 1, c.Type.Length * 2, 65535}
	if c.Default.IsZero() {
		lengths = append(lengths, 1, c.Type.Length/2)
	}
	lengths = slices.DeleteFunc(lengths, func(n int) bool { return n < 1 || n > 65535 })
	return different(m, "length", lengths, &c.Type.Length)
}

func (m *maker) retype(t *model.Table, c *model.Column) bool {
	c.Type = m.dataType()
	c.Default, c.Identity = model.Expr{}, nil
	if !isText(c.Type) {
		c.Collation = model.CollateUnspecified
	}
	m.mendTable(t)
	return true
}

func (m *maker) toggleNotNull(t *model.Table, c *model.Column) bool {
	if key := t.PrimaryKey(); c.Identity != nil || key != nil && slices.Contains(key.Columns, c.Name) {
		return false
	}
	c.NotNull = !c.NotNull
	return true
}

func (m *maker) changeDefault(_ *model.Table, c *model.Column) bool {
	switch {
	case c.Identity != nil:
		return false
	case !c.Default.IsZero() && m.once(2, "takes the default away"):
		c.Default = model.Expr{}
	default:
		c.Default = m.defaultExpr(c.Type)
	}
	return true
}

func (m *maker) changeIdentity(t *model.Table, c *model.Column) bool {
	if c.Identity != nil {
		c.Identity = nil
		if m.once(2, "another generator") {
			c.Identity = m.generator()
		}
		return true
	}
	if slices.ContainsFunc(t.Columns, func(o model.Column) bool { return o.Identity != nil }) {
		return false
	}
	if c.Type.Name != model.Integer && c.Type.Name != model.Bigint {
		return false
	}
	c.Identity, c.NotNull, c.Default = m.generator(), true, model.Expr{}
	return true
}

func (m *maker) changeEncoding(t *model.Table, c *model.Column) bool {
	choices := facts[c.Type.Name].encodings
	if t.EncodeAuto || len(choices) == 0 {
		return false
	}
	c.EncodingFilled = false
	return different(m, "encoding", choices, &c.Encoding)
}

var keyEdits = []edit{
	tableEdit("add a primary key", func(m *maker, t *model.Table) bool { return m.addKey(t, model.PrimaryKey) }),
	tableEdit("add a unique key", func(m *maker, t *model.Table) bool { return m.addKey(t, model.Unique) }),
	tableEdit("add a foreign key", (*maker).addForeignKey),
	tableEdit("drop a key", func(m *maker, t *model.Table) bool {
		if len(t.Constraints) == 0 {
			return false
		}
		at := rapid.IntRange(0, len(t.Constraints)-1).Draw(m.t, "dropped key")
		t.Constraints = slices.Delete(t.Constraints, at, at+1)
		return true
	}),
	tableEdit("change a key's comment", func(m *maker, t *model.Table) bool {
		at := slices.IndexFunc(t.Constraints, func(c model.Constraint) bool { return c.Name != "" })
		return at >= 0 && different(m, "key comment", comments, &t.Constraints[at].Comment)
	}),
	tableEdit("change a key's name", func(m *maker, t *model.Table) bool {
		if len(t.Constraints) == 0 {
			return false
		}
		at := rapid.IntRange(0, len(t.Constraints)-1).Draw(m.t, "renamed key")
		c := t.Constraints[at]
		t.Constraints = slices.Delete(t.Constraints, at, at+1)
		c.Name, c.Comment = "", ""
		t.Constraints = append(t.Constraints, m.named(t, c))
		return true
	}),
}
