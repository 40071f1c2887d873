package apply

import (
	"context"
	"errors"
	"strconv"

	"github.com/redraft/redraft/migrations"
)

// alone runs a script whose statements stand in no transaction. A second session holds the lock of the history for as
// long as that takes, and adds the row at the end; it reads and writes nothing else, so that no transaction of the
// script can conflict with it. Before a statement is sent the journal says so, and after it what came of it.
func (r *runner) alone(ctx context.Context, a *attempt, guard *connection) error {
	if err := r.main.timeout(ctx, r.work.options.StatementTimeout); err != nil {
		return err
	}
	if err := r.main.enter(ctx, r.work.Table.Schema); err != nil {
		return err
	}
	j, err := r.startJournal(ctx, since(a.rows, &a.info), a.rows, a.script, a.info.Checksum)
	if err != nil {
		return err
	}
	r.observe.tell(Event{Kind: ChangesetStarted, Script: a.script.Name, Of: len(a.script.Statements)})
	if err := r.each(ctx, beforeEach); err != nil {
		return err
	}
	if err := r.steps(ctx, j, guard); err != nil {
		return err
	}
	if err := r.each(ctx, afterEach); err != nil {
		return err
	}
	if err := guard.exec(ctx, r.work.Table.Insert(r.row(a))); err != nil {
		return err
	}
	if err := guard.exec(ctx, "COMMIT"); err != nil {
		return &commitError{err}
	}
	return nil
}

// steps runs the statements that the journal does not know.
func (r *runner) steps(ctx context.Context, j *writer, guard *connection) error {
	if err := r.restore(ctx, j); err != nil {
		return err
	}
	for n := range j.script.Statements {
		if n < j.done {
			r.observe.tell(j.script.event(StatementSkipped, n))
			continue
		}
		// The lock may be lost with its session; nothing is begun without it.
		if err := guard.exec(ctx, "SELECT 1"); err != nil {
			return err
		}
		if err := r.step(ctx, j, n); err != nil {
			return err
		}
	}
	return nil
}

// step runs one statement between its two entries.
func (r *runner) step(ctx context.Context, j *writer, n int) error {
	if err := r.main.exec(ctx, j.entry(n, running)); err != nil {
		return err
	}
	ran, err := r.statement(ctx, j.script, n)
	outcome := done
	var failure *StatementError
	switch {
	case ran:
	case !errors.As(err, &failure) || failure.Script != j.script.Name:
		outcome = failed // a callback stood in the way, and the statement was not sent
	case !answered(failure.Err):
		return err // nobody knows what came of it, and the journal says so
	case migrations.CallsProcedure(j.script.Statements[n].SQL):
		outcome = partial
	default:
		outcome = failed
	}
	return errors.Join(err, r.note(ctx, j.entry(n, outcome)))
}

// note adds an entry to the journal in any case: when the context has ended, or the session is lost, on another one.
// Should it then stand there twice, it says the same twice.
func (r *runner) note(ctx context.Context, insert string) error {
	if ctx.Err() == nil {
		if err := r.main.exec(ctx, insert); err == nil || answered(err) {
			return err
		}
	}
	tidy, stop := context.WithTimeout(context.WithoutCancel(ctx), tidyTime)
	defer stop()
	r.main.drop(ctx)
	return r.main.exec(tidy, insert)
}

// restore brings back the settings that statements of an earlier attempt made for their session.
func (r *runner) restore(ctx context.Context, j *writer) error {
	for n := range j.done {
		if _, restores := migrations.SessionBound(j.script.Statements[n].SQL); restores {
			if err := r.main.exec(ctx, j.script.Statements[n].SQL); err != nil {
				return j.script.failure(n, false, err)
			}
		}
	}
	return nil
}

// writer adds the entries of one script.
type writer struct {
	journal  *journal
	script   *Script
	checksum *int32
	base     int
	done     int // statements that are known to have run
	next     int // number of the next entry
	backend  int
	by       string
}

// startJournal finds out how far a script came before, and makes the journal when there is none.
func (r *runner) startJournal(ctx context.Context, since int, rows []migrations.Row, s *Script, sum *int32) (*writer, error) {
	session, err := r.main.open(ctx)
	if err != nil {
		return nil, err
	}
	j, err := readJournal(ctx, session, r.work.Table)
	if err == nil && j == nil {
		j = &journal{table: journalOf(r.work.Table)}
		err = session.Exec(ctx, createJournal(j.table))
	}
	if err != nil {
		return nil, err
	}
	if err := stillRunning(ctx, session, j, s, since); err != nil {
		return nil, err
	}
	w := &writer{journal: j, script: s, checksum: sum, base: migrations.NextRank(rows, "") - 1, next: j.next(), by: r.work.by()}
	if w.done, err = j.progress(s, since); err != nil {
		return nil, err
	}
	w.backend, err = backendOf(ctx, session)
	return w, err
}

// backendOf returns the server process of a session.
func backendOf(ctx context.Context, s Session) (int, error) {
	var process string
	if err := ask(ctx, s, "SELECT pg_backend_pid()", &process); err != nil {
		return 0, err
	}
	return strconv.Atoi(process)
}

// stillRunning refuses to go on while a server process of an earlier attempt may still be at work: when its client is
// killed, a process notices only after its statement. A process in a statement holds locks (pg_locks).
func stillRunning(ctx context.Context, session Session, j *journal, s *Script, since int) error {
	for n, e := range j.last(s.Name, since) {
		if e.state != running || n > len(s.Statements) {
			continue
		}
		alive, err := isAlive(ctx, session, e.backend)
		if err != nil && !answered(err) {
			return err
		}
		if alive { // a server that does not let us look leaves it open, and the statement in doubt
			return &InDoubtError{Script: s.Name, Statement: n, Pos: s.Statements[n-1].Pos, By: e.by, At: e.at,
				Summary: s.Statements[n-1].Summary, Backend: e.backend}
		}
	}
	return nil
}

// isAlive reports whether a server process holds a lock, as any does that is in a statement.
func isAlive(ctx context.Context, session Session, backend int) (bool, error) {
	var locks string
	err := ask(ctx, session, "SELECT count(*) FROM pg_locks WHERE pid = "+strconv.Itoa(backend), &locks)
	return err == nil && locks != "0", err
}

// entry returns the statement that adds the next entry.
func (w *writer) entry(n int, s state) string { return w.journal.insert(w.checksum, w.make(n, s)) }

// make makes the next entry, which is about the statement with that index.
func (w *writer) make(n int, s state) entry {
	e := entry{number: w.next, script: w.script.Name, base: w.base, statement: n + 1,
		hash: hash(w.script.Statements[n].SQL), state: s, backend: w.backend, by: w.by}
	w.next++
	return e
}
