package cli

import (
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/redraft/redraft/cmd/internal/project"
	"github.com/redraft/redraft/cmd/internal/ui"
	"github.com/redraft/redraft/deps"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/plan/ddl"
)

const depsLong = `Show what an object needs and what needs it, as a tree, JSON, DOT or Mermaid; or what must
be dropped and created again, and in which order, when the object is recreated.

OBJECT is a name such as core.answer. A routine may be followed by its argument types,
core.f(integer). Where a name means several objects, write the kind before it: "view
mart.answers". A column's name behind that of a table or view, core.answer.score, shows
what is made of the column, and which views and ETL scripts read it. Dependencies that
Redshift does not record (late-binding views, bodies of routines) are found too and
marked.`

const depsExample = `  redraft deps core.answer
  redraft deps core.answer --direction up --depth 1
  redraft deps core.answer --recreate
  redraft deps core.answer -o mermaid
  redraft deps core.answer.score
  redraft deps 'core.f_age_band(integer)' --from changesets`

// depsFlags are the flags of deps.
type depsFlags struct {
	from, direction          string
	depth                    int
	drops, creates, recreate bool
	format                   formatFlag
}

func newDeps(a *app) *cobra.Command {
	flags := depsFlags{format: formatFlag{choices: []string{"text", "json", "dot", "mermaid"}}}
	cmd := &cobra.Command{
		Use:               "deps OBJECT",
		Short:             "Show the dependencies of an object, and what its recreation takes",
		Long:              depsLong,
		Example:           depsExample,
		Args:              oneArg("the name of an object", "core.answer"),
		ValidArgsFunction: a.completeObjects(&flags),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.failed(a.deps(cmd.Context(), args[0], flags), flags.format.value)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.from, "from", "absolute", "the `source` of the model")
	directions := []string{"both", "up", "down"}
	f.Var(&choiceFlag{&flags.direction, "both", directions}, "direction",
		"up: what needs it; down: what it needs; `way` is up, down or both")
	f.IntVar(&flags.depth, "depth", 0, "show no more than `N` levels; 0 is no limit")
	f.BoolVar(&flags.drops, "drops", false, "print the SQL that drops the object and its dependents, in order")
	f.BoolVar(&flags.creates, "creates", false,
		"print the SQL that creates them again, with comments, owners and privileges")
	f.BoolVar(&flags.recreate, "recreate", false, "print both, and what stays and names the object")
	flags.format.add(cmd)
	completeSources(cmd, "from")
	_ = cmd.RegisterFlagCompletionFunc("direction", cobra.FixedCompletions(directions, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (a *app) deps(ctx context.Context, name string, flags depsFlags) error {
	if flags.depth < 0 {
		return problem("flag", "--depth is a number of levels and cannot be negative", "0 is no limit")
	}
	orders := flags.drops || flags.creates || flags.recreate
	if orders && (flags.format.value == "dot" || flags.format.value == "mermaid") {
		return problem("flag", "an order of drops and creates cannot be drawn", "use -o text or -o json")
	}
	m, err := a.loadOne(ctx, flags.from)
	if err != nil {
		return err
	}
	id, err := findObject(m.Database, name, a.project.Config.DefaultSchema)
	if err != nil {
		if found, failed := a.columnDeps(m, name, flags); found {
			return failed
		}
		return err
	}
	g := deps.Build(m.Database)
	if orders {
		return a.showRecreation(m.Database, g, id, flags)
	}
	return a.showDeps(g, id, flags)
}

// loadOne reads one source; errors end the verb, warnings are shown.
func (a *app) loadOne(ctx context.Context, text string) (*project.Model, error) {
	p, err := a.open()
	if err != nil {
		return nil, err
	}
	source, err := project.ParseSource(text)
	if err != nil {
		return nil, err
	}
	return a.load(ctx, p, source)
}

func (a *app) load(ctx context.Context, p *project.Project, source project.Source) (*project.Model, error) {
	var findings diag.List
	m, err := await(ctx, a, "reading", func() (*project.Model, error) {
		m, found := p.Load(ctx, source)
		if found.HasErrors() {
			return nil, found
		}
		findings = found
		return m, nil
	})
	if err == nil {
		a.report(findings)
	}
	return m, err
}

func (a *app) showDeps(g *deps.Graph, id model.ID, flags depsFlags) error {
	view := ui.Deps{Object: id, Members: g.Members(id)}
	up, down := flags.direction != "down", flags.direction != "up"
	if down {
		view.Needs = deps.Tree(g, id, deps.Down, flags.depth)
	}
	if up {
		view.NeededBy = deps.Tree(g, id, deps.Up, flags.depth)
	}
	switch flags.format.value {
	case "json":
		return view.WriteJSON(a.stdout)
	case "text":
		return view.WriteText(a.stdout, a.style(a.stdout))
	}
	ids := around(g, id, up, down, flags.depth)
	draw := deps.DOT
	if flags.format.value == "mermaid" {
		draw = deps.Mermaid
	}
	_, err := fmt.Fprint(a.stdout, draw(ids, g.Between(ids)))
	return err
}

// around returns the object and what lies within reach of it.
func around(g *deps.Graph, id model.ID, up, down bool, depth int) []model.ID {
	ids := []model.ID{id}
	take := func(list []deps.Reached) {
		for _, r := range list {
			if depth == 0 || r.Depth <= depth {
				ids = append(ids, r.ID)
			}
		}
	}
	if down {
		take(g.AllNeeds(id))
	}
	if up {
		take(g.AllNeededBy(id))
	}
	return sortedIDs(ids)
}

func (a *app) showRecreation(db *model.Database, g *deps.Graph, id model.ID, flags depsFlags) error {
	r := deps.Recreate(db, g, id)
	view := ui.Recreation{Object: id, Untouched: r.Untouched}
	for _, item := range r.Drops {
		view.Drops = append(view.Drops, ui.Recreated{Item: item, Statements: []string{dropStatement(item)}})
	}
	for _, item := range r.Creates {
		view.Creates = append(view.Creates, ui.Recreated{Item: item, Statements: createStatements(db, item)})
	}
	view.ShowDrops = flags.drops || flags.recreate
	view.ShowCreates = flags.creates || flags.recreate
	view.ShowUntouched = flags.recreate
	if flags.format.value == "json" {
		return view.WriteJSON(a.stdout)
	}
	return view.WriteText(a.stdout, a.style(a.stdout))
}

func dropStatement(item deps.Item) string {
	if c := item.Constraint; c != nil {
		return ddl.DropConstraint(item.ID, cmp.Or(c.Name, c.Given, model.GeneratedName(item.ID.Name, *c)))
	}
	return ddl.Drop(item.ID)
}

func createStatements(db *model.Database, item deps.Item) []string {
	if item.Constraint != nil {
		return []string{ddl.AddConstraint(item.ID, *item.Constraint)}
	}
	return ddl.Object(db, item.ID)
}
