package modelgen

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/model"
)

func (m *maker) addTable() bool {
	schema := m.schema()
	t := &model.Table{
		ID:     model.TableID(schema, m.relationName(schema, "table")),
		Common: m.common("table"), NoBackup: m.once(6, "no backup"),
	}
	for range rapid.IntRange(1, max(1, m.options.Columns)).Draw(m.t, "columns") {
		t.Columns = append(t.Columns, m.column(t.Columns))
	}
	m.identity(t)
	t.EncodeAuto = !m.once(2, "encodings are stated")
	t.Distribution = m.distribution(tableStyles, columnOutputs(t))
	t.SortKey = m.sortKey(tableSorts, columnOutputs(t))
	m.encode(t)
	m.addKeys(t)
	m.DB.Put(t)
	return true
}

func (m *maker) column(others []model.Column) model.Column {
	c := model.Column{Name: m.columnName(others), Type: m.dataType(), Comment: m.comment("column comment")}
	c.NotNull = m.once(3, "not null")
	if m.once(4, "has a default") {
		c.Default = m.defaultExpr(c.Type)
	}
	if isText(c.Type) && m.once(5, "has a collation") {
		c.Collation = pick(m, "collation", []model.Collation{model.CollateCaseSensitive, model.CollateCaseInsensitive})
	}
	return c
}

// identity makes one integer column an identity now and then: it is NOT NULL and has no default (r_CREATE_TABLE_NEW).
func (m *maker) identity(t *model.Table) bool {
	if !m.once(4, "has an identity") {
		return false
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Type.Name == model.Integer || c.Type.Name == model.Bigint {
			c.Identity = m.generator()
			c.NotNull, c.Default = true, model.Expr{}
			return true
		}
	}
	return false
}

func (m *maker) generator() *model.Identity {
	return &model.Identity{
		Seed:      pick(m, "seed", []int64{1, 0, 1000, -5}),
		Step:      pick(m, "step", []int64{1, 10, -1}),
		ByDefault: m.once(2, "takes values from outside"),
	}
}

// What CREATE can say, and what the engine treats as nothing said.
var (
	tableStyles = []model.DistStyle{
		model.DistUnspecified, model.DistAuto, model.DistEven, model.DistAll, model.DistKey,
	}
	materializedStyles = []model.DistStyle{
		model.DistUnspecified, model.DistEven, model.DistAll, model.DistKey, model.DistAuto,
	}
	tableSorts = []model.SortStyle{
		model.SortUnspecified, model.SortAuto, model.SortNone, model.SortCompound, model.SortCompound, model.SortInterleaved,
	}
	materializedSorts = []model.SortStyle{
		model.SortUnspecified, model.SortNone, model.SortCompound, model.SortCompound, model.SortAuto,
	}
)

func columnOutputs(t *model.Table) []output {
	var list []output
	for _, c := range t.Columns {
		list = append(list, output{c.Name, c.Type})
	}
	return list
}

// keyColumns returns the names of the columns that can be part of a key.
func keyColumns(columns []output) []string {
	var names []string
	for _, c := range columns {
		if isKey(c.dataType) {
			names = append(names, c.name)
		}
	}
	return names
}

func (m *maker) distribution(styles []model.DistStyle, columns []output) model.Distribution {
	d := model.Distribution{Style: pick(m, "distribution", styles)}
	if d.Style != model.DistKey {
		return d
	}
	names := keyColumns(columns)
	if len(names) == 0 {
		return model.Distribution{}
	}
	d.Key = pick(m, "distribution key", names)
	return d
}

// maxSortColumns is far below the limits of 400 and, for interleaved keys, 8 columns (r_CREATE_TABLE_NEW).
const maxSortColumns = 3

func (m *maker) sortKey(styles []model.SortStyle, columns []output) model.SortKey {
	k := model.SortKey{Style: pick(m, "sort key", styles)}
	if k.Style != model.SortCompound && k.Style != model.SortInterleaved {
		return k
	}
	k.Columns = some(m, "sort columns", maxSortColumns, keyColumns(columns))
	if len(k.Columns) == 0 {
		return model.SortKey{}
	}
	return k
}

// encode draws the encodings of a table whose encodings are stated: at least one is, the engine fills in the others.
func (m *maker) encode(t *model.Table) {
	if !t.EncodeAuto {
		for i := range t.Columns {
			m.encodeColumn(&t.Columns[i], m.once(2, "encoding is stated"))
		}
	}
	settle(t)
}

func (m *maker) encodeColumn(c *model.Column, stated bool) {
	choices := facts[c.Type.Name].encodings
	c.EncodingFilled = !stated || len(choices) == 0
	if !c.EncodingFilled {
		c.Encoding = pick(m, "encoding", choices)
	}
}

// settle puts a table's encodings in order, as the engine does: none under ENCODE AUTO, otherwise one for every
// column. A table with stated encodings has at least one that was stated; where no type takes one, the engine owns
// them all.
func settle(t *model.Table) {
	for i := range t.Columns {
		c := &t.Columns[i]
		if !slices.Contains(facts[c.Type.Name].encodings, c.Encoding) {
			c.EncodingFilled = true
		}
	}
	t.FillEncodings()
	if t.EncodeAuto || slices.ContainsFunc(t.Columns, func(c model.Column) bool { return !c.EncodingFilled }) {
		return
	}
	for i := range t.Columns {
		if c := &t.Columns[i]; slices.Contains(facts[c.Type.Name].encodings, c.Encoding) {
			c.EncodingFilled = false
			return
		}
	}
	t.EncodeAuto = true
	t.FillEncodings()
}
