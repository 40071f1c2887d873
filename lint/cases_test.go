package lint

import (
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/parser/query"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write the findings into the cases")

// A case holds absolute scripts and changesets. "-- want code" ends each line that must have a finding of that code,
// "-- want-next code" stands before a line that has a comment already. The last section, findings, is what people read.
func TestCases(t *testing.T) {
	for _, file := range cases(t) {
		t.Run(caseName(file), func(t *testing.T) {
			archive := read(t, file)
			files := slices.DeleteFunc(slices.Clone(archive.Files), func(f txtar.File) bool { return f.Name == "findings" })
			list := Run(load(t, files), Options{})
			if want, got := wanted(files), found(list); !slices.Equal(want, got) {
				t.Errorf("the findings are not where they are wanted\ngot:\n%s\nwant:\n%s",
					strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			golden(t, file, archive, files, show(list))
		})
	}
}

func cases(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	return files
}

func caseName(file string) string { return strings.TrimSuffix(filepath.Base(file), ".txtar") }

func read(t *testing.T, file string) *txtar.Archive {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

// load parses and interprets the files; a case is about lint, so nothing else may be wrong with it.
func load(t *testing.T, files []txtar.File) Input {
	t.Helper()
	var scripts, changesets []parser.Input
	for _, f := range files {
		input := parser.Input{Name: f.Name, Content: f.Data}
		if strings.HasPrefix(f.Name, "changesets/") {
			changesets = append(changesets, input)
		} else {
			scripts = append(scripts, input)
		}
	}
	analyzer := query.NewAnalyzer()
	absolute := parse(t, scripts)
	result, list := interpret.Declare(absolute, interpret.Options{Analyzer: analyzer, SearchPath: []string{"public"}})
	if list.HasErrors() {
		t.Fatal(list)
	}
	return Input{
		Scripts: absolute, Changesets: parse(t, changesets),
		Database: result.Database, Places: result.Origins, Analyzer: analyzer,
	}
}

func parse(t *testing.T, inputs []parser.Input) []*ast.File {
	t.Helper()
	files, list := parser.ParseFiles(inputs, parser.Options{KeepPlaceholders: true})
	if list.HasErrors() {
		t.Fatal(list)
	}
	return files
}

// wanted returns "file:line code" for every mark, sorted.
func wanted(files []txtar.File) []string {
	var want []string
	for _, f := range files {
		number := 0
		for line := range strings.Lines(string(f.Data)) {
			number++
			_, codes, here := strings.Cut(line, "-- want ")
			at := number
			if !here {
				_, codes, _ = strings.Cut(line, "-- want-next ")
				at++
			}
			for code := range strings.FieldsSeq(codes) {
				want = append(want, fmt.Sprintf("%s:%d %s", f.Name, at, code))
			}
		}
	}
	slices.Sort(want)
	return want
}

func found(list diag.List) []string {
	var got []string
	for _, d := range list {
		got = append(got, fmt.Sprintf("%s:%d %s", d.Pos.File, d.Pos.Line, d.Code))
	}
	slices.Sort(got)
	return got
}

func show(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintf(&b, "%s\n", d.Error())
		if d.Snippet != "" {
			caret := strings.Repeat(" ", d.Pos.Column-1) + strings.Repeat("^", d.Width)
			fmt.Fprintf(&b, "    | %s\n    | %s\n", d.Snippet, caret)
		}
		fmt.Fprintf(&b, "    %s\n", d.Hint)
	}
	return b.String()
}

func golden(t *testing.T, file string, archive *txtar.Archive, files []txtar.File, got string) {
	t.Helper()
	if *update {
		archive.Files = append(slices.Clone(files), txtar.File{Name: "findings", Data: []byte(got)})
		if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	last := archive.Files[len(archive.Files)-1]
	if last.Name != "findings" || string(last.Data) != got {
		t.Errorf("the findings read otherwise\ngot:\n%s\nwant:\n%s", got, last.Data)
	}
}

// Every rule has a case of its name in which it finds something, and a near miss in which it must not.
func TestEveryRuleHasACaseAndANearMiss(t *testing.T) {
	for _, rule := range All {
		archive := read(t, "testdata/"+string(rule.Code)+".txtar")
		fires, misses := 0, 0
		for _, f := range archive.Files {
			switch path.Base(f.Name) {
			case "fires.sql":
				for _, mark := range []string{"-- want ", "-- want-next "} {
					fires += strings.Count(string(f.Data), mark+string(rule.Code))
				}
			case "near-miss.sql":
				misses += strings.Count(string(f.Data), ";")
			}
		}
		if fires == 0 || misses == 0 {
			t.Errorf("%s: %d places where it fires, %d statements that nearly do", rule.Code, fires, misses)
		}
	}
}
