package cli

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/cmd/internal/project"
	"github.com/redraft/redraft/cmd/internal/ui"
	"github.com/redraft/redraft/lineage"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

// findColumn finds the column that a person means by a name of an object with the name of a column behind it; false when
// what stands before the last dot is no table or view.
func findColumn(g *lineage.Graph, db *model.Database, text, defaultSchema string) (lineage.Column, bool, error) {
	at := strings.LastIndexByte(text, '.')
	if at < 0 {
		return lineage.Column{}, false, nil
	}
	id, err := findObject(db, text[:at], defaultSchema)
	if err != nil || !id.Kind.IsRelation() {
		return lineage.Column{}, false, nil
	}
	name := strings.Trim(foldName(text[at+1:]), `"`)
	column := lineage.Column{Relation: model.Name{Schema: id.Schema, Name: id.Name}, Name: name}
	names, open := g.Columns(column.Relation)
	if slices.Contains(names, name) || open {
		return column, true, nil
	}
	hint := "its columns are " + strings.Join(names, ", ")
	if near := diag.Nearest(name, names); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return column, true, problem("unknown-column", id.String()+" has no column "+name, hint)
}

// columnDeps shows what a column is made of and used for; false when the name is not that of a column.
func (a *app) columnDeps(m *project.Model, name string, flags depsFlags) (bool, error) {
	p := a.project
	g := p.Lineage(m.Database)
	column, found, err := findColumn(g, m.Database, name, p.Config.DefaultSchema)
	if !found || err != nil {
		return found, err
	}
	if flags.drops || flags.creates || flags.recreate || flags.format.value == "dot" || flags.format.value == "mermaid" {
		return true, problem("flag", "the dependencies of a column are shown as text or JSON, without orders",
			"name the table or view for those")
	}
	view := ui.Columns{Column: column}
	if flags.direction != "up" {
		view.MadeOf = g.Tree(column, lineage.Down, flags.depth)
	}
	if flags.direction != "down" {
		view.UsedBy = g.Tree(column, lineage.Up, flags.depth)
		reached := view.UsedBy.Reached()
		for _, r := range p.ETLReferences(m.Database) {
			if of := (lineage.Column{Relation: r.Relation, Name: r.Column}); r.Column != "" && reached[of] {
				view.Scripts = append(view.Scripts, ui.ScriptUse{Pos: r.Pos, Column: of, Role: r.Role.String()})
			}
		}
	}
	if flags.format.value == "json" {
		return true, view.WriteJSON(a.stdout)
	}
	return true, view.WriteText(a.stdout, a.style(a.stdout))
}
