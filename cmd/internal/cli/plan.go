package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/redraft/redraft/cmd/internal/project"
	"github.com/redraft/redraft/cmd/internal/ui"
	"github.com/redraft/redraft/plan"
)

const planLong = `Show what it takes to get from one model to another: the objects that change and how,
the hazards, the steps in order with their reasons, the difference of each object, and
the SQL. Every plan is proven before it is shown: its SQL, replayed in memory on the
from-model, must arrive at the to-model.

A source is one of
  absolute[:DIR]      absolute scripts; the default of --to
  changesets[:DIR]    what the Flyway changesets arrive at; the default of --from
  env:NAME            what the cluster of an environment of redraft.yaml holds now
  snapshot:FILE       a file written by redraft snapshot
  git:REV             the absolute scripts of a commit, branch or tag
  git:REV:SOURCE      any of the sources above in that commit; a folder is one of
                      absolute scripts

Hazards that lose something need consent by name. A plan that holds one without consent
is shown, but not written by redraft changeset.`

const planExample = `  redraft plan
  redraft plan --from git:main --to absolute
  redraft plan --from env:qa                   # the way to deploy
  redraft plan --from env:qa --to env:pro      # what differs between the clusters
  redraft plan --from git:v1.4:changesets --to changesets
  redraft plan -o markdown > plan.md
  redraft plan --exit-code --quiet -o json`

// planFlags are the flags of the verbs that make a plan.
type planFlags struct {
	from, to string
	allow    []string
}

func (f *planFlags) add(cmd *cobra.Command) {
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&f.from, "from", "changesets", "the `source` of the model to start from")
	cmd.Flags().StringVar(&f.to, "to", "absolute", "the `source` of the model to arrive at")
	cmd.Flags().StringSliceVar(&f.allow, "allow", nil, "consent to these hazards, `code,…`")
	completeSources(cmd, "from", "to")
	completeHazards(cmd)
}

func newPlan(a *app) *cobra.Command {
	var flags planFlags
	format := formatFlag{value: "text", choices: []string{"text", "json", "sql", "markdown"}}
	var explain, exitCode bool
	cmd := &cobra.Command{
		Use:     "plan",
		Short:   "Show what it takes to get from one model to another",
		Long:    planLong,
		Example: planExample,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			made, err := a.makePlan(cmd.Context(), flags)
			if err != nil {
				return a.failed(err, format.value)
			}
			made.view.Explain = explain
			return a.showPlan(made.view, format.value, exitCode)
		},
	}
	flags.add(cmd)
	format.add(cmd)
	cmd.Flags().BoolVar(&explain, "explain", false, "show by which rule each step stands where it does")
	cmd.Flags().BoolVar(&exitCode, "exit-code", false, "exit with 2 when there are changes")
	return cmd
}

// madePlan is a plan with the models it lies between.
type madePlan struct {
	view     ui.Plan
	from, to *project.Model
}

// makePlan reads both sources and makes the plan. The error is a diag.List when the sources are wrong.
func (a *app) makePlan(ctx context.Context, flags planFlags) (madePlan, error) {
	p, err := a.open()
	if err != nil {
		return madePlan{}, err
	}
	from, err := project.ParseSource(flags.from)
	if err != nil {
		return madePlan{}, err
	}
	to, err := project.ParseSource(flags.to)
	if err != nil {
		return madePlan{}, err
	}
	allowed, err := hazards(flags.allow)
	if err != nil {
		return madePlan{}, err
	}
	allowed = append(allowed, p.Config.Allow...)
	looks := p.HasETL()
	if looks {
		p.KeepTrees()
	}
	return await(ctx, a, "planning", func() (madePlan, error) {
		made, err := planBetween(ctx, p, from, to, allowed)
		if err == nil && looks && !made.view.Empty() {
			made.view.Impact = impactOf(p, made.from, made.to)
		}
		return made, err
	})
}

func planBetween(
	ctx context.Context, p *project.Project, from, to project.Source, allowed []plan.HazardCode,
) (madePlan, error) {
	a, b, findings, more := p.LoadBoth(ctx, from, to)
	made := madePlan{from: a, to: b}
	findings = append(findings, more...).Sort()
	if findings.HasErrors() {
		return made, findings
	}
	if scope := append(p.Scope(from), p.Scope(to)...); len(scope) > 0 {
		a.Database, b.Database = project.Within(a.Database, scope), project.Within(b.Database, scope)
	}
	result, err := plan.Make(made.from.Database, made.to.Database, planOptions(p, made.from, made.to))
	if err != nil {
		return made, unproven(err)
	}
	made.view = ui.Plan{
		Plan: result, FromSource: from.String(), ToSource: to.String(), Findings: findings, Allowed: allowed,
	}
	return made, nil
}

// impactOf tells what the change does to views and ETL scripts.
func impactOf(p *project.Project, from, to *project.Model) *ui.Impact {
	view := &ui.Impact{Since: from.Source.String()}
	view.Broken, view.Touched = p.Impact(from, to)
	return view
}

func planOptions(p *project.Project, from, to *project.Model) plan.Options {
	o := p.PlanOptions()
	o.Renames, o.Places, o.Repeatable = to.Renames, to.Origins, from.Repeatable()
	o.KeepUnmanaged = holdsMore(from.Source) && !holdsMore(to.Source)
	o.ToUnmanaged = holdsMore(to.Source) && !holdsMore(from.Source)
	return o
}

// holdsMore reports whether a source may hold what no script manages: privileges that somebody granted by hand.
func holdsMore(s project.Source) bool { return s.Kind == project.Env || s.Kind == project.Snapshot }

// unproven says that a plan failed for a reason that no person is to blame for.
func unproven(err error) error {
	return problem("unproven-plan", "redraft cannot prove its own plan and shows none: "+err.Error(),
		"this is a mistake in redraft; please report it with the two versions of the script")
}

// hazards reads the codes of --allow.
func hazards(words []string) ([]plan.HazardCode, error) {
	var codes []plan.HazardCode
	for _, word := range words {
		code, ok := plan.ParseHazard(strings.TrimSpace(word))
		if !ok {
			return nil, problem("unknown-hazard", fmt.Sprintf("%q is no hazard", word),
				suggest(word, hazardNames(), "write one of "+strings.Join(hazardNames(), ", ")))
		}
		codes = append(codes, code)
	}
	return codes, nil
}

// hazardNames are the hazards that need consent.
func hazardNames() []string {
	var names []string
	for _, h := range plan.Hazards {
		if h.Consent {
			names = append(names, string(h.Code))
		}
	}
	return names
}

// showPlan writes the plan to stdout. Refusals are a failure: there is no way to the model.
func (a *app) showPlan(view ui.Plan, format string, exitCode bool) error {
	write := map[string]func() error{
		"text":     func() error { return view.WriteText(a.stdout, a.style(a.stdout)) },
		"json":     func() error { return view.WriteJSON(a.stdout) },
		"sql":      func() error { return view.WriteSQL(a.stdout) },
		"markdown": func() error { return view.WriteMarkdown(a.stdout) },
	}[format]
	if err := write(); err != nil {
		return err
	}
	if format == "sql" {
		a.report(view.Findings)
	}
	if len(view.Refusals) > 0 {
		return exit(exitFailed)
	}
	if exitCode && !view.Empty() {
		return exit(exitChanges)
	}
	return nil
}
