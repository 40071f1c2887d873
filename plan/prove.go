package plan

import (
	"fmt"
	"strings"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/plan/ddl"
)

// UnprovenError says that the plan's own SQL does not lead from the from-model to the to-model: a bug of redraft.
type UnprovenError struct {
	Script      string
	Findings    diag.List
	Differences []string
}

// Error says what the replay found.
func (e *UnprovenError) Error() string {
	var b strings.Builder
	b.WriteString("the plan does not prove, which is a bug of redraft: nothing was written")
	for _, f := range e.Findings {
		if f.Severity == diag.Error {
			fmt.Fprintf(&b, "\n  %s", f.Error())
		}
	}
	for _, d := range e.Differences {
		fmt.Fprintf(&b, "\n  left over: %s", d)
	}
	return b.String()
}

// Script returns all statements of the plan as one text.
func (p *Plan) Script() string {
	var statements []string
	for _, s := range p.Steps {
		statements = append(statements, s.Statements...)
	}
	return ddl.Script(statements)
}

// prove replays the plan's text on the from-model and demands the to-model.
func (p *planner) prove(plan *Plan) error {
	script := plan.Script()
	result, findings := p.options.Prove(p.before, script)
	failed := &UnprovenError{Script: script, Findings: findings}
	if findings.HasErrors() {
		return failed
	}
	if result.Fingerprint() == plan.To {
		return nil
	}
	for _, change := range diff.Compare(result, p.to, diff.Renames{}) {
		failed.Differences = append(failed.Differences, change.Object().String()+": "+change.Describe())
	}
	return failed
}

// objects returns the texts of all objects that the plan touches.
func (p *planner) objects() []Object {
	var list []Object
	for _, w := range p.sortedWorks() {
		if w.strategy == "" {
			continue
		}
		o := Object{ID: w.id, Strategy: w.strategy, Dependent: w.dependent, Changes: describe(w.changes)}
		o.Before, o.After = text(p.before, p.oldID(w.id)), text(p.to, w.id)
		list = append(list, o)
	}
	return list
}

func text(db *model.Database, id model.ID) string { return ddl.Script(ddl.Object(db, id)) }
