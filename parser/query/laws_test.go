package query

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/redraft/redraft/model"
)

// variants returns the texts of the archives in a folder of testdata, by archive.
func variants(t testing.TB, folder string) map[string][]string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", folder, "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no archives: ", err)
	}
	all := make(map[string][]string)
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".sql") {
				all[path] = append(all[path], strings.TrimSuffix(string(f.Data), "\n"))
			}
		}
	}
	return all
}

func mustQuery(t testing.TB, a *Analyzer, text string) model.Query {
	t.Helper()
	q, err := a.Query(text, nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return q
}

func TestSpellingsOfOneQueryAreEqual(t *testing.T) {
	a := NewAnalyzer()
	for path, texts := range variants(t, "same") {
		first := mustQuery(t, a, texts[0])
		for _, text := range texts[1:] {
			q := mustQuery(t, a, text)
			if q.Canonical != first.Canonical || q.Shape != first.Shape {
				t.Errorf("%s\n%s\n%s\n%s\n%s", path, texts[0], first.Canonical, text, q.Canonical)
			}
		}
	}
}

func TestDifferentQueriesDiffer(t *testing.T) {
	a := NewAnalyzer()
	for path, texts := range variants(t, "different") {
		seen := make(map[string]string)
		for _, text := range texts {
			canonical := mustQuery(t, a, text).Canonical
			if other, ok := seen[canonical]; ok {
				t.Errorf("%s: these are one query:\n%s\n%s\n%s", path, other, text, canonical)
			}
			seen[canonical] = text
		}
	}
}

// queries returns all texts of the test data that are queries.
func queries(t testing.TB) (texts []string) {
	a := NewAnalyzer()
	for _, folder := range []string{"cases", "same", "different"} {
		for _, list := range variants(t, folder) {
			for _, text := range list {
				if _, err := a.Query(text, nil); err == nil {
					texts = append(texts, text)
				}
			}
		}
	}
	slices.Sort(texts)
	return texts
}

// respelled returns a query with other blanks, comments everywhere, words in capitals and names in other quotes.
func respelled(text string) string {
	var r rewriter
	if err := r.read(text); err != nil {
		return text
	}
	var b strings.Builder
	for i, token := range r.tokens {
		if token.newline {
			b.WriteString(" -- a comment\n")
		} else if i > 0 {
			b.WriteString(" /* a 'comment' */ ")
		}
		source := text[token.start:token.end]
		switch {
		case token.kind == tokWord && !strings.ContainsAny(source, "${"):
			b.WriteString(strings.ToUpper(source))
		case token.kind == tokQuoted:
			b.WriteString(strings.ToUpper(source))
		default:
			b.WriteString(source)
		}
	}
	return b.String()
}

func TestSpellingSaysNothing(t *testing.T) {
	a := NewAnalyzer()
	for _, text := range queries(t) {
		if strings.ContainsAny(text, "ñ日") {
			continue // only ASCII letters fold
		}
		want, got := mustQuery(t, a, text), mustQuery(t, a, respelled(text))
		if got.Canonical != want.Canonical || got.Shape != want.Shape || !slices.Equal(got.Relations, want.Relations) {
			t.Errorf("%s\n%s\n%s\n%s", text, want.Canonical, respelled(text), got.Canonical)
		}
	}
}

func TestConditionsHaveNoShape(t *testing.T) {
	a := NewAnalyzer()
	base := mustQuery(t, a, "select a, count(*) as n from core.t group by a")
	for _, text := range []string{
		"select a, count(*) as n from core.t where b > 1 group by 1",
		"select a, count(*) as n from core.t group by a having count(*) > 1 order by 1 limit 5",
		"select top 5 a, count(*) n from core.t group by a qualify row_number() over (order by a) = 1",
		"select distinct a, count(*) n from core.t",
	} {
		if q := mustQuery(t, a, text); q.Shape != base.Shape || q.Canonical == base.Canonical {
			t.Errorf("%s\n%s\n%s", text, q.Shape, base.Shape)
		}
	}
	for _, text := range []string{
		"select a, count(*) as m from core.t group by a",
		"select a, count(*) as n from core.u group by a",
		"select count(*) as n, a from core.t group by a",
		"select a::int, count(*) as n from core.t group by a",
		"select a, count(*) as n, 1 from core.t group by a",
		"select a, count(*) as n from core.t left join core.u using (a) group by a",
	} {
		if q := mustQuery(t, a, text); q.Shape == base.Shape {
			t.Errorf("%s has the shape of another query", text)
		}
	}
}

// TestRenamesUndoThemselves renames every relation of every query and back: the query must be what it was, but for an
// alias that was needed because something else in the text has the name.
func TestRenamesUndoThemselves(t *testing.T) {
	a := NewAnalyzer()
	for _, text := range queries(t) {
		q := mustQuery(t, a, text)
		if len(q.Relations) == 0 || strings.Contains(text, ".orders.total") {
			continue // schema.table.column loses its schema on the way
		}
		there, back := make(map[model.Name]model.Name), make(map[model.Name]model.Name)
		for _, r := range q.Relations {
			other := model.Name{Schema: r.Schema, Name: "renamed_" + r.Name}
			if strings.HasPrefix(r.Name, "#") {
				continue
			}
			there[r], back[other] = other, r
		}
		renamed, err := a.Rename(q, there)
		if err != nil {
			t.Fatal(err)
		}
		if renamed.Canonical == q.Canonical || slices.Equal(renamed.Relations, q.Relations) {
			t.Errorf("nothing was renamed in\n%s", text)
		}
		again, err := a.Rename(renamed, back)
		if err != nil {
			t.Fatal(err)
		}
		if again.Canonical != q.Canonical && !strings.Contains(again.Text, " AS renamed_") {
			t.Errorf("%s\n%s\n%s\n%s", text, again.Text, q.Canonical, again.Canonical)
		}
	}
}

func TestDepthIsGuarded(t *testing.T) {
	a := NewAnalyzer()
	const n = 200000
	for _, text := range []string{
		"select " + strings.Repeat("(", n) + "1" + strings.Repeat(")", n),
		"select " + strings.Repeat("a || ", n) + "a",
		"select a from b" + strings.Repeat(" join b on c", n),
		strings.Repeat("select 1 union all ", n) + "select 1",
		"select a" + strings.Repeat("::int", n),
		"select " + strings.Repeat("case when ", n) + "a",
		"select " + strings.Repeat("not ", n) + "a",
		"select " + strings.Repeat("- ", n) + "a",
		"select a" + strings.Repeat(" is null", n),
		strings.Repeat("select * from (", n),
		strings.Repeat("with a as (", n),
	} {
		if _, err := a.Query(text, nil); err == nil {
			t.Errorf("%.40s… was taken", text)
		}
	}
	for _, text := range []string{
		"select 1 where " + strings.Repeat("a = 1 and b > 2 or ", 20000) + "c",
		"select 1 where a in (" + strings.Repeat("1, ", 100000) + "1)",
		"values " + strings.Repeat("(1, 'a', b + c), ", 20000) + "(1, 'a', 2)",
		strings.Repeat("select 1 union all ", 1500) + "select 1",
		"select a" + strings.Repeat("[1]", 20000),
		"select " + strings.Repeat("(", 300) + "1" + strings.Repeat(")", 300),
	} {
		if _, err := a.Query(text, nil); err != nil {
			t.Errorf("%.40s…: %v", text, err)
		}
	}
}

// TestColumnsOfDerivedTablesDoNotExplode joins each derived table twice with itself, which doubles its columns.
func TestColumnsOfDerivedTablesDoNotExplode(t *testing.T) {
	doubled := func(levels int) string {
		text := "with c0 as (select 1 as a)"
		for i := range levels {
			text += fmt.Sprintf(", c%d as (select * from c%d as x, c%d as y)", i+1, i, i)
		}
		return fmt.Sprintf("%s select * from c%d", text, levels)
	}
	a := NewAnalyzer()
	if columns, known := a.Output(doubled(4), nil, nil); !known || len(columns) != 16 {
		t.Errorf("%d columns, known: %v", len(columns), known)
	}
	if columns, known := a.Output(doubled(60), nil, nil); known {
		t.Errorf("%d columns are told", len(columns))
	}
}

// TestSchemasThatCannotBeToldAreAnError gives 70 names two schemas each, more combinations than a number can count.
func TestSchemasThatCannotBeToldAreAnError(t *testing.T) {
	var tables []string
	for i := range 70 {
		tables = append(tables, fmt.Sprintf("a.t%d as a%d, t%d as b%d", i, i, i, i))
	}
	a := NewAnalyzer()
	q, err := a.Query("select 1 from "+strings.Join(tables, ", "), func(string) string { return "b" })
	if err != nil {
		t.Fatal(err)
	}
	_, err = a.Rename(q, map[model.Name]model.Name{{Schema: "a", Name: "t0"}: {Schema: "a", Name: "u"}})
	if err == nil || !strings.HasPrefix(err.Error(), "which schemas") {
		t.Errorf("the rename says %v", err)
	}
}
