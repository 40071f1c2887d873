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
		c, err = t.grant(n)
	case *ast.AlterDefaultPrivileges:
		c = t.defaultPrivileges(n)
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
func (t *translator) grant(n *ast.Grant) (Command, error) {
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
			statements = append(statements, t.keep(n, p, to)...)
		}
	}
	tag := "GRANT"
	if n.Revoke {
		tag = "REVOKE"
	}
	return script(tag, statements...), nil
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
func (t *translator) keep(n *ast.Grant, p model.Privilege, to ast.GrantGrantee) []string {
	kind, who := letter(to.Grantee)
	change := "grant"
	switch {
	case n.Revoke && n.OptionFor:
		change = "option"
	case n.Revoke:
		change = "revoke"
	}
	object := n.On.Kind.String()
	if n.On.Kind.IsRelation() {
		object = "relation"
	}
	var statements []string
	for _, on := range n.On.Names {
		statements = append(statements, fmt.Sprintf("SELECT pg_redshift.keep_privilege(%s, %s, %s, %s, %s, %s, %t)",
			literal(change), literal(object), literal(name(on)), literal(string(p)), literal(who), literal(kind), to.Option))
	}
	for _, schema := range n.On.InSchemas {
		statements = append(statements, fmt.Sprintf("SELECT pg_redshift.keep_privilege_in(%s, %s, %s, %s, %s, %t)",
			literal(change), literal(schema.Name), literal(string(p)), literal(who), literal(kind), to.Option))
	}
	return statements
}

// defaultPrivileges passes on what PostgreSQL knows. There, FUNCTIONS are procedures too.
func (t *translator) defaultPrivileges(n *ast.AlterDefaultPrivileges) Command {
	head := "ALTER DEFAULT PRIVILEGES"
	if len(n.ForUsers) > 0 {
		head += " FOR ROLE " + idents(n.ForUsers)
	}
	if len(n.InSchemas) > 0 {
		head += " IN SCHEMA " + idents(n.InSchemas)
	}
	kind, objects := model.KindTable, "TABLES"
	if n.Objects != "TABLES" {
		kind, objects = model.KindFunction, "FUNCTIONS"
	}
	var known []string
	for _, p := range privilegesOf(kind, n.All, nil, n.Privileges) {
		if called := serverPrivileges(kind, p.name); called != "" {
			known = append(known, called)
		}
	}
	slices.Sort(known)
	known = slices.Compact(known)
	var statements []string
	for _, to := range n.To {
		if len(known) == 0 {
			break
		}
		body := " GRANT " + strings.Join(known, ", ") + " ON " + objects + " TO " + grantee(to.Grantee)
		if to.Option {
			body += " WITH GRANT OPTION"
		}
		if n.Revoke {
			option := ""
			if n.OptionFor {
				option = "GRANT OPTION FOR "
			}
			body = " REVOKE " + option + strings.Join(known, ", ") + " ON " + objects + " FROM " + grantee(to.Grantee)
		}
		statements = append(statements, head+body)
	}
	return script("ALTER DEFAULT PRIVILEGES", statements...)
}

// otherGrant translates grants of roles to PostgreSQL's memberships and keeps the rest.
func (t *translator) otherGrant(n *ast.OtherGrant) Command {
	tag := "GRANT"
	if n.Does != ast.EffectCreate {
		tag = "REVOKE"
	}
	var statements []string
	for _, permission := range n.Permissions {
		role, isRole := strings.CutPrefix(permission, "role ")
		for _, g := range n.Grantees {
			kind, who := granteeWords(g)
			switch {
			case isRole:
				statements = append(statements, roleGrant(n, unquote(role), kind, who))
			default:
				statements = append(statements, keepOther(n, permission, kind, who)...)
			}
		}
	}
	return script(tag, statements...)
}

// granteeWords splits "role analyst" and its like, as the parser writes grantees.
func granteeWords(g string) (kind, who string) {
	for word, letter := range map[string]string{"user ": "u", "role ": "r", "group ": "g"} {
		if rest, ok := strings.CutPrefix(g, word); ok {
			return letter, rest
		}
	}
	if g == "public" {
		return "p", g
	}
	return "x", g
}

func unquote(name string) string {
	if inner, ok := strings.CutPrefix(name, `"`); ok {
		return strings.ReplaceAll(strings.TrimSuffix(inner, `"`), `""`, `"`)
	}
	return name
}

func roleGrant(n *ast.OtherGrant, role, kind, who string) string {
	to := quote(who)
	if kind == "r" {
		to = quote(rolePrefix + who)
	}
	switch {
	case n.Does == ast.EffectDrop:
		return "REVOKE " + quote(rolePrefix+role) + " FROM " + to
	case n.Does == ast.EffectAlter:
		return "REVOKE ADMIN OPTION FOR " + quote(rolePrefix+role) + " FROM " + to
	case n.WithOption:
		return "GRANT " + quote(rolePrefix+role) + " TO " + to + " WITH ADMIN OPTION"
	}
	return "GRANT " + quote(rolePrefix+role) + " TO " + to
}

func keepOther(n *ast.OtherGrant, permission, kind, who string) []string {
	if len(n.Objects) == 0 {
		change := "grant"
		if n.Does != ast.EffectCreate {
			change = "revoke"
		}
		return []string{call("keep_system_privilege", change, strings.ToUpper(permission), who, kind)}
	}
	change := map[ast.Effect]string{ast.EffectCreate: "grant", ast.EffectAlter: "option", ast.EffectDrop: "revoke"}[n.Does]
	var statements []string
	for _, object := range n.Objects {
		statements = append(statements, fmt.Sprintf("SELECT pg_redshift.keep_other_privilege(%s, %s, %s, %s, %s, %t)",
			literal(change), literal(object), literal(strings.ToUpper(permission)), literal(who), literal(kind), n.WithOption))
	}
	return statements
}
