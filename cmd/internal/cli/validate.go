package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/redraft/redraft/cmd/internal/project"
	"github.com/redraft/redraft/cmd/internal/ui"
	"github.com/redraft/redraft/internal/cluster"
	"github.com/redraft/redraft/internal/sandbox"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/plan"
	"github.com/redraft/redraft/validate"
)

const validateLong = `Prove the scripts on an empty database of a real server.

A temporary database with a name of its own is created on the cluster of the environment.
In it the absolute model is built from nothing, what the catalog then says is compared
with the model, and the server plans every statement of the ETL scripts (EXPLAIN): also
the query inside UNLOAD, the table of COPY, and scripts that make temporary tables. No
row is read or written outside of it, and it is dropped whatever happens.

The environment "sandbox" needs no cluster: unless redraft.yaml has one of that name, a
local stand-in is started for the run.`

const validateExample = `  redraft validate --env qa
  redraft validate --env sandbox          # with no cluster at all
  redraft validate --env qa --keep        # leave the database, to look at it
  redraft validate --env qa -o json`

// sandboxName is the environment that needs no configuration.
const sandboxName = "sandbox"

func newValidate(a *app) *cobra.Command {
	var env string
	var keep bool
	format := formatFlag{choices: []string{"text", "json"}}
	cmd := &cobra.Command{
		Use:     "validate",
		Short:   "Prove the scripts and ETL queries on an empty database",
		Long:    validateLong,
		Example: validateExample,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.failed(a.validate(cmd.Context(), env, keep, format.value), format.value)
		},
	}
	cmd.Flags().SortFlags = false
	a.envFlag(cmd, &env, "the cluster of this environment, `NAME`, or sandbox")
	_ = cmd.MarkFlagRequired("env")
	cmd.Flags().BoolVar(&keep, "keep", false, "leave the temporary database behind")
	format.add(cmd)
	return cmd
}

func (a *app) validate(ctx context.Context, env string, keep bool, format string) error {
	p, err := a.open()
	if err != nil {
		return err
	}
	config, prepare, stop, err := a.validationServer(ctx, p, env)
	if err != nil {
		return err
	}
	defer stop()
	if _, configured := p.Config.Environments[env]; configured {
		if p, err = a.in(p, env); err != nil {
			return err
		}
	}
	absolute, err := a.load(ctx, p, project.Source{Kind: project.Absolute})
	if err != nil {
		return err
	}
	scripts, findings := p.ETLScripts()
	if findings.HasErrors() {
		return findings
	}
	a.report(findings)
	name := "redraft_validate_" + strings.ToLower(rand.Text()[:12])
	desired := validate.Inside(absolute.Database, name)
	options := p.PlanOptions()
	options.Places = absolute.Origins
	job := validate.Job{
		Database: name, Keep: keep, Places: absolute.Origins, ETL: scripts,
		Plan: func(from *model.Database) (*plan.Plan, error) {
			return plan.Make(from, desired, options)
		},
		Introspect: func(ctx context.Context, s validate.Session) (*model.Database, diag.List, error) {
			return introspected(ctx, p, env, s.(*cluster.Conn))
		},
		Progress: a.counted(),
	}
	if prepare {
		job.Prepare = principals(absolute.Database)
	}
	result, err := validate.Run(ctx, server{config}, job)
	if result == nil {
		return err
	}
	view := ui.Validation{
		Environment: env, Database: result.Database, Kept: result.Kept, Objects: result.Objects, Statements: result.Statements,
		Scripts: result.Scripts, Queries: result.Queries, Skipped: result.Skipped, Notes: result.Notes, Findings: result.Findings,
	}
	if err != nil {
		return errors.Join(err, ctx.Err())
	}
	return a.showValidation(view, format)
}

func (a *app) showValidation(view ui.Validation, format string) error {
	write := func() error { return view.WriteText(a.stdout, a.style(a.stdout)) }
	if format == "json" {
		write = func() error { return view.WriteJSON(a.stdout) }
	}
	if err := write(); err != nil {
		return err
	}
	if view.Findings.HasErrors() {
		return exit(exitFailed)
	}
	return nil
}

// validationServer returns how to reach the server, and what stops it if it was started for this run; prepare is true
// when it begins without users.
func (a *app) validationServer(ctx context.Context, p *project.Project, env string) (
	config cluster.Config, prepare bool, stop func(), err error,
) {
	if _, configured := p.Config.Environments[env]; configured || env != sandboxName {
		config, err = a.settings(p, env)
		return config, false, func() {}, err
	}
	local, err := sandbox.Start(context.WithoutCancel(ctx), sandbox.Options{})
	if err != nil {
		return cluster.Config{}, false, nil, problem("sandbox", "the sandbox cannot be started: "+err.Error(), "")
	}
	stop = func() { _ = local.Close() } // nothing of it is kept
	config, err = cluster.Parse(map[string]string{"url": local.URL()}, func(string) string { return "" })
	return config, true, stop, err
}

// principals makes the users, groups and roles of a model.
func principals(db *model.Database) func(context.Context, validate.Session) error {
	return func(ctx context.Context, s validate.Session) error {
		for _, statement := range validate.Principals(db) {
			if err := s.Exec(ctx, statement); err != nil {
				return fmt.Errorf("%s: %w", statement, err)
			}
		}
		return nil
	}
}

// server opens sessions on the databases of one server.
type server struct{ config cluster.Config }

// Open connects to a database; the empty name is the configuration's own.
func (s server) Open(ctx context.Context, database string) (validate.Session, error) {
	config := s.config
	if database != "" {
		config = config.WithDatabase(database)
	}
	conn, err := config.Open(ctx)
	if err != nil {
		return nil, err
	}
	return conn, nil
}

// counted shows on a terminal how far long work has come.
func (a *app) counted() func(what string, done, total int) {
	if _, terminal := terminalOf(a.stderr); !terminal || a.quiet || a.env("TERM") == "dumb" {
		return nil
	}
	progress := ui.NewProgress(a.stderr, "")
	start, shown := time.Now(), time.Now()
	return func(what string, done, total int) {
		if time.Since(shown) < ui.Patience {
			return
		}
		shown = time.Now()
		progress.Count(what, done, total, time.Since(start))
	}
}
