package interpret

import (
	"slices"

	"github.com/redraft/redraft/model"
)

// overloads maps the name of a routine, an ID without a signature, to the routines that share it. It is made when it is first
// asked for and kept up by put and remove: looking through all routines for each GRANT would grow like the square.
type overloads map[model.ID][]model.ID

func nameOf(id model.ID) model.ID {
	id.Signature = ""
	return id
}

// routinesNamed returns the functions or procedures of a name in ID order; the caller must not change the slice.
func (in *interpreter) routinesNamed(kind model.Kind, name model.Name) []model.ID {
	if in.overloads == nil {
		in.overloads = make(overloads)
		for _, id := range slices.Concat(in.db.Functions.IDs(), in.db.Procedures.IDs()) {
			in.overloads.add(id)
		}
	}
	return in.overloads[model.ID{Kind: kind, Schema: name.Schema, Name: name.Name}]
}

func (o overloads) add(id model.ID) {
	list := o[nameOf(id)]
	if at, found := slices.BinarySearchFunc(list, id, model.ID.Compare); !found {
		o[nameOf(id)] = slices.Insert(slices.Clone(list), at, id)
	}
}

func (o overloads) remove(id model.ID) {
	gone := func(other model.ID) bool { return other == id }
	o[nameOf(id)] = slices.DeleteFunc(slices.Clone(o[nameOf(id)]), gone)
}
