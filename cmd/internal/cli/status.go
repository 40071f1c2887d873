package cli

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/redraft/redraft/apply"
	"github.com/redraft/redraft/cmd/internal/project"
	"github.com/redraft/redraft/cmd/internal/ui"
	"github.com/redraft/redraft/migrations"
	"github.com/redraft/redraft/plan"
)

const statusLong = `Show which version each cluster has: the last changeset and when it ran, what is pending,
failed, missing in the folder, changed since it ran, or out of order. All environments
are asked at the same time; one that cannot be reached is a row that says so.

With --drift, each cluster is also read and compared with what its own changesets, the
applied ones, arrive at: what was changed by hand.`

const statusExample = `  redraft status
  redraft status --env qa --env pro --drift
  redraft status --exit-code -o json`

// statusFlags are the flags of status.
type statusFlags struct {
	envs     []string
	all      bool
	drift    bool
	exitCode bool
	timeout  time.Duration
	format   formatFlag
}

func newStatus(a *app) *cobra.Command {
	flags := statusFlags{format: formatFlag{choices: []string{"text", "json"}}}
	cmd := &cobra.Command{
		Use:     "status",
		Short:   "Show which version each cluster has",
		Long:    statusLong,
		Example: statusExample,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.failed(a.status(cmd.Context(), flags), flags.format.value)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringSliceVar(&flags.envs, "env", nil, "ask this environment, `NAME`; may be repeated")
	_ = cmd.RegisterFlagCompletionFunc("env", a.completeEnvironments)
	f.BoolVar(&flags.all, "all", false, "ask all environments; the default without --env")
	f.BoolVar(&flags.drift, "drift", false, "compare each cluster with what its changesets arrive at")
	f.BoolVar(&flags.exitCode, "exit-code", false, "exit with 2 when something is pending, wrong or drifted")
	f.DurationVar(&flags.timeout, "timeout", 30*time.Second, "how long to wait for a cluster, `time`")
	flags.format.add(cmd)
	cmd.MarkFlagsMutuallyExclusive("env", "all")
	return cmd
}

func (a *app) status(ctx context.Context, flags statusFlags) error {
	p, err := a.open()
	if err != nil {
		return err
	}
	names := flags.envs
	if len(names) == 0 {
		names = slices.Sorted(maps.Keys(p.Config.Environments))
	}
	if len(names) == 0 {
		return problem(codeEnvironment, "redraft.yaml names no environments", "add one below environments:")
	}
	for _, name := range names {
		if _, err := environment(p, name); err != nil {
			return err
		}
	}
	view := ui.Status{Environments: make([]ui.EnvironmentStatus, len(names))}
	_, err = await(ctx, a, "asking", func() (struct{}, error) {
		var wg sync.WaitGroup
		for i, name := range names {
			wg.Go(func() { view.Environments[i] = a.statusOf(ctx, p, name, flags) })
		}
		wg.Wait()
		return struct{}{}, nil
	})
	if err != nil {
		return err
	}
	return a.showStatus(view, flags)
}

func (a *app) showStatus(view ui.Status, flags statusFlags) error {
	write := func() error { return view.WriteText(a.stdout, a.style(a.stdout)) }
	if flags.format.value == "json" {
		write = func() error { return view.WriteJSON(a.stdout) }
	}
	if err := write(); err != nil {
		return err
	}
	behind := false
	for _, e := range view.Environments {
		if e.Error != "" || e.DriftError != "" {
			return exit(exitFailed)
		}
		behind = behind || e.Behind()
	}
	if flags.exitCode && behind {
		return exit(exitChanges)
	}
	return nil
}

// statusOf asks one cluster. Whatever goes wrong becomes part of the answer.
func (a *app) statusOf(ctx context.Context, p *project.Project, name string, flags statusFlags) ui.EnvironmentStatus {
	ctx, cancel := context.WithTimeout(ctx, flags.timeout)
	defer cancel()
	e := ui.EnvironmentStatus{Name: name}
	t, _, err := a.targetIn(p, name)
	if err != nil {
		e.Error = asFindings(err).Error()
		return e
	}
	options, err := t.options(applyFlags{})
	if err != nil {
		e.Error = err.Error()
		return e
	}
	options.SkipValidation = true
	options.LockTimeout = flags.timeout / 2
	work, err := apply.Prepare(ctx, opener{t.config}, t.folder, options)
	var locked *apply.LockError
	switch {
	case errors.As(err, &locked):
		e.Running = true // whoever holds the history's lock decides what will be in it
		return e
	case err != nil:
		e.Error = err.Error()
		return e
	case work.History == nil:
		e.Error = work.Findings.Error()
		return e
	}
	describe(&e, work)
	if flags.drift {
		a.drift(ctx, &e, t, work.History)
	}
	return e
}

// describe sorts what the history says into the lists of a status.
func describe(e *ui.EnvironmentStatus, work *apply.Work) {
	h := work.History
	e.Version = h.Version().String()
	for _, info := range h.All() {
		if row := info.Row; row != nil && row.Success && !row.IsSynthetic() {
			e.Last, e.LastOn = row.Script, row.InstalledOn
		}
		switch info.State {
		case migrations.MissingSuccess, migrations.FutureSuccess:
			e.Missing = append(e.Missing, info.Script())
		case migrations.OutOfOrder, migrations.Ignored:
			e.OutOfOrder = append(e.OutOfOrder, info.Script())
		case migrations.Pending:
			e.Pending = append(e.Pending, info.Script())
		default:
			if info.State.IsFailed() {
				e.Failed = append(e.Failed, info.Script())
			}
		}
	}
	for _, info := range h.Changed() {
		e.Changed = append(e.Changed, info.Script())
	}
	for _, f := range work.Files {
		if f.Done > 0 || f.InDoubt {
			e.Interrupted = append(e.Interrupted, f.Script.Name)
		}
	}
}

// drift compares a cluster with what its applied changesets arrive at.
func (a *app) drift(ctx context.Context, e *ui.EnvironmentStatus, t target, h *migrations.History) {
	recorded, findings := t.project.ReplayApplied(t.folder, h)
	if findings.HasErrors() {
		e.DriftError = findings.Error()
		return
	}
	live, findings := a.live(t.project)(ctx, t.name)
	if live == nil {
		e.DriftError = findings.Error()
		return
	}
	for _, f := range findings {
		e.Unseen = append(e.Unseen, f.Summary)
	}
	options := t.project.PlanOptions()
	options.KeepUnmanaged = true
	way, err := plan.Make(live, recorded, options)
	if err != nil {
		e.DriftError = err.Error()
		return
	}
	e.Drift = way
}
