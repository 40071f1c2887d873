package plan

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/deps"
	"github.com/redraft/redraft/internal/graph"
	"github.com/redraft/redraft/model"
)

// CycleError says that the ordering rules contradict each other for these steps: a bug of redraft.
type CycleError struct{ Steps []string }

// Error names the steps.
func (e *CycleError) Error() string {
	return "the steps of the plan cannot be ordered, which is a bug of redraft: " + strings.Join(e.Steps, "; ")
}

// need is an edge before steps have numbers.
type need struct {
	first *Step
	rule  string
	loose bool // from a dependency that the engine does not know
}

// order returns the steps so that every rule holds; runs of transactional steps are as long as the rules allow. Old copies
// of rebuilt tables go last, in a transaction of their own. Where dependencies that the engine does not know run in a
// circle, those within the circle are left out.
func (p *planner) order() ([]*Step, error) {
	for i, s := range p.steps {
		s.sequence = i
	}
	var main, last []*Step
	for _, s := range p.steps {
		if s.op == opDropOld {
			last = append(last, s)
		} else {
			main = append(main, s)
		}
	}
	slices.SortFunc(last, compareSteps)
	p.relate()
	ordered := schedule(main)
	if len(ordered) < len(main) {
		loosen(main)
		ordered = schedule(main)
	}
	if len(ordered) < len(main) {
		return nil, cycleError(main)
	}
	return append(ordered, last...), nil
}

// loosen takes the needs out that run within a circle and that the engine does not know.
func loosen(steps []*Step) {
	g := graph.New(func(a, b *Step) int { return a.sequence - b.sequence })
	for _, s := range steps {
		g.AddNode(s)
		for _, n := range s.needs {
			g.AddEdge(n.first, s)
		}
	}
	circle := make(map[*Step]int)
	for i, component := range g.Components() {
		for _, s := range component {
			circle[s] = i
		}
	}
	for _, s := range steps {
		s.needs = slices.DeleteFunc(s.needs, func(n need) bool { return n.loose && circle[n.first] == circle[s] })
	}
}

func cycleError(steps []*Step) error {
	placed := make(map[*Step]bool)
	for _, s := range schedule(steps) {
		placed[s] = true
	}
	e := &CycleError{}
	for _, s := range steps {
		if !placed[s] {
			e.Steps = append(e.Steps, s.Title)
		}
	}
	return e
}

// relate finds the pairs of steps that the rules speak of and records who needs whom.
func (p *planner) relate() {
	for _, id := range sortedIDs(p.byObject) {
		steps := p.byObject[id]
		apply(sameObject, steps, steps, false)
		p.relateDependencies(id, steps)
	}
	p.relateSchemas()
	p.relateNames()
	p.relateKeyNames()
}

func sortedIDs[V any](m map[model.ID]V) []model.ID {
	ids := make([]model.ID, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, model.ID.Compare)
	return ids
}

// apply tries the rules of a relation on all pairs of two lists of steps.
func apply(between relation, first, then []*Step, loose bool) {
	for _, r := range rules {
		if r.between != between {
			continue
		}
		for _, a := range first {
			for _, b := range then {
				if a.op != opDropOld && b.op != opDropOld && r.orders(a, b) {
					b.needs = append(b.needs, need{a, r.name, loose})
				}
			}
		}
	}
}

func (p *planner) relateDependencies(id model.ID, steps []*Step) {
	for _, edge := range needsThrough(p.old, p.oldID(id)) {
		needed := p.byObject[p.newID(edge.To)]
		if !orders(edge) || len(needed) == 0 {
			continue
		}
		dependant := steps
		if edge.Reason == deps.References && p.isLiftedBetween(id, p.newID(edge.To)) {
			dependant = only(steps, opDropKey)
		}
		apply(dependantFirst, dependant, needed, !edge.Bound)
	}
	for _, edge := range needsThrough(p.new, id) {
		needed := p.byObject[edge.To]
		if !orders(edge) || len(needed) == 0 {
			continue
		}
		dependant := steps
		if edge.Reason == deps.References && p.isRingBetween(id, edge.To) {
			dependant = only(steps, opAddKey)
		}
		apply(neededFirst, needed, dependant, !edge.Bound)
	}
}

