package parser

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// Users, groups and roles. In quotes, their names keep their case (r_names).
var principalFamily = []entry{
	{"create user", (*parser).createUser},
	{"alter user", (*parser).alterUser},
	{"drop user", (*parser).dropUser},
	{"create group", (*parser).createGroup},
	{"alter group", (*parser).alterGroup},
	{"drop group", (*parser).dropGroup},
	{"create role", (*parser).createRole},
	{"alter role", (*parser).alterRole},
	{"drop role", (*parser).dropRole},
}

// createUser follows r_CREATE_USER.
func (p *parser) createUser() ast.Statement {
	p.expect("create", "user")
	n := &ast.CreateUser{Name: p.userName("a user")}
	p.accept("with")
	p.clauses(append(p.userClauses(n),
		clause{"in group", func() { n.Groups = append(n.Groups, p.userNameList("a group")...) }},
	)...)
	p.unplanned(&n.UnplannedBase, ast.EffectCreate, named(model.KindUser, n.Name))
	return n
}

// userClauses are the options that CREATE USER and ALTER USER share.
func (p *parser) userClauses(n *ast.CreateUser) []clause {
	return []clause{
		{"password", func() { n.PasswordDisabled = p.password() }},
		{"createdb", func() { n.CreateDatabase = true }},
		{"nocreatedb", nil},
		{"createuser", func() { n.Superuser = true }},
		{"nocreateuser", nil},
		{"syslog access", func() { p.expectOne("restricted", "unrestricted") }},
		{"valid until", p.validUntil},
		{"connection limit", p.numberOrUnlimited},
		{"session timeout", p.anyInteger},
		{"externalid", func() { p.externalID() }},
	}
}

// password reads a password without keeping it and reports whether it is DISABLE.
func (p *parser) password() bool {
	if p.accept("disable") {
		return true
	}
	p.stringLiteral("DISABLE or a password in single quotes")
	return false
}

func (p *parser) validUntil() {
	if !p.accept("infinity") {
		p.anyText()
	}
}

// externalID reads the name of a user, group or role of an identity provider, which keeps its case in all quotes.
func (p *parser) externalID() string {
	if p.atString() {
		return p.text()
	}
	return p.userName("an external identifier").Name
}

// alterUser follows r_ALTER_USER, which shows commas between options and examples without them.
func (p *parser) alterUser() ast.Statement {
	p.expect("alter", "user")
	n := &ast.AlterUser{Name: p.userName("a user")}
	p.accept("with")
	p.someClauses(append(p.userClauses(&ast.CreateUser{}),
		clause{"rename to", func() { n.NewName = p.userName("a user") }},
		clause{"reset session timeout", nil},
		clause{"reset", func() { p.ident("a parameter") }},
		clause{"set", p.userSetting},
		clause{",", nil},
	)...)
	p.unplanned(&n.UnplannedBase, ast.EffectAlter, named(model.KindUser, n.Name))
	return n
}

// userSetting reads parameter TO|= value, …
func (p *parser) userSetting() {
	p.ident("a parameter")
	p.expectOne("to", "=")
	p.parameterValues()
}

func (p *parser) dropUser() ast.Statement {
	p.expect("drop", "user")
	return p.dropped(model.KindUser, "a user", dropUser|dropIfExists|dropMany)
}

// createGroup follows r_CREATE_GROUP.
func (p *parser) createGroup() ast.Statement {
	p.expect("create", "group")
	n := &ast.CreateGroup{Name: p.userName("a group")}
	if p.accept("with") || p.at("user") {
		p.list(func() {
			if p.accept("user") || len(n.Users) > 0 {
				n.Users = append(n.Users, p.userName("a user"))
				return
			}
			p.unexpected()
		})
	}
	p.unplanned(&n.UnplannedBase, ast.EffectCreate, named(model.KindGroup, n.Name))
	return n
}

// alterGroup follows r_ALTER_GROUP.
func (p *parser) alterGroup() ast.Statement {
	p.expect("alter", "group")
	n := &ast.AlterGroup{Name: p.userName("a group")}
	switch {
	case p.accept("add"):
		p.expect("user")
		n.Add = p.userNameList("a user")
	case p.accept("drop"):
		p.expect("user")
		n.Remove = p.userNameList("a user")
	case p.accept("rename"):
		p.expect("to")
		n.NewName = p.userName("a group")
	default:
		p.unexpected()
	}
	p.unplanned(&n.UnplannedBase, ast.EffectAlter, named(model.KindGroup, n.Name))
	return n
}

func (p *parser) dropGroup() ast.Statement {
	p.expect("drop", "group")
	return p.dropped(model.KindGroup, "a group", dropUser)
}

// createRole follows r_CREATE_ROLE.
func (p *parser) createRole() ast.Statement {
	p.expect("create", "role")
	n := &ast.CreateRole{Name: p.userName("a role")}
	if p.accept("externalid") {
		n.ExternalID = p.externalID()
	}
	p.unplanned(&n.UnplannedBase, ast.EffectCreate, named(model.KindRole, n.Name))
	return n
}

// alterRole follows r_ALTER_ROLE.
func (p *parser) alterRole() ast.Statement {
	p.expect("alter", "role")
	n := &ast.AlterRole{Name: p.userName("a role")}
	p.accept("with")
	p.someClauses(
		clause{"rename to", func() { n.NewName = p.userName("a role") }},
		clause{"owner to", func() { n.Owner = p.userName("a user") }},
		clause{"externalid to", func() { n.ExternalID = p.externalID() }},
		clause{",", nil},
	)
	p.unplanned(&n.UnplannedBase, ast.EffectAlter, named(model.KindRole, n.Name))
	return n
}

func (p *parser) dropRole() ast.Statement {
	p.expect("drop", "role")
	return p.dropped(model.KindRole, "a role", dropUser|dropForce|dropRestrict)
}
