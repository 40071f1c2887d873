package livelaws

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan"
)

// journey is the way from one model to another.
type journey struct {
	from, to *model.Database
	renames  diff.Renames
	places   plan.Places
	// history is SQL that makes the from-model, for those that no plan makes.
	history []string
}

// outcome is how a journey ended, when no law was broken.
type outcome string

const (
	arrived outcome = "arrived"
	refused outcome = "refused with a reason"
	stopped outcome = "stopped by values that the plan warned of, and nothing was lost"
)

// unbuildable says that the from-model could not be built, so that nothing was shown.
type unbuildable struct{ error }

// travel builds the from-model, puts rows into it, executes the plan to the to-model and demands the laws: planning again is
// empty, and every row is still there. The from-model is the one that the server shows. After an error the database is
// not to be used again.
func (s *station) travel(ctx context.Context, j journey) (result outcome, err error) {
	if err := s.open(ctx); err != nil {
		return "", err
	}
	defer func() {
		var unproven *plan.UnprovenError
		if errors.As(err, &unproven) {
			err = fmt.Errorf("%w\n%s", err, unproven.Script)
		}
		if err != nil {
			err = errors.Join(err, s.close(ctx))
		}
	}()
	j.from, j.to = s.here(j.from), s.here(j.to)
	live, err := s.build(ctx, j)
	if err != nil {
		return "", unbuildable{err}
	}
	if live, err = s.byHand(ctx, live, j.to, false); err != nil {
		return "", unbuildable{err}
	}
	result, err = s.walk(ctx, live, j)
	if err != nil {
		return "", err
	}
	return result, s.home(ctx)
}

// here moves privileges on a database, whatever its name, to the one of the station.
func (s *station) here(db *model.Database) *model.Database {
	moved := db.Clone()
	for id := range db.Grants.Objects() {
		if id.Kind == model.KindDatabase {
			moved.Grants.Move(id, model.ID{Kind: id.Kind, Name: s.config.Database()})
		}
	}
	return moved
}

// build makes the from-model in the empty database, by the plan that would make it, and returns what the server shows of it.
func (s *station) build(ctx context.Context, j journey) (*model.Database, error) {
	if err := errors.Join(s.server.introduce(ctx, j.from), s.server.introduce(ctx, j.to)); err != nil {
		return nil, err
	}
	if j.history != nil {
		if err := s.runAll(ctx, j.history); err != nil {
			return nil, err
		}
		return s.read(ctx)
	}
	start, err := s.byHand(ctx, s.empty, j.from, false)
	if err != nil {
		return nil, err
	}
	p, err := plan.Make(start, j.from, s.options())
	if err != nil {
		return nil, err
	}
	if len(p.Refusals) > 0 {
		return nil, fmt.Errorf("the plan from the empty database is refused:\n%s", summary(p))
	}
	if err := s.execute(ctx, p); err != nil {
		return nil, err
	}
	live, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	return s.byHand(ctx, live, j.from, true)
}

// byHand makes what a model holds and no plan makes, as the plans' notes ask people to do; what is attached to a relation
// comes after it. Users, groups and roles are there.
func (s *station) byHand(ctx context.Context, live, db *model.Database, attached bool) (*model.Database, error) {
	made := false
	for id, object := range db.Unplanned.All() {
		principal := id.Kind == model.KindUser || id.Kind == model.KindGroup || id.Kind == model.KindRole
		if principal || live.Unplanned.Has(id) || attached != (object.On != model.Name{}) {
			continue
		}
		if err := s.runAll(ctx, object.Statements); err != nil {
			return nil, err
		}
		made = true
	}
	if !made {
		return live, nil
	}
	return s.read(ctx)
}

// walk goes from what is there to the to-model. Rows are put in after a first plan, which says what may happen to values,
// and before the one that counts: of an empty table a cluster does not show all (svv_table_info).
func (s *station) walk(ctx context.Context, live *model.Database, j journey) (outcome, error) {
	options := s.options()
	options.Renames, options.Places = j.renames, j.places
	p, err := plan.Make(live, j.to, options)
	if err != nil {
		return "", err
	}
	if err := s.load(ctx, live, j, p); err != nil {
		return "", err
	}
	if live, err = s.read(ctx); err != nil {
		return "", err
	}
	if p, err = plan.Make(live, j.to, options); err != nil {
		return "", err
	}
	if len(p.Refusals) > 0 {
		return refused, demandReasons(p)
	}
	cargo, err := s.consign(ctx, live, j, p)
	if err != nil {
		return "", err
	}
	if err := s.execute(ctx, p); err != nil {
		if !warned(p, err) {
			return "", err
		}
		return stopped, s.demandUntouched(ctx, cargo)
	}
	if err := s.demandArrived(ctx, j, options); err != nil {
		return "", fmt.Errorf("%w\nafter the plan\n%s", err, p.Script())
	}
	if err := s.demandRows(ctx, cargo); err != nil {
		return "", fmt.Errorf("%w\nafter the plan\n%s", err, p.Script())
	}
	return arrived, nil
}

// demandReasons demands that every refusal says why, and what a person can do.
func demandReasons(p *plan.Plan) error {
	for _, r := range p.Refusals {
		if r.Reason == "" || r.Way == "" {
			return fmt.Errorf("a refusal without a reason or a way out: %+v", r)
		}
	}
	return nil
}

// demandArrived plans once more from what the server shows now, and demands that there is nothing to do.
func (s *station) demandArrived(ctx context.Context, j journey, options plan.Options) error {
	live, err := s.read(ctx)
	if err != nil {
		return err
	}
	again, err := plan.Make(live, j.to, options)
	if err != nil {
		return fmt.Errorf("planning again: %w", err)
	}
	if !again.Empty() {
		return fmt.Errorf("a second plan is not empty:\n%s%s", summary(again), again.Script())
	}
	return nil
}

// warned reports whether the server stopped at a value, in a plan that named the hazard of it.
func warned(p *plan.Plan, err error) bool {
	return isAboutData(err) && hasHazard(p, plan.LossyCast, nil, "")
}

// hasHazard reports whether a plan names a hazard: for one object if that is given, and with details that begin so.
func hasHazard(p *plan.Plan, code plan.HazardCode, id *model.ID, detail string) bool {
	for _, step := range p.Steps {
		for _, h := range step.Hazards {
			if h.Code == code && (id == nil || step.Object == *id) && strings.HasPrefix(h.Detail, detail) {
				return true
			}
		}
	}
	return false
}

// home empties the database by a plan, which must arrive at the empty one. What no plan drops is dropped by hand.
func (s *station) home(ctx context.Context) error {
	live, err := s.read(ctx)
	if err != nil {
		return err
	}
	options := s.options()
	options.KeepUnmanaged = false
	p, err := plan.Make(live, s.empty, options)
	if err != nil {
		return fmt.Errorf("planning to the empty database: %w", err)
	}
	if len(p.Refusals) > 0 {
		return s.close(ctx)
	}
	if err := s.execute(ctx, p); err != nil {
		return fmt.Errorf("on the way to the empty database: %w", err)
	}
	if live, err = s.read(ctx); err != nil {
		return err
	}
	if left, err := plan.Make(live, s.empty, options); err != nil || !left.Empty() {
		return errors.Join(err, fmt.Errorf("the way to the empty database leaves something over:\n%s", summary(left)))
	}
	if live.Fingerprint() != s.empty.Fingerprint() { // what no plan drops is left
		return s.close(ctx)
	}
	return nil
}
