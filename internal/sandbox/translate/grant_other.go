package translate

import (
	"fmt"
	"strings"

	"github.com/redraft/redraft/parser/ast"
)

// otherGrant translates grants of roles to PostgreSQL's memberships and keeps the rest.
func (t *translator) otherGrant(n *ast.OtherGrant) Command {
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
	return script(grantTag(n.Does != ast.EffectCreate), statements...)
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
