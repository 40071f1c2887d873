package diff

import (
	"slices"

	"github.com/redraft/redraft/model"
)

// Compare returns what turns the from-model into the to-model, in ID order of the objects; nil when they are equal. The
// renames are taken as facts before anything else is compared (see ApplyRenames).
func Compare(from, to *model.Database, renames Renames) []Change {
	from, changes := ApplyRenames(from, renames)
	changes = append(changes, objects(&from.Schemas, &to.Schemas, compareSchema)...)
	changes = append(changes, objects(&from.Tables, &to.Tables, compareTable)...)
	changes = append(changes, objects(&from.Views, &to.Views, compareView)...)
	changes = append(changes, objects(&from.MaterializedViews, &to.MaterializedViews, compareMaterializedView)...)
	changes = append(changes, objects(&from.Functions, &to.Functions, compareFunction)...)
	changes = append(changes, objects(&from.Procedures, &to.Procedures, compareProcedure)...)
	changes = append(changes, compareUnplanned(from, to)...)
	changes = append(changes, compareGrants(from, to)...)
	slices.SortStableFunc(changes, func(a, b Change) int { return a.Object().Compare(b.Object()) })
	return changes
}

// objects walks two sorted collections side by side: every kind of object is compared by this one loop.
func objects[T model.Object](from, to *model.Collection[T], compare func(from, to T) []Change) []Change {
	var changes []Change
	old, want := from.IDs(), to.IDs()
	for len(old) > 0 || len(want) > 0 {
		switch {
		case len(want) == 0 || len(old) > 0 && old[0].Compare(want[0]) < 0:
			changes = append(changes, DropObject{On{old[0]}})
			old = old[1:]
		case len(old) == 0 || want[0].Compare(old[0]) < 0:
			changes = append(changes, CreateObject{On{want[0]}})
			want = want[1:]
		default:
			a, _ := from.Get(old[0])
			b, _ := to.Get(want[0])
			changes = append(changes, changed(a, b, compare)...)
			old, want = old[1:], want[1:]
		}
	}
	return changes
}

func changed[T model.Object](a, b T, compare func(from, to T) []Change) []Change {
	if model.Same(a, b) {
		return nil
	}
	return append(compare(a, b), compareCommon(a, b)...)
}

// compareCommon compares owner and comment, which every kind has.
func compareCommon(a, b model.Object) []Change {
	var changes []Change
	id, from, to := b.Identity(), a.Attributes(), b.Attributes()
	if from.Owner != to.Owner {
		changes = append(changes, SetOwner{On{id}, from.Owner, to.Owner})
	}
	if from.Comment != to.Comment {
		changes = append(changes, SetComment{On{id}, from.Comment, to.Comment})
	}
	return changes
}

func compareUnplanned(from, to *model.Database) []Change {
	var changes []Change
	differs := func(a, b *model.Unplanned) []Change { return []Change{UnplannedChange{On{b.ID}, "differs"}} }
	for _, c := range objects(&from.Unplanned, &to.Unplanned, differs) {
		switch c := c.(type) {
		case CreateObject:
			changes = append(changes, UnplannedChange{c.On, "only in the to-model"})
		case DropObject:
			changes = append(changes, UnplannedChange{c.On, "only in the from-model"})
		case UnplannedChange:
			changes = append(changes, c)
		}
	}
	return changes
}
