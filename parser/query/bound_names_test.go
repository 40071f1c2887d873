package query_test

import (
	"testing"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/query"
)

// A name in an output is another output's only when that one stands before it: the outputs here name themselves, and each
// other in a ring.
func TestBindingEndsWhereOutputsNameThemselves(t *testing.T) {
	analyzer := query.NewAnalyzer()
	columns := func(model.Name) ([]model.Column, bool) { return []model.Column{{Name: "x"}}, true }
	for text, same := range map[string]string{
		"SELECT lower(a) AS a FROM s.t":                            "SELECT lower(a) AS a FROM s.t",
		"SELECT upper(b) AS c, lower(c) AS b FROM s.t":             "SELECT upper(b) AS c, lower(upper(b)) AS b FROM s.t",
		"SELECT x + 1 AS y, y + y AS z, z * z AS w FROM s.t":       "SELECT x + 1 AS y, (x + 1) + (x + 1) AS z, ((x + 1) + (x + 1)) * ((x + 1) + (x + 1)) AS w FROM s.t",
		"SELECT x AS y, y AS z FROM s.t ORDER BY z":                "SELECT x AS y, x AS z FROM s.t ORDER BY x",
		"SELECT lower(a) AS a FROM s.t GROUP BY 1 ORDER BY a DESC": "SELECT lower(a) AS a FROM s.t GROUP BY lower(a) ORDER BY lower(a) DESC",
	} {
		got, want := bind(t, analyzer, text, columns), bind(t, analyzer, same, columns)
		if got.Form != want.Form {
			t.Errorf("%s\nis bound as\n%s\nand not as\n%s", text, got.Form, want.Form)
		}
	}
}

func bind(t *testing.T, a *query.Analyzer, text string, columns func(model.Name) ([]model.Column, bool)) query.Bound {
	t.Helper()
	q, err := a.Query(text, func(string) string { return "s" })
	if err != nil {
		t.Fatal(err)
	}
	bound, ok := a.Bind(q, nil, query.Catalog{Columns: columns})
	if !ok {
		t.Fatalf("%s is not bound", text)
	}
	return bound
}
