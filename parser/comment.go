package parser

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

var commentFamily = []entry{{"comment on", (*parser).comment}}

// comment reads COMMENT ON (r_COMMENT). Schemas, functions, procedures and materialized views are not in the manual;
// see docs/evidence.md.
func (p *parser) comment() ast.Statement {
	p.expect("comment", "on")
	c := &ast.Comment{Base: p.base()}
	p.commentTarget(c)
	p.expect("is")
	if !p.accept("null") {
		c.Text, _ = p.stringLiteral("a string")
	}
	return c
}

// commentable are the words behind COMMENT ON.
var commentable = []string{
	"table", "column", "view", "constraint", "database", "schema", "function", "procedure", "materialized",
}

func (p *parser) commentTarget(c *ast.Comment) {
	word := p.expectOne(commentable...)
	switch word {
	case "column":
		c.Kind = model.KindTable
		c.Name, c.Column = p.columnName()
	case "constraint":
		c.Kind = model.KindTable
		c.Constraint = p.ident("a constraint")
		p.expect("on")
		c.Name = p.name("a table")
	case "table":
		c.Kind, c.Name = model.KindTable, p.name("a table")
	case "view":
		c.Kind, c.Name = model.KindView, p.name("a view")
	case "materialized":
		p.expect("view")
		c.Kind, c.Name = model.KindMaterializedView, p.name("a materialized view")
	case "database", "schema":
		c.Kind = map[string]model.Kind{"database": model.KindDatabase, "schema": model.KindSchema}[word]
		id := p.ident("a " + word)
		c.Name = ast.Name{Span: id.Span, Name: id.Name}
	case "function", "procedure":
		c.Kind = map[string]model.Kind{"function": model.KindFunction, "procedure": model.KindProcedure}[word]
		ref := p.routineRef(c.Kind)
		c.Name, c.Args = ref.Name, ref.Args
		if ref.HasArgs && c.Args == nil {
			c.Args = []ast.Argument{} // () was written, which tells overloads apart
		}
	}
}

// columnName reads relation.column, the relation qualified or not.
func (p *parser) columnName() (ast.Name, ast.Ident) {
	first := p.pos
	parts := []ast.Ident{p.ident("a table")}
	for len(parts) < 4 && p.accept(".") {
		parts = append(parts, p.ident("a column"))
	}
	last := len(parts) - 1
	if last == 0 {
		p.unexpected()
		return ast.Name{}, ast.Ident{}
	}
	name := ast.Name{Name: parts[last-1].Name}
	if last > 1 {
		name.Schema = parts[last-2].Name
	}
	if last > 2 {
		name.Database = parts[0].Name
	}
	name.Span = ast.Span{Start: int(p.tokens[first].start), End: parts[last-1].End}
	return name, parts[last]
}
