package interpret

import (
	"cmp"
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

// set takes SET search_path; no other parameter changes what a statement means to the model.
func (in *interpreter) set(s *ast.Set) {
	if s.Name != "search_path" {
		return
	}
	in.path = nil
	for _, schema := range s.Values {
		if schema != "$user" {
			in.path = append(in.path, schema)
		}
	}
	if len(in.path) == 0 {
		in.path = in.options.SearchPath
	}
}

// newSchema returns the schema in which a statement makes a new object of that name.
func (in *interpreter) newSchema(name ast.Name) string { return cmp.Or(name.Schema, in.path[0]) }

// schemaOf returns the schema of the path in which an unqualified relation is found, the path's first when none has it,
// and pg_catalog for the engine's own.
func (in *interpreter) schemaOf(path []string, name string) string {
	for _, schema := range path {
		full := model.Name{Schema: schema, Name: name}
		if in.declared[full] {
			return schema
		}
		if _, ok := in.db.Relation(full); ok {
			return schema
		}
	}
	if (model.Name{Name: name}).IsSystem() {
		return "pg_catalog"
	}
	return path[0]
}

// relationName returns the qualified name that a statement means.
func (in *interpreter) relationName(name ast.Name) model.Name {
	if name.Schema != "" {
		return model.Name{Schema: name.Schema, Name: name.Name}
	}
	for _, schema := range in.path {
		full := model.Name{Schema: schema, Name: name.Name}
		if _, ok := in.db.Relation(full); ok {
			return full
		}
	}
	return model.Name{Schema: in.path[0], Name: name.Name}
}

// isTemporary reports whether the name means a temporary table of this session, which wins over a permanent one of the
// same name unless a schema is written (r_CREATE_TABLE_NEW).
func (in *interpreter) isTemporary(name ast.Name) bool {
	return name.Schema == "" && (in.temporary[name.Name] || strings.HasPrefix(name.Name, "#"))
}

// relation finds a table or view and reports when there is none.
func (in *interpreter) relation(name ast.Name) (model.ID, bool) {
	full := in.relationName(name)
	id, ok := in.db.Relation(full)
	if !ok {
		in.fail(name.Span, "missing-relation", "relation "+full.String()+" does not exist", in.nearestRelation(full))
	}
	return id, ok
}

// maxSearches bounds how often a run looks through the whole model for a name that is spelt alike: thousands of names that do
// not exist have one cause, and a search for each would grow like the square.
const maxSearches = 100

// nearestRelation says what the model holds instead of a name that it does not hold.
func (in *interpreter) nearestRelation(name model.Name) string {
	if !in.hasSchema(name.Schema) {
		return "there is no schema " + name.Schema + " either"
	}
	if in.searches++; in.searches > maxSearches {
		return ""
	}
	var names []string
	for object := range in.db.Objects() {
		id := object.Identity()
		if id.Kind.IsRelation() && (id.Schema == name.Schema || id.Name == name.Name) {
			names = append(names, id.QualifiedName())
		}
	}
	near := diag.Nearest(name.String(), names)
	if len(near) == 0 {
		return "nothing of a similar name exists at this point"
	}
	return "did you mean " + strings.Join(near, " or ") + "?"
}

func (in *interpreter) hasSchema(name string) bool {
	return in.db.Schemas.Has(model.SchemaID(name)) || in.isExternalSchema(name)
}

func (in *interpreter) isExternalSchema(name string) bool {
	return in.db.Unplanned.Has(model.ID{Kind: model.KindExternalSchema, Name: name})
}

// needSchema reports a schema that does not exist.
func (in *interpreter) needSchema(name string, at ast.Span) bool {
	if in.hasSchema(name) {
		return true
	}
	var names []string
	for id := range in.db.Schemas.All() {
		names = append(names, id.Name)
	}
	hint := "create it first: CREATE SCHEMA " + name
	if near := diag.Nearest(name, names); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	in.fail(at, "missing-schema", "schema "+name+" does not exist", hint)
	return false
}

// taken reports an object whose name a new one wants; both places are named when both are known.
func (in *interpreter) taken(id model.ID, at ast.Span) {
	d := in.file.Source.Diagnose(diag.Error, "already-exists", at.Start, at.End, id.String()+" already exists", "")
	if in.declaring {
		d.Code, d.Summary = "duplicate-definition", id.String()+" is defined twice"
		d.Hint = "keep one of the two definitions"
	}
	if first := in.origins.Object(id); !first.IsZero() {
		d.Related = append(d.Related, diag.Related{Pos: first, Message: "first defined here"})
	}
	in.findings = append(in.findings, d)
}

func names(ids []ast.Ident) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = id.Name
	}
	return list
}

func qualifiedNames(ids []model.ID) string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = id.String()
	}
	return strings.Join(list, ", ")
}

// without returns the list without the names in gone.
func without(list, gone []model.ID) []model.ID {
	return slices.DeleteFunc(slices.Clone(list), func(id model.ID) bool { return slices.Contains(gone, id) })
}
