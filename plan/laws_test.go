package plan_test

import (
	"encoding/json"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/deps"
	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/internal/modelgen"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/plan"
	"github.com/redraft/redraft/plan/ddl"
)

// laws plans between random models that went through text, as the command line's do.
type laws struct {
	*rapid.T
	options interpret.Options
}

func (l laws) declare(w *modelgen.World) *model.Database {
	text := ddl.Script(w.Statements())
	file, findings := parser.Parse("drawn.sql", []byte(text), parser.Options{CaseSensitive: true})
	if findings.HasErrors() {
		l.Fatalf("the drawn model does not parse: %v\n%s", findings, text)
	}
	result, more := interpret.Declare([]*ast.File{file}, l.options)
	if more.HasErrors() {
		l.Fatalf("the drawn model does not resolve: %v\n%s", more, text)
	}
	return result.Database
}

// plan makes a plan and returns the model that it arrives at; nil when it refuses.
func (l laws) plan(from, to *model.Database, renames diff.Renames) (*plan.Plan, *model.Database) {
	prove := plan.ProveWith(parser.Options{CaseSensitive: true}, l.options)
	p, err := plan.Make(from, to, plan.Options{Renames: renames, Prove: prove, Reads: plan.ReadsWith(l.options)})
	if err != nil {
		l.Fatalf("%v\nfrom:\n%s\nto:\n%s\nplan:\n%s", err, dump(from), dump(to), scriptOf(err))
	}
	for _, r := range p.Refusals {
		if r.Reason == "" || r.Way == "" {
			l.Fatalf("a refusal without a reason or a way out: %+v", r)
		}
	}
	if len(p.Refusals) > 0 {
		if len(p.Steps) > 0 {
			l.Fatalf("a plan with refusals has steps")
		}
		return p, nil
	}
	result, findings := prove(from, p.Script())
	if findings.HasErrors() {
		l.Fatalf("a proven plan does not replay: %v", findings)
	}
	return p, result
}

func scriptOf(err error) string {
	var unproven *plan.UnprovenError
	if errors.As(err, &unproven) {
		return unproven.Script
	}
	return ""
}

func dump(db *model.Database) string {
	var statements []string
	for object := range db.Objects() {
		statements = append(statements, ddl.Object(db, object.Identity())...)
	}
	for id := range db.Grants.Objects() {
		if !db.Has(id) {
			statements = append(statements, ddl.Object(db, id)...)
		}
	}
	return ddl.Script(statements)
}

func check(t *testing.T, law func(l laws)) {
	options := settings()
	rapid.Check(t, func(t *rapid.T) { law(laws{t, options}) })
}

func renamesOf(w *modelgen.World) diff.Renames {
	return diff.Renames{Objects: w.RenamedObjects, Columns: w.RenamedColumns}
}

func TestLawAModelDoesNotDifferFromItself(t *testing.T) {
	check(t, func(l laws) {
		world := modelgen.Draw(l.T, modelgen.Medium())
		a, b := l.declare(world), l.declare(world)
		if changes := diff.Compare(a, b, diff.Renames{}); len(changes) > 0 {
			l.Fatalf("%s: %s", changes[0].Object(), changes[0].Describe())
		}
		if p, _ := l.plan(a, b, diff.Renames{}); !p.Empty() {
			l.Fatalf("a plan between equal models: %s", p.Script())
		}
	})
}

func TestLawNoDifferenceMeansEqual(t *testing.T) {
	check(t, func(l laws) {
		world := modelgen.Draw(l.T, modelgen.Medium())
		a, b := l.declare(world), l.declare(world.Mutate(l.T, 2))
		if none := len(diff.Compare(a, b, diff.Renames{})) == 0; none != a.Equal(b) {
			l.Fatalf("differences found: %v, models equal: %v\n%s\n---\n%s", !none, a.Equal(b), dump(a), dump(b))
		}
	})
}

func TestLawEveryPlanProvesOrRefuses(t *testing.T) {
	check(t, func(l laws) {
		world := modelgen.Draw(l.T, modelgen.Medium())
		after := world.Mutate(l.T, 8)
		l.thereAndBack(l.declare(world), l.declare(after), renamesOf(after))
	})
}

func TestLawEveryPlanBetweenStrangersProvesOrRefuses(t *testing.T) {
	check(t, func(l laws) {
		from, to := modelgen.Draw(l.T, modelgen.Medium()), modelgen.Draw(l.T, modelgen.Medium())
		l.thereAndBack(l.declare(from), l.declare(to), diff.Renames{})
	})
}

// thereAndBack plans to a model and back again; behind each plan a second one is empty.
func (l laws) thereAndBack(from, to *model.Database, renames diff.Renames) {
	p, arrived := l.plan(from, to, renames)
	l.inOrder(from, p)
	if arrived == nil {
		return
	}
	l.nothingLeft(arrived, to)
	back, returned := l.plan(arrived, from, diff.Renames{})
	l.inOrder(arrived, back)
	if returned != nil {
		l.nothingLeft(returned, from)
	}
}

func (l laws) nothingLeft(arrived, to *model.Database) {
	if again, _ := l.plan(arrived, to, diff.Renames{}); !again.Empty() {
		l.Fatalf("a second plan is not empty:\n%s", again.Script())
	}
}

// inOrder demands that nothing is dropped while something that the engine holds bound to it is still there.
func (l laws) inOrder(from *model.Database, p *plan.Plan) {
	dropped, replaced := make(map[string]int), make(map[string]int)
	for _, s := range p.Steps {
		if s.Strategy == plan.Replace {
			replaced[s.Title] = s.Number
		} else {
			dropped[s.Title] = s.Number
		}
	}
	graph := deps.Build(from)
	for object := range from.Objects() {
		id := object.Identity()
		at, isDropped := dropped["drop "+id.String()]
		if !isDropped {
			continue
		}
		for _, edge := range graph.NeededBy(id) {
			if !edge.Bound || edge.Reason == deps.References || edge.From == id {
				continue
			}
			gone, isGone := dropped["drop "+edge.From.String()]
			changed, isChanged := replaced["replace "+edge.From.String()]
			if (!isGone || gone >= at) && (!isChanged || changed >= at) {
				l.Fatalf("step %d drops %s, which %s still needs:\n%s", at, id, edge.From, p.Script())
			}
		}
	}
}

func TestLawTheSameModelsGiveTheSameBytes(t *testing.T) {
	check(t, func(l laws) {
		world := modelgen.Draw(l.T, modelgen.Medium())
		after := world.Mutate(l.T, 6)
		var texts [2]string
		for i := range texts {
			p, _ := l.plan(l.declare(world), l.declare(after), renamesOf(after))
			content, err := json.Marshal(p)
			if err != nil {
				l.Fatal(err)
			}
			texts[i] = string(content)
		}
		if texts[0] != texts[1] {
			l.Fatalf("two plans differ:\n%s\n%s", texts[0], texts[1])
		}
	})
}
