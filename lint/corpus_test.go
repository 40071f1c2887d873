package lint

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/parser/query"
)

// Over SQL that others wrote, every finding has a place on a line that is there, and a second run says the same.
func TestCorpus(t *testing.T) {
	root := os.Getenv("REDRAFT_CORPUS")
	if root == "" {
		t.Skip("REDRAFT_CORPUS names no folder of SQL")
	}
	files, codes := 0, map[diag.Code]int{}
	err := fs.WalkDir(os.DirFS(root), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".sql") {
			return err
		}
		content, err := os.ReadFile(root + "/" + path)
		if err != nil {
			return err
		}
		files++
		file, _ := parser.Parse(path, content, parser.Options{KeepPlaceholders: true})
		for _, d := range checkFile(t, file) {
			codes[d.Code]++
		}
		return nil
	})
	if err != nil || files == 0 {
		t.Fatalf("%d files: %v", files, err)
	}
	t.Logf("%d files: %v", files, codes)
}

func checkFile(t *testing.T, file *ast.File) diag.List {
	t.Helper()
	analyzer := query.NewAnalyzer()
	options := interpret.Options{Analyzer: analyzer, SearchPath: []string{"public"}}
	history, _ := interpret.Replay([]*ast.File{file}, options)
	in := Input{
		Scripts: []*ast.File{file}, Changesets: []*ast.File{file},
		Database: history.Database, Places: history.Origins, Analyzer: analyzer,
	}
	list := Run(in, Options{})
	lines := strings.Split(file.Source.Original(), "\n")
	for _, d := range list {
		if d.Pos.File != file.Source.Name || d.Pos.Line < 1 || d.Pos.Line > len(lines) || d.Summary == "" || d.Hint == "" {
			t.Errorf("%v has no place, sentence or hint", d)
		}
		if d.Snippet != "" && d.Snippet != strings.TrimRight(lines[d.Pos.Line-1], "\r") {
			t.Errorf("%v shows another line: %q", d, d.Snippet)
		}
	}
	again := Run(in, Options{})
	if !slices.EqualFunc(list, again, func(a, b diag.Diagnostic) bool { return a.Compare(b) == 0 }) {
		t.Errorf("%s: a second run says otherwise", file.Source.Name)
	}
	return list
}
