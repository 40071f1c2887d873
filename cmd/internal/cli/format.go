package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/redraft/redraft/cmd/internal/ui"
	"github.com/redraft/redraft/plan"
)

// formatFlag is -o: the first choice is the default.
type formatFlag struct {
	value   string
	choices []string
}

func (f *formatFlag) add(cmd *cobra.Command) {
	choice := &choiceFlag{&f.value, f.choices[0], f.choices}
	cmd.Flags().VarP(choice, "output", "o", "the `format`: "+joinOr(f.choices))
	_ = cmd.RegisterFlagCompletionFunc("output", cobra.FixedCompletions(f.choices, cobra.ShellCompDirectiveNoFileComp))
}

func joinOr(words []string) string {
	text := words[0]
	for i, word := range words[1:] {
		if i == len(words)-2 {
			text += " or " + word
		} else {
			text += ", " + word
		}
	}
	return text
}

// failed shows an error in the format that was asked for: a program that reads JSON gets JSON.
func (a *app) failed(err error, format string) error {
	var code exit
	if err == nil || format != "json" || errors.As(err, &code) || errors.Is(err, context.Canceled) {
		return err
	}
	if err := ui.WriteFindingsJSON(a.stdout, asFindings(err)); err != nil {
		return err
	}
	return exit(exitFailed)
}

// completeSources offers sources for flags.
func completeSources(cmd *cobra.Command, flags ...string) {
	sources := []string{
		"absolute\tthe absolute scripts", "changesets\twhat the changesets arrive at",
		"env:\tthe cluster of an environment", "snapshot:\ta file written by redraft snapshot", "git:\ta commit, branch or tag",
	}
	for _, flag := range flags {
		_ = cmd.RegisterFlagCompletionFunc(flag,
			cobra.FixedCompletions(sources, cobra.ShellCompDirectiveNoFileComp|cobra.ShellCompDirectiveNoSpace))
	}
}

// completeHazards offers the hazards that need consent.
func completeHazards(cmd *cobra.Command) {
	var codes []string
	for _, h := range plan.Hazards {
		if h.Consent {
			codes = append(codes, string(h.Code)+"\t"+h.Title)
		}
	}
	_ = cmd.RegisterFlagCompletionFunc("allow", cobra.FixedCompletions(codes, cobra.ShellCompDirectiveNoFileComp))
}
