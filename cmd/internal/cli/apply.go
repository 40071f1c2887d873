package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/redraft/redraft/apply"
	"github.com/redraft/redraft/cmd/internal/project"
	"github.com/redraft/redraft/cmd/internal/ui"
	"github.com/redraft/redraft/internal/cluster"
	"github.com/redraft/redraft/migrations"
	"github.com/redraft/redraft/model/diag"
)

const applyLong = `Run the pending changesets on the cluster of an environment, as Flyway would: in the same
order, with the same placeholders, callbacks and side-cars, and with rows in the same
history table. Flyway can run before it and after it.

The lock of the history comes first. A script and its row are one transaction; a script
that no transaction takes is journaled statement by statement, so that an apply which was
interrupted is known and the next one goes on.

With --plan, a plan that was reviewed (redraft plan --from env:NAME -o json) is run
instead; it is refused when the cluster is no longer as it was.

What will run is shown first and has to be confirmed; --yes does so in CI.`

const applyExample = `  redraft apply --env qa
  redraft apply --env pro --yes
  redraft apply --env pro --dry-run
  redraft apply --env qa --target 42
  redraft plan --from env:pro -o json > plan.json
  redraft apply --env pro --plan plan.json`

// applyFlags are the flags of apply.
type applyFlags struct {
	env, plan, target string
	allow             []string
	yes, dryRun       bool
	outOfOrder        bool
	lock, statement   time.Duration
	format            formatFlag
}

