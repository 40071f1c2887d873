package parser

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// otherGrant reads the forms of GRANT and REVOKE whose objects no plan changes: roles, system permissions, ASSUMEROLE,
// external objects, datashares, models, COPY jobs, templates, policies, scoped permissions (r_GRANT, r_REVOKE).
func (p *parser) otherGrant() ast.Statement {
	n := &ast.OtherGrant{}
	revoke := p.expectOne("grant", "revoke") == "revoke"
	optionFor := revoke && p.acceptPhrase("grant option for", "admin option for") != ""
	p.list(func() { n.Permissions = append(n.Permissions, p.permission(n.Permissions)) })
	n.Objects = p.permissionObjects(n.Permissions[0])
	p.expect(toOrFrom(revoke))
	n.Grantees = p.permissionGrantees(n)
	n.WithOption = n.WithOption || optionFor
	commands := p.assumeRoleCommands(n)
	if revoke {
		p.cascade()
	}
	effect := ast.EffectCreate
	switch {
	case optionFor:
		effect = ast.EffectAlter
	case revoke:
		effect = ast.EffectDrop
	}
	p.unplanned(&n.UnplannedBase, effect, p.permissionIDs(n, commands)...)
	return n
}

// permissions are what may be granted to roles and on the objects of this file, the longer ones before what they begin
// with (r_GRANT, r_roles-system-privileges).
var permissions = []string{
	"create or replace external function", "create or replace function", "create or replace procedure",
	"create or replace view", "alter default privileges", "access system table", "access catalog",
	"create user", "alter user", "drop user", "create role", "drop role", "create schema", "drop schema",
	"create table", "alter table", "drop table", "truncate table", "drop function", "drop procedure", "drop view",
	"create model", "drop model", "create library", "drop library", "create datashare", "alter datashare",
	"drop datashare", "alter template", "drop template", "explain rls", "ignore rls", "explain masking",
	"vacuum", "analyze", "cancel",
	"select", "insert", "update", "delete", "references", "alter", "drop", "truncate", "create", "usage", "temporary",
	"temp", "execute", "share", "assumerole",
}

// permission reads one permission and returns it folded. ROLE holds for the names behind the next commas too.
func (p *parser) permission(before []string) string {
	inRoles := len(before) > 0 && strings.HasPrefix(before[0], "role ")
	if p.accept("role") || inRoles {
		return "role " + showIdent(p.userName("a role"))
	}
	name := p.acceptPhrase(permissions...)
	switch {
	case p.accept("all"):
		p.accept("privileges")
		name = "all"
	case name == "temp":
		name = "temporary"
	case name == "":
		p.unexpected("a permission", "ROLE and the name of a role")
		return ""
	}
	if p.at("(") {
		name += " (" + strings.Join(identNames(p.columnList()), ", ") + ")"
	}
	return name
}

// showIdent quotes a name where it needs quotes.
func showIdent(id ast.Ident) string { return model.Name{Name: id.Name}.String() }

// showName writes a qualified name, quoted where it needs quotes.
func showName(n ast.Name) string {
	name := model.Name{Schema: n.Schema, Name: n.Name}.String()
	if n.Database != "" {
		name = model.Name{Name: n.Database}.String() + "." + name
	}
	return name
}

// permissionObjects reads FOR scope or ON objects, and returns none for a permission that is on nothing.
func (p *parser) permissionObjects(permission string) (objects []string) {
	if strings.HasPrefix(permission, "role ") {
		return nil
	}
	if p.accept("for") {
		return []string{p.scope()}
	}
	if !p.accept("on") {
		return nil
	}
	// How a template is named in a grant is on no page that was seen (docs/evidence.md).
	kind := p.acceptPhrase("external table", "external schema", "datashare", "model", "copy job", "template")
	if kind == "" {
		p.accept("table")
		kind = "table"
	}
	p.list(func() { objects = append(objects, p.permissionObject(kind)) })
	return objects
}

// permissionObject reads a name, or the IAM role that ASSUMEROLE is on.
func (p *parser) permissionObject(kind string) string {
	switch {
	case p.accept("all"):
		return "all"
	case p.accept("default"):
		return "default"
	case p.atString():
		return "'" + p.text() + "'"
	}
	return kind + " " + showName(p.name("a name"))
}

// scope reads objects IN {SCHEMA schema [DATABASE database] | DATABASE database}.
func (p *parser) scope() string {
	first := p.pos
	p.expectOne("schemas", "tables", "functions", "procedures", "languages", "copy", "templates")
	p.accept("jobs")
	p.expect("in")
	if p.accept("schema") {
		p.name("a schema")
		if p.accept("database") {
			p.ident("a database")
		}
	} else {
		p.expect("database")
		p.ident("a database")
	}
	return p.normalised(first, p.pos)
}

// permissionGrantees reads who gets or loses the permission. A word for the sort of grantee holds for the strings and
// policies of the same list that follow it.
func (p *parser) permissionGrantees(n *ast.OtherGrant) (grantees []string) {
	sort := ""
	p.list(func() {
		if w := p.acceptPhrase("iam_role", "namespace", "account", "rls policy", "masking policy"); w != "" {
			sort = w
		}
		switch {
		case sort == "rls policy", sort == "masking policy":
			grantees = append(grantees, sort+" "+showName(p.name("a policy")))
		case sort != "" && !p.at("public"):
			grantees = append(grantees, sort+" '"+p.textOrWord("a string in single quotes")+"'")
			p.accept("via", "data", "catalog")
		default:
			g := p.grantee()
			grantees = append(grantees, g.Grantee.String())
			n.WithOption = n.WithOption || g.Option
		}
		if p.acceptPhrase("with grant option", "with admin option") != "" {
			n.WithOption = true
		}
	})
	return grantees
}

// assumeRoleCommands reads the FOR command, … of ASSUMEROLE.
func (p *parser) assumeRoleCommands(n *ast.OtherGrant) (commands []string) {
	if p.failed || n.Permissions[0] != "assumerole" {
		return nil
	}
	p.expect("for")
	p.list(func() {
		command := p.acceptPhrase("all", "copy", "unload", "external function", "create model")
		if command == "" {
			p.unexpected()
		}
		commands = append(commands, command)
	})
	return commands
}

// maxTargets bounds the objects of one statement, which multiply.
const maxTargets = 100_000

// permissionIDs names each permission, on each object, for each grantee and each command.
func (p *parser) permissionIDs(n *ast.OtherGrant, commands []string) (ids []model.ID) {
	objects := orNothing(n.Objects)
	commands = orNothing(commands)
	if len(n.Permissions)*len(objects) > maxTargets/len(commands)/max(len(n.Grantees), 1) {
		p.fail(p.base().Span, codeSyntax, "the statement grants too much at once", "split it")
		return nil
	}
	for _, permission := range n.Permissions {
		for _, object := range objects {
			for _, grantee := range n.Grantees {
				for _, command := range commands {
					name := permission + prefixed(" on ", object) + " to " + grantee + prefixed(" for ", command)
					ids = append(ids, model.ID{Kind: model.KindOtherGrant, Name: name})
				}
			}
		}
	}
	return ids
}

func orNothing(list []string) []string {
	if len(list) == 0 {
		return []string{""}
	}
	return list
}

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}
