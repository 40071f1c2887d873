package project

import (
	"os"
	"path"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

func TestASourceReadsAsItIsWritten(t *testing.T) {
	word := rapid.StringMatching(`[a-z./]{1,8}`)
	rapid.Check(t, func(t *rapid.T) {
		s := Source{
			Kind: rapid.SampledFrom([]SourceKind{Absolute, Changesets, Snapshot, Env}).Draw(t, "kind"),
			Path: rapid.OneOf(rapid.Just(""), word).Draw(t, "path"),
			Rev:  rapid.OneOf(rapid.Just(""), rapid.StringMatching(`[a-z0-9~^/]{1,8}`)).Draw(t, "rev"),
		}
		if s.Kind == Snapshot && s.Path == "" {
			t.Skip("a snapshot is a file")
		}
		if s.Kind == Env && (s.Path == "" || s.Rev != "") {
			t.Skip("an environment has a name and no revision")
		}
		again, err := ParseSource(s.String())
		if err != nil || again != s {
			t.Fatalf("%+v is written %q and read %+v, %v", s, s, again, err)
		}
	})
}

func TestScriptsOfAnyNamesHavePathsOfTheirOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		db := &model.Database{}
		for range rapid.IntRange(1, 12).Draw(t, "tables") {
			known := []string{"a", "A", "a-2", "con", "CON.x", "..", ".", "a/b", strings.Repeat("é", 200)}
			name := rapid.OneOf(rapid.String(), rapid.SampledFrom(known))
			id := model.TableID("core", name.Draw(t, "name"))
			db.Put(&model.Table{ID: id, Columns: []model.Column{{Name: "id", Type: model.DataType{Name: model.Integer}}}})
		}
		seen := make(map[string]bool)
		for _, s := range AbsoluteScripts(db) {
			base := path.Base(s.Path)
			if seen[strings.ToLower(s.Path)] || len(base) > 255 || path.Dir(s.Path) != "core/tables" || base[0] == '.' {
				t.Fatalf("path %q", s.Path)
			}
			if strings.ContainsAny(base, "\\/:*?\"<>|\x00\n") {
				t.Fatalf("path %q holds what some file system does not take", s.Path)
			}
			seen[strings.ToLower(s.Path)] = true
		}
		if len(seen) != db.Tables.Len() {
			t.Fatalf("%d scripts for %d tables", len(seen), db.Tables.Len())
		}
	})
}

func FuzzReadConfig(f *testing.F) {
	for _, seed := range []string{
		"", "version: 1\n", "a: &x [*x]\n", "? - b\n: c\n", "lint: {a: off}\nallow: [data-loss]", "placeholders:\n\t- x",
		"é: 1\nallow: x",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, findings := ReadConfig("redraft.yaml", []byte(text))
		for _, d := range findings {
			if d.Summary == "" || d.Hint == "" || d.Pos.File == "" || d.Severity != diag.Error {
				t.Errorf("finding %+v", d)
			}
		}
	})
}

func TestEveryKeyOfTheConfigurationIsDocumented(t *testing.T) {
	page, err := os.ReadFile("../../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	for key := range configKeys {
		if !strings.Contains(string(page), "| `"+key+"` |") {
			t.Errorf("docs/configuration.md does not list %s", key)
		}
	}
}
