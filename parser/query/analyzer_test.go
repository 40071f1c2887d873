package query

import (
	"sync"
	"testing"
	"unsafe"

	"github.com/redraft/redraft/model"
)

func TestEachTextIsParsedOnce(t *testing.T) {
	a := NewAnalyzer()
	const callers = 50
	found := make([]model.Query, callers)
	var wait sync.WaitGroup
	for i := range callers {
		wait.Go(func() { found[i], _ = a.Query("select a from t, u", func(name string) string { return "s_" + name }) })
	}
	wait.Wait()
	for _, q := range found {
		if q.Canonical == "" || unsafe.StringData(q.Canonical) != unsafe.StringData(found[0].Canonical) {
			t.Fatal("the text was read more than once")
		}
	}
}

func TestOneTextMayMeanTwoThings(t *testing.T) {
	a := NewAnalyzer()
	const text = "select a from t"
	answer := func(schema string) func(string) string { return func(string) string { return schema } }
	here, there := mustAsk(t, a, text, answer("here")), mustAsk(t, a, text, answer("there"))
	nowhere := mustAsk(t, a, text, nil)
	if here == there || here == nowhere || there == nowhere {
		t.Error("tables of two schemas are one")
	}
	if here != mustAsk(t, a, text, answer("here")) || here != mustAsk(t, a, "select a from here.t", nil) {
		t.Error("a name with its schema is not what it is without")
	}
}

func mustAsk(t *testing.T, a *Analyzer, text string, qualify func(string) string) string {
	t.Helper()
	q, err := a.Query(text, qualify)
	if err != nil {
		t.Fatal(err)
	}
	return q.Canonical
}

func TestNamesAreAskedForOnce(t *testing.T) {
	asked := 0
	qualify := func(string) string { asked++; return "core" }
	text := "with c as (select 1) select * from t, t as u, (select * from t) v, c, core.x where exists (select 1 from t)"
	if _, err := NewAnalyzer().Query(text, qualify); err != nil || asked != 1 {
		t.Errorf("asked %d times, %v", asked, err)
	}
}

func TestQuotedNamesMayKeepTheirCase(t *testing.T) {
	a := NewAnalyzer()
	a.CaseSensitive = true
	q := mustQuery(t, a, `select "Total", TOTAL from "Core".Orders`)
	if want := (model.Name{Schema: "Core", Name: "orders"}); q.Relations[0] != want {
		t.Errorf("got %v", q.Relations)
	}
	if want := `{select targetList=["Total",total] fromClause=["Core".orders]}`; q.Canonical != want {
		t.Errorf("got %s", q.Canonical)
	}
}
