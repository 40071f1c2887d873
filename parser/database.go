package parser

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// Databases: local ones, and those made from a datashare, a Glue catalog or a zero-ETL integration.
var databaseFamily = []entry{
	{"create database", (*parser).createDatabase},
	{"alter database", (*parser).alterDatabase},
	{"drop database", (*parser).dropDatabase},
	{"alter system", (*parser).alterSystem},
}

// createDatabase follows r_CREATE_DATABASE.
func (p *parser) createDatabase() ast.Statement {
	p.expect("create", "database")
	n := &ast.CreateDatabase{Name: p.ident("a database")}
	p.clauses(
		clause{"with permissions", nil},
		clause{"with data catalog schema", p.catalogSchema},
		clause{"with no data catalog schema", nil},
		clause{"with", nil},
		clause{"owner", func() { p.accept("="); n.Owner = p.userName("a user") }},
		clause{"connection limit", p.numberOrUnlimited},
		clause{"collate", func() { p.collation() }},
		clause{"isolation level", p.isolation},
		clause{"from datashare", func() { n.Source, n.From = "datashare", p.datashareSource() }},
		clause{"from arn", func() { n.Source, n.From = "arn", p.text() }},
		clause{"from integration", func() { n.Source, n.From = "integration", p.text() }},
		clause{"database", p.anyText},
		clause{"set", nil},
		clause{"iam_role", p.anyRole},
		clause{"acceptinvchars", p.anyFlag},
		clause{"query_all_states", p.anyFlag},
		clause{"refresh_interval", p.interval},
		clause{"truncatecolumns", p.anyFlag},
		clause{"history_mode", p.anyFlag},
	)
	p.unplanned(&n.UnplannedBase, ast.EffectCreate, named(model.KindDatabase, n.Name))
	return n
}

func (p *parser) catalogSchema() { p.textOrWord("a schema") }

func (p *parser) interval() {
	p.accept("=")
	p.anyInteger()
}

func (p *parser) isolation() { p.expectOne("serializable", "snapshot") }

// datashareSource reads name OF [ACCOUNT id] NAMESPACE guid and returns the name.
func (p *parser) datashareSource() string {
	name := p.ident("a datashare").Name
	p.expect("of")
	p.producer()
	return name
}

// producer reads [ACCOUNT id] NAMESPACE guid.
func (p *parser) producer() {
	if p.accept("account") {
		p.textOrWord("an account")
	}
	p.expect("namespace")
	p.textOrWord("a namespace")
}

// alterDatabase follows r_ALTER_DATABASE.
func (p *parser) alterDatabase() ast.Statement {
	p.expect("alter", "database")
	n := &ast.AlterDatabase{Name: p.ident("a database")}
	p.someClauses(
		clause{"rename to", func() { n.NewName = p.ident("a database") }},
		clause{"owner to", func() { n.Owner = p.userName("a user") }},
		clause{"connection limit", p.numberOrUnlimited},
		clause{"collate", func() { p.collation() }},
		clause{"isolation level", p.isolation},
		clause{"integration refresh", p.integrationTables},
		clause{"integration set", p.integrationSettings},
	)
	p.unplanned(&n.UnplannedBase, ast.EffectAlter, named(model.KindDatabase, n.Name))
	return n
}

// integrationTables reads {ALL|INERROR} TABLES [IN SCHEMA s, …] or TABLE[S] t, ….
func (p *parser) integrationTables() {
	if p.acceptOne("all", "inerror") == "" {
		p.expectOne("table", "tables")
		p.names("a table")
		return
	}
	p.expect("tables")
	if p.accept("in", "schema") {
		p.schemaNames()
	}
}

func (p *parser) integrationSettings() {
	p.someClauses(
		clause{"query_all_states", p.anyFlag},
		clause{"acceptinvchars", p.anyFlag},
		clause{"truncatecolumns", p.anyFlag},
		clause{"refresh_interval", p.interval},
		clause{"history_mode", p.anyFlag},
		clause{"for", p.integrationTables},
	)
}

// dropDatabase follows r_DROP_DATABASE; FORCE is newer than the page that was seen (docs/evidence.md).
func (p *parser) dropDatabase() ast.Statement {
	p.expect("drop", "database")
	return p.dropped(model.KindDatabase, "a database", dropForce)
}

// alterSystem follows r_ALTER_SYSTEM: a setting of the whole warehouse, which no model of a database holds.
func (p *parser) alterSystem() ast.Statement {
	p.expect("alter", "system", "set")
	p.expectOne("data_catalog_auto_mount", "metadata_security", "default_identity_namespace")
	p.expectOne("=", "to")
	if !p.accept("on") && !p.accept("true") && !p.accept("false") {
		p.textOrWord("a value")
	}
	return &ast.Utility{Base: p.base(), Verb: "ALTER SYSTEM"}
}
