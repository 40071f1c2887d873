// Package diff compares two models and says what differs, one small fact at a time.
//
// It owns the closed set of changes. It knows nothing of SQL, of the order of execution or of what Redshift can alter; the
// planner does.
package diff

import (
	"github.com/redraft/redraft/model"
)

// Change is one difference between two models. Every change embeds On, the object it is about in the to-model (for a
// dropped object, in the from-model).
type Change interface {
	Object() model.ID
	// Describe says the difference in a few words, without the object's name.
	Describe() string
	change()
}

// On names the object that a change is about.
type On struct{ ID model.ID }

// Object returns the object's ID.
func (o On) Object() model.ID { return o.ID }

func (On) change() {}

// Renames are the renames that a person declared in the scripts: they are never guessed.
type Renames struct {
	// Objects maps a new relation to the one it was.
	Objects map[model.ID]model.ID
	// Columns maps a table by its new ID, and a new column name, to what the column was called.
	Columns map[model.ID]map[string]string
}

// CreateObject says that the object exists in the to-model only.
type CreateObject struct{ On }

// DropObject says that the object exists in the from-model only.
type DropObject struct{ On }

// RenameObject says that a person declared the object to be another one under a new name.
type RenameObject struct {
	On
	From model.ID
}

// SetOwner is a change of owner.
type SetOwner struct {
	On
	From, To string
}

// SetComment is a change of an object's comment.
type SetComment struct {
	On
	From, To string
}

// SetColumnComment is a change of a column's comment.
type SetColumnComment struct {
	On
	Column   string
	From, To string
}

// UnplannedChange is a difference in an object of a kind that is not planned: What is "only in the to-model", "only in
// the from-model" or "differs".
type UnplannedChange struct {
	On
	What string
}

// Describe says the change in words.
func (c CreateObject) Describe() string { return "new" }

// Describe says the change in words.
func (c DropObject) Describe() string { return "no longer there" }

// Describe says the change in words.
func (c RenameObject) Describe() string { return "renamed from " + c.From.QualifiedName() }

// Describe says the change in words.
func (c SetOwner) Describe() string { return "owner " + orNobody(c.From) + " → " + orNobody(c.To) }

// Describe says the change in words.
func (c SetComment) Describe() string { return "comment" }

// Describe says the change in words.
func (c SetColumnComment) Describe() string { return "comment of column " + c.Column }

// Describe says the change in words.
func (c UnplannedChange) Describe() string { return c.What }

func orNobody(owner string) string {
	if owner == "" {
		return "(not stated)"
	}
	return owner
}
