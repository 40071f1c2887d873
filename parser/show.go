package parser

import "github.com/redraft/redraft/parser/ast"

// Statements that show what is there.
var showFamily = []entry{
	{"show", (*parser).show},
	{"desc datashare", (*parser).descDatashare},
	{"desc identity provider", (*parser).descIdentityProvider},
	{"use", (*parser).use},
	{"reset use", (*parser).resetUse},
}

// shows are the statements SHOW … besides SHOW parameter, each on a page r_SHOW_….
func (p *parser) shows() []clause {
	relation := func() { p.name("a table") }
	return []clause{
		{"all", nil},
		{"columns from table", func() { relation(); p.filters() }},
		{"column grants on table", func() { relation(); p.grantFilters() }},
		{"constraints", p.showConstraints},
		{"databases", p.showDatabases},
		{"datashares", p.filters},
		{"external table", func() { relation(); p.accept("partition") }},
		{"functions from schema", func() { p.name("a schema"); p.filters() }},
		{"grants on", p.showGrantsOn},
		{"grants for", p.showGrantsFor},
		{"model all", nil},
		{"model", func() { p.name("a model") }},
		{"parameters of", p.showParameters},
		{"procedures from schema", func() { p.name("a schema"); p.filters() }},
		{"procedure", p.showRoutine},
		{"schemas from database", func() { p.ident("a database"); p.filters() }},
		{"table", relation},
		{"tables from schema", func() { p.name("a schema"); p.filters() }},
		{"templates from schema", func() { p.name("a schema"); p.filters() }},
		{"template", func() { p.name("a template") }},
		{"view", func() { p.name("a view") }},
		{"session authorization", nil},
		{"time zone", nil},
		{"transaction isolation level", nil},
	}
}

// show reads SHOW. A word that begins one of the longer forms is a parameter when it stands alone.
func (p *parser) show() ast.Statement {
	p.expect("show")
	var seen clauses
	if p.pos+1 < p.end && p.symbol(p.pos+1) != "." || p.at("all") || p.at("databases") || p.at("datashares") {
		p.oneClause(&seen, p.shows())
	} else {
		p.name("a parameter")
	}
	return &ast.Utility{Base: p.base(), Verb: "SHOW"}
}

// filters reads [LIKE 'pattern'] [LIMIT n].
func (p *parser) filters() {
	if p.accept("like") {
		p.anyText()
	}
	p.limitRows()
}

func (p *parser) limitRows() {
	if p.accept("limit") {
		p.anyInteger()
	}
}

// grantFilters reads [FOR grantee] [LIMIT n].
func (p *parser) grantFilters() {
	if p.accept("for") {
		p.policyGrantee()
	}
	p.limitRows()
}

func (p *parser) showConstraints() {
	p.expectOne("primary", "exported", "foreign")
	p.expect("keys")
	if p.accept("exported") {
		p.accept("only")
	}
	p.expect("from", "table")
	p.name("a table")
	p.filters()
}

func (p *parser) showDatabases() {
	if p.accept("from", "data", "catalog") && p.accept("account") {
		p.list(p.anyText)
	}
	p.filters()
}

func (p *parser) showGrantsOn() {
	switch {
	case p.accept("database"):
		p.ident("a database")
	case p.accept("function"), p.accept("procedure"):
		p.showRoutine()
	case p.accept("schema"), p.accept("table"), p.accept("template"):
		p.name("a name")
	default:
		p.name("a table")
	}
	p.grantFilters()
}

func (p *parser) showGrantsFor() {
	p.policyGrantee()
	if p.accept("from", "database") {
		p.ident("a database")
	}
	p.limitRows()
}

func (p *parser) showParameters() {
	p.expectOne("function", "procedure")
	p.showRoutine()
	p.filters()
}

// showRoutine reads name [( arguments )].
func (p *parser) showRoutine() {
	p.name("a routine")
	if p.at("(") {
		p.group()
	}
}

// descDatashare reads DESC DATASHARE (r_DESC_DATASHARE).
func (p *parser) descDatashare() ast.Statement {
	p.expect("desc", "datashare")
	p.ident("a datashare")
	if p.accept("of") {
		p.producer()
	}
	return &ast.Utility{Base: p.base(), Verb: "DESC DATASHARE"}
}

// descIdentityProvider reads DESC IDENTITY PROVIDER (r_DESC_IDENTITY_PROVIDER).
func (p *parser) descIdentityProvider() ast.Statement {
	p.expect("desc", "identity", "provider")
	p.ident("an identity provider")
	return &ast.Utility{Base: p.base(), Verb: "DESC IDENTITY PROVIDER"}
}

// use reads USE database (r_USE_command).
func (p *parser) use() ast.Statement {
	p.expect("use")
	p.ident("a database")
	return &ast.Utility{Base: p.base(), Verb: "USE"}
}

func (p *parser) resetUse() ast.Statement {
	p.expect("reset", "use")
	return &ast.Utility{Base: p.base(), Verb: "RESET USE"}
}
