package etl

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/redraft/redraft/internal/sandbox"
	"github.com/redraft/redraft/internal/sandbox/sandboxtest"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/parser/resolve"
)

// What a query reads and gives is compared here with what PostgreSQL makes of it: the tables of a model are created, each
// query becomes a view, and pg_depend and pg_attribute say what the server found.

// engine is a database of the sandbox: statements go through the proxy in Redshift's dialect, looks into the catalogs past it.
type engine struct {
	t      *testing.T
	proxy  *pgconn.PgConn
	direct *pgconn.PgConn
	model  *model.Database // what was created
}

func openEngine(t *testing.T, s *sandbox.Sandbox) *engine {
	t.Helper()
	url := sandboxtest.NewDatabase(t, s)
	name, _, _ := strings.Cut(url[strings.LastIndexByte(url, '/')+1:], "?")
	return &engine{t: t, proxy: connect(t, url), direct: connect(t, s.Server().URL(name))}
}

func connect(t *testing.T, url string) *pgconn.PgConn {
	t.Helper()
	ctx := context.Background()
	conn, err := pgconn.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(ctx) })
	return conn
}

func (e *engine) run(statement string) error {
	_, err := e.proxy.Exec(context.Background(), statement).ReadAll()
	return err
}

// rows asks the catalogs.
func (e *engine) rows(statement string) [][]string {
	e.t.Helper()
	results, err := e.direct.Exec(context.Background(), statement).ReadAll()
	if err != nil {
		e.t.Fatal(statement, err)
	}
	var rows [][]string
	for _, result := range results {
		for _, row := range result.Rows {
			var values []string
			for _, v := range row {
				values = append(values, string(v))
			}
			rows = append(rows, values)
		}
	}
	return rows
}

// create makes the schemas, functions and tables of a model.
func (e *engine) create(db *model.Database) {
	for _, s := range db.Schemas.All() {
		if s.ID.Name != "public" {
			_ = e.run("CREATE SCHEMA " + quoted(s.ID.Name))
		}
	}
	for _, f := range db.Functions.All() {
		_ = e.run(function(f)) // one that PostgreSQL has no language for is not there
	}
	e.model = db.Clone()
	for _, table := range db.Tables.All() {
		table = table.Clone()
		e.model.Put(table)
		var columns []string
		for i := range table.Columns {
			c := &table.Columns[i]
			if c.Type.IsZero() {
				c.Type = model.DataType{Name: model.Varchar, Length: 65535}
			}
			columns = append(columns, quoted(c.Name)+" "+c.Type.String())
		}
		_ = e.run(fmt.Sprintf("CREATE TABLE %s.%s (%s)", quoted(table.ID.Schema), quoted(table.ID.Name), strings.Join(columns, ", ")))
	}
}

