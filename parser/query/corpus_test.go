package query

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// corpusFolders are the parts of the corpus that hold queries, with the share of them, in percent, that must be read.
// The rest is no SQL: fragments, plans, texts inside other texts, templates.
var corpusFolders = []struct {
	name  string
	share int
}{
	{"aws-docs/sql", 98}, {"aws-etl-framework", 100}, {"aws-ivm", 100}, {"aws-query-patterns", 100},
	{"aws-udfs-procs", 85}, {"gdx-microservice", 70}, {"redshift-utils/AdminScripts", 100},
	{"redshift-utils/AdminViews", 100},
	{"redshift-utils/StoredProcedures", 100}, {"snowplow-old-models", 85}, {"sqlfluff", 99}, {"sqlglot", 99},
}

// corpus returns the statements of a folder, or skips the test.
func corpus(t *testing.T, folder string) (statements []statement) {
	t.Helper()
	root := os.Getenv("REDRAFT_CORPUS")
	if root == "" {
		t.Skip("REDRAFT_CORPUS does not name the folder of the corpus")
	}
	files := os.DirFS(root)
	err := fs.WalkDir(files, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".sql" {
			return err
		}
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		for _, text := range splitStatements(string(content)) {
			statements = append(statements, statement{file: name, text: text})
		}
		return nil
	})
	if err != nil {
		t.Skip(err)
	}
	return statements
}

// statement is one statement of the corpus.
type statement struct{ file, text string }

// splitStatements cuts a file at its semicolons; a file that cannot be cut into tokens gives nothing.
func splitStatements(text string) (list []string) {
	var r rewriter
	if r.cut(text) != nil {
		return nil
	}
	start := -1
	for i, t := range r.tokens {
		switch {
		case r.symbol(i) == ";" && start >= 0:
			list = append(list, text[start:t.start])
			start = -1
		case r.symbol(i) != ";" && start < 0:
			start = int(t.start)
		}
	}
	if start >= 0 {
		list = append(list, text[start:])
	}
	return list
}

// cut makes the tokens of a text.
func (r *rewriter) cut(text string) error {
	tokens, err := scan(text, nil)
	if err != nil {
		return err
	}
	r.text, r.folded, r.tokens = text, foldASCII(text), tokens
	r.pair()
	return nil
}

// parts returns what of a statement the Analyzer is for: a query or a statement with one, or a procedure's body.
func (s statement) parts() (query, script, procedure string) {
	var r rewriter
	if r.cut(s.text) != nil || len(r.tokens) == 0 {
		return "", "", ""
	}
	has := func(word string) bool {
		return slices.ContainsFunc(r.tokens, func(t token) bool { return r.folded[t.start:t.end] == word })
	}
	switch r.word(0) {
	case "select", "with":
		if has("into") || has("update") || has("delete") {
			return "", s.text, ""
		}
		return s.text, "", ""
	case "insert", "update", "delete", "merge", "unload":
		return "", s.text, ""
	case "create":
		for i := range r.tokens {
			if text, ok := r.stringValue(i); ok && r.kind(i) == tokDollar && has("procedure") {
				return "", "", text
			}
		}
		if r.bodyOfCreate(0, len(r.tokens)) > 0 {
			return "", s.text, ""
		}
		return s.view(&r), "", ""
	}
	return "", "", ""
}

// view returns the query of CREATE VIEW.
func (s statement) view(r *rewriter) string {
	for i := range r.tokens {
		next := r.word(i + 1)
		if r.word(i) == "as" && (next == "select" || next == "with" || r.symbol(i+1) == "(") {
			last := r.beforeBinding(len(r.tokens))
			return s.text[r.tokens[i+1].start:r.tokens[last-1].end]
		}
	}
	return ""
}

func TestCorpusIsRead(t *testing.T) {
	for _, folder := range corpusFolders {
		t.Run(folder.name, func(t *testing.T) {
			a := NewAnalyzer()
			read, total, procedures, opaque := 0, 0, 0, 0
			for _, s := range corpus(t, folder.name) {
				query, script, procedure := s.parts()
				var err error
				text := query + script
				switch {
				case query != "":
					_, err = a.Query(query, nil)
				case script != "":
					_, err = a.Script(script, nil)
				case procedure != "":
					procedures++
					if use, _ := a.Procedure(procedure, nil); use.Opaque {
						opaque++
						t.Log(s.file, ": a procedure is opaque")
					}
					continue
				default:
					continue
				}
				total++
				if err == nil {
					read++
					continue
				}
				checkError(t, text, err)
				var syntax *SyntaxError
				if !errors.As(err, &syntax) {
					t.Fatal(err)
				}
				at := syntax.Offset
				t.Logf("%s: %v\n%s⟦⟧%s", s.file, err, text[max(0, at-200):at], text[at:min(len(text), at+200)])
			}
			t.Logf("%d of %d statements are read, %d of %d procedures are opaque", read, total, opaque, procedures)
			if read*100 < total*folder.share {
				t.Errorf("less than %d%% are read", folder.share)
			}
		})
	}
}

func TestCorpusLaws(t *testing.T) {
	for _, folder := range corpusFolders {
		t.Run(folder.name, func(t *testing.T) {
			a := NewAnalyzer()
			for _, s := range corpus(t, folder.name) {
				text, _, _ := s.parts()
				q, err := a.Query(text, nil)
				if err != nil || strings.Contains(text, "\\") {
					continue
				}
				checkTree(t, a, text)
				checkRenames(t, a, q, nil)
				other := respelled(text)
				if got, err := a.Query(other, nil); err != nil || got.Canonical != q.Canonical {
					t.Errorf("%s: spelled otherwise it is another query (%v)\n%s\n%s", s.file, err, text, other)
				}
			}
		})
	}
}
