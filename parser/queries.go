package parser

import (
	"strings"

	"github.com/redraft/redraft/parser/ast"
)

// queryFamily are the statements that parser/query understands: they are cut out as text here, with the table they
// write.
var queryFamily = []entry{
	{"select|with|(", (*parser).selectStatement},
	{"insert into", (*parser).insert},
	{"update", (*parser).update},
	{"delete", (*parser).delete},
	{"merge into", (*parser).merge},
}

// selectStatement reads a query, SELECT … INTO, or the statement that follows the common table expressions of WITH.
func (p *parser) selectStatement() ast.Statement {
	verb, into := p.mainVerb()
	switch verb {
	case "insert":
		return p.insert()
	case "update":
		return p.update()
	case "delete":
		return p.delete()
	case "merge":
		return p.merge()
	}
	if into > 0 {
		return p.selectInto(into)
	}
	return &ast.Select{Base: p.base(), Query: p.query()}
}

// mainVerb returns the verb outside of all parentheses, and the token of INTO when SELECT … INTO creates a table,
// else 0.
func (p *parser) mainVerb() (verb string, into int) {
	depth := 0
	for i := p.pos; i < p.end; i++ {
		w := p.word(i)
		switch w {
		case "(":
			depth++
		case ")":
			depth--
		case "select", "insert", "update", "delete", "merge":
			if depth == 0 && verb == "" {
				verb = w
			}
		case "into":
			if depth == 0 && verb == "select" && into == 0 {
				into = i
			}
		}
	}
	return verb, into
}

// selectInto reads SELECT … INTO [TEMP] [TABLE] name … (r_SELECT_INTO).
func (p *parser) selectInto(into int) ast.Statement {
	s := &ast.SelectInto{Base: p.base()}
	p.pos = into + 1
	p.accept("local")
	s.Temporary = p.acceptOne("temp", "temporary") != ""
	p.accept("table")
	s.Name = p.name("a table")
	s.Temporary = s.Temporary || strings.HasPrefix(s.Name.Name, "#")
	s.Query = p.wholeStatement()
	return s
}

// wholeStatement reads the statement from its first word as the text of a query.
func (p *parser) wholeStatement() ast.Query {
	if p.failed {
		return ast.Query{}
	}
	p.pos = p.first
	return p.query()
}

// seek moves to the verb of a statement that common table expressions may precede, and past it.
func (p *parser) seek(verb string) {
	depth := 0
	for ; !p.atEnd(); p.pos++ {
		switch w := p.word(p.pos); {
		case w == "(":
			depth++
		case w == ")":
			depth--
		case w == verb && depth == 0:
			p.pos++
			return
		}
	}
	p.unexpected(strings.ToUpper(verb))
}

// insert reads INSERT INTO (r_INSERT_30).
func (p *parser) insert() ast.Statement {
	p.seek("insert")
	p.expect("into")
	s := &ast.Insert{Base: p.base(), Target: p.name("a table")}
	s.Query = p.wholeStatement()
	return s
}

// update reads UPDATE (r_UPDATE).
func (p *parser) update() ast.Statement {
	p.seek("update")
	s := &ast.Update{Base: p.base(), Target: p.name("a table")}
	if !p.at("set") {
		p.accept("as")
		if !p.at("set") {
			p.ident("an alias")
		}
	}
	p.expect("set")
	s.Where = p.hasWhere()
	s.Query = p.wholeStatement()
	return s
}

// delete reads DELETE [FROM] (r_DELETE).
func (p *parser) delete() ast.Statement {
	p.seek("delete")
	p.accept("from")
	s := &ast.Delete{Base: p.base(), Target: p.name("a table")}
	s.Where = p.hasWhere()
	s.Query = p.wholeStatement()
	return s
}

// hasWhere reports whether WHERE follows in the statement, outside of all parentheses.
func (p *parser) hasWhere() bool {
	depth := 0
	for i := p.pos; i < p.end; i++ {
		switch w := p.word(i); {
		case w == "(":
			depth++
		case w == ")":
			depth--
		case w == "where" && depth == 0:
			return true
		}
	}
	return false
}

// merge reads MERGE INTO (r_MERGE).
func (p *parser) merge() ast.Statement {
	p.seek("merge")
	p.expect("into")
	s := &ast.Merge{Base: p.base(), Target: p.name("a table")}
	if !p.at("using") {
		p.accept("as")
		p.ident("an alias")
	}
	p.expect("using")
	s.Query = p.wholeStatement()
	return s
}
