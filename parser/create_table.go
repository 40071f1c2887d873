package parser

import (
	"strings"

	"github.com/redraft/redraft/parser/ast"
)

var tableFamily = []entry{
	{"create [local] [temp|temporary] table", (*parser).createTable},
	{"drop table|view", (*parser).dropRelation},
	{"drop materialized view", (*parser).dropRelation},
}

// createTable reads CREATE TABLE with a list of elements, or with a query (r_CREATE_TABLE_NEW, r_CREATE_TABLE_AS).
func (p *parser) createTable() ast.Statement {
	p.expect("create")
	p.accept("local") // has no effect
	temporary := p.acceptOne("temp", "temporary") != ""
	p.expect("table")
	ifNotExists := p.ifNotExists()
	name := p.name("a table")
	p.warnReserved(name.Span)
	temporary = temporary || strings.HasPrefix(name.Name, "#")
	if !p.at("(") || p.atNameList() {
		return p.createTableAs(name, temporary, ifNotExists)
	}
	t := &ast.CreateTable{Base: p.base(), Temporary: temporary, IfNotExists: ifNotExists, Name: name}
	p.parens(func() { p.tableElement(t) })
	a := p.attributes(tableAttributes)
	t.NoBackup, t.Layout, t.EncodeAuto = a.noBackup, a.layout, a.encodeAuto
	if p.at("as") {
		p.notInRedshift(p.tok().span(), "CREATE TABLE AS cannot state the types of its columns",
			"leave the types out, or create the table first and fill it with INSERT … SELECT")
	}
	p.checkTable(t, a)
	return t
}

func (p *parser) ifNotExists() bool { return p.accept("if", "not", "exists") }
func (p *parser) ifExists() bool    { return p.accept("if", "exists") }

// atNameList reports whether a list of mere names in parentheses stands at the cursor: the columns of CREATE TABLE AS.
func (p *parser) atNameList() bool {
	if next := p.pos + 1; next >= p.end || p.tokens[next].kind != tokWord && p.tokens[next].kind != tokQuoted {
		return false
	}
	after := p.word(min(p.pos+2, p.end))
	return after == "," || after == ")"
}

func (p *parser) createTableAs(name ast.Name, temporary, ifNotExists bool) ast.Statement {
	t := &ast.CreateTableAs{Base: p.base(), Temporary: temporary, IfNotExists: ifNotExists, Name: name}
	if p.at("(") {
		t.Columns = p.columnList()
	}
	a := p.attributes(queryAttributes)
	t.NoBackup, t.Layout = a.noBackup, a.layout
	p.expect("as")
	t.Query = p.query()
	p.checkLayout(a)
	return t
}

// tableElement reads a column, a constraint or LIKE. A column may bring constraints that carry names.
func (p *parser) tableElement(t *ast.CreateTable) {
	switch {
	case p.at("like"):
		t.Elements = append(t.Elements, p.likeTable())
	case p.atConstraint():
		t.Elements = append(t.Elements, p.tableConstraint())
	default:
		column, named := p.columnDef()
		t.Elements = append(t.Elements, column)
		for _, c := range named {
			t.Elements = append(t.Elements, c)
		}
	}
}

func (p *parser) likeTable() *ast.LikeTable {
	first := p.pos
	p.expect("like")
	like := &ast.LikeTable{Table: p.name("a table")}
	switch p.acceptOne("including", "excluding") {
	case "including":
		like.IncludingDefaults = true
		p.likeDefaults()
	case "excluding":
		p.likeDefaults()
	}
	like.Span = p.spanFrom(first)
	return like
}

func (p *parser) likeDefaults() {
	if p.atAny("all", "constraints", "indexes", "identity", "storage", "comments") {
		p.notInRedshift(p.tok().span(), "LIKE can include or exclude DEFAULTS alone",
			"write INCLUDING DEFAULTS and state the rest")
	}
	p.expect("defaults")
}

// dropRelation reads DROP TABLE, DROP VIEW and DROP MATERIALIZED VIEW.
func (p *parser) dropRelation() ast.Statement {
	p.expect("drop")
	d := &ast.DropRelation{Base: p.base(), Kind: p.relationKind()}
	d.IfExists = p.ifExists()
	d.Names = p.names("a name")
	d.Cascade = p.cascade()
	return d
}

// cascade reads [CASCADE|RESTRICT].
func (p *parser) cascade() bool { return p.acceptOne("cascade", "restrict") == "cascade" }
