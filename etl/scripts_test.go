package etl

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/parser/resolve"
)

// project is a model with the scripts that work on it, for tests.
type project struct {
	name     string
	schema   string
	analyzer *query.Analyzer
	db       *model.Database
	absolute []*ast.File
	etl      []*ast.File
}

// readFolder parses the SQL files of a folder, in the order of their paths.
func readFolder(t *testing.T, files fs.FS, folder string) []*ast.File {
	t.Helper()
	var inputs []parser.Input
	err := fs.WalkDir(files, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".sql" {
			return err
		}
		content, err := fs.ReadFile(files, name)
		inputs = append(inputs, parser.Input{Name: name, Content: content})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	parsed, _ := parser.ParseFiles(inputs, parser.Options{KeepPlaceholders: true}) // what does not parse is left out
	return parsed
}

// openProject reads a model from absolute scripts and the scripts of an ETL folder.
func openProject(t *testing.T, files fs.FS, absolute, etl, schema string) *project {
	t.Helper()
	p := &project{name: absolute, schema: schema, analyzer: query.NewAnalyzer()}
	p.absolute = readFolder(t, files, absolute)
	p.etl = p.absolute
	if etl != absolute {
		p.etl = readFolder(t, files, etl)
	}
	result, _ := interpret.Declare(p.absolute, interpret.Options{SearchPath: []string{schema}, Analyzer: p.analyzer})
	p.db = result.Database
	return p
}

func (p *project) checker() *Checker { return NewChecker(p.db, p.analyzer, p.schema, p.etl) }

// check returns all findings about a project's queries.
func (p *project) check() (findings diag.List) {
	c := p.checker()
	for _, file := range p.absolute {
		findings = append(findings, c.Declared(file)...)
	}
	for _, file := range p.etl {
		findings = append(findings, c.Script(file)...)
	}
	return findings.Sort()
}

// ownProjects are those that the repository holds.
func ownProjects(t *testing.T) []*project {
	return []*project{
		openProject(t, os.DirFS("../examples/survey-panel"), "absolute", "etl", "public"),
		openProject(t, os.DirFS("testdata/tpch"), "absolute", "etl", "tpch"),
	}
}

func TestValidQueriesGiveNoAlarm(t *testing.T) {
	for _, p := range ownProjects(t) {
		if len(p.etl) == 0 || p.db.Tables.Len() == 0 {
			t.Fatalf("%s: there is nothing to check", p.name)
		}
		for _, d := range p.check() {
			t.Errorf("%v\n%s", d, d.Snippet)
		}
	}
}

// corpusProjects are the folders and files of the corpus that hold both tables and the queries on them.
func corpusProjects(t *testing.T) (list []*project) {
	root := os.Getenv("REDRAFT_CORPUS")
	if root == "" {
		t.Skip("REDRAFT_CORPUS does not name the folder of the corpus")
	}
	files := os.DirFS(root)
	for _, name := range []string{
		"aws-etl-framework", "aws-query-patterns", "aws-udfs-procs", "gdx-microservice", "redshift-utils",
	} {
		list = append(list, openProject(t, files, name, name, "public"))
	}
	for _, pattern := range []string{
		"aws-ivm/*/*.sql", "aws-ivm/*/*/*.sql", // each makes its own copies of the tables
		"snowplow-old-models/5-data-modeling/sql-runner/redshift/sql/*", // variants of one model
	} {
		names, err := fs.Glob(files, pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("the corpus holds no %s: %v", pattern, err)
		}
		for _, name := range names {
			list = append(list, openProject(t, files, name, name, "public"))
		}
	}
	return list
}

// mistakesOfTheCorpus are what its authors got wrong; each was looked at by hand.
var mistakesOfTheCorpus = []string{
	"aws-etl-framework/framework/redshift/sp/etl.sp_merge.sql:156:14: error: column v_iam_role_arn ",      // never declared
	"aws-etl-framework/framework/redshift/sp/etl.sp_merge_add_partitions.sql:40:38: ",                     // rec for v_rec
	"aws-etl-framework/framework/redshift/sp/etl.sp_merge_add_partitions.sql:68:",                         // rec again
	"aws-etl-framework/framework/redshift/sp/etl.sp_merge_add_partitions.sql:70:",                         // and again
	"aws-etl-framework/framework/redshift/sp/etl.sp_merge_add_partitions.sql:78:51: error: column sql ",   // v_sql was meant
	"aws-ivm/tpc-h/chain_filter.sql:216:5: error: column c_nastionkey ",                                   // c_nationkey
	"snowplow-old-models/5-data-modeling/sql-runner/redshift/sql/web-incremental/05-move-to-derived/05-0", // older than 03-new
}

func TestTheCorpusGivesNoFalseAlarm(t *testing.T) {
	var statements, alarms int
	for _, p := range corpusProjects(t) {
		for _, f := range p.etl {
			statements += len(f.Statements)
		}
		for _, d := range p.check() {
			if d.Severity != diag.Error || d.Code == MissingObject || d.Code == resolve.MissingRelation {
				continue // tables that the corpus does not make
			}
			if slices.ContainsFunc(mistakesOfTheCorpus, func(m string) bool { return strings.HasPrefix(d.Error(), m) }) {
				continue
			}
			alarms++
			t.Errorf("%v\n%s", d, d.Snippet)
		}
	}
	t.Logf("%d statements, %d errors", statements, alarms)
}
