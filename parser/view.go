package parser

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

var viewFamily = []entry{
	{"create [or replace] [temp|temporary] view", (*parser).createView},
	{"create materialized view", (*parser).createMaterializedView},
}

// createView reads CREATE VIEW (r_CREATE_VIEW). TEMP is not in the manual, which makes a view temporary by a name with #;
// the word is taken as PostgreSQL takes it, for such a view is no part of the model (docs/evidence.md).
func (p *parser) createView() ast.Statement {
	p.expect("create")
	v := &ast.CreateView{Base: p.base(), OrReplace: p.accept("or", "replace")}
	v.Temporary = p.acceptOne("temp", "temporary") != ""
	p.expect("view")
	if p.at("if", "not", "exists") {
		p.notInRedshift(p.tok().span(), "CREATE VIEW has no IF NOT EXISTS in Redshift", "write CREATE OR REPLACE VIEW")
	}
	v.Name = p.name("a view")
	v.Temporary = v.Temporary || strings.HasPrefix(v.Name.Name, "#")
	if p.at("(") {
		v.Columns = p.identList("a column")
	}
	p.expect("as")
	v.Query, v.NoBinding = p.viewQuery()
	return v
}

// viewQuery reads a query and WITH NO SCHEMA BINDING behind it.
func (p *parser) viewQuery() (ast.Query, bool) {
	end := p.end
	p.end = max(p.pos, end-4)
	whole := p.pos
	p.pos = p.end
	p.end = end
	noBinding := p.at("with", "no", "schema", "binding")
	binding := p.pos
	p.pos = whole
	if !noBinding || binding == whole {
		return p.query(), false
	}
	p.end = binding
	query := p.query()
	p.end = end
	p.pos = end
	return query, true
}

// createMaterializedView reads CREATE MATERIALIZED VIEW (materialized-view-create-sql-command). IF NOT EXISTS is not in the
// manual; see docs/evidence.md.
func (p *parser) createMaterializedView() ast.Statement {
	p.expect("create", "materialized", "view")
	v := &ast.CreateMaterializedView{Base: p.base(), IfNotExists: p.ifNotExists()}
	v.Name = p.name("a materialized view")
	if p.at("(") {
		p.notInRedshift(p.tok().span(), "a materialized view takes no list of columns in Redshift", "name the columns in the query with AS")
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
