package translate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

func (t *translator) permissions(statement ast.Statement) (Command, bool, error) {
	var c Command
	var err error
	switch n := statement.(type) {
	case *ast.Grant:
		c = t.grant(n)
	case *ast.AlterDefaultPrivileges:
		c, err = t.defaultPrivileges(n)
	case *ast.OtherGrant:
		c = t.otherGrant(n)
	default:
		return c, false, nil
	}
	return c, true, err
}

// serverPrivileges says what PostgreSQL calls a privilege. Its letter for TRUNCATE is D, Redshift's for DROP; what has no
// letter at all is kept in pg_redshift.privilege.
func serverPrivileges(kind model.Kind, p model.Privilege) string {
	switch kind {
	case model.KindTable, model.KindView, model.KindMaterializedView:
		switch p {
		case "SELECT", "INSERT", "UPDATE", "DELETE", "REFERENCES":
			return string(p)
		case "DROP":
			return "TRUNCATE"
		}
		return ""
	case model.KindSchema:
		if p == "ALTER" || p == "DROP" {
			return ""
		}
	case model.KindDatabase:
		if p == "ALTER" || p == "USAGE" {
			return ""
		}
	}
	return string(p)
}

// granted is one privilege of a statement.
type granted struct {
	name    model.Privilege
	columns []ast.Ident
}

func privilegesOf(kind model.Kind, all bool, allColumns []ast.Ident, list []ast.GrantPrivilege) []granted {
	var found []granted
	switch {
	case all && len(allColumns) > 0:
		// ALL on columns is SELECT and UPDATE, the only privileges that columns take (r_GRANT).
		found = []granted{{"SELECT", allColumns}, {"UPDATE", allColumns}}
	case all:
		for _, p := range model.AllPrivileges(kind) {
			found = append(found, granted{name: p})
		}
	}
	for _, p := range list {
		found = append(found, granted{p.Name, p.Columns})
	}
	return found
}

// grantee returns what PostgreSQL calls who gets or loses a privilege.
func grantee(g model.Grantee) string {
	switch g.Kind {
	case model.ToGroup:
		return quote(groupPrefix + g.Name)
	case model.ToRole:
		return quote(rolePrefix + g.Name)
	case model.ToPublic:
		return "PUBLIC"
	}
	return quote(g.Name)
}

// letter is the kind of a grantee in the side tables.
func letter(g model.Grantee) (kind, name string) {
	switch g.Kind {
	case model.ToGroup:
		return "g", g.Name
	case model.ToRole:
		return "r", g.Name
	case model.ToPublic:
		return "p", "public"
	}
	return "u", g.Name
}

// grant writes one statement for each grantee, for the grant option is each grantee's own in Redshift.
func (t *translator) grant(n *ast.Grant) Command {
	if n.On.Kind == model.KindLanguage && !slices.ContainsFunc(n.On.Names, serverLanguage) {
		return keepAll(n)
	}
	kind := n.On.Kind
	privileges := privilegesOf(kind, n.All, n.AllColumns, n.Privileges)
	var known []string
	var kept []model.Privilege
	for _, p := range privileges {
		if called := serverPrivileges(kind, p.name); called != "" {
			if len(p.columns) > 0 {
				called += " (" + idents(p.columns) + ")"
			}
			known = append(known, called)
		} else {
			kept = append(kept, p.name)
		}
	}
	var statements []string
	for _, to := range n.To {
		if len(known) > 0 {
			statements = append(statements, t.grantStatement(n, strings.Join(known, ", "), to))
		}
		for _, p := range kept {
			statements = append(statements, keep(n, p, to)...)
		}
	}
	return script(grantTag(n.Revoke), statements...)
}

func grantTag(revoke bool) string {
	if revoke {
		return "REVOKE"
	}
	return "GRANT"
}

// serverLanguage reports whether the server has the language; Python and Lambda functions are declared only.
func serverLanguage(n ast.Name) bool { return n.Name == "sql" || n.Name == "plpgsql" }

// keepAll keeps a grant on what the server does not have.
func keepAll(n *ast.Grant) Command {
	var statements []string
	for _, p := range privilegesOf(n.On.Kind, n.All, nil, n.Privileges) {
		for _, to := range n.To {
			statements = append(statements, keep(n, p.name, to)...)
		}
	}
	return script(grantTag(n.Revoke), statements...)
}

func (t *translator) grantStatement(n *ast.Grant, privileges string, to ast.GrantGrantee) string {
	on := t.target(n.On)
	if n.Revoke {
		option := ""
		if n.OptionFor {
			option = "GRANT OPTION FOR "
		}
		return "REVOKE " + option + privileges + " ON " + on + " FROM " + grantee(to.Grantee)
	}
	statement := "GRANT " + privileges + " ON " + on + " TO " + grantee(to.Grantee)
	if to.Option {
		statement += " WITH GRANT OPTION"
	}
	return statement
}

// target writes what the privilege is on. LANGUAGE plpythonu and exfunc are no languages of the server.
func (t *translator) target(on ast.GrantTarget) string {
	word := strings.ToUpper(on.Kind.String())
	switch on.Kind {
	case model.KindView, model.KindMaterializedView:
		word = "TABLE"
	}
	switch {
	case len(on.InSchemas) > 0:
		return "ALL " + word + "S IN SCHEMA " + idents(on.InSchemas)
	case len(on.Routines) > 0:
		list := make([]string, len(on.Routines))
		for i, r := range on.Routines {
			list[i] = routine(r)
		}
		return word + " " + strings.Join(list, ", ")
	}
	return word + " " + names(on.Names)
}

// keep records or forgets a privilege that PostgreSQL does not have.
func keep(n *ast.Grant, p model.Privilege, to ast.GrantGrantee) []string {
	kind, who := letter(to.Grantee)
	how := change(n.Revoke, n.OptionFor)
	object := n.On.Kind.String()
	if n.On.Kind.IsRelation() {
		object = "relation"
	}
	var statements []string
	for _, on := range n.On.Names {
		statements = append(statements, fmt.Sprintf("SELECT pg_redshift.keep_privilege(%s, %s, %s, %s, %s, %s, %t)",
			literal(how), literal(object), literal(name(on)), literal(string(p)), literal(who), literal(kind), to.Option))
	}
	for _, schema := range n.On.InSchemas {
		statements = append(statements, fmt.Sprintf("SELECT pg_redshift.keep_privilege_in(%s, %s, %s, %s, %s, %t)",
			literal(how), literal(schema.Name), literal(string(p)), literal(who), literal(kind), to.Option))
	}
	return statements
}

// change is the word by which the functions of the server know what becomes of a privilege.
func change(revoke, optionFor bool) string {
	switch {
	case optionFor:
		return "option"
	case revoke:
		return "revoke"
	}
	return "grant"
}
