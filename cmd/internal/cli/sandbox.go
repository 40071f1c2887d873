package cli

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/spf13/cobra"

	"github.com/redraft/redraft/internal/cluster"
	"github.com/redraft/redraft/internal/sandbox"
	"github.com/redraft/redraft/plan/ddl"
)

const sandboxLong = `Start a local stand-in for Redshift and print its URL: a real PostgreSQL behind a proxy
that speaks Redshift's DDL, has Redshift's catalogs, and refuses what Redshift refuses.
It is for tests, CI and trying things out; docs/sandbox.md says where it differs.

It runs until it is interrupted. Without --data nothing of it is kept. PostgreSQL 14 to
17 is found on the machine or downloaded once.`

const sandboxExample = `  redraft sandbox
  redraft sandbox --port 5439 --data ./sandbox-data
  redraft sandbox > url.txt &             # for a script: the URL is the first line`

func newSandbox(a *app) *cobra.Command {
	var options sandbox.Options
	database := sandbox.Database
	cmd := &cobra.Command{
		Use:     "sandbox",
		Short:   "Start a local stand-in for Redshift",
		Long:    sandboxLong,
		Example: sandboxExample,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.sandbox(cmd.Context(), options, database)
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&options.Data, "data", "", "keep the data in `DIR` between runs")
	cmd.Flags().StringVar(&database, "database", database, "make this database and print its URL, `NAME`")
	cmd.Flags().IntVar(&options.Port, "port", 0, "listen on this `port` of 127.0.0.1; 0 takes a free one")
	cmd.Flags().BoolVar(&options.TLS, "tls", false, "offer TLS, with a certificate made for this run")
	_ = cmd.MarkFlagDirname("data")
	return cmd
}

// sandbox runs until the context ends, which is how it is meant to end.
func (a *app) sandbox(ctx context.Context, options sandbox.Options, database string) error {
	if a.verbose {
		options.Log = a.stderr
	}
	s, err := sandbox.Start(context.WithoutCancel(ctx), options)
	if err != nil {
		return problem("sandbox", "the sandbox cannot be started: "+err.Error(), "")
	}
	url, err := withDatabase(ctx, s.URL(), database)
	if err == nil {
		_, err = fmt.Fprintln(a.stdout, url)
	}
	if err != nil {
		return errors.Join(err, s.Close())
	}
	a.say("the sandbox runs until Ctrl-C\n")
	<-ctx.Done()
	return s.Close()
}

// withDatabase makes a database, unless it is there from an earlier run, and returns its URL.
func withDatabase(ctx context.Context, address, database string) (string, error) {
	config, err := cluster.Parse(map[string]string{"url": address}, func(string) string { return "" })
	if err != nil || database == config.Database() {
		return address, err
	}
	conn, err := config.Open(ctx)
	if err != nil {
		return "", err
	}
	err = conn.Exec(ctx, "CREATE DATABASE "+ddl.Quote(database))
	var answer *cluster.Error
	if errors.As(err, &answer) && answer.SQLState() == duplicateDatabase {
		err = nil
	}
	made, parseErr := url.Parse(address)
	if err = errors.Join(err, parseErr, conn.Close(ctx)); err != nil {
		return "", err
	}
	made.Path = "/" + database
	return made.String(), nil
}

// duplicateDatabase is PostgreSQL's code for a database that exists.
const duplicateDatabase = "42P04"
