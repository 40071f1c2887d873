package interpret

import (
	"maps"
	"slices"

	"github.com/redraft/redraft/model"
)

// bonds records which object the engine holds bound to which: a regular view to the relations and functions of its query
// (pg_depend through pg_rewrite), a materialized view to its base tables, a foreign key to its parent. A late-binding view
// and a routine's body are bound to nothing (r_CREATE_VIEW, r_DROP_FUNCTION, r_DROP_TABLE).
type bonds struct {
	needs map[model.ID][]model.ID
	users map[model.ID]map[model.ID]bool
}

func newBonds() bonds {
	return bonds{needs: make(map[model.ID][]model.ID), users: make(map[model.ID]map[model.ID]bool)}
}

// untie forgets what the object is bound to; what is bound to it stays.
func (b *bonds) untie(id model.ID) {
	for _, needed := range b.needs[id] {
		delete(b.users[needed], id)
	}
	delete(b.needs, id)
}

func (b *bonds) tie(id, needed model.ID) {
	if id == needed {
		return
	}
	if b.users[needed] == nil {
		b.users[needed] = make(map[model.ID]bool)
	}
	b.users[needed][id] = true
	b.needs[id] = append(b.needs[id], needed)
}

// usersOf returns what is bound to the object, in ID order.
func (b *bonds) usersOf(id model.ID) []model.ID {
	return slices.SortedFunc(maps.Keys(b.users[id]), model.ID.Compare)
}

// tie records what an object that was just stored is bound to. Declared scripts come in no order, so nothing is bound
// while declaring; nothing can be dropped there either.
func (in *interpreter) tie(object model.Object) {
	if in.declaring {
		return
	}
	switch o := object.(type) {
	case *model.Table:
		for _, c := range o.Constraints {
			if c.Kind == model.ForeignKey {
				in.bonds.tie(o.ID, c.RefTable)
			}
		}
	case *model.View:
		if !o.NoBinding {
			in.tieQuery(o.ID, o.Query)
		}
	case *model.MaterializedView:
		in.tieQuery(o.ID, o.Query)
	}
}

func (in *interpreter) tieQuery(id model.ID, query model.Query) {
	for _, name := range query.Relations {
		if needed, ok := in.db.Relation(name); ok {
			in.bonds.tie(id, needed)
		}
	}
	for _, name := range query.Functions {
		for _, needed := range in.functionsNamed(name) {
			in.bonds.tie(id, needed)
		}
	}
}

// functionsNamed returns the user-defined functions of that name. Which overload a call means needs the types of its
// arguments, so all of them count; a name without a schema is looked up on the search path.
func (in *interpreter) functionsNamed(name model.Name) []model.ID {
	if name.Schema != "" {
		return in.routinesNamed(model.KindFunction, name)
	}
	var found []model.ID
	for _, schema := range in.path {
		found = append(found, in.routinesNamed(model.KindFunction, model.Name{Schema: schema, Name: name.Name})...)
	}
	return found
}

// tieAll ties every object of a model that was not made by this fold.
func (in *interpreter) tieAll() {
	for object := range in.db.Objects() {
		in.tie(object)
	}
}
