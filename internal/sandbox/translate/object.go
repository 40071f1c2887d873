package translate

import (
	"fmt"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// objects translates schemas, databases and comments.
func (t *translator) objects(statement ast.Statement) (Command, bool, error) {
	var c Command
	var err error
	switch n := statement.(type) {
	case *ast.CreateSchema:
		c, err = t.createSchema(n)
	case *ast.AlterSchema:
		c = alterSchema(n)
	case *ast.DropSchema:
		c = t.dropSchema(n)
	case *ast.Comment:
		c = comment(n)
	case *ast.CreateDatabase:
		if err = t.alone("CREATE DATABASE"); err == nil {
			c = plain("", "CREATE DATABASE "+quote(n.Name.Name))
			if !n.Owner.IsZero() {
				c.SQL += " OWNER " + userName(n.Owner)
			}
		}
	case *ast.AlterDatabase:
		c, err = t.alterDatabase(n)
	case *ast.DropUnplanned:
		return t.dropUnplanned(n)
	default:
		return c, false, nil
	}
	return c, true, err
}

func (t *translator) createSchema(n *ast.CreateSchema) (Command, error) {
	create := "CREATE SCHEMA "
	if n.IfNotExists {
		create += "IF NOT EXISTS "
	}
	create += quote(n.Name.Name)
	if !n.Owner.IsZero() {
		create += " AUTHORIZATION " + userName(n.Owner)
	}
	statements := []string{create}
	if n.Quota != nil {
		statements = append(statements, quota(n.Name, *n.Quota, n.IfNotExists))
	}
	for _, element := range n.Elements {
		c, err := t.statement(element)
		if err != nil {
			return Command{}, err
		}
		statements = append(statements, fmt.Sprintf("SELECT pg_redshift.run_in(%s, %s)", literal(n.Name.Name), literal(c.SQL)))
	}
	return script("CREATE SCHEMA", statements...), nil
}

func quota(schema ast.Ident, q ast.Quota, created bool) string {
	return fmt.Sprintf("SELECT pg_redshift.note_quota(%s, %d, %t)", literal(schema.Name), q.MB, created)
}

func alterSchema(n *ast.AlterSchema) Command {
	alter := "ALTER SCHEMA " + quote(n.Name.Name)
	switch {
	case n.Quota != nil:
		return script("ALTER SCHEMA", quota(n.Name, *n.Quota, false))
	case !n.Owner.IsZero():
		return plain("", alter+" OWNER TO "+userName(n.Owner))
	}
	return script("ALTER SCHEMA", alter+" RENAME TO "+quote(n.NewName.Name),
		call("rename_external", n.Name.Name, n.NewName.Name))
}

func (t *translator) dropSchema(n *ast.DropSchema) Command {
	drop := "DROP SCHEMA "
	if n.IfExists {
		drop += "IF EXISTS "
	}
	flag := " RESTRICT"
	if n.Cascade {
		flag = " CASCADE"
	}
	var statements []string
	for _, schema := range n.Names {
		statements = append(statements, fmt.Sprintf("SELECT pg_redshift.forget_schema(%s, %t)", literal(schema.Name), n.Cascade))
	}
	return script("DROP SCHEMA", append(statements, drop+idents(n.Names)+flag)...)
}

func (t *translator) alterDatabase(n *ast.AlterDatabase) (Command, error) {
	alter := "ALTER DATABASE " + quote(n.Name.Name)
	switch {
	case !n.NewName.IsZero():
		return plain("", alter+" RENAME TO "+quote(n.NewName.Name)), nil
	case !n.Owner.IsZero():
		return plain("", alter+" OWNER TO "+userName(n.Owner)), nil
	case strings.Contains(strings.ToLower(n.Normalised()), "isolation level"):
		if err := t.alone("ALTER DATABASE ISOLATION LEVEL"); err != nil {
			return Command{}, err
		}
	}
	return script("ALTER DATABASE", call("declare_again", "database", "", n.Name.Name, n.Normalised())), nil
}

// comment asks the server which kind of relation it is, for a materialized view is called VIEW in Redshift (r_COMMENT).
func comment(n *ast.Comment) Command {
	text := "NULL"
	if n.Text != "" {
		text = literal(n.Text)
	}
	is := " IS " + text
	switch {
	case !n.Column.IsZero():
		return plain("COMMENT", "COMMENT ON COLUMN "+name(n.Name)+"."+quote(n.Column.Name)+is)
	case !n.Constraint.IsZero():
		return plain("COMMENT", "COMMENT ON CONSTRAINT "+quote(n.Constraint.Name)+" ON "+name(n.Name)+is)
	}
	switch n.Kind {
	case model.KindTable, model.KindView, model.KindMaterializedView:
		return script("COMMENT", fmt.Sprintf("SELECT pg_redshift.comment_on(%s, %s, %s)",
			literal(name(n.Name)), literal(strings.ToUpper(n.Kind.String())), text))
	case model.KindFunction, model.KindProcedure:
		ref := ast.RoutineRef{Kind: n.Kind, Name: n.Name, Args: n.Args, HasArgs: true}
		return plain("COMMENT", "COMMENT ON "+routineWord(ref)+" "+routine(ref)+is)
	}
	return plain("COMMENT", "COMMENT ON "+strings.ToUpper(n.Kind.String())+" "+quote(n.Name.Name)+is)
}

// declared keeps the text of a statement about an object of which the stand-in knows nothing more.
func (t *translator) declared(u ast.Unplanned) Command {
	words := strings.Fields(strings.ToUpper(u.Normalised()))
	tag := strings.Join(words[:min(2, len(words))], " ")
	var statements []string
	for _, id := range u.Targets() {
		function := "declare"
		if u.Effect() != ast.EffectCreate {
			function = "declare_again"
		}
		if u.Effect() == ast.EffectDrop {
			function = "undeclare"
		}
		statements = append(statements, call(function, id.Kind.String(), id.Schema, id.Name, u.Normalised()))
	}
	return script(tag, statements...)
}

// dropUnplanned drops what principals, external objects and declared objects are.
func (t *translator) dropUnplanned(n *ast.DropUnplanned) (Command, bool, error) {
	if len(n.IDs) == 0 {
		return Command{}, true, refused(codeNotSupported, "the sandbox does not know this DROP")
	}
	condition := ""
	if n.Condition {
		condition = "IF EXISTS "
	}
	var list []string
	for _, id := range n.IDs {
		switch id.Kind {
		case model.KindUser:
			list = append(list, quote(id.Name))
		case model.KindGroup:
			list = append(list, quote(groupPrefix+id.Name))
		case model.KindRole:
			list = append(list, quote(rolePrefix+id.Name))
		}
	}
	word := strings.ToUpper(n.IDs[0].Kind.String())
	switch n.IDs[0].Kind {
	case model.KindUser, model.KindGroup:
		return plain("DROP "+word, "DROP ROLE "+condition+strings.Join(list, ", ")), true, nil
	case model.KindRole:
		return script("DROP ROLE", fmt.Sprintf("SELECT pg_redshift.drop_role(%s, %t, %t)",
			literal(n.IDs[0].Name), n.Condition, n.Force)), true, nil
	case model.KindDatabase:
		if err := t.alone("DROP DATABASE"); err != nil {
			return Command{}, true, err
		}
		force := ""
		if n.Force {
			force = " WITH (FORCE)"
		}
		return plain("", "DROP DATABASE "+condition+quote(n.IDs[0].Name)+force), true, nil
	case model.KindRLSPolicy, model.KindMaskingPolicy:
		kind := policyKind(n.IDs)
		return script("DROP "+policyWord(kind), fmt.Sprintf("SELECT pg_redshift.drop_policy(%s, %s, %t, %t)", literal(kind),
			literal(n.IDs[0].Name), n.Condition, n.Cascade)), true, nil
	case model.KindLibrary:
		if err := t.alone("DROP LIBRARY"); err != nil {
			return Command{}, true, err
		}
	}
	return t.declared(n), true, nil
}
