package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/redraft/redraft/cmd/internal/project"
)

const snapshotLong = `Write a model as one SQL script to stdout: every object with its comments, owner and
grants, what is needed first. The same model gives the same text, so that snapshots can
be kept, compared and used as a source (snapshot:FILE).`

const snapshotExample = `  redraft snapshot > warehouse.sql
  redraft snapshot --from changesets > before.sql
  redraft snapshot --env pro > pro.sql         # for CI that cannot reach the cluster
  redraft plan --from snapshot:before.sql`

func newSnapshot(a *app) *cobra.Command {
	var from, env string
	cmd := &cobra.Command{
		Use:     "snapshot",
		Short:   "Write a model as one SQL script",
		Long:    snapshotLong,
		Example: snapshotExample,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			m, err := a.loadOne(cmd.Context(), fromFlags(from, env))
			if err != nil {
				return err
			}
			db, findings := project.WithGuesses(m)
			if findings.HasErrors() {
				return findings
			}
			a.report(findings)
			_, err = fmt.Fprint(a.stdout, project.WriteSnapshot(db))
			return err
		},
	}
	cmd.Flags().StringVar(&from, "from", "absolute", "the `source` of the model")
	a.envFlag(cmd, &env, "the cluster of this environment, `NAME`; the same as --from env:NAME")
	cmd.MarkFlagsMutuallyExclusive("from", "env")
	completeSources(cmd, "from")
	return cmd
}
