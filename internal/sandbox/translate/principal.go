package translate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/query"
)

// Users, groups and roles have name spaces of their own (r_CREATE_GROUP, r_CREATE_ROLE); in PostgreSQL all are roles. A
// prefix with a blank in it keeps them apart, and is what PG_CLASS.RELACL shows for groups.
const (
	groupPrefix = "group "
	rolePrefix  = "role "
)

// userName returns a user where an owner or grantee stands.
func userName(id ast.Ident) string {
	switch id.Name {
	case "current_user", "session_user":
		return strings.ToUpper(id.Name)
	}
	return quote(id.Name)
}

func (t *translator) principals(statement ast.Statement) (Command, bool, error) {
	var c Command
	switch n := statement.(type) {
	case *ast.CreateUser:
		c = t.createUser(n)
	case *ast.AlterUser:
		c = t.alterUser(n)
	case *ast.CreateGroup:
		statements := []string{"CREATE ROLE " + quote(groupPrefix+n.Name.Name) + " NOLOGIN"}
		c = script("CREATE GROUP", append(statements, membership("GRANT", n.Name, n.Users)...)...)
	case *ast.AlterGroup:
		c = alterGroup(n)
	case *ast.CreateRole:
		c = plain("CREATE ROLE", "CREATE ROLE "+quote(rolePrefix+n.Name.Name)+" NOLOGIN")
	case *ast.AlterRole:
		c = plain("ALTER ROLE", "SELECT 1 WHERE false")
		if !n.NewName.IsZero() {
			c.SQL = "ALTER ROLE " + quote(rolePrefix+n.Name.Name) + " RENAME TO " + quote(rolePrefix+n.NewName.Name)
		} else {
			c = script("ALTER ROLE", call("declare_again", "role", "", n.Name.Name, n.Normalised()))
		}
	default:
		return c, false, nil
	}
	return c, true, nil
}

// membership adds users to a group or takes them out.
func membership(verb string, group ast.Ident, users []ast.Ident) []string {
	preposition := " TO "
	if verb == "REVOKE" {
		preposition = " FROM "
	}
	statements := make([]string, len(users))
	for i, user := range users {
		statements[i] = verb + " " + quote(groupPrefix+group.Name) + preposition + quote(user.Name)
	}
	return statements
}

func alterGroup(n *ast.AlterGroup) Command {
	if !n.NewName.IsZero() {
		return plain("ALTER GROUP", "ALTER ROLE "+quote(groupPrefix+n.Name.Name)+" RENAME TO "+quote(groupPrefix+n.NewName.Name))
	}
	return script("ALTER GROUP", slices.Concat(membership("GRANT", n.Name, n.Add), membership("REVOKE", n.Name, n.Remove))...)
}

// createUser makes a role that can log in. Passwords are neither kept nor asked for. A superuser, CREATEUSER in Redshift's
// words (r_CREATE_USER), is one in PostgreSQL too; everybody else may still make users where a role's permission says so,
// which PostgreSQL cannot express.
func (t *translator) createUser(n *ast.CreateUser) Command {
	create := "CREATE ROLE " + quote(n.Name.Name) + " LOGIN" + t.userOptions(n.Span)
	var statements []string
	for _, group := range n.Groups {
		statements = append(statements, membership("GRANT", group, []ast.Ident{n.Name})...)
	}
	return script("CREATE USER", append([]string{create}, statements...)...)
}

func (t *translator) alterUser(n *ast.AlterUser) Command {
	if !n.NewName.IsZero() {
		return plain("ALTER USER", "ALTER ROLE "+quote(n.Name.Name)+" RENAME TO "+quote(n.NewName.Name))
	}
	statements := []string{"ALTER ROLE " + quote(n.Name.Name) + t.userOptions(n.Span)}
	return script("ALTER USER", append(statements, t.userSetting(n)...)...)
}

// userOptions reads the options of CREATE and ALTER USER that PostgreSQL has too from the statement's words; the tree
// keeps none that could be a secret.
func (t *translator) userOptions(span ast.Span) string {
	words := t.words(span)
	var options string
	for i, w := range words {
		next := func(n int) string {
			if i+n < len(words) {
				return words[i+n]
			}
			return ""
		}
		switch {
		case w == "createdb", w == "nocreatedb":
			options += " " + strings.ToUpper(w)
		case w == "createuser":
			options += " SUPERUSER CREATEROLE"
		case w == "nocreateuser":
			options += " NOSUPERUSER NOCREATEROLE"
		case w == "connection" && next(1) == "limit" && next(2) == "unlimited":
			options += " CONNECTION LIMIT -1"
		case w == "connection" && next(1) == "limit":
			options += " CONNECTION LIMIT " + next(2)
		case w == "valid" && next(1) == "until" && strings.HasPrefix(next(2), "'"):
			options += " VALID UNTIL " + next(2)
		case w == "valid" && next(1) == "until":
			options += " VALID UNTIL 'infinity'"
		}
	}
	return options
}

// userSetting translates SET parameter TO value and RESET parameter.
func (t *translator) userSetting(n *ast.AlterUser) []string {
	words := t.words(n.Span)
	alter := "ALTER ROLE " + quote(n.Name.Name)
	for i, w := range words {
		if w == "reset" && i+2 == len(words) {
			return []string{alter + " RESET " + quote(serverSetting(words[i+1]))}
		}
		if w == "set" && i+3 < len(words) {
			var values []string
			for _, value := range words[i+3:] {
				if value != "," {
					values = append(values, strings.Trim(value, `'"`))
				}
			}
			return []string{fmt.Sprintf("%s SET %s TO %s", alter, quote(serverSetting(words[i+1])), settingValues(words[i+1], values))}
		}
	}
	return nil
}

// words cuts a statement into its tokens: words folded, literals and quoted names as they stand.
func (t *translator) words(span ast.Span) []string {
	text := t.file.Text(span)
	tokens, err := query.Tokens(text)
	if err != nil {
		return nil // the parser has read it already
	}
	words := make([]string, len(tokens))
	for i, token := range tokens {
		words[i] = text[token.Start:token.End]
		if c := words[i][0]; c != '\'' && c != '"' {
			words[i] = query.Fold(words[i])
		}
	}
	return words
}
