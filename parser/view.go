package parser

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

var viewFamily = []entry{
	{"create [or replace] view", (*parser).createView},
	{"create materialized view", (*parser).createMaterializedView},
}

// createView reads CREATE VIEW; a name that begins with # makes it temporary (r_CREATE_VIEW).
func (p *parser) createView() ast.Statement {
	p.expect("create")
	v := &ast.CreateView{Base: p.base(), OrReplace: p.accept("or", "replace")}
	p.expect("view")
	if p.at("if", "not", "exists") {
		p.notInRedshift(p.ahead(3), "CREATE VIEW has no IF NOT EXISTS in Redshift", "write CREATE OR REPLACE VIEW")
	}
	v.Name = p.name("a view")
	p.warnReserved(v.Name.Span)
	v.Temporary = strings.HasPrefix(v.Name.Name, "#")
	if p.at("(") {
		v.Columns = p.columnList()
	}
	p.expect("as")
	v.Query, v.NoBinding = p.viewQuery()
	return v
}

// viewQuery reads a query and WITH NO SCHEMA BINDING behind it.
func (p *parser) viewQuery() (query ast.Query, noBinding bool) {
	binding := []string{"with", "no", "schema", "binding"}
	end := p.end
	noBinding = end-len(binding) > p.pos
	for i, w := range binding {
		noBinding = noBinding && p.word(end-len(binding)+i) == w
	}
	if !noBinding {
		return p.query(), false
	}
	p.end -= len(binding)
	query = p.query()
	p.end = end
	p.pos = end
	return query, true
}

// createMaterializedView reads CREATE MATERIALIZED VIEW (materialized-view-create-sql-command). IF NOT EXISTS is not
// in the manual; see docs/evidence.md.
func (p *parser) createMaterializedView() ast.Statement {
	p.expect("create", "materialized", "view")
	v := &ast.CreateMaterializedView{Base: p.base(), IfNotExists: p.ifNotExists()}
	v.Name = p.name("a materialized view")
	p.warnReserved(v.Name.Span)
	if p.at("(") {
		p.notInRedshift(p.tok().span(), "a materialized view takes no list of columns in Redshift",
			"name the columns in the query with AS")
	}
	a := p.attributes(materializedAttributes)
	v.NoBackup, v.Layout, v.AutoRefresh = a.noBackup, a.layout, a.autoRefresh
	p.expect("as")
	v.Query = p.query()
	p.checkLayout(a)
	return v
}

// relationKind reads TABLE, VIEW or MATERIALIZED VIEW.
func (p *parser) relationKind() model.Kind {
	switch {
	case p.accept("table"):
		return model.KindTable
	case p.accept("view"):
		return model.KindView
	}
	p.expect("materialized", "view")
	return model.KindMaterializedView
}
