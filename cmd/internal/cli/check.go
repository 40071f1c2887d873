package cli

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/redraft/redraft/cmd/internal/project"
	"github.com/redraft/redraft/cmd/internal/ui"
	"github.com/redraft/redraft/lint"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/plan"
)

const checkLong = `Check everything that needs no database:

  - the absolute scripts parse, and every name in them resolves
  - the changesets have names, versions and side-cars that Flyway reads as meant,
    and replay without an error
  - the changesets arrive at the absolute model; where they do not, the difference is
    shown in short
  - the queries of views, the bodies of routines and the ETL scripts resolve: the tables,
    columns and routines that they name exist, no column is ambiguous, and what is united
    or inserted has the right number of columns
  - the lint rules hold (severities are set in redraft.yaml; a comment
    "-- redraft: ignore CODE: reason" silences one place)

Lint rules about changesets look at those that the revision of --base does not hold:
Flyway wants what was applied to stay as it is.

With --since, the absolute model is also compared with that of another source: which ETL
statements and views does the change break, and which does it merely touch, by column.`

const checkExample = `  redraft check
  redraft check --warnings-as-errors
  redraft check --base origin/main
  redraft check --since git:origin/main
  redraft check -o sarif > redraft.sarif`

// checkFlags are the flags of check.
type checkFlags struct {
	format   formatFlag
	base     string
	since    string
	warnings bool
}

func newCheck(a *app) *cobra.Command {
	flags := checkFlags{format: formatFlag{choices: []string{"text", "json", "sarif"}}}
	cmd := &cobra.Command{
		Use:     "check",
		Short:   "Check scripts, changesets and ETL queries without a database",
		Long:    checkLong,
		Example: checkExample,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.failed(a.check(cmd.Context(), flags), flags.format.value)
		},
	}
	cmd.Flags().SortFlags = false
	flags.format.add(cmd)
	cmd.Flags().BoolVar(&flags.warnings, "warnings-as-errors", false, "fail on warnings too")
	cmd.Flags().StringVar(&flags.base, "base", "HEAD", "lint the changesets that git `REV` does not hold")
	cmd.Flags().StringVar(&flags.since, "since", "", "list the queries that the change since this `source` breaks and touches")
	completeSources(cmd, "since")
	return cmd
}

func (a *app) check(ctx context.Context, flags checkFlags) error {
	start := time.Now()
	p, err := a.open()
	if err != nil {
		return err
	}
	p.KeepTrees()
	c := &checker{ctx: ctx, project: p, base: flags.base}
	if flags.since != "" {
		since, err := project.ParseSource(flags.since)
		if err != nil {
			return err
		}
		c.since = &since
	}
	view, err := await(ctx, a, "checking", c.run)
	if err != nil {
		return err
	}
	if err := a.showCheck(view, flags); err != nil {
		return err
	}
	if flags.format.value == "text" {
		a.say("in %d ms\n", time.Since(start).Milliseconds())
	}
	if view.Failed(flags.warnings) {
		return exit(exitFailed)
	}
	return nil
}

func (a *app) showCheck(view ui.Check, flags checkFlags) error {
	switch flags.format.value {
	case "json":
		return view.WriteJSON(a.stdout, flags.warnings)
	case "sarif":
		return ui.WriteSARIF(a.stdout, view.Findings, version(), ruleText)
	}
	return view.WriteText(a.stdout, a.style(a.stdout))
}

// checker gathers what check finds.
type checker struct {
	ctx     context.Context
	project *project.Project
	base    string
	since   *project.Source // nil when nobody asked what the change does to queries
	view    ui.Check
}

func (c *checker) run() (ui.Check, error) {
	absolute, changesets, findings, more := c.project.LoadBoth(c.ctx,
		project.Source{Kind: project.Absolute}, project.Source{Kind: project.Changesets})
	broken := findings.HasErrors()
	c.add(findings)
	c.add(more)
	if absolute != nil {
		c.view.Scripts = len(absolute.Files)
	}
	if changesets != nil {
		c.view.Changesets = len(changesets.Folder.Migrations)
	}
	if absolute != nil && changesets != nil && !broken && !more.HasErrors() {
		if err := c.compare(changesets, absolute); err != nil {
			return c.view, err
		}
	}
	db := &model.Database{}
	if absolute != nil {
		db = absolute.Database
	}
	c.view.ETL, findings = c.project.CheckETL(db)
	if absolute != nil && !broken {
		c.add(findings)
		c.add(c.project.CheckQueries(absolute))
		if err := c.lint(absolute, changesets); err != nil {
			return c.view, err
		}
		c.impact(absolute)
	}
	c.view.Findings = c.view.Findings.Sort()
	return c.view, c.ctx.Err()
}

// impact tells what the change since another state does to queries.
func (c *checker) impact(absolute *project.Model) {
	if c.since == nil {
		return
	}
	before, findings := c.project.Load(c.ctx, *c.since)
	if before == nil {
		c.add(findings)
		return
	}
	c.view.Impact = impactOf(c.project, before, absolute)
}

func (c *checker) add(findings diag.List) { c.view.Findings = append(c.view.Findings, findings...) }

// compare demands that the changesets arrive at the absolute model.
func (c *checker) compare(changesets, absolute *project.Model) error {
	result, err := plan.Make(changesets.Database, absolute.Database, planOptions(c.project, changesets, absolute))
	if err != nil {
		return unproven(err)
	}
	if result.Empty() {
		return nil
	}
	c.view.Difference = &ui.Plan{
		Plan: result, FromSource: changesets.Source.String(), ToSource: absolute.Source.String(),
		Allowed: c.project.Config.Allow,
	}
	c.add(diag.List{problem("changesets-differ",
		"the changesets do not arrive at the absolute scripts: "+c.view.Difference.Summary(),
		"redraft plan shows the way; redraft changeset NAME writes it")})
	return nil
}

func (c *checker) lint(absolute, changesets *project.Model) error {
	var fresh []*ast.File
	if changesets != nil {
		var err error
		if fresh, err = c.fresh(changesets); err != nil {
			return err
		}
	}
	c.add(lint.Run(lint.Input{
		Scripts: absolute.Files, Database: absolute.Database, Changesets: fresh, Places: absolute.Origins,
	}, lint.Options{Severity: c.project.Config.Lint}))
	return nil
}

// fresh returns the changesets that can still be changed. Without git nobody can tell, and only a base that was asked
// for is worth an error.
func (c *checker) fresh(changesets *project.Model) ([]*ast.File, error) {
	files, err := c.project.NewChangesets(c.ctx, changesets, c.base)
	var d diag.Diagnostic
	if errors.As(err, &d) && c.base == "HEAD" {
		return nil, nil
	}
	return files, err
}
