package apply

import (
	"cmp"
	"context"
	"errors"

	"github.com/redraft/redraft/migrations"
	"github.com/redraft/redraft/model/diag"
)

// File is a changeset that would run.
type File struct {
	Info   migrations.Info
	Script *Script
	// OutOfOrder is true when a higher version was applied before.
	OutOfOrder bool
	// Done is how many statements the journal knows to have run: the file begins behind them.
	Done int
	// InDoubt is true when nobody knows whether the statement behind them ran.
	InDoubt bool
}

// Work is what would run on a cluster, as far as could be seen without the lock.
type Work struct {
	Table migrations.Table
	// History is what is applied, pending, missing and failed. Nil when a finding says why it could not be told.
	History *migrations.History
	// Creates is true when the history table, and its schema, are made first.
	Creates, CreatesSchema bool
	Files                  []File
	// Callbacks are the scripts of the folder that run at events.
	Callbacks []string
	// Findings say what keeps the work from running (errors) and what a person should know.
	Findings diag.List

	opener  Opener
	folder  *migrations.Folder
	options Options
	place   place
	values  map[string]string
}

// Prepare looks at a cluster and a folder and tells what Run would do. It changes nothing. An error is that the cluster
// could not be asked; what keeps the work from running is among its findings.
func Prepare(ctx context.Context, opener Opener, folder *migrations.Folder, options Options) (*Work, error) {
	s, err := opener.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = s.Close(context.WithoutCancel(ctx)) }() // nothing was changed
	w := &Work{opener: opener, folder: folder, options: options}
	if w.place, err = locate(ctx, s); err != nil {
		return nil, err
	}
	w.Table = tableOf(folder.Config, w.place)
	w.values = w.builtin()
	rows, err := w.patiently(ctx, s)
	if err != nil {
		return nil, err
	}
	w.judge(rows)
	return w, w.journaled(ctx, s, rows)
}

// tableOf returns the history table of a configuration: in its default schema, or the connection's own.
func tableOf(config migrations.Config, p place) migrations.Table {
	t := migrations.Table{Schema: config.DefaultSchema, Name: config.Table}
	if t.Schema == "" {
		t.Schema = p.schema
	}
	return t
}

// builtin returns the values of Flyway's own placeholders (ParsingContext).
func (w *Work) builtin() map[string]string {
	values := map[string]string{
		"flyway:defaultschema": w.Table.Schema, "flyway:user": w.place.user, "flyway:database": w.place.database,
		"flyway:table": w.Table.Name, "flyway:timestamp": w.options.Clock.Now().Format("2006-01-02 15:04:05"),
	}
	for name, value := range w.options.Values {
		values[name] = value
	}
	return values
}

// patiently reads the history within the time that the settings give: while a migration runs, readers wait for its lock.
func (w *Work) patiently(ctx context.Context, s Session) ([]migrations.Row, error) {
	wait := cmp.Or(w.options.LockTimeout, w.options.StatementTimeout)
	if wait > 0 {
		if err := s.Exec(ctx, "SET statement_timeout TO "+milliseconds(wait)); err != nil {
			return nil, err
		}
	}
	rows, err := w.look(ctx, s)
	if wait > 0 && sqlState(err) == cancelled && ctx.Err() == nil {
		return nil, &LockError{Table: w.Table.String(), Waited: wait.String(), Err: err}
	}
	return rows, err
}

// look reads the history, if there is one.
func (w *Work) look(ctx context.Context, s Session) ([]migrations.Row, error) {
	exists, err := askBool(ctx, s, w.Table.Exists())
	if err != nil {
		return nil, err
	}
	if exists {
		return readRows(ctx, s, w.Table)
	}
	w.Creates = true
	there, err := askBool(ctx, s, w.Table.SchemaExists())
	if err != nil {
		return nil, err
	}
	w.CreatesSchema = !there
	if !there {
		return nil, nil
	}
	empty, err := askBool(ctx, s, w.Table.SchemaEmpty())
	if err == nil && !empty {
		w.Findings = append(w.Findings, diag.Diagnostic{Severity: diag.Error, Code: codeNoHistory,
			Summary: "the schema " + w.Table.Schema + " is not empty, and there is no history table " + w.Table.String() + " in it",
			Hint:    "say which version the database has: redraft repair --baseline VERSION"})
	}
	return nil, err
}

// judge decides what is pending and what stands in the way.
func (w *Work) judge(rows []migrations.Row) {
	policy := w.options.Policy
	policy.OutOfOrder = policy.OutOfOrder || w.folder.Config.OutOfOrder
	policy.Values = w.values
	w.options.Policy = policy
	history, err := w.folder.Info(rows, policy)
	if err != nil {
		w.refuse(err)
		return
	}
	w.History = history
	if !w.options.SkipValidation {
		w.Findings = append(w.Findings, history.Validate(migrations.IgnorePending)...)
	} else if i := history.Blocking(); i != nil {
		w.Findings = append(w.Findings, diag.Diagnostic{Severity: diag.Error, Code: codeValidation,
			Summary: i.Name() + " failed before and left a row",
			Hint:    "remove what it left behind, then let redraft repair take the row out"})
	}
	for _, info := range history.Pending() {
		script, findings := w.options.script(w.folder, info.Migration, w.values)
		w.Findings = append(w.Findings, findings...)
		if script != nil {
			w.Files = append(w.Files, File{Info: info, Script: script, OutOfOrder: !info.Version().IsZero() &&
				info.Version().Compare(history.Version()) < 0})
		}
	}
	for i := range w.folder.Callbacks {
		c := &w.folder.Callbacks[i]
		if runs(c.Name.Prefix) {
			w.Callbacks = append(w.Callbacks, c.Script)
			_, findings := w.options.script(w.folder, c, w.values)
			w.Findings = append(w.Findings, findings...)
		}
	}
	w.Findings = append(w.Findings, unsupported(w.folder)...)
}

// refuse adds an error to the findings.
func (w *Work) refuse(err error) {
	switch e := err.(type) { //nolint:errorlint // these come as they are from migrations
	case diag.Diagnostic:
		w.Findings = append(w.Findings, e)
	case diag.List:
		w.Findings = append(w.Findings, e...)
	default:
		w.Findings = append(w.Findings, diag.Diagnostic{Severity: diag.Error, Code: codeValidation, Summary: err.Error()})
	}
}

// journaled says how far files without a transaction came before.
func (w *Work) journaled(ctx context.Context, s Session, rows []migrations.Row) error {
	j, err := readJournal(ctx, s, w.Table)
	if err != nil || j == nil {
		return err
	}
	for i := range w.Files {
		f := &w.Files[i]
		if f.Script.Transactional {
			continue
		}
		from := since(rows, &f.Info)
		progress, err := j.progress(f.Script, from)
		if alive := stillRunning(ctx, s, j, f.Script, from); alive != nil {
			err = alive
		}
		if f.Done = progress; err != nil {
			var doubt *InDoubtError
			f.InDoubt = errors.As(err, &doubt)
			w.Findings = append(w.Findings, diag.Diagnostic{Severity: diag.Error, Code: codeInDoubt,
				Pos: diag.Position{File: f.Script.Path}, Summary: err.Error()})
		}
	}
	return nil
}

// Empty reports whether nothing would run.
func (w *Work) Empty() bool { return len(w.Files) == 0 }
