package cli

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/redraft/redraft/apply"
	"github.com/redraft/redraft/migrations"
)

const repairLong = `Bring the history of a cluster into line with the folder of changesets, as Flyway's repair
does: failed rows go, rows whose file is gone are marked as deleted, and checksums,
descriptions and types become those of the files. What will be done is shown first and
has to be confirmed.

  --baseline VERSION     make the history of a database that was there before it:
                         nothing up to that version runs
  --statement-ran SCRIPT:N
  --statement-did-not-run SCRIPT:N
                         say what became of a statement that was running, outside of a
                         transaction, when an apply was cut off; apply names the
                         statement and goes on from there`

const repairExample = `  redraft repair --env qa
  redraft repair --env pro --baseline 1
  redraft repair --env qa --statement-ran V12__longer_texts.sql:1`

// repairFlags are the flags of repair.
type repairFlags struct {
	applyFlags
	baseline, ran, didNot string
}

func newRepair(a *app) *cobra.Command {
	var flags repairFlags
	cmd := &cobra.Command{
		Use:     "repair",
		Short:   "Bring a cluster's history into line with the changesets",
		Long:    repairLong,
		Example: repairExample,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.repair(cmd.Context(), cmd.InOrStdin(), flags)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	a.envFlag(cmd, &flags.env, "the cluster of this environment, `NAME`")
	_ = cmd.MarkFlagRequired("env")
	f.StringVar(&flags.baseline, "baseline", "", "take the database to have this `VERSION`")
	f.StringVar(&flags.ran, "statement-ran", "", "the statement took effect, `SCRIPT:N`")
	f.StringVar(&flags.didNot, "statement-did-not-run", "", "the statement took no effect, `SCRIPT:N`")
	f.BoolVar(&flags.dryRun, "dry-run", false, "show what would be done, and do nothing")
	f.BoolVarP(&flags.yes, "yes", "y", false, "do not ask")
	cmd.MarkFlagsMutuallyExclusive("baseline", "statement-ran", "statement-did-not-run")
	return cmd
}

func (a *app) repair(ctx context.Context, stdin io.Reader, flags repairFlags) error {
	t, err := a.target(flags.env)
	if err != nil {
		return err
	}
	options, err := t.options(flags.applyFlags)
	if err != nil {
		return err
	}
	switch {
	case flags.baseline != "":
		err = a.setBaseline(ctx, t, flags.baseline, options)
	case flags.ran != "":
		err = decide(ctx, t, flags.ran, true, options)
	case flags.didNot != "":
		err = decide(ctx, t, flags.didNot, false, options)
	default:
		return a.repairHistory(ctx, stdin, t, flags, options)
	}
	return err
}

func (a *app) setBaseline(ctx context.Context, t target, text string, options apply.Options) error {
	version, err := migrations.ParseVersion(text)
	if err != nil {
		return problem("baseline", fmt.Sprintf("%q is no version: %v", text, err), "write --baseline 1")
	}
	if err := apply.Baseline(ctx, opener{t.config}, t.folder.Config, version, options.Settings); err != nil {
		return unreached(t.name, err)
	}
	a.say("%s has version %s: changesets above it are pending\n", t.name, version)
	return nil
}

// decide writes down what a person found out about a statement.
func decide(ctx context.Context, t target, text string, ran bool, options apply.Options) error {
	at := strings.LastIndexByte(text, ':')
	n, err := strconv.Atoi(text[at+1:])
	if at <= 0 || err != nil || n < 1 {
		return problem("statement", fmt.Sprintf("%q names no statement", text), "write it as apply does: SCRIPT:N, with N from 1")
	}
	if err := apply.Decide(ctx, opener{t.config}, t.folder.Config, text[:at], n, ran, options.Settings); err != nil {
		return unreached(t.name, err)
	}
	return nil
}

func (a *app) repairHistory(ctx context.Context, stdin io.Reader, t target, flags repairFlags, options apply.Options) error {
	fixes, err := apply.Fixes(ctx, opener{t.config}, t.folder, options)
	if err != nil {
		return unreached(t.name, err)
	}
	if len(fixes) == 0 {
		_, err := fmt.Fprintln(a.stdout, "Nothing to repair")
		return err
	}
	for _, f := range fixes {
		if _, err := fmt.Fprintln(a.stdout, fixLine(f)); err != nil {
			return err
		}
	}
	if flags.dryRun {
		return nil
	}
	if err := a.confirm(stdin, flags.yes, "do this on "+t.name); err != nil {
		return err
	}
	if _, err := apply.Repair(ctx, opener{t.config}, t.folder, options); err != nil {
		return unreached(t.name, err)
	}
	a.say("repaired the history of %s\n", t.name)
	return nil
}

func fixLine(f migrations.Fix) string {
	switch f.Kind {
	case migrations.RemoveFailed:
		return "- " + f.Row.Script + ": its failed row goes"
	case migrations.MarkDeleted:
		return "± " + f.Row.Script + ": marked as deleted, for the folder does not hold it"
	}
	return "~ " + f.Row.Script + ": description, type and checksum become the file's"
}
