package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/redraft/redraft/cmd/internal/project"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/interpret"
)

const initLong = `Make a project in DIR, or in the working directory: redraft.yaml and the folders absolute,
incremental and etl. What exists is left alone.

With --from, the absolute scripts are written too, one object a file, from a model that is
there already: usually the Flyway changesets of a repository that adopts redraft. Then
redraft check is clean and redraft plan has nothing to do. No script that exists is
written over.`

const initExample = `  redraft init
  redraft init warehouse
  redraft init --from changesets:db/migrations
  redraft init --from snapshot:warehouse.sql`

func newInit(a *app) *cobra.Command {
	var from string
	cmd := &cobra.Command{
		Use:     "init [DIR]",
		Short:   "Make a new project, or adopt an existing one",
		Long:    initLong,
		Example: initExample,
		Args:    upToOneArg,
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			return a.init(cmd.Context(), dir, from)
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "write the absolute scripts of this `source`")
	completeSources(cmd, "from")
	return cmd
}

func (a *app) init(ctx context.Context, dir, from string) error {
	p, findings := project.OpenAt(a.dir, dir)
	if findings.HasErrors() {
		return findings
	}
	if err := a.setPlaceholders(p); err != nil {
		return err
	}
	a.project = p
	var scripts []project.NewFile
	if from != "" {
		var err error
		if scripts, err = a.scriptsFrom(ctx, p, from); err != nil {
			return err
		}
	}
	files, kept, err := p.Scaffold()
	if err != nil {
		return err
	}
	if err := project.WriteNew(ctx, append(files, scripts...)); err != nil {
		return err
	}
	a.sayInit(p, files, kept, len(scripts))
	return nil
}

// scriptsFrom returns the absolute scripts of a source, read back and compared before they are handed out.
func (a *app) scriptsFrom(ctx context.Context, p *project.Project, from string) ([]project.NewFile, error) {
	source, err := project.ParseSource(from)
	if err != nil {
		return nil, err
	}
	if !p.UseChangesets(source) {
		a.say("note: redraft.yaml says that the changesets are in %s; check compares with those\n", p.Config.Incremental)
	}
	m, err := a.load(ctx, p, source)
	if err != nil {
		return nil, err
	}
	db, findings := project.WithGuessedTypes(m)
	if findings.HasErrors() {
		return nil, findings
	}
	a.report(findings)
	scripts := project.AbsoluteScripts(db)
	if err := readsBack(p, scripts, db); err != nil {
		return nil, err
	}
	return p.AbsoluteFiles(scripts), nil
}

// readsBack proves that scripts describe a model, before anybody relies on them.
func readsBack(p *project.Project, scripts []project.Script, db *model.Database) error {
	inputs := make([]parser.Input, len(scripts))
	for i, s := range scripts {
		inputs[i] = parser.Input{Name: s.Path, Content: []byte(s.Content)}
	}
	files, findings := parser.ParseFiles(inputs, p.ParserOptions())
	result, more := interpret.Declare(files, p.InterpretOptions())
	if findings = append(findings, more...); findings.HasErrors() {
		return append(diag.List{unfaithful()}, findings...)
	}
	if !result.Database.Equal(db) {
		return unfaithful()
	}
	return nil
}

func unfaithful() diag.Diagnostic {
	return problem("unfaithful-scripts",
		"the scripts that redraft would write do not describe the same model; nothing was written",
		"this is a mistake in redraft; please report it with the changeset that makes the object")
}

func (a *app) sayInit(p *project.Project, files []project.NewFile, kept []string, scripts int) {
	for _, f := range files {
		a.say("made %s\n", p.Shown(p.Name(f.Path)))
	}
	for _, name := range kept {
		a.say("left alone: %s\n", p.Shown(name))
	}
	if scripts > 0 {
		a.say("%s\n", fmt.Sprintf("wrote %d absolute scripts; redraft check reads them back", scripts))
		return
	}
	a.say("next: write CREATE scripts into %s, then run redraft plan\n", p.Config.Absolute)
}
