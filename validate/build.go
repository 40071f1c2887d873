package validate

import (
	"context"
	"errors"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/plan"
)

// The codes of what a run finds.
const (
	CodeBuild      diag.Code = "validate-build"      // the server refuses to build an object
	CodeDifference diag.Code = "validate-difference" // what was built is not the model
	CodeETL        diag.Code = "validate-etl"        // the server cannot plan a query
)

// build makes the model from nothing. A group is tried as a transaction first, for a commit costs a cluster about a second;
// when the server refuses, its steps run one by one, so that each failure is found and what depends on one is not tried.
func (r *run) build(ctx context.Context, s Session) error {
	empty, findings, err := r.Introspect(ctx, s)
	if err != nil {
		return err
	}
	r.notes(findings)
	way, err := r.Plan(empty)
	if err != nil {
		return err
	}
	for _, n := range way.Notes {
		if !ofTheServer(n.Object.Kind) {
			r.note(n.Object.String() + ": " + n.Text)
		}
	}
	for _, refusal := range way.Refusals {
		r.report(refusal.Object, refusal.Change+" is not planned: "+refusal.Reason, refusal.Way)
	}
	b := &builder{run: r, session: s, way: way, failed: make(map[int]bool)}
	for _, group := range way.Groups {
		r.progress("building", group.Steps[0]-1, len(way.Steps))
		if err := b.group(ctx, group); err != nil {
			return err
		}
	}
	r.result.Objects = len(way.Objects)
	return nil
}

// ofTheServer reports whether objects of a kind belong to the whole server: a temporary database has no others.
func ofTheServer(k model.Kind) bool {
	return k == model.KindUser || k == model.KindGroup || k == model.KindRole
}

func (r *run) notes(findings diag.List) {
	for _, f := range findings {
		r.note(f.Summary)
	}
}

// builder runs the steps of one plan.
type builder struct {
	*run
	session Session
	way     *plan.Plan
	failed  map[int]bool // steps, by number
}

// group runs a group in one transaction, or step by step when that fails.
func (b *builder) group(ctx context.Context, g plan.Group) error {
	if g.Transactional && len(b.failed) == 0 {
		err := b.together(ctx, g)
		if err == nil || !refused(ctx, err) {
			return err
		}
		if err := b.session.Exec(ctx, "ROLLBACK"); err != nil {
			return err
		}
	}
	for _, number := range g.Steps {
		if err := b.step(ctx, &b.way.Steps[number-1]); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) together(ctx context.Context, g plan.Group) error {
	if err := b.session.Exec(ctx, "BEGIN"); err != nil {
		return err
	}
	sent := 0
	for _, number := range g.Steps {
		for _, statement := range b.way.Steps[number-1].Statements {
			if err := b.session.Exec(ctx, statement); err != nil {
				return err
			}
			sent++
		}
	}
	b.result.Statements += sent
	return b.session.Exec(ctx, "COMMIT")
}

// step runs one step by itself, unless a step that it needs has failed.
func (b *builder) step(ctx context.Context, s *plan.Step) error {
	for _, needed := range s.Needs {
		if b.failed[needed.Step] {
			b.failed[s.Number] = true
			return nil
		}
	}
	for _, statement := range s.Statements {
		err := b.session.Exec(ctx, statement)
		if err != nil && !refused(ctx, err) {
			return err
		}
		if err != nil {
			b.failed[s.Number] = true
			b.report(s.Object, "the server refuses this ("+s.Title+"): "+message(err), hint(err))
			return nil
		}
		b.result.Statements++
	}
	return nil
}

// report adds a finding at the place of an object.
func (r *run) report(id model.ID, summary, way string) {
	d := diag.Diagnostic{Severity: diag.Error, Code: CodeBuild, Summary: summary, Hint: way}
	if r.Places != nil {
		d.Pos = r.Places.Object(id)
	}
	r.result.Findings = append(r.result.Findings, d)
}

// compare demands that the catalog now says what the model does.
func (r *run) compare(ctx context.Context, s Session) error {
	if r.result.Findings.HasErrors() {
		return nil // what is missing was said, with its cause
	}
	r.progress("reading the catalog", 0, 0)
	built, findings, err := r.Introspect(ctx, s)
	if err != nil {
		return err
	}
	r.notes(findings)
	left, err := r.Plan(built)
	if err != nil {
		return err
	}
	for _, o := range left.Objects {
		for _, change := range o.Changes {
			r.differs(o.ID, change)
		}
		if len(o.Changes) == 0 && !o.Dependent {
			r.differs(o.ID, string(o.Strategy))
		}
	}
	for _, refusal := range left.Refusals {
		r.differs(refusal.Object, refusal.Change)
	}
	return nil
}

func (r *run) differs(id model.ID, change string) {
	r.result.Left = append(r.result.Left, id.String()+": "+change)
	d := diag.Diagnostic{
		Severity: diag.Error, Code: CodeDifference,
		Summary: "what the server built is not what the script says: " + id.String() + ": " + change,
		Hint:    "the server and redraft understand this script differently; please report it with the script",
	}
	if r.Places != nil {
		d.Pos = r.Places.Object(id)
	}
	r.result.Findings = append(r.result.Findings, d)
}

// message returns what the server said, without the words that a driver puts around it.
func message(err error) string {
	var said interface{ ServerMessage() string }
	if errors.As(err, &said) {
		return said.ServerMessage()
	}
	return err.Error()
}

// hint returns the server's hint, or its detail.
func hint(err error) string {
	var said interface{ ServerHint() string }
	if errors.As(err, &said) {
		return said.ServerHint()
	}
	return ""
}
