package interpret

import (
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// dropRelations takes DROP TABLE, VIEW and MATERIALIZED VIEW. RESTRICT is the default: what others are bound to stays
// (r_DROP_TABLE, r_DROP_VIEW).
func (in *interpreter) dropRelations(s *ast.DropRelation) {
	var doomed []model.ID
	for _, name := range s.Names {
		if in.isTemporary(name) {
			delete(in.temporary, name.Name)
			continue
		}
		if in.declaring {
			full := in.relationName(name)
			in.ignoredDrop(s.Bounds(), model.ID{Kind: s.Kind, Schema: full.Schema, Name: full.Name})
			continue
		}
		if id, ok := in.doomed(s, name); ok {
			doomed = append(doomed, id)
		}
	}
	in.drop(doomed, s.Cascade, s.Bounds())
}

func (in *interpreter) doomed(s *ast.DropRelation, name ast.Name) (model.ID, bool) {
	full := in.relationName(name)
	id, exists := in.db.Relation(full)
	if !exists {
		if !s.IfExists {
			in.relation(name)
		}
		return id, false
	}
	fits := id.Kind == s.Kind || s.Kind == model.KindTable && id.Kind == model.KindExternalTable
	if !fits {
		in.fail(name.Span, "wrong-kind", id.String()+" is not a "+s.Kind.String(), "write DROP for a "+id.Kind.String())
	}
	return id, fits
}

// drop removes the objects and, under CASCADE, what is bound to them; without it a bond is an error.
func (in *interpreter) drop(doomed []model.ID, cascade bool, at ast.Span) {
	for _, id := range doomed {
		users := without(in.bonds.usersOf(id), doomed)
		if len(users) > 0 && !cascade {
			in.fail(at, "depended-on", id.String()+" cannot be dropped: "+qualifiedNames(users)+" depends on it",
				"drop the dependents first, in their order; redraft deps "+id.QualifiedName()+" --drops prints them")
			return
		}
	}
	for _, id := range in.closure(doomed) {
		in.dropObject(id)
	}
}

// closure returns the objects with all that is bound to them, directly or through others. A table bound by a foreign key
// only loses that key, so it is not part of it.
func (in *interpreter) closure(ids []model.ID) []model.ID {
	all := slices.Clone(ids)
	for i := 0; i < len(all); i++ {
		for _, user := range in.bonds.usersOf(all[i]) {
			if user.Kind != model.KindTable && !slices.Contains(all, user) {
				all = append(all, user)
			}
		}
	}
	return all
}

// dropObject removes one object, the policies attached to it and the foreign keys that refer to it.
func (in *interpreter) dropObject(id model.ID) {
	if id.Kind.IsRelation() {
		for _, attachment := range in.db.Attachments(model.Name{Schema: id.Schema, Name: id.Name}) {
			in.remove(attachment)
		}
	}
	for _, user := range in.bonds.usersOf(id) {
		child, ok := in.db.Tables.Get(user)
		if !ok {
			continue
		}
		child = child.Clone()
		child.Constraints = slices.DeleteFunc(child.Constraints, func(c model.Constraint) bool { return c.RefTable == id })
		in.put(child)
	}
	in.remove(id)
}
