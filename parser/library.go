package parser

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// Python libraries.
var libraryFamily = []entry{
	{"create [or replace] library", (*parser).createLibrary},
	{"drop library", (*parser).dropLibrary},
}

// createLibrary follows r_CREATE_LIBRARY.
func (p *parser) createLibrary() ast.Statement {
	p.expect("create")
	n := &ast.CreateLibrary{}
	n.Replace = p.accept("or", "replace")
	p.expect("library")
	n.Name = p.ident("a library")
	p.expect("language")
	n.Language = p.ident("a language").Name
	p.expect("from")
	n.Source = p.text()
	p.clauses(append(p.authorization(), clause{"region", p.asText})...)
	p.unplanned(&n.UnplannedBase, ast.EffectCreate, named(model.KindLibrary, n.Name))
	return n
}

func (p *parser) dropLibrary() ast.Statement {
	p.expect("drop", "library")
	return p.dropped(model.KindLibrary, "a library", 0)
}