// needsThrough returns what an object needs and what the late-binding views among that need: such a view may stay as it is
// while what it reads is rebuilt, and what is bound to the view must come after that.
func needsThrough(g *deps.Graph, id model.ID) []deps.Edge {
	edges := slices.Clone(g.Needs(id))
	seen := map[model.ID]bool{id: true}
	for i := 0; i < len(edges); i++ {
		if to := edges[i].To; !seen[to] && to.Kind == model.KindView && len(g.Needs(to)) > 0 {
			seen[to] = true
			for _, edge := range g.Needs(to) {
				if !edge.Bound && edge.To != id {
					edges = append(edges, edge)
				}
			}
		}
	}
	return edges
}

// isLiftedBetween reports whether the foreign keys from one table to another are dropped by steps of their own, so that the
// tables themselves need no order.
func (p *planner) isLiftedBetween(child, parent model.ID) bool {
	return slices.ContainsFunc(p.lifts[child], func(l lift) bool { return l.drop && l.key.RefTable == parent })
}

// isRingBetween reports whether the foreign keys from one new table to another are added by steps of their own.
func (p *planner) isRingBetween(child, parent model.ID) bool {
	table, ok := p.to.Tables.Get(child)
	return ok && slices.ContainsFunc(table.Constraints, func(c model.Constraint) bool { return c.RefTable == parent && p.isRing(child, c) })
}

func only(steps []*Step, o op) []*Step {
	return slices.DeleteFunc(slices.Clone(steps), func(s *Step) bool { return s.op != o })
}

func orders(edge deps.Edge) bool { return edge.From != edge.To && edge.Reason != deps.CopiedFrom }

func (p *planner) relateSchemas() {
	members := make(map[string][]*Step)
	for _, s := range p.steps {
		if s.Object.Schema != "" {
			members[s.Object.Schema] = append(members[s.Object.Schema], s)
		}
	}
	for name, steps := range members {
		if of := p.byObject[model.SchemaID(name)]; len(of) > 0 {
			apply(schemaFirst, of, steps, false)
			apply(schemaLast, steps, of, false)
		}
	}
}

// relateNames pairs steps by the names of relations: dropping and renaming frees one, creating and renaming takes one.
func (p *planner) relateNames() {
	freed, taken := make(map[model.Name][]*Step), make(map[model.Name][]*Step)
	nameOf := func(id model.ID) model.Name { return model.Name{Schema: id.Schema, Name: id.Name} }
	for _, s := range p.steps {
		if !s.Object.Kind.IsRelation() {
			continue
		}
		switch s.op {
		case opDrop:
			freed[nameOf(p.oldID(s.Object))] = append(freed[nameOf(p.oldID(s.Object))], s)
		case opCreate:
			taken[nameOf(s.Object)] = append(taken[nameOf(s.Object)], s)
		case opRename:
			freed[nameOf(p.oldID(s.Object))] = append(freed[nameOf(p.oldID(s.Object))], s)
			taken[nameOf(s.Object)] = append(taken[nameOf(s.Object)], s)
		}
	}
	for name, steps := range freed {
		apply(freedName, steps, taken[name], false)
	}
}

// relateKeyNames pairs steps of different tables by the names of primary and unique keys.
func (p *planner) relateKeyNames() {
	freed, taken := make(map[model.Name][]*Step), make(map[model.Name][]*Step)
	note := func(in map[model.Name][]*Step, s *Step, keys []model.Constraint) {
		for _, key := range keys {
			if key.Name != "" && key.Kind != model.ForeignKey {
				name := model.Name{Schema: s.Object.Schema, Name: key.Name}
				in[name] = append(in[name], s)
			}
		}
	}
	keysIn := func(db *model.Database, id model.ID) []model.Constraint {
		if table, ok := db.Tables.Get(id); ok {
			return table.Constraints
		}
		return nil
	}
	for _, s := range p.steps {
		switch s.op {
		case opDropKey:
			note(freed, s, []model.Constraint{s.key})
		case opAddKey:
			note(taken, s, []model.Constraint{s.key})
		case opDrop:
			note(freed, s, keysIn(p.from, s.Object))
		case opCreate:
			note(taken, s, keysIn(p.to, s.Object))
		case opRebuild:
			lifted := func(c model.Constraint) bool { return p.isLifted(s.Object, c) }
			note(freed, s, slices.DeleteFunc(slices.Clone(keysIn(p.from, s.Object)), lifted))
			note(taken, s, keysIn(p.to, s.Object))
		}
	}
	for name, steps := range freed {
		for _, other := range taken[name] {
			apply(freedKey, without(steps, other), []*Step{other}, false)
		}
	}
}

// without leaves out the steps of the same object: the rules of one table order those.
func without(steps []*Step, other *Step) []*Step {
	return slices.DeleteFunc(slices.Clone(steps), func(s *Step) bool { return s.Object == other.Object })
}
