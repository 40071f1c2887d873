package translate

import (
	"fmt"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

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
