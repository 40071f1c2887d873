package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/redraft/redraft/apply"
	"github.com/redraft/redraft/cmd/internal/ui"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan"
)

// applyPlan runs a plan file on the cluster that it was made for.
func (a *app) applyPlan(ctx context.Context, stdin io.Reader, flags applyFlags) error {
	t, err := a.target(flags.env)
	if err != nil {
		return err
	}
	way, err := a.readPlan(flags.plan)
	if err != nil {
		return err
	}
	allowed, err := hazards(flags.allow)
	if err != nil {
		return err
	}
	allowed = append(allowed, t.project.Config.Allow...)
	view := ui.Plan{Plan: way, FromSource: "env:" + t.name, ToSource: flags.plan, Allowed: allowed}
	if err := view.WriteShort(a.stdout, a.style(a.stdout)); err != nil {
		return err
	}
	if way.Empty() || flags.dryRun {
		return nil
	}
	if missing := way.Unallowed(allowed); len(missing) > 0 {
		return withoutConsentToRun(missing)
	}
	if err := a.confirm(stdin, flags.yes, "run this on "+t.name); err != nil {
		return err
	}
	options, err := t.options(flags)
	if err != nil {
		return err
	}
	ran, err := apply.RunPlan(ctx, opener{t.config}, way, apply.PlanOptions{
		Settings: options.Settings, Config: t.folder.Config, Allow: allowed, Current: a.current(t),
	}, a.observer())
	if err != nil {
		return a.stopped(ctx, t, fmt.Sprintf("%d statements ran", ran), err)
	}
	a.say("ran %d statements on %s\n", ran, t.name)
	return nil
}

func withoutConsentToRun(missing []plan.HazardCode) error {
	d := withoutConsent("", missing)
	d.Summary = "nothing was run: the plan holds hazards that need consent: " + joined(missing, ", ")
	d.Hint = "to go ahead: --allow " + joined(missing, ",")
	return d
}

// current reads the model that the cluster has now.
func (a *app) current(t target) func(context.Context) (*model.Database, error) {
	return func(ctx context.Context) (*model.Database, error) {
		db, findings := a.live(t.project)(ctx, t.name)
		if findings.HasErrors() {
			return nil, findings
		}
		return db, nil
	}
}

// planFile is the part of a plan document that runs.
type planFile struct {
	Kind string `json:"kind"`
	plan.Plan
}

func (a *app) readPlan(name string) (*plan.Plan, error) {
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(a.dir, path)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, problem("plan-file", name+" cannot be read: "+reason(err), "check the path behind --plan")
	}
	var file planFile
	if err := json.Unmarshal(content, &file); err != nil || file.Kind != "plan" {
		return nil, problem("plan-file", name+" holds no plan", "write one with redraft plan --from env:NAME -o json")
	}
	if file.Version != plan.FormatVersion {
		return nil, problem("plan-file", fmt.Sprintf("%s is a plan of version %d, and this redraft runs version %d",
			name, file.Version, plan.FormatVersion), "make the plan again")
	}
	return &file.Plan, nil
}

// reason takes the path out of an error of the file system.
func reason(err error) string {
	var failed *os.PathError
	if errors.As(err, &failed) {
		return failed.Err.Error()
	}
	return err.Error()
}
