package resolve_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/parser/resolve"
)

const fuzzTables = `CREATE TABLE a (id integer, name varchar(20), amount numeric(12,2), day date, doc super);
CREATE TABLE b (id integer, a_id integer, label char(3), big bigint, at timestamp);
CREATE VIEW v (first, second) AS SELECT id, name FROM a;`

// FuzzStatement resolves whatever the grammar takes. Every place must lie inside of the text, and the same text must give the
// same answer.
func FuzzStatement(f *testing.F) {
	paths, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(paths) == 0 {
		f.Fatal("no cases: ", err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if file.Name == "statements.sql" {
				for text := range strings.SplitSeq(string(file.Data), ";\n") {
					f.Add(text)
				}
			}
		}
	}
	f.Add(`UNLOAD ('SELECT ''é'', x.nothing FROM a AS x WHERE x.name = \'\\\'') TO 's3://b' IAM_ROLE default`)
	f.Fuzz(func(t *testing.T, text string) {
		analyzer := query.NewAnalyzer()
		session := resolve.NewSession(modelOf(t, fuzzTables, analyzer), []string{"public"})
		use, err := analyzer.Script(text, nil)
		if err != nil {
			return
		}
		body, _ := analyzer.Procedure(text, nil)
		for _, tree := range append(use.Trees, body.Trees...) {
			result := resolve.Statement(tree, session, nil)
			for _, u := range append(result.Uses, result.Reads...) {
				inside(t, text, u.Place)
			}
			for _, finding := range result.Findings {
				inside(t, text, finding.Place)
			}
			again := resolve.Statement(tree, session, nil)
			var first, second strings.Builder
			show(&first, text, result)
			show(&second, text, again)
			if first.String() != second.String() {
				t.Fatalf("%q: %s\nand then %s", text, first.String(), second.String())
			}
		}
	})
}

func inside(t *testing.T, text string, at query.Place) {
	t.Helper()
	if at.Start < 0 || at.End < at.Start || int(at.End) > len(text) {
		t.Fatalf("%q: %+v is outside of the text", text, at)
	}
}
