package livelaws

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
)

// TestLawOfThePlansCases travels every case of the plan's, from its one model to the other.
func TestLawOfThePlansCases(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../plan/testdata/cases/*/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	s := newStation(t, parser.Options{})
	known := readReasons(t, "testdata/cases-known.txt")
	count := newTally()
	for _, path := range files {
		name := strings.TrimSuffix(filepath.ToSlash(strings.TrimPrefix(path, filepath.FromSlash("../../plan/testdata/cases/"))), ".txtar")
		t.Run(name, func(t *testing.T) {
			j, err := s.readCase(path)
			if err != nil {
				t.Fatalf("the case itself is wrong: %v", err)
			}
			result, err := s.travel(t.Context(), j)
			known.settle(t, name, err)
			count.add(result, err)
		})
	}
	count.report(t)
	known.demandUsed(t, count.total == len(files))
}

// readCase reads the two models of a case.
func (s *station) readCase(path string) (journey, error) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		return journey{}, err
	}
	var j journey
	from, err := s.declare(text(archive, "from.sql"))
	if err != nil {
		return journey{}, err
	}
	j.from = from.Database
	to, err := s.declare(text(archive, "to.sql"))
	if err != nil {
		return journey{}, err
	}
	j.to, j.renames, j.places = to.Database, to.Renames, to.Origins
	if history := text(archive, "history.sql"); history != "" {
		file, findings := parser.Parse("history.sql", []byte(history), s.syntax)
		result, more := interpret.Replay([]*ast.File{file}, s.meaning)
		if findings = append(findings, more...); findings.HasErrors() {
			return journey{}, findings
		}
		j.from = result.Database
		for _, statement := range file.Statements {
			j.history = append(j.history, file.Text(statement.Bounds()))
		}
	}
	return j, nil
}

func text(archive *txtar.Archive, name string) string {
	for _, f := range archive.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// declare reads a text as absolute scripts.
func (s *station) declare(text string) (interpret.Result, error) {
	file, findings := parser.Parse("model.sql", []byte(text), s.syntax)
	if findings.HasErrors() {
		return interpret.Result{}, findings
	}
	result, findings := interpret.Declare([]*ast.File{file}, s.meaning)
	if findings.HasErrors() {
		return interpret.Result{}, findings
	}
	return result, nil
}
