package deps

import (
	"cmp"
	"slices"

	"github.com/redraft/redraft/internal/graph"
	"github.com/redraft/redraft/model"
)

// Build returns the dependencies of a model.
func Build(db *model.Database) *Graph {
	objects := make([]model.Object, 0, db.Len())
	for object := range db.Objects() {
		objects = append(objects, object)
	}
	slices.SortFunc(objects, func(a, b model.Object) int { return a.Identity().Compare(b.Identity()) })
	g := &Graph{ids: make([]model.ID, len(objects)), number: make(map[model.ID]int32, len(objects))}
	for i, object := range objects {
		g.ids[i] = object.Identity()
		g.number[g.ids[i]] = int32(i)
	}
	b := newBuilder(g)
	for i, object := range objects {
		b.add(int32(i), object)
	}
	g.needs, g.Missing = b.needs, b.missing
	g.neededBy = reverse(g.needs)
	g.ordered = g.orderGraph()
	g.position = g.positions()
	return g
}

type builder struct {
	*Graph
	names   *names
	needs   arcList
	missing []Unresolved

	// The object at work.
	from int32
	own  []arc
}

func newBuilder(g *Graph) *builder {
	return &builder{Graph: g, names: newNames(g.ids), needs: arcList{start: make([]int32, 1, len(g.ids)+1)}}
}

func (b *builder) add(from int32, object model.Object) {
	b.from, b.own = from, b.own[:0]
	switch o := object.(type) {
	case *model.Table:
		b.table(o)
	case *model.View:
		b.view(o)
	case *model.MaterializedView:
		b.materializedView(o)
	case *model.Function:
		b.function(o)
	case *model.Procedure:
		b.procedure(o)
	}
	slices.SortFunc(b.own, func(x, y arc) int { return cmp.Or(cmp.Compare(x.to, y.to), cmp.Compare(x.reason, y.reason)) })
	b.needs.arcs = append(b.needs.arcs, slices.Compact(b.own)...)
	b.needs.start = append(b.needs.start, int32(len(b.needs.arcs)))
}

// table takes a table's keys, defaults and parents. The engine refuses to drop a table that a foreign key refers to,
// or drops the key by CASCADE (r_DROP_TABLE). LIKE copies once and leaves no trace (r_CREATE_TABLE_NEW). A key to the
// table itself orders nothing.
func (b *builder) table(t *model.Table) {
	for _, c := range t.Constraints {
		if c.Kind == model.ForeignKey && c.RefTable != t.ID {
			b.object(c.RefTable, References, true)
		}
	}
	for _, parent := range t.Like {
		if n, ok := b.number[parent]; ok && parent != t.ID {
			b.arc(n, CopiedFrom, false)
		}
	}
	// Redshift takes no user-defined function in a default (r_CREATE_TABLE_NEW, DEFAULT); should a later engine do so,
	// PostgreSQL, from which it descends, records the dependency.
	for _, column := range t.Columns {
		b.calls(column.Default.Functions, b.names.functions, true)
	}
}

// view takes what a view's query names. A regular view is bound to relations and functions; WITH NO SCHEMA BINDING
// means that nothing is recorded (r_CREATE_VIEW; r_DROP_FUNCTION).
func (b *builder) view(v *model.View) {
	b.relations(v.Query.Relations, Reads, !v.NoBinding)
	b.calls(v.Query.Functions, b.names.functions, !v.NoBinding)
}

// materializedView takes what the query names. The engine refuses to drop a table under a materialized view
// (r_DROP_TABLE; docs/evidence.md), but knows nothing of external tables, which stand in another catalog.
func (b *builder) materializedView(v *model.MaterializedView) {
	b.relations(v.Query.Relations, Reads, true)
	b.calls(v.Query.Functions, b.names.functions, true)
}

// function takes what a SQL body names. Nothing of it is recorded: a nested function can be dropped, and the outer one
// then fails (udf-creating-a-scalar-sql-udf).
func (b *builder) function(f *model.Function) {
	b.relations(f.Relations, Names, false)
	b.calls(f.Functions, b.names.functions, false)
}

// procedure takes what the body names. PL/pgSQL looks names up when it runs (r_CREATE_PROCEDURE).
func (b *builder) procedure(p *model.Procedure) {
	b.relations(p.Relations, Names, false)
	b.calls(p.Functions, b.names.functions, false)
	b.calls(p.Procedures, b.names.procedures, false)
}

func (b *builder) relations(list []model.Name, reason Reason, bound bool) {
	for _, name := range list {
		to, known := b.names.relation(name)
		switch {
		case known:
			b.arc(to, reason, bound && !b.external(to))
		case !name.IsSystem() && !b.names.elsewhere(name.Schema):
			b.missing = append(b.missing, Unresolved{b.ids[b.from], name, reason})
		}
	}
}

// calls ties a caller to every routine of that name: which overload a call means depends on the types of its arguments,
// so all of them count. A name without a schema is looked up in public, for the path of the session that will run it is
// not known; most such names are the engine's own functions.
func (b *builder) calls(list []model.Name, routines map[model.Name][]int32, bound bool) {
	for _, name := range list {
		full := model.Name{Schema: cmp.Or(name.Schema, "public"), Name: name.Name}
		overloads := routines[full]
		for _, to := range overloads {
			b.arc(to, Calls, bound)
		}
		if len(overloads) == 0 && name.Schema != "" && !name.IsSystem() && !b.names.elsewhere(name.Schema) &&
			!b.names.predictions {
			b.missing = append(b.missing, Unresolved{b.ids[b.from], name, Calls})
		}
	}
}

func (b *builder) object(id model.ID, reason Reason, bound bool) {
	if to, ok := b.number[id]; ok {
		b.arc(to, reason, bound)
		return
	}
	b.missing = append(b.missing, Unresolved{b.ids[b.from], model.Name{Schema: id.Schema, Name: id.Name}, reason})
}

func (b *builder) arc(to int32, reason Reason, bound bool) {
	b.own = append(b.own, arc{b.from, to, reason, bound})
}

func (b *builder) external(n int32) bool {
	return b.ids[n].Kind == model.KindExternalTable || b.ids[n].Kind == model.KindExternalSchema
}

// reverse turns arcs round; visiting them in order keeps each list sorted.
func reverse(list arcList) arcList {
	r := arcList{make([]int32, len(list.start)), make([]arc, len(list.arcs))}
	for _, a := range list.arcs {
		r.start[a.to+1]++
	}
	for i := 1; i < len(r.start); i++ {
		r.start[i] += r.start[i-1]
	}
	next := slices.Clone(r.start)
	for _, a := range list.arcs {
		r.arcs[next[a.to]] = a
		next[a.to]++
	}
	return r
}

func (g *Graph) orderGraph() *graph.Graph[int32] {
	ordered := graph.New(g.compareForCreation)
	for n := range g.ids {
		ordered.AddNode(int32(n))
	}
	for _, a := range g.needs.arcs {
		if a.from != a.to {
			ordered.AddEdge(a.to, a.from)
		}
	}
	return ordered
}
