package diag_test

import (
	"strings"
	"testing"

	"github.com/redraft/redraft/model/diag"
)

func TestPositionsCountCharactersOfTheOriginal(t *testing.T) {
	original := "größe ${x}\r\nzweite"
	text := "größe hello\r\nzweite"
	start := strings.Index(text, "hello")
	src := diag.NewEditedSource("f.sql", original, text, []diag.Edit{
		{Start: start, End: start + 5, OriginalStart: strings.Index(original, "$"), OriginalEnd: strings.Index(original, "}") + 1},
	})
	for needle, want := range map[string]string{"größe": "f.sql:1:1", "hello": "f.sql:1:7", "ello": "f.sql:1:7", "zweite": "f.sql:2:1"} {
		if got := src.Position(strings.Index(text, needle)).String(); got != want {
			t.Errorf("%s is at %s, want %s", needle, got, want)
		}
	}
	for _, offset := range []int{-5, len(text) + 9} {
		if p := src.Position(offset); p.Line < 1 || p.Line > 2 {
			t.Errorf("offset %d is at %v", offset, p)
		}
	}
}

func TestASnippetShowsNoSecret(t *testing.T) {
	text := "create user a password 'a' -- a\nnext 'a'"
	src := diag.NewSource("f.sql", text)
	at := strings.Index(text, "'a'")
	early := src.Diagnose(diag.Error, "x", 0, 6, "s", "")
	src.Hide(at, at+3)
	src.Cover(&early)
	late := src.Diagnose(diag.Error, "x", at, at+3, "s", "")
	for _, d := range []diag.Diagnostic{early, late} {
		if want := "create user a password *** -- a"; d.Snippet != want {
			t.Errorf("the snippet is %q, want %q", d.Snippet, want)
		}
	}
	if d := src.Diagnose(diag.Error, "x", len(text)-3, len(text), "s", ""); d.Snippet != "next 'a'" || d.Width != 3 {
		t.Errorf("another line shows %q, width %d", d.Snippet, d.Width)
	}
}

func TestListsAreSortedWithoutRepetitions(t *testing.T) {
	at := func(line int) diag.Position { return diag.Position{File: "a", Line: line, Column: 1} }
	list := diag.List{
		{Severity: diag.Warning, Code: "w", Pos: at(2)}, {Severity: diag.Error, Code: "e", Pos: at(2)},
		{Severity: diag.Info, Code: "i", Pos: at(1)}, {Severity: diag.Error, Code: "e", Pos: at(2)},
	}.Sort()
	var codes []string
	for _, d := range list {
		codes = append(codes, string(d.Code))
	}
	if got := strings.Join(codes, " "); got != "i e w" {
		t.Errorf("sorted: %s", got)
	}
	if list.Err() == nil || (diag.List{{Severity: diag.Warning}}).Err() != nil {
		t.Error("a list is an error exactly when it holds one")
	}
}

func TestNearNamesAreFound(t *testing.T) {
	names := []string{"core.answer", "core.panelist", "core.anwser", "mart.survey"}
	if got := diag.Nearest("core.answr", names); len(got) == 0 || got[0] != "core.answer" {
		t.Errorf("near core.answr: %v", got)
	}
	if got := diag.Nearest("x", names); got != nil {
		t.Errorf("near x: %v", got)
	}
}
