package parser

import "github.com/redraft/redraft/parser/ast"

// Plans, prepared statements and cursors.
var preparedFamily = []entry{
	{"explain", (*parser).explain},
	{"prepare", (*parser).prepareStatement},
	{"execute", (*parser).execute},
	{"deallocate", (*parser).deallocate},
	{"declare", (*parser).declare},
	{"fetch", (*parser).fetch},
	{"close", (*parser).closeCursor},
}

// explain reads EXPLAIN [VERBOSE] query (r_EXPLAIN).
func (p *parser) explain() ast.Statement {
	p.expect("explain")
	if p.at("analyze") || p.at("analyse") {
		p.notInRedshift(p.tok().span(), "EXPLAIN runs nothing in Redshift", "remove ANALYZE")
	}
	p.accept("verbose")
	p.inner("EXPLAIN")
	return &ast.Utility{Base: p.base(), Verb: "EXPLAIN"}
}

// inner reads the statement inside another one, which must be one that has a plan. It is the statement at hand while it
// is read, for its text begins with its own first word.
func (p *parser) inner(verb string) {
	if p.atAny("explain", "prepare") {
		p.unexpected("a query")
		return
	}
	outer, first := p.first, p.pos
	p.first = first
	defer func() { p.first = outer }()
	switch s := p.statement().(type) {
	case nil, *ast.Select, *ast.SelectInto, *ast.CreateTableAs, *ast.Insert, *ast.Update, *ast.Delete, *ast.Merge:
	case *ast.Utility:
		if s.Verb != "EXECUTE" {
			p.withoutPlan(first, verb)
		}
	default:
		p.withoutPlan(first, verb)
	}
}

func (p *parser) withoutPlan(first int, verb string) {
	p.fail(p.tokens[first].span(), codeNotInRedshift, verb+" takes queries, INSERT, UPDATE and DELETE only", "")
}

// prepareStatement reads PREPARE name [( type, … )] AS statement (r_PREPARE).
func (p *parser) prepareStatement() ast.Statement {
	p.expect("prepare")
	p.ident("a prepared statement")
	if p.at("(") {
		p.typeList()
	}
	p.expect("as")
	p.inner("PREPARE")
	return &ast.Utility{Base: p.base(), Verb: "PREPARE"}
}

// execute reads EXECUTE name [( value, … )] (r_EXECUTE).
func (p *parser) execute() ast.Statement {
	p.expect("execute")
	p.ident("a prepared statement")
	if p.at("(") {
		p.group()
	}
	return &ast.Utility{Base: p.base(), Verb: "EXECUTE"}
}

// deallocate reads DEALLOCATE [PREPARE] name or ALL (r_DEALLOCATE).
func (p *parser) deallocate() ast.Statement {
	p.expect("deallocate")
	p.accept("prepare")
	if !p.accept("all") {
		p.ident("a prepared statement")
	}
	return &ast.Utility{Base: p.base(), Verb: "DEALLOCATE"}
}

// declare reads DECLARE cursor CURSOR FOR query (declare).
func (p *parser) declare() ast.Statement {
	p.expect("declare")
	p.ident("a cursor")
	p.expect("cursor", "for")
	p.query()
	return &ast.Utility{Base: p.base(), Verb: "DECLARE"}
}

// fetch reads FETCH [NEXT | ALL | FORWARD [n | ALL]] FROM cursor (fetch).
func (p *parser) fetch() ast.Statement {
	p.expect("fetch")
	if p.accept("forward") {
		if !p.at("from") && !p.accept("all") {
			p.anyInteger()
		}
	} else if p.acceptOne("next", "all") == "" && !p.at("from") {
		p.anyInteger()
	}
	p.expect("from")
	p.ident("a cursor")
	return &ast.Utility{Base: p.base(), Verb: "FETCH"}
}

// closeCursor reads CLOSE cursor (close).
func (p *parser) closeCursor() ast.Statement {
	p.expect("close")
	p.ident("a cursor")
	return &ast.Utility{Base: p.base(), Verb: "CLOSE"}
}
