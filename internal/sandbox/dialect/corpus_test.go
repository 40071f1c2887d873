package dialect_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/pganalyze/pg_query_go/v5/parser"

	"github.com/redraft/redraft/internal/sandbox/dialect"
	"github.com/redraft/redraft/parser/query"
)

// What others wrote for Redshift is, rewritten, something that PostgreSQL's grammar takes, or an error that says why not.
func TestQueriesOfTheCorpusBecomePostgreSQL(t *testing.T) {
	root := os.Getenv("REDRAFT_CORPUS")
	if root == "" {
		t.Skip("REDRAFT_CORPUS names no folder of Redshift SQL written by others")
	}
	good, refused := 0, 0
	var bad []string
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(name) != ".sql" {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, statement := range queries(string(text)) {
			rewritten, err := dialect.Rewrite(statement, dialect.Options{})
			if err != nil {
				refused++
				continue
			}
			if _, err := parser.ParseToProtobuf(rewritten); err != nil {
				place, _ := filepath.Rel(root, name)
				bad = append(bad, place+": "+err.Error()+"\n    "+strings.Join(strings.Fields(rewritten), " "))
			} else {
				good++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(bad)
	share := 100 * float64(good) / float64(max(1, good+len(bad)))
	t.Logf("%d of %d become PostgreSQL, %.1f %%; %d are refused with a reason", good, good+len(bad), share, refused)
	for _, b := range bad {
		t.Log(b)
	}
	if good < 2000 || share < 98 {
		t.Errorf("%d queries become PostgreSQL, %.1f %%", good, share)
	}
}

// queries returns the statements of a script that read or write rows.
func queries(script string) []string {
	tokens, err := query.Tokens(script)
	if err != nil {
		return nil
	}
	var found []string
	start, first := 0, true
	word := ""
	keep := func(end int) {
		switch word {
		case "select", "with", "insert", "update", "delete", "explain":
			found = append(found, script[start:end])
		}
	}
	for _, token := range tokens {
		if first {
			start, word, first = token.Start, query.Fold(script[token.Start:token.End]), false
		}
		if token.Kind == query.Symbol && script[token.Start] == ';' {
			keep(token.Start)
			first, word = true, ""
		}
	}
	keep(len(script))
	return found
}
