package parser

import "github.com/redraft/redraft/parser/ast"

var sessionFamily = []entry{
	{"commit", (*parser).transaction},
}

func (p *parser) transaction() ast.Statement {
	p.expect("commit")
	return &ast.Transaction{Base: p.base(), Verb: "COMMIT"}
}
