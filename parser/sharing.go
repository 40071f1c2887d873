package parser

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// Datashares, on the side that shares.
var sharingFamily = []entry{
	{"create datashare", (*parser).createDatashare},
	{"alter datashare", (*parser).alterDatashare},
	{"drop datashare", (*parser).dropDatashare},
}

// createDatashare follows r_CREATE_DATASHARE and, for ADX, writing-authorizing-adx.
func (p *parser) createDatashare() ast.Statement {
	p.expect("create", "datashare")
	n := &ast.CreateDatashare{Name: p.ident("a datashare")}
	p.clauses(
		clause{"set publicaccessible", func() { n.PubliclyAccessible = p.flag() }},
		clause{"publicaccessible", func() { n.PubliclyAccessible = p.flag() }},
		clause{"managedby adx", func() { n.ManagedByADX = true }},
		clause{",", nil},
	)
	p.unplanned(&n.UnplannedBase, ast.EffectCreate, named(model.KindDatashare, n.Name))
	return n
}

// alterDatashare follows r_ALTER_DATASHARE.
func (p *parser) alterDatashare() ast.Statement {
	p.expect("alter", "datashare")
	n := &ast.AlterDatashare{Name: p.ident("a datashare")}
	switch {
	case p.accept("add"):
		p.sharedObjects(n)
	case p.accept("remove"):
		n.Remove = true
		p.sharedObjects(n)
	default:
		p.someClauses(
			clause{"set publicaccessible", p.anyFlag},
			clause{"set includenew", p.includeNew},
		)
	}
	p.unplanned(&n.UnplannedBase, ast.EffectAlter, named(model.KindDatashare, n.Name))
	return n
}

func (p *parser) includeNew() {
	p.flag()
	p.expect("for", "schema")
	p.ident("a schema")
}

func (p *parser) sharedObjects(n *ast.AlterDatashare) {
	switch {
	case p.accept("table"):
		n.Tables = p.names("a table")
	case p.accept("schema"):
		n.Schemas = p.schemaNames()
	case p.accept("function"):
		p.list(func() { n.Functions = append(n.Functions, p.sharedFunction()) })
	case p.accept("all", "tables"):
		p.expect("in", "schema")
		n.AllTablesIn = p.schemaNames()
	case p.accept("all", "functions"):
		p.expect("in", "schema")
		n.AllFunctionsIn = p.schemaNames()
	default:
		p.unexpected()
	}
}

// sharedFunction reads name [(types)].
func (p *parser) sharedFunction() ast.RoutineRef {
	ref := ast.RoutineRef{Kind: model.KindFunction, Name: p.name("a function")}
	if ref.HasArgs = p.at("("); ref.HasArgs {
		for _, t := range p.typeList() {
			ref.Args = append(ref.Args, ast.Argument{Mode: model.ArgIn, Type: t})
		}
	}
	return ref
}

// typeList reads ( [type, …] ).
func (p *parser) typeList() (types []ast.Type) {
	if p.accept("(", ")") {
		return nil
	}
	p.parens(func() { types = append(types, p.dataType()) })
	return types
}

func (p *parser) dropDatashare() ast.Statement {
	p.expect("drop", "datashare")
	return p.dropped(model.KindDatashare, "a datashare", 0)
}
