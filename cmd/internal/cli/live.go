package cli

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/redraft/redraft/cmd/internal/project"
	"github.com/redraft/redraft/internal/cluster"
	"github.com/redraft/redraft/introspect"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

const codeEnvironment diag.Code = "environment"

// environment finds what redraft.yaml says about a cluster.
func environment(p *project.Project, name string) (project.Environment, error) {
	if e, ok := p.Config.Environments[name]; ok {
		return e, nil
	}
	known := slices.Sorted(maps.Keys(p.Config.Environments))
	otherwise := "redraft.yaml names no environments; add one below environments:"
	if len(known) > 0 {
		otherwise = "redraft.yaml has " + strings.Join(known, ", ")
	}
	return project.Environment{}, problem(codeEnvironment, fmt.Sprintf("there is no environment %q", name),
		suggest(name, known, otherwise))
}

// settings returns how to reach the cluster of an environment.
func (a *app) settings(p *project.Project, name string) (cluster.Config, error) {
	e, err := environment(p, name)
	if err != nil {
		return cluster.Config{}, err
	}
	config, err := cluster.Parse(e.Settings, a.env)
	if err != nil {
		return cluster.Config{}, problem(codeEnvironment, "environment "+name+": "+err.Error(),
			"docs/configuration.md lists the settings of an environment")
	}
	return config, nil
}

// in returns the project as it is for an environment: its placeholders win over the project's, and -p wins over both.
func (a *app) in(p *project.Project, name string) (*project.Project, error) {
	e, err := environment(p, name)
	if err != nil {
		return nil, err
	}
	return p.In(e, a.given), nil
}

// live reads the models of clusters for a project.
func (a *app) live(p *project.Project) func(context.Context, string) (*model.Database, diag.List) {
	return func(ctx context.Context, name string) (*model.Database, diag.List) {
		config, err := a.settings(p, name)
		if err != nil {
			return nil, asFindings(err)
		}
		conn, err := config.Open(ctx)
		if err != nil {
			return nil, asFindings(unreached(name, err))
		}
		defer func() { _ = conn.Close(ctx) }() // the model was read by then
		db, findings, err := introspected(ctx, p, name, conn)
		if err != nil {
			return nil, asFindings(unreached(name, err))
		}
		return db, findings
	}
}

// introspected reads what a connection's database holds, in one transaction that can change nothing.
func introspected(
	ctx context.Context, p *project.Project, environment string, conn *cluster.Conn,
) (db *model.Database, findings diag.List, err error) {
	options := introspect.Options{
		Schemas: p.Config.Environments[environment].Schemas, CaseSensitive: p.Config.CaseSensitive,
		HistoryTable: p.HistoryTable(), Analyzer: p.InterpretOptions().Analyzer,
	}
	err = conn.ReadOnly(ctx, func(c *cluster.Conn) error {
		db, findings, err = introspect.Read(ctx, c, options)
		return err
	})
	return db, findings, err
}

// unreached is the error of an environment that cannot be used.
func unreached(name string, err error) error {
	return problem(codeEnvironment, "environment "+name+": "+err.Error(), "")
}

// fromFlags lets --env NAME stand for a source env:NAME.
func fromFlags(from, env string) string {
	if env != "" {
		return "env:" + env
	}
	return from
}

// envFlag adds --env to a verb.
func (a *app) envFlag(cmd *cobra.Command, value *string, usage string) {
	cmd.Flags().StringVar(value, "env", "", usage)
	_ = cmd.RegisterFlagCompletionFunc("env", a.completeEnvironments)
}

// completeEnvironments offers the environments of redraft.yaml.
func (a *app) completeEnvironments(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	p, findings := project.Open(a.dir, a.config)
	if findings.HasErrors() {
		return nil, cobra.ShellCompDirectiveError
	}
	return slices.Sorted(maps.Keys(p.Config.Environments)), cobra.ShellCompDirectiveNoFileComp
}