func newApply(a *app) *cobra.Command {
	flags := applyFlags{format: formatFlag{choices: []string{"text", "json"}}}
	cmd := &cobra.Command{
		Use:     "apply",
		Short:   "Run pending changesets, or a reviewed plan, on a cluster",
		Long:    applyLong,
		Example: applyExample,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if flags.plan != "" {
				return a.failed(a.applyPlan(cmd.Context(), cmd.InOrStdin(), flags), flags.format.value)
			}
			return a.failed(a.apply(cmd.Context(), cmd.InOrStdin(), flags), flags.format.value)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	a.envFlag(cmd, &flags.env, "the cluster of this environment, `NAME`")
	_ = cmd.MarkFlagRequired("env")
	f.StringVar(&flags.plan, "plan", "", "run this reviewed plan, a `FILE` of redraft plan -o json")
	f.StringSliceVar(&flags.allow, "allow", nil, "with --plan: consent to these hazards, `code,…`")
	f.StringVar(&flags.target, "target", "", "run no `version` above this one")
	f.BoolVar(&flags.outOfOrder, "out-of-order", false, "also run versions below the newest that was applied")
	f.BoolVar(&flags.dryRun, "dry-run", false, "show what would run, and run nothing")
	f.BoolVarP(&flags.yes, "yes", "y", false, "do not ask")
	f.DurationVar(&flags.lock, "lock-timeout", 10*time.Minute, "how long to wait for the history's lock, `time`")
	f.DurationVar(&flags.statement, "statement-timeout", 0, "how long a statement may take, `time`; 0 is the server's own")
	flags.format.add(cmd)
	completeHazards(cmd)
	cmd.MarkFlagsMutuallyExclusive("plan", "target")
	cmd.MarkFlagsMutuallyExclusive("plan", "out-of-order")
	return cmd
}

// opener opens sessions on the cluster of an environment.
type opener struct{ config cluster.Config }

// Open connects.
func (o opener) Open(ctx context.Context) (apply.Session, error) {
	conn, err := o.config.Open(ctx)
	if err != nil {
		return nil, err
	}
	return conn, nil
}

// clock is the clock of the machine.
type clock struct{}

// Now returns the time.
func (clock) Now() time.Time { return time.Now() }

// Sleep waits, or returns the context's error.
func (clock) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// retries is how often a transaction begins anew after a conflict with another one.
const retries = 3

// target is an environment with the project as it is for it.
type target struct {
	name    string
	project *project.Project
	config  cluster.Config
	folder  *migrations.Folder
}

// target opens the project for an environment and reads its changesets.
func (a *app) target(env string) (target, error) {
	p, err := a.open()
	if err != nil {
		return target{}, err
	}
	t, findings, err := a.targetIn(p, env)
	a.report(findings)
	return t, err
}

// targetIn is target in a project that is open, without talk: environments may be asked side by side. The findings are
// warnings about the changesets.
func (a *app) targetIn(p *project.Project, env string) (t target, findings diag.List, err error) {
	t.name = env
	if t.config, err = a.settings(p, env); err != nil {
		return target{}, nil, err
	}
	if t.project, err = a.in(p, env); err != nil {
		return target{}, nil, err
	}
	if t.folder, findings = t.project.Changesets(); findings.HasErrors() {
		return target{}, nil, findings
	}
	return t, findings, nil
}

func (t target) options(flags applyFlags) (apply.Options, error) {
	o := apply.Options{
		Settings: apply.Settings{
			Clock: clock{}, StatementTimeout: flags.statement, LockTimeout: flags.lock, Retries: retries,
		},
		Values: map[string]string{"flyway:environment": t.name, "flyway:workingdirectory": t.project.Root()},
	}
	o.Policy.OutOfOrder = flags.outOfOrder
	if flags.target != "" {
		version, err := migrations.ParseVersion(flags.target)
		if err != nil {
			return o, problem("target", fmt.Sprintf("%q is no version: %v", flags.target, err), "write --target 42")
		}
		o.Policy.Target = version
	}
	return o, nil
}

func (a *app) apply(ctx context.Context, stdin io.Reader, flags applyFlags) error {
	t, err := a.target(flags.env)
	if err != nil {
		return err
	}
	options, err := t.options(flags)
	if err != nil {
		return err
	}
	work, err := await(ctx, a, "reading the history of "+t.name, func() (*apply.Work, error) {
		return apply.Prepare(ctx, opener{t.config}, t.folder, options)
	})
	if err != nil {
		return unreached(t.name, err)
	}
	view := applicationView(t, work)
	if err := a.showApplication(view, flags); err != nil {
		return err
	}
	for i := range work.Findings {
		placeIn(t.project, &work.Findings[i].Pos)
	}
	if work.Findings.HasErrors() {
		if flags.format.value == "json" && flags.dryRun {
			return exit(exitFailed)
		}
		return work.Findings
	}
	a.report(work.Findings)
	if flags.dryRun || work.Empty() && len(work.Callbacks) == 0 {
		return nil
	}
	if err := a.confirm(stdin, flags.yes, "run this on "+t.name); err != nil {
		return err
	}
	return a.runWork(ctx, t, work)
}

func (a *app) runWork(ctx context.Context, t target, work *apply.Work) error {
	start := time.Now()
	applied, err := work.Run(ctx, a.observer())
	if err != nil {
		return a.stopped(ctx, t, fmt.Sprintf("%d of %d changesets were applied", applied, len(work.Files)), err)
	}
	a.say("applied %d changesets to %s in %s\n", applied, t.name, ui.Took(time.Since(start)))
	return nil
}

// placeIn turns a path within the folder of changesets into the name that findings use.
func placeIn(p *project.Project, pos *diag.Position) {
	if pos.File != "" {
		pos.File = p.ChangesetName(pos.File)
	}
}

// stopped is the error of an apply that ended early: what stopped it, and where the cluster stands.
func (a *app) stopped(ctx context.Context, t target, done string, err error) error {
	var refused *apply.RefusedError
	if errors.As(err, &refused) {
		for i := range refused.Findings {
			placeIn(t.project, &refused.Findings[i].Pos)
		}
		return refused.Findings
	}
	d := problem("apply", err.Error(), done+"; redraft status shows where the cluster stands, redraft apply goes on")
	var failed *apply.StatementError
	if errors.As(err, &failed) {
		d.Summary, d.Pos = failed.Explain(), failed.Pos
		placeIn(t.project, &d.Pos)
	}
	if ctx.Err() != nil {
		d.Code, d.Summary = "interrupted", "interrupted: "+d.Summary
	}
	return d
}

func applicationView(t target, work *apply.Work) ui.Application {
	view := ui.Application{
		Environment: t.name, Database: t.config.String(), History: work.Table.String(), Creates: work.Creates,
		Callbacks: work.Callbacks, Findings: work.Findings,
	}
	if work.History != nil {
		view.Version = work.History.Version().String()
	}
	for _, f := range work.Files {
		view.Files = append(view.Files, ui.ApplicationFile{
			Script: f.Script.Name, Version: f.Info.Version().String(), Description: f.Info.Description(),
			Statements: len(f.Script.Statements), Transactional: f.Script.Transactional, OutOfOrder: f.OutOfOrder, Done: f.Done,
		})
	}
	return view
}

func (a *app) showApplication(view ui.Application, flags applyFlags) error {
	if flags.format.value == "json" {
		return view.WriteJSON(a.stdout)
	}
	return view.WriteText(a.stdout, a.style(a.stdout))
}

// confirm asks on a terminal. Where nobody can answer, only --yes goes on.
func (a *app) confirm(stdin io.Reader, yes bool, what string) error {
	if yes {
		return nil
	}
	if file, ok := stdin.(interface{ Fd() uintptr }); !ok || !isTerminal(file.Fd()) {
		return problem("not-confirmed", "nobody can be asked here: stdin is no terminal; nothing was run",
			"--yes goes on without asking, --dry-run only shows")
	}
	_, _ = fmt.Fprintf(a.stderr, "%s? [y/N] ", capital(what)) // a question that cannot be shown is answered with no
	answer, _ := bufio.NewReader(stdin).ReadString('\n')
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return nil
	}
	return problem("not-confirmed", "not confirmed; nothing was run", "")
}

// observer tells a person on stderr what an apply does.
func (a *app) observer() apply.Observer {
	style := a.style(a.stderr)
	return func(e apply.Event) {
		switch e.Kind {
		case apply.HistoryCreated:
			a.say("made the history table\n")
		case apply.LockWaiting:
			a.detail("waiting for the history's lock\n")
		case apply.StatementDone:
			a.say("%s\n", ui.StatementLine(style, e.Script, e.Statement, e.Of, e.Summary, e.Elapsed))
		case apply.StatementSkipped:
			a.detail("%s %d/%d ran before\n", e.Script, e.Statement, e.Of)
		case apply.ChangesetDone:
			a.say("%s applied in %s\n", e.Script, ui.Took(e.Elapsed))
		case apply.ChangesetRetrying:
			a.say("%s was rolled back by a conflict and begins anew in %s\n", e.Script, ui.Took(e.Elapsed))
		case apply.CallbackStarted:
			a.say("callback %s\n", e.Script)
		case apply.ChangesetStarted, apply.StatementStarted, apply.StatementFailed:
		}
	}
}
