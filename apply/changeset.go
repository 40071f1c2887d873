package apply

import (
	"context"
	"errors"
	"time"

	"github.com/redraft/redraft/migrations"
)

// attempt is one changeset that is being run.
type attempt struct {
	info   migrations.Info
	script *Script
	rows   []migrations.Row // as read under the lock
	began  time.Time
}

// row is what the history will hold.
func (r *runner) row(a *attempt) migrations.Row {
	return migrations.Row{
		Rank: migrations.NextRank(a.rows, a.info.Type()), Version: a.info.Version(),
		Description: migrations.ShortDescription(a.info.Description()), Type: a.info.Type(), Script: a.script.Name,
		Checksum: a.info.Checksum, InstalledBy: r.work.by(), Success: true,
		Milliseconds: int(r.clock().Now().Sub(a.began).Milliseconds()),
	}
}

// by is who the history says ran it.
func (w *Work) by() string {
	if w.options.InstalledBy != "" {
		return w.options.InstalledBy
	}
	return w.place.user
}

// together runs a script and adds its row in the transaction that holds the lock. The caller rolls back after an error.
func (r *runner) together(ctx context.Context, a *attempt) error {
	if err := r.main.enter(ctx, r.work.Table.Schema); err != nil {
		return err
	}
	r.observe.tell(Event{Kind: ChangesetStarted, Script: a.script.Name, Of: len(a.script.Statements)})
	if err := r.each(ctx, beforeEach); err != nil {
		return err
	}
	for n := range a.script.Statements {
		if _, err := r.statement(ctx, a.script, n); err != nil {
			return err
		}
	}
	if err := r.each(ctx, afterEach); err != nil {
		return err
	}
	if err := r.main.exec(ctx, r.work.Table.Insert(r.row(a))); err != nil {
		return err
	}
	if err := r.main.exec(ctx, "COMMIT"); err != nil {
		return &commitError{err}
	}
	return nil
}

// commitError says that the answer to COMMIT was an error, or none.
type commitError struct{ err error }

func (e *commitError) Error() string { return "committing failed: " + e.err.Error() }
func (e *commitError) Unwrap() error { return e.err }

// statement runs one statement on the main session with the callbacks around it. It tells whether the server did the
// statement, whatever a callback did afterwards.
func (r *runner) statement(ctx context.Context, s *Script, n int) (ran bool, err error) {
	if err := r.each(ctx, beforeStatement); err != nil {
		return false, err
	}
	r.observe.tell(s.event(StatementStarted, n))
	began := r.clock().Now()
	err = r.main.exec(ctx, s.Statements[n].SQL)
	e := s.event(StatementDone, n)
	e.Elapsed = r.clock().Now().Sub(began)
	if err != nil {
		e.Kind, e.Err = StatementFailed, err
		r.observe.tell(e)
		if !s.Transactional && answered(err) {
			_ = r.each(ctx, afterStatementError) // the statement's own error is the one to tell
		}
		return false, s.failure(n, s.Transactional, err)
	}
	r.observe.tell(e)
	return true, r.each(ctx, afterStatement)
}

// retryable reports whether a changeset in one transaction may begin anew: nothing of it was committed, and what
// stopped it was another transaction.
func (r *runner) retryable(err error, tries int) bool {
	return tries < r.work.options.Retries && isConflict(err)
}

// lostCommit reports whether the connection was lost while COMMIT was on its way. The history knows what came of it.
func lostCommit(err error) bool {
	var e *commitError
	return errors.As(err, &e) && !answered(err)
}

// backoff is how long to wait before a changeset begins anew.
func backoff(tries int) time.Duration { return time.Second << min(tries, 5) }
