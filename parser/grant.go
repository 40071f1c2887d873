package parser

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

var grantFamily = []entry{
	{"grant|revoke", (*parser).grant},
	{"alter default privileges", (*parser).alterDefaultPrivileges},
}

// grant reads GRANT and REVOKE (r_GRANT, r_REVOKE). The forms whose objects no plan changes are otherGrant's.
func (p *parser) grant() ast.Statement {
	if !p.isPlannedGrant() {
		return p.otherGrant()
	}
	g := &ast.Grant{Base: p.base()}
	g.Revoke = p.expectOne("grant", "revoke") == "revoke"
	g.OptionFor = g.Revoke && p.accept("grant", "option", "for")
	g.All, g.AllColumns, g.Privileges = p.privileges()
	p.expect("on")
	g.On = p.grantTarget()
	p.expect(toOrFrom(g.Revoke))
	g.To = p.grantees(g.Revoke)
	return g
}

func toOrFrom(revoke bool) string {
	if revoke {
		return "from"
	}
	return "to"
}

// isPlannedGrant reports whether the statement grants privileges ON one of the kinds of objects that plans know. A word
// for another kind counts only when a name follows it, for none of them is reserved.
func (p *parser) isPlannedGrant() bool {
	i, depth := p.pos+1, 0
	if p.word(i) == "grant" || p.word(i) == "admin" {
		i += 3 // GRANT OPTION FOR
	}
	for ; i < p.end; i++ {
		switch p.word(i) {
		case "(":
			depth++
		case ")":
			depth--
		case "assumerole", "for", "to", "from", "role":
			if depth == 0 {
				return false
			}
		case "on":
			if depth == 0 {
				return !p.unplannedTarget(i+1) && !p.unplannedGrantee(i+1)
			}
		}
	}
	return true
}

func (p *parser) unplannedTarget(i int) bool {
	if i+1 >= p.end || p.tokens[i+1].kind != tokWord && p.tokens[i+1].kind != tokQuoted {
		return false
	}
	next := p.word(i + 1)
	if next == "to" || next == "from" {
		return false
	}
	switch p.word(i) {
	case "external", "datashare", "model", "copy", "template":
		return true
	}
	return false
}

// unplannedGrantee reports whether the grantee behind a target is none of a user, group, role and PUBLIC.
func (p *parser) unplannedGrantee(i int) bool {
	for ; i < p.end; i++ {
		if w := p.word(i); w != "to" && w != "from" {
			continue
		}
		switch p.word(min(i+1, p.end)) {
		case "iam_role", "namespace", "account":
			return p.word(min(i+2, p.end)) != ","
		case "rls", "masking":
			return p.word(min(i+2, p.end)) == "policy"
		}
	}
	return false
}

// privileges reads ALL [PRIVILEGES] [(columns)], or a list of privileges with their columns.
func (p *parser) privileges() (all bool, columns []ast.Ident, list []ast.GrantPrivilege) {
	if p.accept("all") {
		p.accept("privileges")
		if p.at("(") {
			columns = p.columnList()
		}
		return true, columns, nil
	}
	p.list(func() { list = append(list, p.privilege()) })
	return false, nil, list
}

// grantable are the privileges on objects (r_GRANT); which one a kind of object takes is for those who know the object.
var grantable = strings.Fields("SELECT INSERT UPDATE DELETE DROP REFERENCES ALTER TRUNCATE CREATE USAGE TEMPORARY TEMP " +
	"EXECUTE RULE TRIGGER")

func (p *parser) privilege() ast.GrantPrivilege {
	first := p.pos
	name := strings.ToUpper(p.word(p.pos))
	for _, known := range grantable {
		if name != known {
			p.note(strings.ToLower(known))
			continue
		}
		p.pos++
		if name == "TEMP" {
			name = "TEMPORARY"
		}
		g := ast.GrantPrivilege{Name: model.Privilege(name)}
		if p.at("(") {
			g.Columns = p.columnList()
		}
		g.Span = p.spanFrom(first)
		return g
	}
	p.note("all")
	p.unexpected("a privilege")
	return ast.GrantPrivilege{}
}

