package parser

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// Identity providers.
var identityFamily = []entry{
	{"create identity provider", (*parser).createIdentityProvider},
	{"alter identity provider", (*parser).alterIdentityProvider},
	{"drop identity provider", (*parser).dropIdentityProvider},
}

// createIdentityProvider follows r_CREATE_IDENTITY_PROVIDER.
func (p *parser) createIdentityProvider() ast.Statement {
	p.expect("create", "identity", "provider")
	n := &ast.CreateIdentityProvider{Name: p.ident("an identity provider")}
	p.clauses(append(p.identityClauses(&n.Namespace),
		clause{"type", func() { n.Type = p.textOrWord("a type") }},
		clause{"application_arn", p.anyText},
	)...)
	p.unplanned(&n.UnplannedBase, ast.EffectCreate, named(model.KindIdentityProvider, n.Name))
	return n
}

// identityClauses are what CREATE and ALTER share.
func (p *parser) identityClauses(namespace *string) []clause {
	return []clause{
		{"namespace", func() { *namespace = p.textOrWord("a namespace") }},
		{"parameters", p.anyText},
		{"iam_role", p.anyRole},
		{"auto_create_roles", p.autoCreateRoles},
	}
}

// autoCreateRoles reads [TRUE [{INCLUDE|EXCLUDE} GROUPS LIKE 'pattern'] | FALSE]; nothing stands for TRUE.
func (p *parser) autoCreateRoles() {
	if p.accept("false") {
		return
	}
	p.accept("true")
	if p.acceptOne("include", "exclude") != "" {
		p.expect("groups", "like")
		p.anyText()
	}
}

// alterIdentityProvider follows r_ALTER_IDENTITY_PROVIDER.
func (p *parser) alterIdentityProvider() ast.Statement {
	p.expect("alter", "identity", "provider")
	n := &ast.AlterIdentityProvider{Name: p.ident("an identity provider")}
	var namespace string
	p.someClauses(append(p.identityClauses(&namespace), clause{"enable", nil}, clause{"disable", nil})...)
	p.unplanned(&n.UnplannedBase, ast.EffectAlter, named(model.KindIdentityProvider, n.Name))
	return n
}

func (p *parser) dropIdentityProvider() ast.Statement {
	p.expect("drop", "identity", "provider")
	return p.dropped(model.KindIdentityProvider, "an identity provider", dropCascade)
}
