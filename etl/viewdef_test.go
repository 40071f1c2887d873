package etl

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/parser/query"
)

// forms counts how the bound form of what somebody wrote compares with that of what the server made of it.
type forms struct {
	same      int // to the last cast
	casts     int // but for casts that the server may have written
	different int
	unknown   int // the text does not tell what its names mean
	standIn   int // not compared: the proxy put something else in the place of what PostgreSQL has not
	system    int // not compared: the columns of the engine's own tables are in no model
}

func (f forms) all() int { return f.same + f.casts + f.different + f.unknown }

func (f *forms) add(g forms) {
	f.same, f.casts, f.different = f.same+g.same, f.casts+g.casts, f.different+g.different
	f.unknown, f.standIn, f.system = f.unknown+g.unknown, f.standIn+g.standIn, f.system+g.system
}

// shares are the forms of each corpus.
type shares map[string]forms

// corpus returns the part of the project's name that its shares are counted under.
func (p *project) corpus() string {
	if name, _, found := strings.Cut(p.name, "/"); found || p.name != "absolute" {
		return name
	}
	return "this repository's " + p.schema
}

// check prints the shares and holds the whole to floors, in hundredths: equal to the last cast, and equal or equal but for casts.
func (s shares) check(t *testing.T, floor formFloors) {
	var sum forms
	for _, name := range slices.Sorted(maps.Keys(s)) {
		t.Logf("forms of %s: %v", name, s[name])
		sum.add(s[name])
	}
	t.Logf("forms: %v", sum)
	if n := float64(sum.all()); n == 0 || float64(sum.same) < floor.same*n || float64(sum.same+sum.casts) < floor.loose*n {
		t.Errorf("%v: less than %.1f %% are the same, or less than %.1f %% but for casts", sum, 100*floor.same, 100*floor.loose)
	}
}

// formFloors are the shares that are reached.
type formFloors struct{ same, loose float64 }

func (f forms) String() string {
	n := float64(max(1, f.all()))
	return fmt.Sprintf("%d queries: %d the same (%.1f %%), %d but for casts (together %.1f %%), %d differ, %d unknown; not compared: "+
		"%d that PostgreSQL has not, %d on the engine's own tables", f.all(), f.same, 100*float64(f.same)/n, f.casts,
		100*float64(f.same+f.casts)/n, f.different, f.unknown, f.standIn, f.system)
}

// definition returns the server's text of a view, read in the way that introspect reads it.
func (e *engine) definition(s sample) string {
	e.t.Helper()
	results, err := e.proxy.Exec(e.t.Context(), "BEGIN; SET LOCAL search_path TO pg_catalog; SELECT pg_get_viewdef(c.oid) "+
		"FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '"+s.name.Schema+"' AND c.relname = '"+
		s.name.Name+"'; COMMIT").ReadAll()
	if err != nil {
		e.t.Fatal(s.place, err)
	}
	for _, result := range results {
		if len(result.Rows) == 1 {
			return string(result.Rows[0][0])
		}
	}
	e.t.Fatalf("%s: the server has no text", s.place)
	return ""
}

// compareForms compares a query with the server's text of the view that it became.
func (p *project) compareForms(e *engine, s sample) (f forms) {
	path := s.path
	if path == nil {
		path = []string{p.schema}
	}
	server := e.definition(s)
	written, writtenOK := p.bind(e, s, s.text, path)
	made, madeOK := p.bind(e, s, server, []string{"pg_catalog"})
	same := writtenOK && madeOK && written.Loose == made.Loose
	if what := p.translated(s.text); what != "" && !same {
		f.standIn++
		e.t.Logf("%s: PostgreSQL has no %s", s.place, what)
		return f
	}
	switch {
	case !writtenOK && p.readsSystem(s.text):
		f.system++
		e.t.Logf("%s: the columns of the engine's own tables are in no model", s.place)
	case !writtenOK || !madeOK:
		f.unknown++
		e.t.Logf("%s: the form is unknown (written %t, server %t)\n%s\n%s", s.place, writtenOK, madeOK, s.text, server)
	case written.Form == made.Form:
		f.same++
	case same:
		f.casts++
		e.t.Logf("%s: the forms differ in casts:\n  %s", s.place, firstDifference(written.Form, made.Form))
	default:
		f.different++
		e.t.Logf("%s: the forms differ:\n  %s", s.place, firstDifference(written.Loose, made.Loose))
	}
	return f
}

// untaken are marks in a canonical form of what PostgreSQL cannot do and the proxy writes in other words, so that the server's
// text is of the proxy's query and not of the one that was written.
var untaken = []struct{ mark, name string }{
	{"<QUALIFY>", "QUALIFY"}, {"<PIVOT", "PIVOT"}, {"<UNPIVOT", "UNPIVOT"}, {"<IGNORE NULLS>", "IGNORE NULLS"},
	{"listagg(", "LISTAGG"}, {"ratio_to_report(", "RATIO_TO_REPORT"}, {"decode(", "DECODE"}, {"nvl2(", "NVL2"}, {"approximate", "APPROXIMATE"},
	{"json_extract_path_text(", "JSON_EXTRACT_PATH_TEXT that takes texts only"},
}

// translated returns the first thing in a query that PostgreSQL has not.
func (p *project) translated(text string) string {
	q, err := p.analyzer.Query(text, nil)
	if err != nil {
		return ""
	}
	for _, u := range untaken {
		if strings.Contains(q.Canonical, u.mark) {
			return u.name
		}
	}
	return ""
}

// readsSystem reports whether a query reads tables of the engine.
func (p *project) readsSystem(text string) bool {
	q, err := p.analyzer.Query(text, nil)
	return err == nil && slices.ContainsFunc(q.Relations, model.Name.IsSystem)
}

func (p *project) bind(e *engine, s sample, text string, path []string) (bound query.Bound, ok bool) {
	q, err := p.analyzer.Query(text, func(name string) string {
		for _, schema := range path {
			if _, ok := p.db.Relation(model.Name{Schema: schema, Name: name}); ok {
				return schema
			}
		}
		if (model.Name{Name: name}).IsSystem() {
			return "pg_catalog"
		}
		return path[0]
	})
	if err != nil {
		e.t.Logf("%s: %v\n%s", s.place, err, text)
		return bound, false
	}
	view := &model.View{ID: model.ID{Kind: model.KindView, Schema: s.name.Schema, Name: s.name.Name}, Query: q}
	return interpret.Bind(e.model, view, interpret.Options{SearchPath: []string{p.schema}, Analyzer: p.analyzer})
}

// firstDifference shows two forms from a little before the place where they begin to differ.
func firstDifference(a, b string) string {
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	excerpt := func(s string) string { return s[max(0, at-60):min(len(s), at+120)] }
	return strings.Join(slices.Compact([]string{"written … " + excerpt(a), "server  … " + excerpt(b)}), "\n  ")
}
