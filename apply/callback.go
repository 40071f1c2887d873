package apply

import (
	"context"
	"fmt"
	"slices"

	"github.com/redraft/redraft/migrations"
	"github.com/redraft/redraft/model/diag"
)

// The events at which redraft runs callbacks, by Flyway's names.
const (
	beforeValidate      = "beforeValidate"
	afterValidate       = "afterValidate"
	beforeMigrate       = "beforeMigrate"
	afterMigrate        = "afterMigrate"
	afterMigrateApplied = "afterMigrateApplied"
	afterMigrateError   = "afterMigrateError"
	afterVersioned      = "afterVersioned"
	beforeRepeatables   = "beforeRepeatables"
	beforeEach          = "beforeEachMigrate"
	afterEach           = "afterEachMigrate"
	afterEachError      = "afterEachMigrateError"
	beforeStatement     = "beforeEachMigrateStatement"
	afterStatement      = "afterEachMigrateStatement"
	afterStatementError = "afterEachMigrateStatementError"
)

var events = []string{
	beforeValidate, afterValidate, beforeMigrate, afterMigrate, afterMigrateApplied, afterMigrateError,
	afterVersioned, beforeRepeatables, beforeEach, afterEach, afterEachError, beforeStatement, afterStatement,
	afterStatementError,
}

// runs reports whether redraft runs callbacks at an event.
func runs(event string) bool { return slices.Contains(events, event) }

// callbacks returns the scripts of an event in their order.
func (r *runner) callbacks(event string) ([]*Script, error) {
	var scripts []*Script
	for i := range r.work.folder.Callbacks {
		c := &r.work.folder.Callbacks[i]
		if c.Name.Prefix != event {
			continue
		}
		s, findings := r.work.options.script(r.work.folder, c, r.work.values)
		if findings.HasErrors() {
			return nil, &RefusedError{findings}
		}
		s.Transactional = c.Transactional // a callback has no row and no journal; it runs as its file says
		scripts = append(scripts, s)
	}
	return scripts, nil
}

// event runs the callbacks of an event on a session of their own, each in its transaction, as Flyway does
// (CallbackExecutor.onMigrateOrUndoEvent). No lock is held meanwhile, so that they may read the history.
func (r *runner) event(ctx context.Context, event string) error {
	scripts, err := r.callbacks(event)
	if err != nil || len(scripts) == 0 {
		return err
	}
	c := &connection{opener: r.work.opener, settings: r.work.options.Settings}
	defer c.drop(ctx)
	if err := c.timeout(ctx, r.work.options.StatementTimeout); err != nil {
		return err
	}
	for _, s := range scripts {
		if err := r.callback(ctx, c, event, s); err != nil {
			return err
		}
	}
	return nil
}

func (r *runner) callback(ctx context.Context, c *connection, event string, s *Script) error {
	r.observe.tell(Event{Kind: CallbackStarted, Script: s.Name})
	begin, end := []string{"BEGIN"}, []string{"COMMIT"}
	if !s.Transactional {
		begin, end = nil, nil
	}
	err := c.exec(ctx, begin...)
	if err == nil {
		err = c.enter(ctx, r.work.Table.Schema)
	}
	if err == nil {
		err = r.plainly(ctx, c, s)
	}
	if err == nil {
		err = c.exec(ctx, end...)
	}
	if err != nil {
		if s.Transactional {
			c.rollback(ctx)
		}
		return fmt.Errorf("the callback %s failed: %w", event, err)
	}
	return nil
}

// each runs the callbacks of an event on the session of the changeset, in its transaction if it has one.
func (r *runner) each(ctx context.Context, event string) error {
	scripts, err := r.callbacks(event)
	for _, s := range scripts {
		r.observe.tell(Event{Kind: CallbackStarted, Script: s.Name})
		if err := r.plainly(ctx, &r.main, s); err != nil {
			return fmt.Errorf("the callback %s failed: %w", event, err)
		}
	}
	return err
}

// plainly runs the statements of a script, one after the other.
func (r *runner) plainly(ctx context.Context, c *connection, s *Script) error {
	for n := range s.Statements {
		if err := c.exec(ctx, s.Statements[n].SQL); err != nil {
			return s.failure(n, s.Transactional, err)
		}
	}
	return nil
}

// unsupported notes callbacks that Flyway runs and redraft does not.
func unsupported(f *migrations.Folder) diag.List {
	var findings diag.List
	for _, c := range f.Callbacks {
		if !runs(c.Name.Prefix) && slices.Contains(ofMigrate, c.Name.Prefix) {
			findings = append(findings, diag.Diagnostic{Severity: diag.Warning, Code: "callback-not-run",
				Pos:     diag.Position{File: c.Path},
				Summary: "Flyway runs this callback when it migrates, and redraft does not",
				Hint:    "move what it does to beforeMigrate or afterMigrate"})
		}
	}
	return findings
}

// ofMigrate are further events that happen in Flyway's migrate.
var ofMigrate = []string{"afterValidateError", "createSchema", "beforeCreateSchema", "beforeConnect", "afterConnect", "afterMigrateOperationFinish"}