func function(f *model.Function) string {
	var args []string
	for _, a := range f.Args {
		args = append(args, strings.TrimSpace(a.Name+" "+a.Type.String()))
	}
	return fmt.Sprintf("CREATE FUNCTION %s.%s (%s) RETURNS %s %s AS $$ %s $$ LANGUAGE %s", quoted(f.ID.Schema), quoted(f.ID.Name),
		strings.Join(args, ", "), f.Returns, f.Volatility, f.Body, f.Language)
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// sample is a query that both sides look at.
type sample struct {
	place string
	name  model.Name // of the view that it becomes
	text  string
	path  []string
	file  *ast.File
}

// samples are the queries of views, and the queries in scripts that stand alone or make a table.
func (p *project) samples() (list []sample) {
	for id, v := range p.db.Views.All() {
		text := v.Query.Text
		if v.Columns != nil {
			continue // what the list renames is tested elsewhere
		}
		list = append(list, sample{place: id.QualifiedName(), name: model.Name{Schema: id.Schema, Name: id.Name}, text: text})
	}
	for id, v := range p.db.MaterializedViews.All() {
		list = append(list, sample{place: id.QualifiedName(), name: model.Name{Schema: id.Schema, Name: id.Name}, text: v.Query.Text})
	}
	for _, file := range p.etl {
		s := p.checker().begin(file)
		for _, statement := range file.Statements {
			s.set(statement)
			var text string
			switch t := statement.(type) {
			case *ast.Select:
				text = file.Text(t.Bounds())
			case *ast.CreateTableAs:
				text = t.Query.Text
			}
			if text != "" {
				list = append(list, sample{
					place: file.Source.Position(statement.Bounds().Start).String(), text: text, path: slices.Clone(s.path),
					name: model.Name{Schema: "public", Name: fmt.Sprintf("sample_%d", len(list))}, file: file,
				})
			}
		}
	}
	return list
}

// tally counts what agrees and lists what does not.
type tally struct{ same, unknown, different int }

func (c tally) String() string {
	return fmt.Sprintf("%d agree, %d differ, %d unknown (%.1f %% of what is said)", c.same, c.different, c.unknown,
		100*float64(c.same)/float64(max(1, c.same+c.different)))
}

func (e *engine) exists(s sample) bool { return e.view(s) == nil }

// reason says in general words why a query is not taken.
func (e *engine) reason(s sample) string {
	var failed *pgconn.PgError
	if err := e.view(s); errors.As(err, &failed) {
		if known := words[failed.Code]; known != "" {
			return known
		}
		return s.place + ": " + failed.Message
	}
	return "is taken now"
}

var words = map[string]string{
	"42P01": "a table that the corpus does not make", "3F000": "a schema that the corpus does not make",
}

func (e *engine) view(s sample) error {
	text := "CREATE VIEW " + quoted(s.name.Schema) + "." + quoted(s.name.Name) + " AS " + s.text
	if s.path != nil {
		_ = e.run("SET search_path TO " + strings.Join(s.path, ", "))
	}
	err := e.run(text)
	_ = e.run("SET search_path TO public")
	return err
}

// dependencies returns the columns that the server says a view depends on, and the relations of which it needs no column.
func (e *engine) dependencies(s sample) (list []string) {
	for _, row := range e.rows(`SELECT DISTINCT n.nspname || '.' || c.relname || '.' || coalesce(a.attname, '*')
		FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
		JOIN pg_class c ON c.oid = d.refobjid AND d.refclassid = 'pg_class'::regclass JOIN pg_namespace n ON n.oid = c.relnamespace
		LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid AND d.refobjsubid > 0
		WHERE d.deptype = 'n' AND c.oid <> r.ev_class
			AND n.nspname NOT IN ('pg_catalog', 'pg_redshift', 'information_schema') -- whose columns are in no model
			AND r.ev_class = '` + s.name.String() + `'::regclass`) {
		list = append(list, row[0])
	}
	sort.Strings(list)
	return list
}

// ours returns the same as the server's dependencies, from a result.
func ours(result resolve.Result) (list []string) {
	touched := make(map[model.Name]bool)
	for _, u := range result.Uses {
		if u.Relation.IsSystem() {
			continue
		}
		touched[u.Relation] = true
		list = append(list, u.Relation.Schema+"."+u.Relation.Name+"."+u.Column)
	}
	for _, read := range result.Reads {
		if !touched[read.Relation] && !read.Relation.IsSystem() {
			list = append(list, read.Relation.Schema+"."+read.Relation.Name+".*")
		}
	}
	sort.Strings(list)
	return slices.Compact(list)
}

func (e *engine) columns(s sample) [][]string {
	return e.rows(`SELECT attname, format_type(atttypid, atttypmod), format_type(atttypid, NULL) FROM pg_attribute
		WHERE attnum > 0 AND NOT attisdropped AND attrelid = '` + s.name.String() + `'::regclass ORDER BY attnum`)
}

// serverType spells a type as PostgreSQL's format_type does, without its length.
func serverType(t model.DataType) string {
	switch t.Name {
	case model.Char:
		return "character"
	case model.Varchar:
		return "character varying"
	case model.Time, model.Timestamp:
		return string(t.Name) + " without time zone"
	case model.TimeTZ:
		return "time with time zone"
	case model.TimestampTZ:
		return "timestamp with time zone"
	}
	return string(t.Name)
}

// sameTo reports whether the server's type is another because its dialect is: Redshift's functions return VARCHAR where
// PostgreSQL's return TEXT, AVG of integers is BIGINT and not NUMERIC (r_AVG), the counts of DATEDIFF are BIGINT
// (r_DATEDIFF_function), MEDIAN of integers is numeric (r_MEDIAN).
func sameTo(t model.DataType, server string) bool {
	switch server {
	case "text":
		return t.Name == model.Varchar || t.Name == model.Char
	case "numeric":
		return t.Name == model.Bigint
	case "double precision":
		return t.Name == model.Numeric
	}
	return false
}

func TestPostgresFindsTheSameInTheQueriesOfThisRepository(t *testing.T) {
	compareAll(t, ownProjects(t), 0.99, formFloors{same: 0.87, loose: 1})
}

func TestPostgresFindsTheSameInTheQueriesOfTheCorpus(t *testing.T) {
	compareAll(t, corpusProjects(t), 0.99, formFloors{same: 0.848, loose: 0.988})
}

func compareAll(t *testing.T, projects []*project, least float64, floors formFloors) {
	s := sandboxtest.Start(t)
	texts := make(shares)
	var reads, names, types tally
	created, all := 0, 0
	refused := make(map[string]int)
	for _, p := range projects {
		samples := p.samples()
		if len(samples) == 0 {
			continue
		}
		e := openEngine(t, s)
		e.create(p.db)
		var of []sample
		for len(samples) > 0 { // a view may read one that comes later
			var left []sample
			for _, sample := range samples {
				if e.exists(sample) {
					of = append(of, sample)
				} else {
					left = append(left, sample)
				}
			}
			if len(left) == len(samples) {
				break
			}
			samples = left
		}
		created, all = created+len(of), all+len(of)+len(samples)
		for _, sample := range samples {
			refused[e.reason(sample)]++
		}
		for _, sample := range of {
			p.compare(e, sample, &reads, &names, &types)
			sum := texts[p.corpus()]
			sum.add(p.compareForms(e, sample))
			texts[p.corpus()] = sum
		}
	}
	t.Logf("%d of %d queries are taken by PostgreSQL", created, all)
	for _, reason := range slices.Sorted(maps.Keys(refused)) {
		t.Logf("  not taken, %d times: %s", refused[reason], reason)
	}
	t.Logf("dependencies: %v", reads)
	t.Logf("names of output columns: %v", names)
	t.Logf("types of output columns: %v", types)
	texts.check(t, floors)
	for _, c := range []tally{reads, names, types} {
		if c.same == 0 || float64(c.same) < least*float64(c.same+c.different) {
			t.Errorf("%v: fewer than %.0f %% agree", c, 100*least)
		}
	}
}

func (p *project) compare(e *engine, s sample, reads, names, types *tally) {
	tree, err := p.analyzer.Tree(s.text)
	if err != nil {
		e.t.Logf("%s: %v", s.place, err)
		return
	}
	path := s.path
	if path == nil {
		path = []string{p.schema}
	}
	session := resolve.NewSession(resolve.NewModel(p.db, p.analyzer, []string{p.schema}), path)
	result := resolve.Statement(&query.Statement{Verb: query.Select, Query: tree.Query}, session, nil)
	if theirs, own := e.dependencies(s), ours(result); slices.Equal(theirs, own) {
		reads.same++
	} else {
		reads.different++
		e.t.Logf("%s: dependencies differ\n  server only: %v\n  ours only: %v", s.place, without(theirs, own), without(own, theirs))
	}
	columns := e.columns(s)
	if result.Open || len(columns) != len(result.Columns) {
		if !result.Open {
			e.t.Logf("%s: %d columns, ours %d", s.place, len(columns), len(result.Columns))
		}
		return
	}
	for i, c := range result.Columns {
		switch c.Name {
		case "":
			names.unknown++
		case columns[i][0]:
			names.same++
		default:
			names.different++
			e.t.Logf("%s: column %d is %s, ours %s", s.place, i+1, columns[i][0], c.Name)
		}
		switch {
		case c.Type.IsZero():
			types.unknown++
		case serverType(c.Type) == columns[i][2], sameTo(c.Type, columns[i][2]):
			types.same++
		default:
			types.different++
			e.t.Logf("%s: column %s is %s, ours %s", s.place, columns[i][0], columns[i][2], serverType(c.Type))
		}
	}
}

func without(list, gone []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(gone, s) })
}
