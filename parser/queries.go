package parser

import "github.com/redraft/redraft/parser/ast"

// Queries that stand alone; what they mean is parser/query's affair.
var queryFamily = []entry{
	{"select|with|(", (*parser).selectStatement},
}

func (p *parser) selectStatement() ast.Statement {
	return &ast.Select{Base: p.base(), Query: p.query()}
}