// grantTarget reads what follows ON; a name without a word for its kind is a table.
func (p *parser) grantTarget() ast.GrantTarget {
	first := p.pos
	t := ast.GrantTarget{Kind: model.KindTable}
	switch {
	case p.accept("all"):
		t.Kind = p.allOfKind()
		p.expect("in", "schema")
		p.list(func() { t.InSchemas = append(t.InSchemas, p.ident("a schema")) })
	case p.acceptKind("function", "procedure"):
		t.Kind = model.KindFunction
		if p.word(p.pos-1) == "procedure" {
			t.Kind = model.KindProcedure
		}
		p.list(func() { t.Routines = append(t.Routines, p.routineRef(t.Kind)) })
	case p.acceptKind("database", "schema", "language"):
		t.Kind = map[string]model.Kind{
			"database": model.KindDatabase, "schema": model.KindSchema, "language": model.KindLanguage,
		}[p.word(p.pos-1)]
		t.Names = p.names("a " + t.Kind.String())
	case p.at("view"), p.at("materialized", "view"), p.at("sequence"):
		p.notInRedshift(p.tok().span(), "GRANT has no ON "+strings.ToUpper(p.word(p.pos))+" in Redshift",
			"write ON TABLE or ON alone")
	default:
		p.accept("table")
		t.Names = p.names("a table")
	}
	t.Span = p.spanFrom(first)
	return t
}

// acceptKind moves past a word for a kind of object when a name follows it.
func (p *parser) acceptKind(words ...string) bool {
	next := p.tokens[min(p.pos+1, p.end)]
	if next.kind != tokWord && next.kind != tokQuoted || p.word(p.pos+1) == "to" || p.word(p.pos+1) == "from" {
		return false
	}
	return p.acceptOne(words...) != ""
}

func (p *parser) allOfKind() model.Kind {
	switch p.expectOne("tables", "functions", "procedures") {
	case "functions":
		return model.KindFunction
	case "procedures":
		return model.KindProcedure
	}
	return model.KindTable
}

// grantees reads who gets or loses the privileges, and WITH GRANT OPTION or RESTRICT.
func (p *parser) grantees(revoke bool) (list []ast.GrantGrantee) {
	p.list(func() { list = append(list, p.grantee()) })
	if revoke {
		p.cascade()
	}
	return list
}

func (p *parser) grantee() ast.GrantGrantee {
	first := p.pos
	g := ast.GrantGrantee{}
	switch {
	case p.accept("public"):
		g.Grantee = model.Public
	case p.accept("group"):
		g.Grantee = model.Grantee{Kind: model.ToGroup, Name: p.userName("a group").Name}
	case p.acceptKind("role"):
		g.Grantee = model.Grantee{Kind: model.ToRole, Name: p.userName("a role").Name}
	default:
		p.acceptKind("user") // in no manual, and written by many
		g.Grantee = model.Grantee{Kind: model.ToUser, Name: p.userName("a user").Name}
	}
	g.Option = p.accept("with", "grant", "option")
	g.Span = p.spanFrom(first)
	return g
}

// alterDefaultPrivileges reads ALTER DEFAULT PRIVILEGES (r_ALTER_DEFAULT_PRIVILEGES).
func (p *parser) alterDefaultPrivileges() ast.Statement {
	p.expect("alter", "default", "privileges")
	a := &ast.AlterDefaultPrivileges{Base: p.base()}
	if p.accept("for") {
		p.acceptOne("user", "role")
		p.list(func() { a.ForUsers = append(a.ForUsers, p.userName("a user")) })
	}
	if p.accept("in", "schema") {
		p.list(func() { a.InSchemas = append(a.InSchemas, p.ident("a schema")) })
	}
	a.Revoke = p.expectOne("grant", "revoke") == "revoke"
	a.OptionFor = a.Revoke && p.accept("grant", "option", "for")
	a.All, _, a.Privileges = p.privileges()
	p.expect("on")
	a.Objects = strings.ToUpper(p.expectOne("tables", "functions", "procedures"))
	p.expect(toOrFrom(a.Revoke))
	a.To = p.grantees(a.Revoke)
	return a
}
