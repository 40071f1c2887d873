package plan

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
)

const noteMaybeRenamed = "maybe-renamed"

func directive(old string) string {
	return "-- redraft: renamed from " + model.Name{Name: old}.String()
}

// suggestRenames notes where something goes and something alike comes. Nothing is renamed by guessing: the note says which
// directive a person would write.
func (p *planner) suggestRenames() {
	dropped, created := make(map[string][]model.ID), make(map[string][]model.ID)
	for _, w := range p.sortedWorks() {
		switch {
		case w.id.Kind != model.KindTable:
		case w.strategy == Drop:
			likeness := p.likeness(p.from, w.id)
			dropped[likeness] = append(dropped[likeness], w.id)
		case w.strategy == Create:
			likeness := p.likeness(p.to, w.id)
			created[likeness] = append(created[likeness], w.id)
		default:
			p.suggestColumns(w)
		}
	}
	for likeness, from := range dropped {
		if to := created[likeness]; len(from) == 1 && len(to) == 1 {
			p.note(noteMaybeRenamed, to[0], "it has the columns of "+from[0].QualifiedName()+
				", which goes with its rows: if it is the same table, write "+directive(from[0].Name)+" above it")
		}
	}
}

// likeness is equal for tables of one schema with the same columns.
func (p *planner) likeness(db *model.Database, id model.ID) string {
	table, _ := db.Tables.Get(id)
	columns := make([]string, len(table.Columns))
	for i, c := range table.Columns {
		columns[i] = c.Name + " " + c.Type.String()
	}
	slices.Sort(columns)
	return id.Schema + "\n" + strings.Join(columns, "\n")
}

// suggestColumns notes a column that goes while the only other of its type comes.
func (p *planner) suggestColumns(w *work) {
	drops, adds := every[diff.DropColumn](w.changes), every[diff.AddColumn](w.changes)
	for _, add := range adds {
		alike := func(c model.Column) bool {
			return c.Type == add.Column.Type && (c.Identity == nil) == (add.Column.Identity == nil)
		}
		var from []string
		for _, drop := range drops {
			if alike(drop.Column) {
				from = append(from, drop.Column.Name)
			}
		}
		rivals := slices.DeleteFunc(slices.Clone(adds), func(other diff.AddColumn) bool { return !alike(other.Column) })
		if len(from) == 1 && len(rivals) == 1 {
			p.note(noteMaybeRenamed, w.id, "column "+from[0]+" goes with its values and column "+add.Column.Name+
				" of the same type comes: if it is the same, write "+directive(from[0])+" behind it")
		}
	}
}
