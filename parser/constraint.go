package parser

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// atConstraint reports whether a table constraint stands at the cursor, also one that Redshift lacks.
func (p *parser) atConstraint() bool {
	return p.atAny("constraint", "check") || p.at("primary", "key") || p.at("foreign", "key") || p.at("unique", "(") ||
		p.at("exclude", "using") || p.at("exclude", "(")
}

// tableConstraint reads [CONSTRAINT name] and a key.
func (p *parser) tableConstraint() *ast.TableConstraint {
	first := p.pos
	c := &ast.TableConstraint{}
	if p.accept("constraint") {
		c.Name = p.ident("a constraint")
	}
	switch {
	case p.accept("primary", "key"):
		c.Kind = model.PrimaryKey
	case p.accept("unique"):
		c.Kind = model.Unique
	case p.accept("foreign", "key"):
		c.Kind = model.ForeignKey
	case p.atAny("check", "exclude"):
		p.foreignAttribute()
	default:
		p.unexpected()
	}
	c.Columns = p.columnList()
	if c.Kind == model.ForeignKey {
		c.References = p.references()
	}
	c.Span = p.spanFrom(first)
	if !p.failed && !p.atAny(",", ")") && !p.atEnd() {
		p.foreignAttribute()
	}
	return c
}

// references reads REFERENCES table [(columns)] and refuses what may follow in PostgreSQL.
func (p *parser) references() *ast.References {
	first := p.pos
	p.expect("references")
	r := &ast.References{Table: p.name("a table")}
	if p.at("(") {
		r.Columns = p.columnList()
	}
	r.Span = p.spanFrom(first)
	if p.atAny("on", "match", "deferrable", "initially") {
		p.foreignAttribute()
	}
	return r
}
