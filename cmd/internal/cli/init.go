package cli

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/redraft/redraft/cmd/internal/project"
	"github.com/redraft/redraft/migrations"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/plan"
)

const initLong = `Make a project in DIR, or in the working directory: redraft.yaml and the folders absolute,
incremental and etl. What exists is left alone.

With --from, the absolute scripts are written too, one object a file, from a model that is
there already: usually the Flyway changesets of a repository that adopts redraft. Then
redraft check is clean and redraft plan has nothing to do. No script that exists is
written over.

With --env, the model is that of a live cluster. When there are no changesets yet, the
first one is written too: the baseline, which builds the same model in a new database.
redraft repair --env NAME --baseline 1 then tells the cluster that it has it already.`

const initExample = `  redraft init
  redraft init warehouse
  redraft init --from changesets:db/migrations
  redraft init --from snapshot:warehouse.sql
  redraft init --env pro`

func newInit(a *app) *cobra.Command {
	var from, env string
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
			return a.init(cmd.Context(), dir, fromFlags(from, env))
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "write the absolute scripts of this `source`")
	a.envFlag(cmd, &env, "write the scripts and the baseline changeset of this environment's cluster, `NAME`")
	cmd.MarkFlagsMutuallyExclusive("from", "env")
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
	p.Live = a.live(p)
	var adopted adoption
	if from != "" {
		var err error
		if adopted, err = a.adopt(ctx, p, from); err != nil {
			return err
		}
	}
	files, kept, err := p.Scaffold()
	if err != nil {
		return err
	}
	if err := project.WriteNew(ctx, slices.Concat(files, adopted.scripts, adopted.baseline)); err != nil {
		return err
	}
	a.sayInit(p, append(files, adopted.baseline...), kept, len(adopted.scripts))
	return nil
}

// adoption is what a model that is there already becomes in a project.
type adoption struct {
	scripts  []project.NewFile
	baseline []project.NewFile
}

// adopt returns the absolute scripts of a source, read back and compared before they are handed out, and the baseline
// when the source is a cluster and the project has no changesets.
func (a *app) adopt(ctx context.Context, p *project.Project, from string) (adoption, error) {
	source, err := project.ParseSource(from)
	if err != nil {
		return adoption{}, err
	}
	if !p.UseChangesets(source) {
		a.say("note: redraft.yaml says that the changesets are in %s; check compares with those\n", p.Config.Incremental)
	}
	m, err := a.load(ctx, p, source)
	if err != nil {
		return adoption{}, err
	}
	db, findings := project.WithGuesses(m)
	if findings.HasErrors() {
		return adoption{}, findings
	}
	a.report(findings)
	scripts := project.AbsoluteScripts(db)
	if err := readsBack(p, scripts, db, source.Kind == project.Env); err != nil {
		return adoption{}, err
	}
	adopted := adoption{scripts: p.AbsoluteFiles(scripts)}
	if source.Kind == project.Env {
		adopted.baseline, err = a.baseline(p, db)
	}
	return adopted, err
}

// baseline returns the first changeset of a project: what builds the model in a new database.
func (a *app) baseline(p *project.Project, db *model.Database) ([]project.NewFile, error) {
	folder, findings := p.Changesets()
	if findings.HasErrors() {
		return nil, findings
	}
	if folder.Newest().Compare(migrations.Version{}) > 0 {
		a.say("note: there are changesets already, so that no baseline is written; redraft plan compares them with the scripts\n")
		return nil, nil
	}
	way, err := plan.Make(p.EmptyDatabase(), db, p.PlanOptions())
	if err != nil {
		return nil, unproven(err)
	}
	if len(way.Refusals) > 0 || len(way.Groups) == 0 {
		return nil, nil
	}
	change := migrations.Changeset{Name: "baseline", Parts: partsOf(way, "baseline")}
	files, err := migrations.Files(folder, change, time.Now())
	if err != nil {
		return nil, err
	}
	return p.ChangesetFiles(files), nil
}

// readsBack proves that scripts describe a model, before anybody relies on them.
func readsBack(p *project.Project, scripts []project.Script, db *model.Database, live bool) error {
	inputs := make([]parser.Input, len(scripts))
	for i, s := range scripts {
		inputs[i] = parser.Input{Name: s.Path, Content: []byte(s.Content)}
	}
	files, findings := parser.ParseFiles(inputs, p.ParserOptions())
	result, more := interpret.Declare(files, p.InterpretOptions())
	if findings = append(findings, more...); findings.HasErrors() {
		return append(diag.List{unfaithful()}, findings...)
	}
	if result.Database.Equal(db) {
		return nil
	}
	// A cluster holds what scripts leave to it: users, who owns what, what the engine chose.
	options := p.PlanOptions()
	options.KeepUnmanaged = true
	way, err := plan.Make(db, result.Database, options)
	if err != nil || !way.Empty() || !live {
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
