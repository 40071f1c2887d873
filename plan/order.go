package plan

import (
	"container/heap"
	"slices"
	"strings"

	"github.com/redraft/redraft/deps"
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
}

// order returns the steps so that every rule holds; runs of transactional steps are as long as the rules allow. Old copies
// of rebuilt tables go last, in a transaction of their own. Where unbound dependencies run in a circle they are left out:
// the engine does not know them.
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
	for _, boundOnly := range []bool{false, true} {
		p.relate(boundOnly)
		if ordered := schedule(main); len(ordered) == len(main) {
			return append(ordered, last...), nil
		}
	}
	return nil, cycleError(main)
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
func (p *planner) relate(boundOnly bool) {
	for _, s := range p.steps {
		s.needs = nil
	}
	for _, id := range sortedIDs(p.byObject) {
		steps := p.byObject[id]
		apply(sameObject, steps, steps)
		p.relateDependencies(id, steps, boundOnly)
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
func apply(between relation, first, then []*Step) {
	for _, r := range rules {
		if r.between != between {
			continue
		}
		for _, a := range first {
			for _, b := range then {
				if a.op != opDropOld && b.op != opDropOld && r.orders(a, b) {
					b.needs = append(b.needs, need{a, r.name})
				}
			}
		}
	}
}

func (p *planner) relateDependencies(id model.ID, steps []*Step, boundOnly bool) {
	for _, edge := range p.needsThrough(p.old, p.oldID(id), boundOnly) {
		needed := p.byObject[p.newID(edge.To)]
		if !orders(edge, boundOnly) || len(needed) == 0 {
			continue
		}
		dependant := steps
		if edge.Reason == deps.References && p.isLiftedBetween(id, p.newID(edge.To)) {
			dependant = only(steps, opDropKey)
		}
		apply(dependantFirst, dependant, needed)
	}
	for _, edge := range p.needsThrough(p.new, id, boundOnly) {
		needed := p.byObject[edge.To]
		if !orders(edge, boundOnly) || len(needed) == 0 {
			continue
		}
		dependant := steps
		if edge.Reason == deps.References && p.isRingBetween(id, edge.To) {
			dependant = only(steps, opAddKey)
		}
		apply(neededFirst, needed, dependant)
	}
}

// needsThrough returns what an object needs and what the late-binding views among that need: such a view may stay as it is
// while what it reads is rebuilt, and what is bound to the view must come after that.
func (p *planner) needsThrough(g *deps.Graph, id model.ID, boundOnly bool) []deps.Edge {
	edges := slices.Clone(g.Needs(id))
	seen := map[model.ID]bool{id: true}
	for i := 0; i < len(edges) && !boundOnly; i++ {
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
	return slices.ContainsFunc(p.lifts, func(l lift) bool { return l.drop && l.table == child && l.key.RefTable == parent })
}

// isRingBetween reports whether the foreign keys from one new table to another are added by steps of their own.
func (p *planner) isRingBetween(child, parent model.ID) bool {
	table, ok := p.to.Tables.Get(child)
	return ok && slices.ContainsFunc(table.Constraints, func(c model.Constraint) bool { return c.RefTable == parent && p.isRing(child, c) })
}

func only(steps []*Step, o op) []*Step {
	return slices.DeleteFunc(slices.Clone(steps), func(s *Step) bool { return s.op != o })
}

func orders(edge deps.Edge, boundOnly bool) bool {
	return edge.From != edge.To && edge.Reason != deps.CopiedFrom && (edge.Bound || !boundOnly)
}

func (p *planner) relateSchemas() {
	members := make(map[string][]*Step)
	for _, s := range p.steps {
		if s.Object.Schema != "" {
			members[s.Object.Schema] = append(members[s.Object.Schema], s)
		}
	}
	for name, steps := range members {
		if of := p.byObject[model.SchemaID(name)]; len(of) > 0 {
			apply(schemaFirst, of, steps)
			apply(schemaLast, steps, of)
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
		apply(freedName, steps, taken[name])
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
			note(freed, s, slices.DeleteFunc(slices.Clone(keysIn(p.from, s.Object)), func(c model.Constraint) bool { return p.isLifted(s.Object, c) }))
			note(taken, s, keysIn(p.to, s.Object))
		}
	}
	for name, steps := range freed {
		for _, other := range taken[name] {
			apply(freedKey, without(steps, other), []*Step{other})
		}
	}
}

// without leaves out the steps of the same object: the rules of one table order those.
func without(steps []*Step, other *Step) []*Step {
	return slices.DeleteFunc(slices.Clone(steps), func(s *Step) bool { return s.Object == other.Object })
}

// schedule takes ready steps in the order of compareSteps, transactional ones as long as there are any, so that there are
// few groups. Steps on a cycle are missing from the result.
func schedule(steps []*Step) []*Step {
	waits := make(map[*Step]int, len(steps))
	next := make(map[*Step][]*Step)
	for _, s := range steps {
		for _, n := range s.needs {
			waits[s]++
			next[n.first] = append(next[n.first], s)
		}
	}
	together, alone := &stepHeap{}, &stepHeap{}
	ready := func(s *Step) {
		if s.Transactional {
			heap.Push(together, s)
		} else {
			heap.Push(alone, s)
		}
	}
	for _, s := range steps {
		if waits[s] == 0 {
			ready(s)
		}
	}
	var ordered []*Step
	for together.Len()+alone.Len() > 0 {
		from := together
		if from.Len() == 0 {
			from = alone
		}
		s := heap.Pop(from).(*Step)
		ordered = append(ordered, s)
		for _, after := range next[s] {
			if waits[after]--; waits[after] == 0 {
				ready(after)
			}
		}
	}
	return ordered
}

// stepHeap is a heap of steps for container/heap.
type stepHeap []*Step

func (h stepHeap) Len() int           { return len(h) }
func (h stepHeap) Less(i, j int) bool { return compareSteps(h[i], h[j]) < 0 }
func (h stepHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push is for container/heap alone.
func (h *stepHeap) Push(x any) { *h = append(*h, x.(*Step)) }

// Pop is for container/heap alone.
func (h *stepHeap) Pop() any {
	old := *h
	s := old[len(old)-1]
	*h = old[:len(old)-1]
	return s
}

// String names the rule and what it orders, for the list of all rules.
func (r rule) String() string {
	show := func(ops []op) string {
		if ops == nil {
			return "any"
		}
		words := make([]string, len(ops))
		for i, o := range ops {
			words[i] = o.String()
		}
		return "[" + strings.Join(words, ", ") + "]"
	}
	return r.name + "\n    " + relationNames[r.between] + ": " + show(r.first) + " before " + show(r.then)
}
