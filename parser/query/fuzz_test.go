package query

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/redraft/redraft/model"
)

// FuzzQuery feeds texts to every entrance. Errors must point into the text, and whatever was rewritten, the literals
// and the names of the tree must be those of the tokens that they come from.
func FuzzQuery(f *testing.F) {
	for _, folder := range []string{"cases", "same", "different"} {
		for _, texts := range variants(f, folder) {
			for _, text := range texts {
				f.Add(text)
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		a := NewAnalyzer()
		qualify := func(name string) string { return map[bool]string{true: "s"}[len(name)%2 == 0] }
		q, err := a.Query(text, qualify)
		checkError(t, text, err)
		_, scriptErr := a.Script(text, qualify)
		checkError(t, text, scriptErr)
		_, functionErr := a.Function(text)
		checkError(t, text, functionErr)
		if _, err := a.Procedure(text, qualify); err != nil {
			t.Fatal(err)
		}
		if err != nil {
			return
		}
		again, err := a.Query(q.Text, qualify)
		if err != nil || again.Canonical != q.Canonical || again.Text != q.Text {
			t.Fatalf("%q read again is %q, %v", text, again.Canonical, err)
		}
		checkTree(t, a, text)
		checkRenames(t, a, q, qualify)
	})
}

func checkError(t *testing.T, text string, err error) {
	t.Helper()
	var e *SyntaxError
	if err == nil {
		return
	}
	if !errors.As(err, &e) || e.Offset < 0 || e.Length < 0 || e.Offset+e.Length > len(text) || e.Message == "" {
		t.Fatalf("%q: %+v is outside of the text", text, err)
	}
}

// checkTree compares literals and names of the tree with the tokens at their places.
func checkTree(t *testing.T, a *Analyzer, text string) {
	w := a.workspace()
	root, err := w.parseQuery(text)
	if err != nil {
		t.Fatal(err)
	}
	var walk func(n *node)
	walk = func(n *node) {
		at := w.placeOf(n)
		switch {
		case n.is("A_Const") && n.get("sval") != nil && w.kind(at) == tokString:
			value := n.get("sval").str("sval")
			source, _ := w.stringValue(at)
			literal := w.text[w.tokens[at].start:w.tokens[at].end]
			if prefix := literal[0] | 0x20; prefix != 'b' && prefix != 'x' && !strings.HasPrefix(resolveEscapes(value), source) {
				t.Fatalf("%q: the literal %s became %q", text, literal, value)
			}
		case n.is("ColumnRef") && !isMarker(n.get("fields").item(0).text()) && w.kind(at) != tokParam:
			for i, name := range n.get("fields").names() {
				if token := at + 2*i; name != "" && w.kind(token) != 0 && w.name(token) != name {
					t.Fatalf("%q: the name %q became %q", text, w.name(token), name)
				}
			}
		case n.is("RangeVar"):
			if name := w.name(at); name != n.str("catalogname") && name != n.str("schemaname") && name != n.str("relname") {
				t.Fatalf("%q: the relation %q became %q", text, name, n.str("relname"))
			}
		}
		for f := n.first; f != nil; f = f.next {
			walk(f)
		}
	}
	walk(root)
}

// resolveEscapes returns the value of a literal's escaped form, as stringValue does of its source.
func resolveEscapes(text string) string {
	r := rewriter{text: "'" + strings.ReplaceAll(text, "'", "''") + "'"}
	r.tokens = []token{{kind: tokString, end: int32(len(r.text))}}
	value, _ := r.stringValue(0)
	return value
}

// checkRenames demands that a rename which the text has a place for reads the renamed table and no other under another name,
// and that the output columns of a query outlive the rename of a column that they come from. That renames do have a place in
// queries as people write them is for TestRenamesInTheCorpusHaveAPlace and the cases.
func checkRenames(t *testing.T, a *Analyzer, q model.Query, qualify func(string) string) {
	for _, relation := range q.Relations {
		if strings.HasPrefix(relation.Name, "#") {
			continue
		}
		to := model.Name{Schema: relation.Schema, Name: "zz new"}
		renamed, err := a.Rename(q, map[model.Name]model.Name{relation: to})
		if errors.Is(err, ErrNoPlace) {
			continue
		}
		if err != nil {
			t.Fatalf("%q renamed: %v", q.Text, err)
		}
		if want := renamedNames(q.Relations, map[model.Name]model.Name{relation: to}); !slices.Equal(renamed.Relations, want) {
			t.Fatalf("%q reads %v and not %v: %q", q.Text, renamed.Relations, want, renamed.Text)
		}
		names := func(model.Name) ([]string, bool) { return []string{"a", "b"}, true }
		renamed, known, err := a.RenameColumn(q, relation, "a", "zz new", names)
		if err != nil {
			t.Fatalf("%q with a column renamed: %v", q.Text, err)
		}
		if known {
			checkOutput(t, a, q, renamed, relation, qualify)
		}
	}
}

// checkOutput compares the output columns of a query before and after column a of a relation was renamed. A type that was
// not told may be told now, for a star that is written out lets the columns behind it be counted.
func checkOutput(t *testing.T, a *Analyzer, q, renamed model.Query, relation model.Name, qualify func(string) string) {
	before := func(model.Name) ([]model.Column, bool) { return []model.Column{{Name: "a"}, {Name: "b"}}, true }
	after := func(n model.Name) ([]model.Column, bool) {
		if n == relation {
			return []model.Column{{Name: "zz new"}, {Name: "b"}}, true
		}
		return before(n)
	}
	want, known := a.Output(q.Text, qualify, before)
	got, still := a.Output(renamed.Text, qualify, after)
	same := func(got, want model.Column) bool {
		return got.Name == want.Name && (want.Type.IsZero() || got.Type == want.Type)
	}
	if known && (!still || !slices.EqualFunc(got, want, same)) {
		t.Fatalf("%q gave %v and %q gives %v", q.Text, want, renamed.Text, got)
	}
}
