package ddl

import (
	"cmp"
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
)

// Unplanned returns the statements that made an object of a kind that is not planned, as the model keeps them.
func Unplanned(u *model.Unplanned) []string { return slices.Clone(u.Statements) }

// Object returns all statements that make one object, in order: CREATE, comments, owner, grants. Foreign keys stand
// in CREATE TABLE, so the tables they point at must come before. For an ID that names no object, such as default
// privileges, only its grants are returned.
func Object(db *model.Database, id model.ID) []string {
	var statements []string
	if object, ok := db.Object(id); ok {
		statements = creates(object)
	}
	return append(statements, Attributes(db, id, nil)...)
}

// Attributes returns the statements that give a new object its comments, owner and grants, in that order. What it may hold
// besides from the moment it was made, by somebody's default privileges, is taken away where the model does not hold it.
func Attributes(db *model.Database, id model.ID, byDefault []model.Grant) []string {
	var statements []string
	if object, ok := db.Object(id); ok {
		statements = comments(object)
		if owner := object.Attributes().Owner; owner != "" {
			statements = append(statements, Owner(id, owner))
		}
	}
	return append(statements, grantsOn(&db.Grants, id, byDefault)...)
}

// creates returns CREATE and what CREATE cannot say. The schema public is in every database and cannot be created
// (r_CREATE_SCHEMA); its quota can be set.
func creates(object model.Object) []string {
	switch o := object.(type) {
	case *model.Schema:
		if o.ID.Name != "public" {
			return []string{CreateSchema(o)}
		}
		if o.QuotaMB > 0 {
			return []string{AlterSchemaQuota(o.ID, o.QuotaMB)}
		}
	case *model.Table:
		return CreateTableStatements(o, TableOptions{Keys: true})
	case *model.View:
		return []string{CreateView(o, false)}
	case *model.MaterializedView:
		return CreateMaterializedViewStatements(o)
	case *model.Function:
		return []string{CreateFunction(o, false)}
	case *model.Procedure:
		return []string{CreateProcedure(o, false)}
	case *model.Unplanned:
		return Unplanned(o)
	}
	return nil
}

// comments returns the comments of an object, then those of its parts.
func comments(object model.Object) []string {
	var statements []string
	id := object.Identity()
	if text := object.Attributes().Comment; text != "" {
		statements = append(statements, Comment(id, text))
	}
	switch o := object.(type) {
	case *model.Table:
		return append(statements, tableComments(o)...)
	case *model.View:
		return append(statements, viewComments(id, o.ColumnComments)...)
	case *model.MaterializedView:
		return append(statements, viewComments(id, o.ColumnComments)...)
	}
	return statements
}

func tableComments(t *model.Table) []string {
	var statements []string
	for _, c := range t.Columns {
		if c.Comment != "" {
			statements = append(statements, ColumnComment(t.ID, c.Name, c.Comment))
		}
	}
	for _, c := range keys(t) {
		if c.Comment != "" {
			name := cmp.Or(c.Name, model.GeneratedName(t.ID.Name, c))
			statements = append(statements, ConstraintComment(t.ID, name, c.Comment))
		}
	}
	return statements
}

// viewComments are sorted, for a model keeps them in any order.
func viewComments(id model.ID, list []model.ColumnComment) []string {
	var statements []string
	byColumn := func(a, b model.ColumnComment) int { return strings.Compare(a.Column, b.Column) }
	for _, c := range slices.SortedFunc(slices.Values(list), byColumn) {
		if c.Comment != "" {
			statements = append(statements, ColumnComment(id, c.Column, c.Comment))
		}
	}
	return statements
}

// grantsOn returns the statements that lead from the privileges of a new object to those that the model holds. Those by
// default privileges are taken away wholly, whether they are there or not: a grant option may come with them.
func grantsOn(held *model.Grants, id model.ID, byDefault []model.Grant) []string {
	given := Given(id)
	var statements []string
	lost := slices.DeleteFunc(slices.Concat(given, byDefault), held.Has)
	for _, group := range GroupGrants(lost) {
		statements = append(statements, Revoke(group))
	}
	missing := slices.DeleteFunc(slices.Clone(held.On(id)), func(g model.Grant) bool { return slices.Contains(given, g) })
	for _, group := range GroupGrants(missing) {
		statements = append(statements, Grant(group))
	}
	return statements
}

// Given returns the privileges that an object has from the start, without any GRANT: everybody may execute a new
// function, and use and create in the schema public (r_GRANT, r_CREATE_FUNCTION, r_Schemas_and_tables).
func Given(id model.ID) []model.Grant {
	switch {
	case id.Kind == model.KindFunction:
		return []model.Grant{{On: id, Privilege: "EXECUTE", To: model.Public}}
	case id == model.SchemaID("public"):
		return []model.Grant{{On: id, Privilege: "CREATE", To: model.Public}, {On: id, Privilege: "USAGE", To: model.Public}}
	}
	return nil
}

// Initial returns the privileges that everybody has, from the start, on what no script creates: temporary tables in the
// database, the use of languages, and, by the engine's own default privileges, of new functions (r_GRANT,
// r_ALTER_DEFAULT_PRIVILEGES). Scripts need not say so, and may.
func Initial(id model.ID) []model.Grant {
	switch {
	case id.Kind == model.KindDatabase:
		return []model.Grant{{On: id, Privilege: "TEMPORARY", To: model.Public}}
	case id.Kind == model.KindLanguage:
		return []model.Grant{{On: id, Privilege: "USAGE", To: model.Public}}
	case id.Kind == model.KindDefaultPrivileges && id.Signature == "FUNCTIONS" && id.Schema == "":
		return []model.Grant{{On: id, Privilege: "EXECUTE", To: model.Public}}
	}
	return nil
}

// Script joins statements into the text of a script: each ends with a semicolon and a blank line stands between two. A
// script of nothing is empty.
func Script(statements []string) string {
	var b strings.Builder
	for i, s := range statements {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(s + ";\n")
	}
	return b.String()
}
