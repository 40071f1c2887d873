package parser

import (
	"reflect"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/redraft/redraft/parser/ast"
)

// TestKeptStatementsAreReadAgainAlike demands of every statement about objects that no plan changes that its tokens,
// read again, are the same statement.
func TestKeptStatementsAreReadAgainAlike(t *testing.T) {
	kept := 0
	eachCase(t, func(name string, input []byte, opts Options) {
		file, _ := Parse(name, input, opts)
		for _, s := range file.Statements {
			once, ok := s.(ast.Unplanned)
			if !ok {
				continue
			}
			kept++
			again, findings := Parse(name, []byte(once.Normalised()), opts)
			if len(again.Statements) != 1 {
				t.Errorf("%s: %s\nis not read again: %v", name, once.Normalised(), findings)
				continue
			}
			twice, ok := again.Statements[0].(ast.Unplanned)
			if !ok || reflect.TypeOf(twice) != reflect.TypeOf(once) || !reflect.DeepEqual(twice.Targets(), once.Targets()) ||
				twice.Effect() != once.Effect() || twice.Normalised() != once.Normalised() {
				t.Errorf("%s: %s\nis read again as\n%s", name, once.Normalised(), twice.Normalised())
			}
		}
	})
	if kept == 0 {
		t.Error("no case keeps a statement")
	}
}

// TestNothingShowsASecret searches what leaves the parser for the secrets of every case.
func TestNothingShowsASecret(t *testing.T) {
	secrets := 0
	eachCase(t, func(name string, input []byte, opts Options) {
		file, findings := Parse(name, input, opts)
		shown := dumpFile(file) + showFindings(findings)
		p := newParser(file.Source, opts)
		for i, token := range p.tokens {
			if !p.isSecret(i) {
				continue
			}
			secrets++
			if value := strings.Trim(file.Text(token.span()), "'$"); strings.Contains(shown, value) {
				t.Errorf("%s: %s is shown", name, value)
			}
		}
	})
	if secrets == 0 {
		t.Error("no case holds a secret")
	}
}

func eachCase(t *testing.T, do func(name string, input []byte, opts Options)) {
	t.Helper()
	for _, path := range casePaths(t) {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		do(path, section(archive, "input.sql"), caseOptions(t, archive.Comment))
	}
}
