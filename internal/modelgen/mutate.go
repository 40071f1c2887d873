package modelgen

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/model"
)

// edit is a small change that a person might make. It returns false when there was nothing to apply it to.
type edit struct {
	name  string
	apply func(*maker) bool
}

// allEdits lists the edits of every sort; each theme is in a file of its own.
var allEdits = slices.Concat(schemaEdits, tableEdits, keyEdits, viewEdits, routineEdits, grantEdits, renameEdits)

// EditNames lists the names of all edits, for tests that count them.
func EditNames() []string {
	names := make([]string, len(allEdits))
	for i, e := range allEdits {
		names[i] = e.name
	}
	return names
}

// Mutate returns the world after a number of random edits, from none up to n. What an edit breaks is mended as a person
// would: a view loses the columns that are gone, and goes when none is left.
func (w *World) Mutate(t *rapid.T, n int) *World {
	m := &maker{World: w.clone(), t: t, was: newHistory()}
	for range rapid.IntRange(0, n).Draw(t, "edits") {
		at := rapid.SampledFrom(EditNames()).Draw(t, "edit")
		m.edit(at)
	}
	m.RenamedObjects, m.RenamedColumns = m.was.export(w, m.World)
	return m.World
}

// Edit applies the edit of that name and reports whether there was something to apply it to.
func (w *World) Edit(t *rapid.T, name string) (*World, bool) {
	m := &maker{World: w.clone(), t: t, was: newHistory()}
	done := m.edit(name)
	m.RenamedObjects, m.RenamedColumns = m.was.export(w, m.World)
	return m.World, done
}

func (m *maker) edit(name string) bool {
	at := slices.IndexFunc(allEdits, func(e edit) bool { return e.name == name })
	done := allEdits[at].apply(m)
	m.mend()
	return done
}

// remove takes an object out of the world.
func (m *maker) remove(id model.ID) {
	m.DB.Delete(id)
	delete(m.queries, id)
	m.was.forget(id)
}

// dropOne removes one of the objects.
func (m *maker) dropOne(ids []model.ID) bool {
	if len(ids) == 0 {
		return false
	}
	m.remove(pick(m, "drop", ids))
	return true
}

// change clones one object of a collection, lets a function edit the copy and puts it back. It returns false when
// there is none or the function found nothing to do.
func change[T interface {
	model.Object
	Clone() T
}](m *maker, c *model.Collection[T], apply func(T) bool) bool {
	if c.Len() == 0 {
		return false
	}
	object, _ := c.Get(pick(m, "object", c.IDs()))
	copied := object.Clone()
	if !apply(copied) {
		return false
	}
	m.DB.Put(copied)
	return true
}

// different draws from a list what is not the present value; false when there is nothing else.
func different[T comparable](m *maker, label string, list []T, present *T) bool {
	others := slices.DeleteFunc(slices.Clone(list), func(v T) bool { return v == *present })
	if len(others) == 0 {
		return false
	}
	*present = pick(m, label, others)
	return true
}

// changeCommon changes the comment or the owner.
func (m *maker) changeCommon(c *model.Common) bool {
	if m.once(2, "owner rather than comment") {
		return different(m, "owner", append(slices.Clone(users), ""), &c.Owner)
	}
	return different(m, "comment", comments, &c.Comment)
}

var quotas = []int64{0, 10, 2048}

var schemaEdits = []edit{
	{"add a schema", (*maker).addSchema},
	{"drop a schema with all in it", (*maker).dropSchema},
	{"add an external schema", (*maker).addExternalSchema},
	{"drop an external schema", func(m *maker) bool { return m.dropOne(m.DB.Unplanned.IDs()) }},
	{"change a schema's quota", func(m *maker) bool {
		return change(m, &m.DB.Schemas, func(s *model.Schema) bool { return different(m, "quota", quotas, &s.QuotaMB) })
	}},
	{"change a schema's comment or owner", func(m *maker) bool {
		return change(m, &m.DB.Schemas, func(s *model.Schema) bool { return m.changeCommon(&s.Common) })
	}},
}

func (m *maker) dropSchema() bool {
	schemas := slices.DeleteFunc(slices.Clone(m.DB.Schemas.IDs()), func(id model.ID) bool { return id.Name == "public" })
	if len(schemas) == 0 {
		return false
	}
	schema := pick(m, "drop schema", schemas)
	var members []model.ID
	for object := range m.DB.Objects() {
		if object.Identity().Schema == schema.Name {
			members = append(members, object.Identity())
		}
	}
	for _, id := range members {
		m.remove(id)
	}
	m.remove(schema)
	return true
}
