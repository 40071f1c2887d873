package parser

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/redraft/redraft/model/diag"
)

var update = flag.Bool("update", false, "write the goldens anew")

// TestCases parses the input of each archive in testdata/cases and compares the statements and the findings. The name of
// an archive is the sentence that it proves. Its comment may hold options: "case-sensitive", "keep-placeholders" and
// "placeholder name=value", one a line.
func TestCases(t *testing.T) {
	for _, path := range casePaths(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			file, findings := Parse("input.sql", section(archive, "input.sql"), caseOptions(t, archive.Comment))
			got := &txtar.Archive{Comment: archive.Comment, Files: []txtar.File{
				{Name: "input.sql", Data: section(archive, "input.sql")},
			}}
			if tree := dumpFile(file); tree != "" {
				got.Files = append(got.Files, txtar.File{Name: "tree", Data: []byte(tree)})
			}
			if len(findings) > 0 {
				got.Files = append(got.Files, txtar.File{Name: "findings", Data: []byte(showFindings(findings))})
			}
			checkSpans(t, file)
			compareArchive(t, path, got)
		})
	}
}

func casePaths(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	return paths
}

func compareArchive(t *testing.T, path string, got *txtar.Archive) {
	t.Helper()
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	formatted := txtar.Format(got)
	if bytes.Equal(want, formatted) {
		return
	}
	if !*update {
		t.Errorf("%s differs; run go test -update and look at the difference. Got:\n%s", path, formatted)
		return
	}
	if err := os.WriteFile(path, formatted, 0o644); err != nil {
		t.Fatal(err)
	}
}

func section(archive *txtar.Archive, name string) []byte {
	for _, f := range archive.Files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

func caseOptions(t testing.TB, comment []byte) Options {
	t.Helper()
	opts := Options{Placeholders: map[string]string{}}
	for line := range strings.Lines(string(comment)) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch word {
		case "case-sensitive":
			opts.CaseSensitive = true
		case "keep-placeholders":
			opts.KeepPlaceholders = true
		case "placeholder":
			name, value, _ := strings.Cut(rest, "=")
			opts.Placeholders[name] = value
		case "":
		default:
			t.Fatalf("unknown option %q", line)
		}
	}
	return opts
}

// showFindings writes findings as a person sees them.
func showFindings(findings diag.List) string {
	var b strings.Builder
	for _, d := range findings {
		fmt.Fprintln(&b, d.Error())
		fmt.Fprintln(&b, "  | "+strings.ReplaceAll(d.Snippet, "\t", " "))
		fmt.Fprintln(&b, "  | "+strings.Repeat(" ", max(d.Pos.Column-1, 0))+strings.Repeat("^", d.Width))
		if d.Hint != "" {
			fmt.Fprintln(&b, "  "+d.Hint)
		}
	}
	return b.String()
}
