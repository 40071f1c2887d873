package interpret

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

func (in *interpreter) privilegeStatement(s ast.Statement) bool {
	switch s := s.(type) {
	case *ast.Grant:
		in.grant(s)
	case *ast.AlterDefaultPrivileges:
		in.alterDefaultPrivileges(s)
	default:
		return false
	}
	return true
}

// grant takes GRANT and REVOKE on everything whose privileges are planned.
func (in *interpreter) grant(s *ast.Grant) {
	for _, id := range in.grantTargets(s) {
		for _, privilege := range in.privileges(s, id) {
			for _, to := range s.To {
				privilege.To = to.Grantee
				in.applyGrant(s, privilege, to)
			}
		}
	}
}

// grantTargets returns the objects that a GRANT names, or all that a schema holds at this point.
func (in *interpreter) grantTargets(s *ast.Grant) []model.ID {
	var ids []model.ID
	for _, schema := range s.On.InSchemas {
		if in.needSchema(schema.Name, schema.Span) {
			ids = append(ids, in.members(schema.Name, s.On.Kind)...)
		}
	}
	for _, name := range s.On.Names {
		if id, ok := in.grantTarget(s.On.Kind, name); ok {
			ids = append(ids, id)
		}
	}
	for _, ref := range s.On.Routines {
		if id, ok := in.routine(ref, false); ok {
			ids = append(ids, id)
		}
	}
	return ids
}

func (in *interpreter) grantTarget(kind model.Kind, name ast.Name) (model.ID, bool) {
	switch kind {
	case model.KindTable:
		if in.isTemporary(name) {
			return model.ID{}, false
		}
		full := in.relationName(name)
		if _, exists := in.db.Relation(full); !exists && (full.IsSystem() || (model.Name{Name: full.Name}).IsSystem() || in.isExternalSchema(full.Schema)) {
			return model.TableID(full.Schema, full.Name), true
		}
		return in.relation(name)
	case model.KindSchema:
		if in.isExternalSchema(name.Name) {
			return model.ID{Kind: model.KindExternalSchema, Name: name.Name}, true
		}
		return model.SchemaID(name.Name), (model.Name{Schema: name.Name}).IsSystem() || in.needSchema(name.Name, name.Span)
	}
	return model.ID{Kind: kind, Name: name.Name}, true
}

func (in *interpreter) members(schema string, kind model.Kind) []model.ID {
	var ids []model.ID
	for object := range in.db.Objects() {
		id := object.Identity()
		fits := id.Kind == kind || kind == model.KindTable && id.Kind.IsRelation() && id.Kind.Planned()
		if id.Schema == schema && fits {
			ids = append(ids, id)
		}
	}
	return ids
}

// privileges returns the grants of a statement on one object, grantee aside, with ALL written out.
func (in *interpreter) privileges(s *ast.Grant, id model.ID) []model.Grant {
	all := model.AllPrivileges(id.Kind)
	var list []model.Grant
	if s.All {
		columns := s.AllColumns
		for _, p := range all {
			if len(columns) == 0 {
				list = append(list, model.Grant{On: id, Privilege: p})
			}
		}
		for _, p := range []model.Privilege{"SELECT", "UPDATE"} { // what can be granted on a column (r_GRANT)
			for _, c := range columns {
				if in.hasColumn(id, c) {
					list = append(list, model.Grant{On: id, Privilege: p, Column: c.Name})
				}
			}
		}
	}
	for _, p := range s.Privileges {
		if !slices.Contains(all, p.Name) {
			in.fail(p.Span, "wrong-privilege", "there is no privilege "+string(p.Name)+" on a "+id.Kind.String(),
				"there is "+joinPrivileges(all))
			continue
		}
		if len(p.Columns) == 0 {
			list = append(list, model.Grant{On: id, Privilege: p.Name})
		}
		for _, c := range p.Columns {
			if in.hasColumn(id, c) {
				list = append(list, model.Grant{On: id, Privilege: p.Name, Column: c.Name})
			}
		}
	}
	return list
}

// hasColumn reports a column that a table does not have; the columns of views are not looked at.
func (in *interpreter) hasColumn(id model.ID, column ast.Ident) bool {
	table, ok := in.db.Tables.Get(id)
	if ok && len(table.Columns) > 0 && table.Column(column.Name) == nil {
		in.missingColumn(table, column)
		return false
	}
	return true
}

