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
func (t *translator) grant(n *ast.Grant) (Command, error) {
	if n.On.Kind == model.KindLanguage && !slices.ContainsFunc(n.On.Names, serverLanguage) {
		return keepAll(n), nil
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
	tag := "GRANT"
	if n.Revoke {
		tag = "REVOKE"
	}
	return script(tag, statements...), nil
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
	tag := "GRANT"
	if n.Revoke {
		tag = "REVOKE"
	}
	return script(tag, statements...)
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

// defaultTables is what ALL means for tables that will be made (r_ALTER_DEFAULT_PRIVILEGES).
var defaultTables = []model.Privilege{"DELETE", "DROP", "INSERT", "REFERENCES", "SELECT", "UPDATE"}

// defaultPrivileges passes on what PostgreSQL knows. There, FUNCTIONS are procedures too; Redshift has defaults of their
// own for them.
func (t *translator) defaultPrivileges(n *ast.AlterDefaultPrivileges) (Command, error) {
	var statements []string
	privileges := "EXECUTE"
	if n.Objects == "TABLES" {
		var err error
		if privileges, err = defaultTablePrivileges(n); err != nil {
			return Command{}, err
		}
	}
	for _, to := range n.To {
		if n.Objects == "PROCEDURES" {
			statements = append(statements, defaultProcedure(n, to))
			continue
		}
		statements = append(statements, defaultStatement(n, privileges, to))
	}
	return script("ALTER DEFAULT PRIVILEGES", statements...), nil
}

func defaultTablePrivileges(n *ast.AlterDefaultPrivileges) (string, error) {
	list := defaultTables
	if !n.All {
		list = nil
		for _, p := range n.Privileges {
			list = append(list, p.Name)
		}
	}
	var known []string
	for _, p := range list {
		called := serverPrivileges(model.KindTable, p)
		if called == "" {
			return "", refused(codeNotSupported, "the sandbox has no default privilege %s on tables", p)
		}
		known = append(known, called)
	}
	return strings.Join(known, ", "), nil
}

func defaultStatement(n *ast.AlterDefaultPrivileges, privileges string, to ast.GrantGrantee) string {
	head := "ALTER DEFAULT PRIVILEGES"
	if len(n.ForUsers) > 0 {
		head += " FOR ROLE " + idents(n.ForUsers)
	}
	if len(n.InSchemas) > 0 {
		head += " IN SCHEMA " + idents(n.InSchemas)
	}
	switch {
	case n.OptionFor:
		return head + " REVOKE GRANT OPTION FOR " + privileges + " ON " + n.Objects + " FROM " + grantee(to.Grantee)
	case n.Revoke:
		return head + " REVOKE " + privileges + " ON " + n.Objects + " FROM " + grantee(to.Grantee)
	case to.Option:
		return head + " GRANT " + privileges + " ON " + n.Objects + " TO " + grantee(to.Grantee) + " WITH GRANT OPTION"
	}
	return head + " GRANT " + privileges + " ON " + n.Objects + " TO " + grantee(to.Grantee)
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

func defaultProcedure(n *ast.AlterDefaultPrivileges, to ast.GrantGrantee) string {
	who := "PUBLIC"
	switch to.Grantee.Kind {
	case model.ToUser:
		who = to.Grantee.Name
	case model.ToGroup:
		who = groupPrefix + to.Grantee.Name
	case model.ToRole:
		who = rolePrefix + to.Grantee.Name
	}
	return fmt.Sprintf("SELECT pg_redshift.default_procedure(%s, %s, %s, %s, %t)", literal(change(n.Revoke, n.OptionFor)),
		array(identTexts(n.ForUsers)), array(identTexts(n.InSchemas)), literal(who), to.Option)
}

func identTexts(list []ast.Ident) []string {
	texts := make([]string, len(list))
	for i, id := range list {
		texts[i] = id.Name
	}
	return texts
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
	how := change(n.Does == ast.EffectDrop, n.Does == ast.EffectAlter)
	if len(n.Objects) == 0 {
		return []string{call("keep_system_privilege", how, strings.ToUpper(permission), who, kind)}
	}
	var statements []string
	for _, object := range n.Objects {
		statements = append(statements, fmt.Sprintf("SELECT pg_redshift.keep_other_privilege(%s, %s, %s, %s, %s, %t)",
			literal(how), literal(object), literal(strings.ToUpper(permission)), literal(who), literal(kind), n.WithOption))
	}
	return statements
}
