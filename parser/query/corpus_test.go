package query

import (
	"io/fs"
	"os"
	"path"
	"sort"
	"strings"
	"testing"
)

// corpusFolders are the parts of the corpus that hold queries, with the share of them, in percent, that must be read.
var corpusFolders = map[string]float64{
	"sqlfluff": 0, "aws-docs/sql": 0, "aws-ivm": 0, "aws-query-patterns": 0, "sqlglot": 0,
	"redshift-utils/AdminViews": 0, "redshift-utils/AdminScripts": 0, "snowplow-old-models": 0, "aws-udfs-procs": 0,
	"gdx-microservice": 0,
}

func TestCorpusQueriesAreRead(t *testing.T) {
	corpus := os.Getenv("REDRAFT_CORPUS")
	if corpus == "" {
		t.Skip("REDRAFT_CORPUS does not name the folder of the corpus")
	}
	verbose := os.Getenv("REDRAFT_CORPUS_FAILURES") != ""
	folders := make([]string, 0, len(corpusFolders))
	for folder := range corpusFolders {
		folders = append(folders, folder)
	}
	sort.Strings(folders)
	for _, folder := range folders {
		read, total := 0, 0
		a := NewAnalyzer()
		for _, s := range corpusStatements(t, os.DirFS(corpus), folder) {
			total++
			_, err := a.Query(s.text, nil)
			if err == nil {
				read++
				continue
			}
			e := err.(*SyntaxError)
			if e.Offset < 0 || e.Length < 0 || e.Offset+e.Length > len(s.text) {
				t.Errorf("%s: the error is outside of the text: %+v\n%s", s.file, e, s.text)
			} else if verbose {
				t.Logf("%s: %s\n%s⟦%s⟧%s", s.file, e.Message, s.text[:e.Offset], s.text[e.Offset:e.Offset+e.Length], s.text[e.Offset+e.Length:])
			}
		}
		t.Logf("%-28s %5d of %5d queries", folder, read, total)
	}
}

type corpusStatement struct{ file, text string }

// corpusStatements returns the queries of a folder: those that stand alone and those of views.
func corpusStatements(t *testing.T, corpus fs.FS, folder string) (list []corpusStatement) {
	t.Helper()
	err := fs.WalkDir(corpus, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".sql" {
			return err
		}
		content, err := fs.ReadFile(corpus, name)
		if err != nil {
			return err
		}
		for _, text := range splitStatements(string(content)) {
			if query := queryIn(text); query != "" {
				list = append(list, corpusStatement{name, query})
			}
		}
		return nil
	})
	if err != nil {
		t.Skip(err)
	}
	return list
}

// splitStatements cuts a file at its semicolons; a file that cannot be cut into tokens gives nothing.
func splitStatements(text string) (list []string) {
	var r rewriter
	tokens, err := scan(text, nil)
	if err != nil {
		return nil
	}
	r.text, r.folded, r.tokens = text, foldASCII(text), tokens
	start := -1
	for i, t := range tokens {
		switch {
		case r.symbol(i) == ";":
			if start >= 0 {
				list = append(list, text[start:t.start])
			}
			start = -1
		case start < 0:
			start = int(t.start)
		}
	}
	if start >= 0 {
		list = append(list, text[start:])
	}
	return list
}

// queryIn returns the query of a statement, or nothing.
func queryIn(text string) string {
	var r rewriter
	tokens, err := scan(text, nil)
	if err != nil || len(tokens) == 0 {
		return ""
	}
	r.text, r.folded, r.tokens = text, foldASCII(text), tokens
	switch r.word(0) {
	case "select", "with":
		for i := range tokens {
			if r.word(i) == "into" {
				return ""
			}
		}
		return text
	case "create":
		view := false
		for i := 1; i < len(tokens); i++ {
			view = view || i < 5 && r.word(i) == "view"
			if next := r.word(i + 1); view && r.word(i) == "as" && (next == "select" || next == "with" || r.symbol(i+1) == "(") {
				text = text[tokens[i+1].start:]
				if cut := strings.Index(strings.ToLower(text), "with no schema binding"); cut >= 0 {
					text = text[:cut]
				}
				return text
			}
		}
	}
	return ""
}
