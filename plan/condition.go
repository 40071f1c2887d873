package plan

import "github.com/redraft/redraft/model"

// noLongerNeeds reports whether the definition that a step replaces no longer needs the other step's object.
func noLongerNeeds(first, then *Step) bool { return !first.stillNeeds[then.Object] }

// refersTo reports whether the dropped foreign key refers to the other step's table, and a key or column of it that
// matters.
func refersTo(first, then *Step) bool {
	if first.key.Kind != model.ForeignKey || first.key.RefTable != then.Object {
		return false
	}
	return then.op != opDropKey || then.key.Kind != model.ForeignKey
}

// reliesOn reports whether the added foreign key refers to the other step's table; of keys only those count that a foreign
// key can rely on.
func reliesOn(first, then *Step) bool {
	if then.key.Kind != model.ForeignKey || then.key.RefTable != first.Object {
		return false
	}
	return first.op != opAddKey || first.key.Kind != model.ForeignKey
}

// isOwnKey reports whether a step adds a primary or unique key.
func isOwnKey(first, _ *Step) bool { return first.key.Kind != model.ForeignKey }

// freesColumn reports whether the first step takes the name off a column that the other step gives to another one.
func freesColumn(first, then *Step) bool { return first.oldColumn == then.part }

func ofDifferentObjects(first, then *Step) bool { return first.Object != then.Object }
