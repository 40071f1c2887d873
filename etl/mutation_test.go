package etl

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/parser/resolve"
)

// target is a name in a script that can be broken.
type target struct {
	file       *ast.File
	start, end int
}

// targetsOf returns the names of tables and columns of the model in the statements of a script.
func (c *Checker) targetsOf(file *ast.File) (all []target) {
	s := c.begin(file)
	s.visit = func(start int, _ *query.Statement, result resolve.Result) {
		all = append(all, s.targetsIn(start, result)...)
	}
	s.run()
	return all
}

func (s *script) targetsIn(start int, result resolve.Result) (all []target) {
	for _, read := range result.Reads {
		if relation := s.session.Relation([]string{read.Relation.Schema, read.Relation.Name}); relation.Open {
			return nil // of a relation whose columns nobody knows, none can be called wrong
		}
	}
	for _, u := range append(result.Uses, result.Reads...) {
		if _, known := s.db.Relation(u.Relation); !known {
			continue
		}
		name := u.Column
		if name == "" {
			name = u.Relation.Name
		}
		t := target{s.file, start + int(u.Start), start + int(u.End)}
		written := s.file.Source.Text[t.start:t.end]
		if strings.HasSuffix(strings.ToLower(written), name) { // and is no star or alias
			t.start = t.end - len(name)
			all = append(all, t)
		}
	}
	return all
}

// broken returns the file with one more letter inside of a name.
func (t target) broken() *ast.File {
	text := t.file.Source.Text
	middle := (t.start + t.end) / 2
	file, _ := parser.Parse(t.file.Source.Name, []byte(text[:middle]+"zq"+text[middle:]), parser.Options{KeepPlaceholders: true})
	return file
}

// found reports whether a finding stands on the broken name.
func (t target) found(file *ast.File, findings diag.List) bool {
	for _, d := range findings {
		from, to := file.Source.Position(t.start), file.Source.Position(t.end)
		if d.Pos.Line == from.Line && d.Pos.Column <= to.Column && d.Pos.Column+max(1, d.Width) > from.Column {
			return true
		}
	}
	return false
}

func testMutations(t *testing.T, projects []*project, least float64) {
	random := rand.New(rand.NewPCG(1, 2))
	broken, found := 0, 0
	for _, p := range projects {
		c := p.checker()
		for _, file := range p.etl {
			if len(c.Script(file)) > 0 {
				continue // not valid to begin with
			}
			targets := c.targetsOf(file)
			random.Shuffle(len(targets), func(i, j int) { targets[i], targets[j] = targets[j], targets[i] })
			for _, target := range targets[:min(len(targets), 25)] {
				mutant := target.broken()
				broken++
				if findings := c.Script(mutant); target.found(mutant, findings) {
					found++
				} else {
					pos := file.Source.Position(target.start)
					t.Logf("not found: %v %s", pos, file.Source.Text[target.start:target.end])
				}
			}
		}
	}
	t.Logf("%d of %d broken names found", found, broken)
	if broken == 0 || float64(found) < least*float64(broken) {
		t.Errorf("fewer than %.0f %% were found", 100*least)
	}
}

func TestABrokenNameIsFoundAtItsPlace(t *testing.T) { testMutations(t, ownProjects(t), 0.99) }

func TestABrokenNameInTheCorpusIsFoundAtItsPlace(t *testing.T) {
	testMutations(t, corpusProjects(t), 0.99)
}
