package diff

import (
	"maps"
	"slices"

	"github.com/redraft/redraft/model"
)

// RenameColumn says that a person declared the column to be another one under a new name.
type RenameColumn struct {
	On
	From, To string
}

// Describe says the change in words.
func (c RenameColumn) Describe() string { return "column " + c.From + " renamed to " + c.To }

// ApplyRenames returns a copy of the from-model in which the declared renames were carried out, and the changes that say
// so. A rename whose old name is gone or whose new name is taken in the from-model was done before, and is passed over;
// where another rename frees that name it comes first.
func ApplyRenames(from *model.Database, renames Renames) (*model.Database, []Change) {
	if len(renames.Objects) == 0 && len(renames.Columns) == 0 {
		return from, nil
	}
	var changes []Change
	from = from.Clone()
	inChain(slices.SortedFunc(maps.Keys(renames.Objects), model.ID.Compare), func(id model.ID) bool {
		old := renames.Objects[id]
		if !from.Has(old) || from.Has(id) {
			return false
		}
		renameObject(from, old, id)
		changes = append(changes, RenameObject{On{id}, old})
		return true
	})
	for _, id := range slices.SortedFunc(maps.Keys(renames.Columns), model.ID.Compare) {
		changes = append(changes, renameColumns(from, id, renames.Columns[id])...)
	}
	return from, changes
}

// inChain tries each new name until none can be taken any more: one rename may free the name that another one takes.
func inChain[N comparable](names []N, rename func(N) bool) {
	for again := true; again; {
		waiting := names[:0:0]
		for _, name := range names {
			if !rename(name) {
				waiting = append(waiting, name)
			}
		}
		again = len(waiting) < len(names) && len(waiting) > 0
		names = waiting
	}
}

func renameObject(db *model.Database, old, id model.ID) {
	object, ok := db.Object(old)
	if !ok {
		return
	}
	db.Grants.Move(old, id)
	db.Delete(old)
	db.Put(model.WithID(object, id))
	if old.Kind == model.KindTable {
		renameTarget(db, old, id)
	}
}

// renameTarget makes foreign keys follow their parent, as the engine does: it holds the parent's OID.
func renameTarget(db *model.Database, old, id model.ID) {
	for _, table := range db.Tables.All() {
		refers := func(c model.Constraint) bool { return c.RefTable == old }
		if !slices.ContainsFunc(table.Constraints, refers) {
			continue
		}
		c := table.Clone()
		for i := range c.Constraints {
			if refers(c.Constraints[i]) {
				c.Constraints[i].RefTable = id
			}
		}
		db.Tables.Put(c)
	}
}

func renameColumns(db *model.Database, id model.ID, columns map[string]string) []Change {
	table, ok := db.Tables.Get(id)
	if !ok {
		return nil
	}
	var changes []Change
	inChain(slices.Sorted(maps.Keys(columns)), func(name string) bool {
		old := columns[name]
		if table.Column(old) == nil || table.Column(name) != nil {
			return false
		}
		table = table.Clone()
		table.RenameColumn(old, name)
		db.Tables.Put(table)
		renameColumnGrants(db, id, old, name)
		renameReferences(db, id, old, name)
		changes = append(changes, RenameColumn{On{id}, old, name})
		return true
	})
	return changes
}

func renameColumnGrants(db *model.Database, id model.ID, old, name string) {
	for _, g := range slices.Clone(db.Grants.On(id)) {
		if g.Column == old {
			db.Grants.Remove(g)
			g.Column = name
			db.Grants.Add(g)
		}
	}
}

func renameReferences(db *model.Database, id model.ID, old, name string) {
	for _, table := range db.Tables.All() {
		at := slices.IndexFunc(table.Constraints, func(c model.Constraint) bool {
			return c.RefTable == id && slices.Contains(c.RefColumns, old)
		})
		if at < 0 {
			continue
		}
		c := table.Clone()
		for i := range c.Constraints {
			if c.Constraints[i].RefTable == id {
				model.ReplaceName(c.Constraints[i].RefColumns, old, name)
			}
		}
		db.Tables.Put(c)
	}
}
