package modelgen

import (
	"strconv"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// plainNames need no quotes; some are keywords that are not reserved, or words that begin a clause.
var plainNames = []string{"orders", "customer", "item", "day", "amount", "state", "id", "name", "type", "note", "role",
	"key", "encode_", "größe", "level", "double", "qualify", "value", "a$1", "_hidden"}

// oddNames need quotes: reserved words, blanks, quotes, what looks like a comment, digits in front.
var oddNames = []string{"order", "table", "select", "tag", "timestamp", "left", "default", "group",
	"unit price", `say "hi"`, "a.b", "semi;colon", "-- no comment", "/* nor this", "it's", `back\slash`, "2024",
	"$1", "naïve €", "(all)", "%", "full name?"}

// name draws a name that is not taken.
func (m *maker) name(label string, taken func(string) bool) string {
	pool := plainNames
	if !m.options.PlainNames && m.once(4, label+" is odd") {
		pool = oddNames
	}
	base := pick(m, label, pool)
	name := base
	for n := 2; taken(name); n++ {
		name = base + "_" + strconv.Itoa(n)
	}
	return name
}

// relationName draws a name for a table, view or key of a schema: they all share a name space, for a key is an index.
func (m *maker) relationName(schema, label string) string {
	return m.name(label, func(name string) bool { return m.taken(schema, name) })
}

func (w *World) taken(schema, name string) bool {
	if _, ok := w.DB.Relation(model.Name{Schema: schema, Name: name}); ok {
		return true
	}
	for id, table := range w.DB.Tables.All() {
		for _, c := range table.Constraints {
			if id.Schema == schema && (c.Name == name || model.GeneratedName(id.Name, c) == name) {
				return true
			}
		}
	}
	return false
}

// columnName draws a name that no column of the list has.
func (m *maker) columnName(columns []model.Column) string {
	return m.name("column", func(name string) bool {
		for _, c := range columns {
			if c.Name == name {
				return true
			}
		}
		return false
	})
}

// users own objects and hold privileges; a name in quotes keeps its case.
var users = []string{"loader", "ana", "Ana María", "etl-service", "IAMR:ops", "user"}

// comments hold what literals are about. The empty one stands for none.
var comments = []string{"", "", "", "plain words", "the shop's", `C:\orders\new`, "two\nlines", "$$ and $_$",
	"größe, 値段", `"quoted"`, "-- not a comment"}

func (m *maker) comment(label string) string { return pick(m, label, comments) }

func (m *maker) common(what string) model.Common {
	c := model.Common{Comment: m.comment(what + " comment")}
	if m.once(3, what+" has an owner") {
		c.Owner = pick(m, what+" owner", users)
	}
	return c
}

// makeSchemas makes public, which is always there and open to everybody, and some others.
func (m *maker) makeSchemas() {
	public := model.SchemaID("public")
	m.DB.Put(&model.Schema{ID: public})
	for _, p := range []model.Privilege{"CREATE", "USAGE"} {
		m.DB.Grants.Add(model.Grant{On: public, Privilege: p, To: model.Public})
	}
	m.times(m.options.Schemas, "schemas", m.addSchema)
}

func (m *maker) addSchema() bool {
	name := m.name("schema", m.hasSchema)
	m.DB.Put(&model.Schema{ID: model.SchemaID(name), Common: m.common("schema"), QuotaMB: pick(m, "quota", quotas)})
	return true
}

func (w *World) hasSchema(name string) bool {
	return w.DB.Has(model.SchemaID(name)) || w.DB.Has(externalSchema(name))
}

func externalSchema(name string) model.ID {
	return model.ID{Kind: model.KindExternalSchema, Name: name}
}

// addExternalSchema adds what no plan changes yet, with its statement as the parser writes it for the model.
func (m *maker) addExternalSchema() bool {
	name := pick(m, "external schema", []string{"lake", "events", "archive"})
	if m.hasSchema(name) {
		return false
	}
	m.DB.Put(&model.Unplanned{ID: externalSchema(name), Statements: []string{
		"create external schema " + ddl.Quote(name) + " from data catalog database 'lake' iam_role default",
	}})
	return true
}

// schema draws the schema of a new object.
func (m *maker) schema() string { return pick(m, "in schema", m.DB.Schemas.IDs()).Name }
