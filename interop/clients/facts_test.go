//go:build interop

package clients

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/query"
)

// A fact is a line of fields with tabs between. The first is its kind, the second the object that it is about:
//
//	schema       name
//	table        name  comment
//	view         name  comment                 (materialized views too: they have relkind v)
//	column       name  position  type  null|not null  default  comment
//	primary key  name  constraint  columns
//	unique key   name  constraint  columns
//	foreign key  name  constraint  columns  table  columns
//	exported key the same, as the other table tells it
//	privilege    name  grantee  privilege      (without what the owner has by itself)
//	layout       name  distribution style  its column  sort key
//	definition   name  canonical query
//	function     name
//	procedure    name
//	argument     name of the procedure  position  argument  type
func fact(fields ...string) string {
	for i, f := range fields {
		fields[i] = strings.Join(strings.Fields(f), " ")
	}
	return strings.Join(fields, "\t")
}

// facts are those of a model. What a view's columns are is asked of the server, for a model holds its query alone.
func facts(t *testing.T, d database, db *model.Database) []string {
	t.Helper()
	var lines []string
	for id := range db.Schemas.All() {
		if id.Name != "public" {
			lines = append(lines, fact("schema", id.Name))
		}
	}
	for id := range db.Unplanned.All() {
		if id.Kind == model.KindExternalSchema {
			lines = append(lines, fact("schema", id.Name))
		}
	}
	for _, table := range db.Tables.All() {
		lines = append(lines, tableFacts(table)...)
	}
	for id, v := range db.Views.All() {
		lines = append(lines, fact("view", id.QualifiedName(), v.Comment), fact("definition", id.QualifiedName(), v.Query.Canonical))
		lines = append(lines, d.viewColumns(t, id, v.ColumnComments, v.NoBinding)...)
	}
	for id, v := range db.MaterializedViews.All() {
		lines = append(lines, fact("view", id.QualifiedName(), v.Comment))
		lines = append(lines, d.viewColumns(t, id, v.ColumnComments, false)...)
	}
	for id := range db.Grants.Objects() {
		for _, g := range db.Grants.On(id) {
			kept := g.Privilege == "ALTER" || g.Privilege == "DROP" // which stand in no ACL of the sandbox's: docs/sandbox.md
			if id.Kind.IsRelation() && g.Column == "" && !kept {
				lines = append(lines, fact("privilege", id.QualifiedName(), g.To.String(), string(g.Privilege)))
			}
		}
	}
	for id := range db.Functions.All() {
		lines = append(lines, fact("function", id.Schema+"."+id.Name))
	}
	for id, p := range db.Procedures.All() {
		name := id.Schema + "." + id.Name
		lines = append(lines, fact("procedure", name))
		for i, a := range p.Args {
			lines = append(lines, fact("argument", name, strconv.Itoa(i+1), a.Name, a.Type.String()))
		}
	}
	return lines
}

func tableFacts(t *model.Table) []string {
	name := t.ID.QualifiedName()
	lines := []string{
		fact("table", name, t.Comment),
		fact("layout", name, t.Distribution.Style.String(), t.Distribution.Key, strings.Join(t.SortKey.Columns, ",")),
	}
	for i, c := range t.Columns {
		value := c.Default.Text
		if c.Identity != nil {
			value = identity(c.Identity.ByDefault, c.Identity.Seed, c.Identity.Step)
		}
		lines = append(lines, fact("column", name+"."+c.Name, strconv.Itoa(i+1), c.Type.String(), null(!c.NotNull), value, c.Comment))
	}
	for _, k := range t.Constraints {
		given := cmp.Or(k.Name, k.Given, model.GeneratedName(t.ID.Name, k)) // where no script names it
		fields := []string{strings.ToLower(k.Kind.String()), name, given, strings.Join(k.Columns, ",")}
		switch k.Kind {
		case model.Unique:
			fields[0] = "unique key"
		case model.ForeignKey:
			fields = append(fields, k.RefTable.QualifiedName(), strings.Join(k.RefColumns, ","))
		}
		lines = append(lines, fact(fields...))
		if k.Kind == model.ForeignKey {
			fields[0] = "exported key"
			lines = append(lines, fact(fields...))
		}
	}
	return lines
}

func null(nullable bool) string {
	if nullable {
		return "null"
	}
	return "not null"
}

func identity(byDefault bool, seed, step int64) string {
	word := "identity"
	if byDefault {
		word = "default_identity"
	}
	return word + "(" + strconv.FormatInt(seed, 10) + "," + strconv.FormatInt(step, 10) + ")"
}

