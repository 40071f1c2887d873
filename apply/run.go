package apply

import (
	"context"
	"errors"
	"fmt"
)

// runner runs one Work.
type runner struct {
	work    *Work
	observe Observer
	// main runs the scripts, all of them: what a script sets for its session holds for the next, as with Flyway.
	main connection
	// shown are the scripts that Prepare found pending; nothing else runs.
	shown map[string]bool
	// repeatables is true when the first repeatable migration has come.
	repeatables bool
}

func (r *runner) clock() Clock { return r.work.options.Clock }

// Run runs the work and returns how many changesets it applied. It looks at the history again under the lock before
// each changeset, so that several may run at once. When the context is cancelled, the statement is cancelled on the
// server, and the next Run goes on from what is in the history and the journal.
func (w *Work) Run(ctx context.Context, observe Observer) (applied int, err error) {
	if w.Findings.HasErrors() {
		return 0, &RefusedError{w.Findings}
	}
	r := &runner{work: w, observe: observe, shown: map[string]bool{}}
	r.main = connection{opener: w.opener, settings: w.options.Settings}
	defer r.main.drop(ctx)
	for _, f := range w.Files {
		r.shown[f.Script.Name] = true
	}
	if err := r.start(ctx); err != nil {
		return 0, err
	}
	applied, err = r.all(ctx)
	if err != nil {
		// Flyway runs these after an error in a changeset, not in a callback around all of them.
		return applied, errors.Join(err, r.event(context.WithoutCancel(ctx), afterMigrateError))
	}
	if applied > 0 {
		if err := r.event(ctx, afterMigrateApplied); err != nil {
			return applied, err
		}
	}
	return applied, r.event(ctx, afterMigrate)
}

// start does what comes before the first changeset.
func (r *runner) start(ctx context.Context) error {
	if !r.work.options.SkipValidation {
		if err := r.event(ctx, beforeValidate); err != nil {
			return err
		}
		if err := r.event(ctx, afterValidate); err != nil {
			return err
		}
	}
	if r.work.Creates {
		if err := create(ctx, &r.main, r.work, nil); err != nil {
			return err
		}
		r.observe.tell(Event{Kind: HistoryCreated, Script: r.work.Table.String()})
	}
	return r.event(ctx, beforeMigrate)
}

// all runs changesets until none is pending.
func (r *runner) all(ctx context.Context) (applied int, err error) {
	for {
		ran, err := r.next(ctx)
		if err != nil {
			return applied, err
		}
		if !ran {
			break
		}
		applied++
		if r.work.options.Policy.Target.String() == "next" {
			break
		}
	}
	if !r.repeatables {
		return applied, r.event(ctx, afterVersioned)
	}
	return applied, nil
}

// next runs the changeset that is pending first, again after conflicts.
func (r *runner) next(ctx context.Context) (ran bool, err error) {
	for tries := 0; ; tries++ {
		a, err := r.pick(ctx, &r.main)
		if err == nil && a == nil {
			r.main.rollback(ctx)
			return false, nil
		}
		if err == nil {
			ran, err = r.attempt(ctx, a)
		}
		switch {
		case err == nil && ran:
			r.observe.tell(Event{Kind: ChangesetDone, Script: a.script.Name, Of: len(a.script.Statements),
				Elapsed: r.clock().Now().Sub(a.began)})
			return true, nil
		case err == nil:
			tries-- // another one came first, or the repeatables begin
			continue
		case ctx.Err() != nil:
			r.main.drop(ctx)
			return false, err
		case lostCommit(err) && tries < max(1, r.work.options.Retries):
			r.main.drop(ctx) // the history tells on the next round what came of it
			continue
		case (a == nil || a.script.Transactional) && r.retryable(err, tries):
			r.main.rollback(ctx)
			wait := backoff(tries)
			e := Event{Kind: ChangesetRetrying, Elapsed: wait, Err: err}
			if a != nil {
				e.Script = a.script.Name
			}
			r.observe.tell(e)
			if err := r.clock().Sleep(ctx, wait); err != nil {
				return false, err
			}
		default:
			return false, r.give(ctx, a, err)
		}
	}
}

// give puts things in order after an error that ends the run.
func (r *runner) give(ctx context.Context, a *attempt, err error) error {
	r.main.rollback(ctx)
	if a == nil || !answered(err) {
		return err
	}
	// Flyway runs these in the transaction that failed, where the server takes no statement any more.
	if r.main.enter(ctx, r.work.Table.Schema) != nil {
		return err
	}
	return errors.Join(err, r.each(ctx, afterEachError))
}

// pick takes the lock, reads the history and returns the changeset that comes next; nil when none does. The lock is
// held afterwards.
func (r *runner) pick(ctx context.Context, c *connection) (*attempt, error) {
	if err := c.lock(ctx, r.work.Table, r.observe); err != nil {
		return nil, err
	}
	rows, err := c.rows(ctx, r.work.Table)
	if err != nil {
		return nil, err
	}
	history, err := r.work.folder.Info(rows, r.work.options.Policy)
	if err != nil {
		return nil, err
	}
	if blocking := history.Blocking(); blocking != nil {
		return nil, fmt.Errorf("%s failed before and left a row: remove what it left behind, and let redraft repair take the row out",
			blocking.Name())
	}
	pending := history.Pending()
	if len(pending) == 0 {
		return nil, nil
	}
	info := pending[0]
	script, findings := r.work.options.script(r.work.folder, info.Migration, r.work.values)
	if findings.HasErrors() {
		return nil, &RefusedError{findings}
	}
	if !r.shown[script.Name] {
		return nil, &ChangedError{script.Name}
	}
	return &attempt{info: info, script: script, rows: rows, began: r.clock().Now()}, nil
}

// attempt runs a changeset that was picked under the lock. It returns false without an error when the lock had to be
// given up and the changeset has to be picked again.
func (r *runner) attempt(ctx context.Context, a *attempt) (ran bool, err error) {
	if a.info.Version().IsZero() && !r.repeatables {
		r.main.rollback(ctx) // callbacks may read the history
		r.repeatables = true
		if err := r.event(ctx, afterVersioned); err != nil {
			return false, err
		}
		return false, r.event(ctx, beforeRepeatables)
	}
	if a.script.Transactional {
		err := r.together(ctx, a)
		return err == nil, err
	}
	r.main.rollback(ctx)
	guard := connection{opener: r.work.opener, settings: r.work.options.Settings}
	defer guard.drop(ctx)
	again, err := r.pick(ctx, &guard)
	if err != nil || again == nil || again.script.Name != a.script.Name {
		return false, err
	}
	*a = *again
	err = r.alone(ctx, a, &guard)
	return err == nil, err
}
