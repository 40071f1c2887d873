package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/redraft/redraft/cmd/internal/project"
	"github.com/redraft/redraft/cmd/internal/ui"
	"github.com/redraft/redraft/migrations"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/plan"
)

const changesetLong = `Write the plan as the next Flyway changeset: one script for each transaction, and one for
each statement that cannot run in a transaction, with the .conf file that tells Flyway so.
Versions go on from the folder's newest in the folder's own style. NAME says what changes,
in a few words.

A plan with hazards that need consent is written only when they are allowed by name. All
files are written, or none; nothing is ever written over. What was written is read back
and must arrive at the absolute model.`

const changesetExample = `  redraft changeset "add segments to panelists"
  redraft changeset "drop old survey tables" --allow data-loss
  redraft changeset "add segments" --dry-run`

func newChangeset(a *app) *cobra.Command {
	var flags planFlags
	var dryRun bool
	cmd := &cobra.Command{
		Use:     "changeset NAME",
		Short:   "Write the plan as the next Flyway changeset",
		Long:    changesetLong,
		Example: changesetExample,
		Args:    oneArg("a name that says what changes", `"add segments to panelists"`),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.changeset(cmd.Context(), args[0], flags, dryRun)
		},
	}
	flags.add(cmd)
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "print the files instead of writing them")
	return cmd
}

func (a *app) changeset(ctx context.Context, name string, flags planFlags, dryRun bool) error {
	made, err := a.makePlan(ctx, flags)
	if err != nil {
		return err
	}
	a.report(made.view.Findings)
	view := made.view
	view.Findings = nil
	if view.Empty() {
		_, err := fmt.Fprintln(a.stdout, capital(view.Summary()))
		return err
	}
	missing := view.Unallowed(view.Allowed)
	if len(view.Refusals) > 0 || len(missing) > 0 {
		if err := view.WriteShort(a.stderr, a.style(a.stderr)); err != nil {
			return err
		}
		a.say("\n")
	}
	if len(view.Refusals) > 0 {
		return problem("refused-change", "there is no plan to write: a change is refused",
			"redraft plan says why and what to do instead")
	}
	if len(missing) > 0 {
		return withoutConsent(name, missing)
	}
	return a.writeChangeset(ctx, name, made, dryRun)
}

func withoutConsent(name string, missing []plan.HazardCode) diag.Diagnostic {
	return problem("consent-missing",
		"nothing was written: the plan holds hazards that need consent: "+joined(missing, ", "),
		fmt.Sprintf("redraft plan shows them; to go ahead: redraft changeset %q --allow %s", name, joined(missing, ",")))
}

func joined(codes []plan.HazardCode, separator string) string {
	words := make([]string, len(codes))
	for i, code := range codes {
		words[i] = string(code)
	}
	return strings.Join(words, separator)
}

func (a *app) writeChangeset(ctx context.Context, name string, made madePlan, dryRun bool) error {
	own, err := a.ownChangesets(ctx, made)
	if err != nil {
		return err
	}
	change := migrations.Changeset{Name: name, Parts: partsOf(made.view.Plan, name)}
	files, err := migrations.Files(own.Folder, change, time.Now())
	if err != nil {
		return err
	}
	if err := a.prove(own, made, files); err != nil {
		return err
	}
	if dryRun {
		return a.printFiles(files)
	}
	targets := a.project.ChangesetFiles(files)
	if err := project.WriteNew(ctx, targets); err != nil {
		return err
	}
	a.say("%s\nwrote:\n", capital(made.view.Summary()))
	for _, f := range targets {
		if _, err := fmt.Fprintln(a.stdout, a.project.Shown(a.project.Name(f.Path))); err != nil {
			return err
		}
	}
	a.say("next: read the files, run redraft check, commit them together with the absolute scripts\n")
	return nil
}

// ownChangesets returns the project's own changesets, whatever the plan starts from.
func (a *app) ownChangesets(ctx context.Context, made madePlan) (*project.Model, error) {
	if own := (project.Source{Kind: project.Changesets}); made.from.Source != own {
		return a.load(ctx, a.project, own)
	}
	return made.from, nil
}

// prove reads the files back: they must lead from the plan's model to the plan's end, and follow the folder's history.
func (a *app) prove(own *project.Model, made madePlan, files []migrations.File) error {
	db, findings := a.project.ReadBack(own.Folder.Config, made.from.Database, files)
	if findings.HasErrors() || db.Fingerprint() != made.view.To {
		return append(diag.List{problem("unproven-changeset",
			"the files that redraft would write do not arrive at the planned model; nothing was written",
			"this is a mistake in redraft; please report it with the plan")}, findings...)
	}
	if own == made.from {
		return a.proveAnew(own, made, files)
	}
	if _, findings = a.project.ReadBack(own.Folder.Config, own.Database, files); findings.HasErrors() {
		return append(diag.List{problem("foreign-changeset",
			"the plan does not follow what the changesets of the project arrive at; nothing was written",
			"plan from the changesets, which is the default of --from")}, findings...)
	}
	return nil
}

// proveAnew replays the whole history with the files in it: in a new database the repeatable scripts run after them, and may
// undo what they do.
func (a *app) proveAnew(own *project.Model, made madePlan, files []migrations.File) error {
	db, findings := a.project.ReplayWith(own, files)
	if !findings.HasErrors() && db.Fingerprint() == made.view.To {
		return nil
	}
	return append(diag.List{problem("repeatable-wins",
		"in a new database the repeatable scripts, which run last, would not leave what is planned; nothing was written",
		"make the change in the repeatable script: Flyway runs it again when it has changed")}, findings...)
}

func (a *app) printFiles(files []migrations.File) error {
	var b strings.Builder
	for i, f := range files {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString("== " + f.Path + "\n" + string(f.Content))
	}
	if _, err := io.WriteString(a.stdout, b.String()); err != nil {
		return err
	}
	a.say("nothing was written: --dry-run\n")
	return nil
}

// partsOf cuts a plan into the files of a changeset, each with what it does and why as its first comment.
func partsOf(p *plan.Plan, name string) []migrations.Part {
	parts := make([]migrations.Part, len(p.Groups))
	for i, g := range p.Groups {
		part := migrations.Part{Transactional: g.Transactional}
		title := capital(strings.TrimSpace(name)) + partNumber(i, len(p.Groups))
		part.Header = append(part.Header, title+", planned by redraft.")
		for _, n := range g.Steps {
			step := &p.Steps[n-1]
			part.Header = append(part.Header, headerLine(step))
			part.Statements = append(part.Statements, step.Statements...)
		}
		parts[i] = part
	}
	return parts
}

func partNumber(i, n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(" (%d of %d)", i+1, n)
}

func headerLine(s *plan.Step) string {
	line := fmt.Sprintf("%d. %s", s.Number, s.Title)
	if reason := ui.StepReason(s); reason != "" {
		line += ": " + reason
	}
	return line
}

// capital begins a sentence.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