func joinPrivileges(list []model.Privilege) string {
	words := make([]string, len(list))
	for i, p := range list {
		words[i] = string(p)
	}
	return strings.Join(words, ", ")
}

// applyGrant grants or revokes one privilege. Table and column privileges of one sort exclude each other: granting a column
// under a table privilege has no effect, granting the table over a column privilege is an error, and revoking at the table
// takes the columns' along (r_GRANT-usage-notes).
func (in *interpreter) applyGrant(s *ast.Grant, g model.Grant, to ast.GrantGrantee) {
	if !s.Revoke {
		whole := g
		whole.Column = ""
		if g.Column != "" && in.db.Grants.Has(whole) {
			in.warn(to.Span, "grant-without-effect", "the column privilege has no effect: "+to.Grantee.String()+" holds it on the whole table", "")
			return
		}
		if g.Column == "" && len(in.columnGrants(g)) > 0 {
			in.fail(to.Span, "column-privilege-held", to.Grantee.String()+" holds "+string(g.Privilege)+" on columns of "+g.On.String()+
				", so it cannot be granted on the whole", "revoke it on the columns first")
			return
		}
		g.Option = to.Option
		in.db.Grants.Add(g)
		return
	}
	if s.OptionFor {
		in.db.Grants.RemoveOption(g)
		return
	}
	in.db.Grants.Remove(g)
	if g.Column == "" {
		for _, held := range in.columnGrants(g) {
			in.db.Grants.Remove(held)
		}
	}
}

// columnGrants returns what the grantee of a privilege holds of it on single columns of the object.
func (in *interpreter) columnGrants(g model.Grant) []model.Grant {
	var list []model.Grant
	for _, held := range in.db.Grants.On(g.On) {
		if held.Column != "" && held.Privilege == g.Privilege && held.To == g.To {
			list = append(list, held)
		}
	}
	return list
}

// defaultKinds maps the words of ALTER DEFAULT PRIVILEGES to the kind whose privileges ALL stands for.
var defaultKinds = map[string]model.Kind{
	"TABLES": model.KindTable, "FUNCTIONS": model.KindFunction, "PROCEDURES": model.KindProcedure,
}

// alterDefaultPrivileges records default privileges as grants of their own. They are a setting: what they give to objects
// made later is not added to those objects, because who will make them is not known (r_ALTER_DEFAULT_PRIVILEGES).
func (in *interpreter) alterDefaultPrivileges(s *ast.AlterDefaultPrivileges) {
	users, schemas := names(s.ForUsers), names(s.InSchemas)
	if len(users) == 0 {
		users = []string{""}
	}
	if len(schemas) == 0 {
		schemas = []string{""}
	}
	for _, schema := range s.InSchemas {
		if !in.needSchema(schema.Name, schema.Span) {
			return
		}
	}
	privileges := make([]model.Privilege, 0, len(s.Privileges))
	if s.All {
		privileges = model.AllPrivileges(defaultKinds[s.Objects])
	}
	for _, p := range s.Privileges {
		privileges = append(privileges, p.Name)
	}
	for _, user := range users {
		for _, schema := range schemas {
			id := model.ID{Kind: model.KindDefaultPrivileges, Schema: schema, Name: user, Signature: s.Objects}
			in.defaultGrants(s, id, privileges)
		}
	}
}

func (in *interpreter) defaultGrants(s *ast.AlterDefaultPrivileges, id model.ID, privileges []model.Privilege) {
	for _, to := range s.To {
		for _, p := range privileges {
			g := model.Grant{On: id, Privilege: p, To: to.Grantee, Option: to.Option}
			switch {
			case !s.Revoke:
				in.db.Grants.Add(g)
			case s.OptionFor:
				in.db.Grants.RemoveOption(g)
			default:
				if !in.db.Grants.Has(g) && s.Objects == "FUNCTIONS" && g.To == model.Public {
					in.warn(to.Span, "default-not-followed",
						"that everybody may execute new functions is the engine's default, and whether it holds is not followed",
						"revoke EXECUTE on each function: REVOKE EXECUTE ON FUNCTION … FROM PUBLIC")
				}
				in.db.Grants.Remove(g)
			}
		}
	}
}
