package plan

import (
	"github.com/redraft/redraft/internal/graph"
	"github.com/redraft/redraft/model"
)

// rings numbers the rings of foreign keys: tables that reach each other through keys share a number, every other table has
// none. Only the chosen tables count.
func rings(db *model.Database, chosen func(model.ID) bool) map[model.ID]int {
	g := graph.New(model.ID.Compare)
	for id, table := range db.Tables.All() {
		if !chosen(id) {
			continue
		}
		for _, key := range table.Constraints {
			if key.Kind == model.ForeignKey && chosen(key.RefTable) {
				g.AddEdge(key.RefTable, id)
			}
		}
	}
	numbers := make(map[model.ID]int)
	for i, tables := range g.Components() {
		for _, id := range tables {
			if len(tables) > 1 {
				numbers[id] = i + 1
			}
		}
	}
	return numbers
}

// isRing reports whether a foreign key leads from a new table to another new table that leads back.
func (p *planner) isRing(id model.ID, c model.Constraint) bool {
	if p.newRings == nil {
		p.newRings = rings(p.to, func(id model.ID) bool { w := p.works[id]; return w != nil && w.strategy == Create })
	}
	return c.Kind == model.ForeignKey && id != c.RefTable && p.newRings[id] > 0 && p.newRings[id] == p.newRings[c.RefTable]
}

// inOldRing reports whether dropping the child first would not be enough, because the parent also refers to the child.
func (p *planner) inOldRing(child, parent model.ID) bool {
	if p.oldRings == nil {
		p.oldRings = rings(p.from, p.from.Tables.Has)
	}
	return child != parent && p.oldRings[child] > 0 && p.oldRings[child] == p.oldRings[parent]
}