// viewColumns are the columns of a view as the server describes a query of it. A late-binding view whose tables are not
// there has none (r_PG_GET_LATE_BINDING_VIEW_COLS).
func (d database) viewColumns(t *testing.T, id model.ID, comments []model.ColumnComment, late bool) []string {
	t.Helper()
	conn, err := pgconn.Connect(t.Context(), d.address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	described, err := conn.Prepare(t.Context(), "", "SELECT * FROM "+id.QualifiedName(), nil)
	if err != nil && late {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for i, f := range described.Fields {
		comment := ""
		for _, c := range comments {
			if c.Column == f.Name {
				comment = c.Comment
			}
		}
		name := id.QualifiedName() + "." + f.Name
		lines = append(lines, fact("column", name, strconv.Itoa(i+1), wireType(t, f), "null", "", comment))
	}
	return lines
}

// wireType is the type of a column that the protocol describes.
func wireType(t *testing.T, f pgconn.FieldDescription) string {
	t.Helper()
	known, ok := pgtype.NewMap().TypeForOID(f.DataTypeOID)
	if !ok {
		t.Fatalf("column %s has the unknown type %d", f.Name, f.DataTypeOID)
	}
	name := known.Name
	if m := f.TypeModifier - 4; m >= 0 {
		switch f.DataTypeOID {
		case pgtype.VarcharOID, pgtype.BPCharOID:
			name += "(" + strconv.Itoa(int(m)) + ")"
		case pgtype.NumericOID:
			name += "(" + strconv.Itoa(int(m>>16)) + "," + strconv.Itoa(int(m&0xffff)) + ")"
		}
	}
	return dataType(t, name)
}

// spelling is a type with what stands in its parentheses.
var spelling = regexp.MustCompile(`^([a-z0-9 ]+?)(?:\((\d+)(?:,\s*(\d+))?\))?( with(?:out)? time zone)?$`)

// dataType brings a client's spelling of a type into redraft's.
func dataType(t *testing.T, text string) string {
	t.Helper()
	parts := spelling.FindStringSubmatch(strings.ToLower(text))
	if parts == nil {
		t.Fatalf("%q is no type", text)
	}
	var args []int
	for _, digits := range parts[2:4] {
		if digits != "" {
			n, err := strconv.Atoi(digits)
			if err != nil {
				t.Fatal(err)
			}
			args = append(args, n)
		}
	}
	resolved, err := model.ResolveType(parts[1]+parts[4], args...)
	if err != nil {
		t.Fatal(err)
	}
	return resolved.String()
}

// generator is the default that the catalog shows for an identity column.
var generator = regexp.MustCompile(`^"((?:default_)?identity)"\(\d+, \d+, '(-?\d+),(-?\d+)'::text\)$`)

// theirs are a client's lines in redraft's spelling, without what is no part of a model: Flyway's table, redraft's journal,
// and the tables that hold the rows of materialized views; and without these views' whole statements.
func theirs(t *testing.T, output string) []string {
	t.Helper()
	analyzer := query.NewAnalyzer()
	var lines []string
	for line := range strings.Lines(output) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) < 2 {
			t.Fatalf("this is no fact: %s", line)
		}
		if foreign(fields) {
			continue
		}
		switch fields[0] {
		case "column":
			fields[3] = dataType(t, fields[3])
			// A text's type is the column's, and redraft leaves it out.
			fields[5] = strings.TrimSuffix(generator.ReplaceAllString(fields[5], "$1($2,$3)"), "::character varying")
		case "privilege":
			// The server's roles for groups and Redshift's roles have two words for names, and the driver keeps the quotes.
			grantee := strings.ReplaceAll(fields[2], `\"`, "")
			if fields[2] = grantee; !strings.Contains(grantee, " ") {
				fields[2] = "user " + grantee
			}
		case "argument":
			fields[4] = dataType(t, fields[4])
		case "definition": // a late-binding view comes as it was sent (r_PG_VIEWS)
			text := strings.TrimPrefix(fields[2], "CREATE OR REPLACE VIEW "+fields[1]+" AS ")
			fields[2] = canonical(t, analyzer, strings.TrimSuffix(strings.TrimSuffix(text, ";"), " WITH NO SCHEMA BINDING"))
		}
		lines = append(lines, fact(fields...))
	}
	return lines
}

// canonical is the form in which two spellings of one query are equal, as with parentheses and without.
func canonical(t *testing.T, analyzer *query.Analyzer, text string) string {
	t.Helper()
	q, err := analyzer.Query(text, func(string) string { return "public" })
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return q.Canonical
}

// foreign reports whether a fact is about something that is in no model.
func foreign(fields []string) bool {
	name := fields[1]
	_, relation, _ := strings.Cut(name, ".")
	return fields[0] == "schema" && slices.Contains([]string{"public", "information_schema", "pg_catalog"}, name) ||
		strings.HasPrefix(name, "public.flyway_schema_history") || strings.HasPrefix(name, "public.redraft_journal") ||
		strings.HasPrefix(relation, "mv_tbl__") ||
		fields[0] == "definition" && strings.HasPrefix(fields[2], "CREATE MATERIALIZED VIEW")
}

// agree demands that a client and redraft say the same of some kinds of facts, and that there are any of each.
func agree(t *testing.T, output string, ours []string, kinds ...string) {
	t.Helper()
	said := theirs(t, output)
	for _, kind := range kinds {
		of := func(lines []string) []string {
			var some []string
			for _, line := range lines {
				if strings.HasPrefix(line, kind+"\t") {
					some = append(some, line)
				}
			}
			slices.Sort(some)
			return some
		}
		want, got := of(ours), of(said)
		if len(want) == 0 {
			t.Errorf("the example has no %s", kind)
		}
		for _, line := range want {
			if !slices.Contains(got, line) {
				t.Errorf("redraft alone says: %q", line)
			}
		}
		for _, line := range got {
			if !slices.Contains(want, line) {
				t.Errorf("the client alone says: %q", line)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: the client says %d, redraft %d", kind, len(got), len(want))
		}
	}
}
