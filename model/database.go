package model

import (
	"iter"
	"maps"
	"slices"
)

// Collection holds the objects of one type by ID and iterates in ID order. The zero value is ready to use. It is not
// safe for concurrent use.
type Collection[T Object] struct {
	byID  map[ID]T
	order []ID // nil when it must be sorted anew
}

// Get returns the object with that ID.
func (c *Collection[T]) Get(id ID) (T, bool) { o, ok := c.byID[id]; return o, ok }

// Has reports whether an object with that ID exists.
func (c *Collection[T]) Has(id ID) bool { _, ok := c.byID[id]; return ok }

// Len returns the number of objects.
func (c *Collection[T]) Len() int { return len(c.byID) }

// Put adds the object or replaces the one with its ID.
func (c *Collection[T]) Put(object T) {
	id := object.Identity()
	if c.byID == nil {
		c.byID = make(map[ID]T)
	}
	if _, had := c.byID[id]; !had {
		c.order = nil
	}
	c.byID[id] = object
}

// Delete removes the object with that ID, if there is one.
func (c *Collection[T]) Delete(id ID) {
	if _, had := c.byID[id]; had {
		delete(c.byID, id)
		c.order = nil
	}
}

// IDs returns all IDs in order; the caller must not change the slice.
func (c *Collection[T]) IDs() []ID {
	if c.order == nil {
		c.order = slices.SortedFunc(maps.Keys(c.byID), ID.Compare)
	}
	return c.order
}

// All iterates over the objects in ID order.
func (c *Collection[T]) All() iter.Seq2[ID, T] {
	return func(yield func(ID, T) bool) {
		for _, id := range c.IDs() {
			if object, ok := c.byID[id]; ok && !yield(id, object) {
				return
			}
		}
	}
}

func (c *Collection[T]) clone() Collection[T] {
	return Collection[T]{byID: maps.Clone(c.byID), order: c.order}
}

// Database is a whole data model. The zero value is an empty database.
type Database struct {
	Schemas           Collection[*Schema]
	Tables            Collection[*Table]
	Views             Collection[*View]
	MaterializedViews Collection[*MaterializedView]
	Functions         Collection[*Function]
	Procedures        Collection[*Procedure]
	Unplanned         Collection[*Unplanned]
	Grants            Grants
	// User is who read the database from a cluster; empty for scripts. Where a script does not say whose default privileges it
	// sets, they are those of whoever runs it. No part of equality.
	User string
}

// Clone returns a database that can be changed without changing this one. Objects are shared, for they are immutable.
func (d *Database) Clone() *Database {
	return &Database{
		Schemas:           d.Schemas.clone(),
		Tables:            d.Tables.clone(),
		Views:             d.Views.clone(),
		MaterializedViews: d.MaterializedViews.clone(),
		Functions:         d.Functions.clone(),
		Procedures:        d.Procedures.clone(),
		Unplanned:         d.Unplanned.clone(),
		Grants:            d.Grants.clone(),
		User:              d.User,
	}
}

// Object returns the object with that ID, whatever its kind.
func (d *Database) Object(id ID) (Object, bool) {
	switch id.Kind {
	case KindSchema:
		return lookUp(&d.Schemas, id)
	case KindTable:
		return lookUp(&d.Tables, id)
	case KindView:
		return lookUp(&d.Views, id)
	case KindMaterializedView:
		return lookUp(&d.MaterializedViews, id)
	case KindFunction:
		return lookUp(&d.Functions, id)
	case KindProcedure:
		return lookUp(&d.Procedures, id)
	}
	return lookUp(&d.Unplanned, id)
}

// lookUp hides that a typed nil pointer is not a nil Object.
func lookUp[T Object](c *Collection[T], id ID) (Object, bool) {
	if object, ok := c.Get(id); ok {
		return object, true
	}
	return nil, false
}

// Has reports whether an object with that ID exists.
func (d *Database) Has(id ID) bool { _, ok := d.Object(id); return ok }

// Put adds or replaces an object of any kind.
func (d *Database) Put(object Object) {
	switch o := object.(type) {
	case *Schema:
		d.Schemas.Put(o)
	case *Table:
		d.Tables.Put(o)
	case *View:
		d.Views.Put(o)
	case *MaterializedView:
		d.MaterializedViews.Put(o)
	case *Function:
		d.Functions.Put(o)
	case *Procedure:
		d.Procedures.Put(o)
	case *Unplanned:
		d.Unplanned.Put(o)
	}
}

// Delete removes the object with that ID and the grants on it.
func (d *Database) Delete(id ID) {
	switch id.Kind {
	case KindSchema:
		d.Schemas.Delete(id)
	case KindTable:
		d.Tables.Delete(id)
	case KindView:
		d.Views.Delete(id)
	case KindMaterializedView:
		d.MaterializedViews.Delete(id)
	case KindFunction:
		d.Functions.Delete(id)
	case KindProcedure:
		d.Procedures.Delete(id)
	default:
		d.Unplanned.Delete(id)
	}
	d.Grants.Clear(id)
}

// Objects iterates over all objects: schemas, tables, views, materialized views, functions, procedures, the rest; each
// in ID order.
func (d *Database) Objects() iter.Seq[Object] {
	return func(yield func(Object) bool) {
		_ = each(&d.Schemas, yield) && each(&d.Tables, yield) && each(&d.Views, yield) &&
			each(&d.MaterializedViews, yield) && each(&d.Functions, yield) && each(&d.Procedures, yield) &&
			each(&d.Unplanned, yield)
	}
}

func each[T Object](c *Collection[T], yield func(Object) bool) bool {
	for _, object := range c.All() {
		if !yield(object) {
			return false
		}
	}
	return true
}

// Len returns the number of objects, grants not counted.
func (d *Database) Len() int {
	return d.Schemas.Len() + d.Tables.Len() + d.Views.Len() + d.MaterializedViews.Len() + d.Functions.Len() +
		d.Procedures.Len() + d.Unplanned.Len()
}

// Attachments returns the policies that are attached to a relation, in ID order.
func (d *Database) Attachments(on Name) []ID {
	var found []ID
	ids := d.Unplanned.IDs()
	at, _ := slices.BinarySearchFunc(ids, ID{Kind: KindPolicyAttachment}, ID.Compare)
	for ; at < len(ids) && ids[at].Kind == KindPolicyAttachment; at++ {
		if attachment, ok := d.Unplanned.Get(ids[at]); ok && attachment.On == on {
			found = append(found, ids[at])
		}
	}
	return found
}

// relationKinds are the kinds that share the name space of a schema's relations.
var relationKinds = []Kind{KindTable, KindView, KindMaterializedView, KindExternalTable, KindExternalView}

// Relation finds the table or view of that name, whatever its kind.
func (d *Database) Relation(name Name) (ID, bool) {
	for _, kind := range relationKinds {
		id := ID{Kind: kind, Schema: name.Schema, Name: name.Name}
		if d.Has(id) {
			return id, true
		}
	}
	return ID{}, false
}
