package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/redraft/redraft/model/diag"
)

const rootLong = `redraft is data model as code for Amazon Redshift.

You write what the warehouse should look like: absolute DDL scripts, one object a
file. redraft works out how to get there from the changesets that exist, proves it in
memory, explains it, and writes it as the next Flyway changeset. None of that needs a
database. On clusters it applies changesets beside Flyway, and tells which version and
what drift each one has.`

const rootExample = `  redraft init                     # a new project in this folder
  redraft plan                     # what would the next changeset do, and why
  redraft changeset add_segments   # write it
  redraft check                    # is everything right? for CI
  redraft deps core.answer         # what depends on this table
  redraft status                   # which version has each cluster
  redraft apply --env qa           # run the pending changesets
  redraft validate --env sandbox   # build it all in an empty database`

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:               "redraft",
		Short:             "Data model as code for Amazon Redshift",
		Long:              rootLong,
		Example:           rootExample,
		Version:           version(),
		SilenceErrors:     true,
		SilenceUsage:      true,
		DisableAutoGenTag: true,
		Args:              knownVerb,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetVersionTemplate("redraft {{.Version}}\n")
	root.SetFlagErrorFunc(flagProblem)
	root.SetUsageTemplate(strings.TrimRight(root.UsageTemplate(), "\n") + "\n\n" + exitHelp)
	globalFlags(root, a)
	root.AddCommand(newInit(a), newPlan(a), newChangeset(a), newCheck(a), newDeps(a), newSnapshot(a),
		newApply(a), newStatus(a), newValidate(a), newRepair(a), newSandbox(a), newVersion(a))
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	return root
}

func globalFlags(root *cobra.Command, a *app) {
	f := root.PersistentFlags()
	f.SortFlags = false
	f.StringVarP(&a.dir, "chdir", "C", ".", "work as if started in `DIR`")
	f.StringVar(&a.config, "config", "", "read this `FILE` instead of the nearest redraft.yaml upward")
	f.StringArrayVarP(&a.placeholders, "placeholder", "p", nil, "set a placeholder, `name=value`; may be repeated")
	whens := []string{"auto", "always", "never"}
	f.Var(&choiceFlag{&a.color, "auto", whens}, "color", "colours: `when` is auto, always or never")
	f.BoolVar(&a.noColor, "no-color", false, "the same as --color never")
	f.BoolVarP(&a.quiet, "quiet", "q", false, "say nothing on stderr but errors")
	f.BoolVarP(&a.verbose, "verbose", "v", false, "say more on stderr")
	a.color = "auto"
	_ = root.MarkPersistentFlagDirname("chdir")
	_ = root.MarkPersistentFlagFilename("config", "yaml", "yml")
	_ = root.RegisterFlagCompletionFunc("color", cobra.FixedCompletions(whens, cobra.ShellCompDirectiveNoFileComp))
}

// knownVerb refuses a verb that does not exist and names its neighbours.
func knownVerb(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var verbs []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			verbs = append(verbs, c.Name())
		}
	}
	return problem("unknown-command", fmt.Sprintf("redraft has no command %q", args[0]),
		suggest(args[0], verbs, "redraft help lists the commands"))
}

// suggest makes a hint of the nearest words, or of what to do when none is near.
func suggest(word string, words []string, otherwise string) string {
	if near := diag.Nearest(word, words); len(near) > 0 {
		return "did you mean " + strings.Join(near, " or ") + "?"
	}
	return otherwise
}

// flagProblem turns what the flag library says into a finding with a way out.
func flagProblem(cmd *cobra.Command, err error) error {
	help := "see " + cmd.CommandPath() + " --help"
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return problem("flag", err.Error(), help)
	}
	var flags []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { flags = append(flags, "--"+f.Name) })
	name := "--" + unknown.GetSpecifiedName()
	if unknown.GetSpecifiedShortnames() != "" {
		name = "-" + unknown.GetSpecifiedName()
	}
	return problem("unknown-flag", fmt.Sprintf("%s has no flag %s", cmd.CommandPath(), name), suggest(name, flags, help))
}

// noArgs refuses arguments of a verb that takes none.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return problem("arguments", fmt.Sprintf("%s takes no arguments, but %q was given", cmd.CommandPath(), args[0]),
		"see "+cmd.CommandPath()+" --help")
}

// oneArg wants exactly one argument.
func oneArg(what, example string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 {
			return nil
		}
		summary := fmt.Sprintf("%s needs %s", cmd.CommandPath(), what)
		if len(args) > 1 {
			summary = fmt.Sprintf("%s takes one argument, but %d were given", cmd.CommandPath(), len(args))
		}
		return problem("arguments", summary, "write it so: "+cmd.CommandPath()+" "+example)
	}
}

// upToOneArg refuses a second argument.
func upToOneArg(cmd *cobra.Command, args []string) error {
	if len(args) <= 1 {
		return nil
	}
	return problem("arguments", fmt.Sprintf("%s takes one argument, but %d were given", cmd.CommandPath(), len(args)),
		"see "+cmd.CommandPath()+" --help")
}

// choiceFlag is a flag that takes one of a few words.
type choiceFlag struct {
	value   *string
	unset   string
	choices []string
}

// String returns the word that holds.
func (c *choiceFlag) String() string {
	if c.value == nil {
		return ""
	}
	if *c.value == "" {
		*c.value = c.unset
	}
	return *c.value
}

// Set takes a word if it is one of the choices.
func (c *choiceFlag) Set(word string) error {
	for _, known := range c.choices {
		if word == known {
			*c.value = word
			return nil
		}
	}
	return fmt.Errorf("%s", suggest(word, c.choices, "write one of "+strings.Join(c.choices, ", ")))
}

// Type names the value in help texts.
func (c *choiceFlag) Type() string { return "word" }
