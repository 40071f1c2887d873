package interpret

import (
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

func (in *interpreter) schemaStatement(s ast.Statement) bool {
	switch s := s.(type) {
	case *ast.CreateSchema:
		in.createSchema(s)
	case *ast.AlterSchema:
		in.alterSchema(s)
	case *ast.DropSchema:
		in.dropSchema(s)
	default:
		return false
	}
	return true
}

func (in *interpreter) createSchema(s *ast.CreateSchema) {
	id := model.SchemaID(s.Name.Name)
	exists := in.hasSchema(id.Name)
	switch {
	case in.assumed[id] || exists && in.declaring && id.Name == "public":
		// It is there already, and a script says so for completeness.
		delete(in.assumed, id)
	case exists && s.IfNotExists && !in.declaring:
		return
	case exists:
		in.taken(id, s.Name.Span)
		return
	}
	schema := &model.Schema{ID: id, Common: model.Common{Owner: s.Owner.Name}}
	if s.Quota != nil {
		schema.QuotaMB = s.Quota.MB
	}
	in.put(schema)
	in.made(id, s.Name.Span)
	outer := in.path
	in.path = append([]string{id.Name}, outer...)
	for _, element := range s.Elements {
		in.statement(element)
	}
	in.path = outer
}

func (in *interpreter) alterSchema(s *ast.AlterSchema) {
	id := model.SchemaID(s.Name.Name)
	if in.isExternalSchema(id.Name) {
		return
	}
	schema, ok := in.db.Schemas.Get(id)
	if !ok {
		in.needSchema(id.Name, s.Name.Span)
		return
	}
	schema = schema.Clone()
	switch {
	case !s.NewName.IsZero():
		in.renameSchema(schema, s.NewName)
		return
	case !s.Owner.IsZero():
		schema.Owner = s.Owner.Name
	case s.Quota != nil:
		schema.QuotaMB = s.Quota.MB
	}
	in.put(schema)
}

// renameSchema moves every object of the schema. What is bound by OID follows; what names the schema in text does not
// (r_ALTER_SCHEMA).
func (in *interpreter) renameSchema(schema *model.Schema, newName ast.Ident) {
	if in.hasSchema(newName.Name) {
		in.taken(model.SchemaID(newName.Name), newName.Span)
		return
	}
	old := schema.ID
	var members []model.ID
	for object := range in.db.Objects() {
		if id := object.Identity(); id.Schema == old.Name && id.Kind.Planned() {
			members = append(members, id)
		}
	}
	schema.ID = model.SchemaID(newName.Name)
	in.db.Grants.Move(old, schema.ID)
	for _, id := range in.defaultPrivilegesIn(old.Name) {
		moved := id
		moved.Schema = newName.Name
		in.db.Grants.Move(id, moved)
	}
	in.remove(old)
	in.put(schema)
	in.origins.move(old, schema.ID)
	for _, id := range members {
		moved := id
		moved.Schema = newName.Name
		in.rename(id, moved, newName.Span)
	}
}

func (in *interpreter) dropSchema(s *ast.DropSchema) {
	for _, name := range s.Names {
		in.dropOneSchema(s, name)
	}
}

func (in *interpreter) dropOneSchema(s *ast.DropSchema, name ast.Ident) {
	if in.declaring {
		in.ignoredDrop(s.Bounds(), model.SchemaID(name.Name))
		return
	}
	if !in.hasSchema(name.Name) {
		if !s.IfExists {
			in.needSchema(name.Name, name.Span)
		}
		return
	}
	if in.isExternalSchema(name.Name) {
		in.dropExternalSchema(name.Name)
		return
	}
	var members []model.ID
	for object := range in.db.Objects() {
		if object.Identity().Schema == name.Name {
			members = append(members, object.Identity())
		}
	}
	if len(members) > 0 && !s.Cascade {
		in.fail(name.Span, "schema-not-empty", "schema "+name.Name+" cannot be dropped: it holds "+qualifiedNames(members),
			"drop what it holds first")
		return
	}
	// DROP SCHEMA … CASCADE drops dependents in other schemas too (r_DROP_SCHEMA).
	for _, id := range in.closure(members) {
		in.dropObject(id)
	}
	in.remove(model.SchemaID(name.Name))
	for _, id := range in.defaultPrivilegesIn(name.Name) {
		in.db.Grants.Clear(id)
	}
}

// defaultPrivilegesIn returns the default privileges that were set for a schema; they go and are renamed with it, as all
// that PostgreSQL holds by the schema's OID.
func (in *interpreter) defaultPrivilegesIn(schema string) []model.ID {
	var ids []model.ID
	for id := range in.db.Grants.Objects() {
		if id.Kind == model.KindDefaultPrivileges && id.Schema == schema {
			ids = append(ids, id)
		}
	}
	return ids
}

func (in *interpreter) dropExternalSchema(name string) {
	for _, id := range slices.Clone(in.db.Unplanned.IDs()) {
		if id.Schema == name {
			in.remove(id)
		}
	}
	in.remove(model.ID{Kind: model.KindExternalSchema, Name: name})
}

// ignoredDrop is what becomes of DROP in an absolute script, which says what should be there.
func (in *interpreter) ignoredDrop(at ast.Span, id model.ID) {
	in.warn(at, "drop-in-absolute", "DROP has no effect in an absolute script: "+id.String(),
		"absolute scripts say what should exist; what no script creates is dropped by the plan")
}
