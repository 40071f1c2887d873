package parser

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

var routineFamily = []entry{
	{"create [or replace] function", (*parser).createFunction},
	{"create [or replace] external function", (*parser).createExternalFunction},
	{"create [or replace] procedure", (*parser).createProcedure},
	{"alter function|procedure", (*parser).alterRoutine},
	{"drop function|procedure", (*parser).dropRoutine},
}

// createFunction reads CREATE FUNCTION in SQL or Python, with the clauses behind RETURNS in any order
// (r_CREATE_FUNCTION, r_CREATE_SQL_FUNCTION).
func (p *parser) createFunction() ast.Statement {
	p.expect("create")
	f := &ast.CreateFunction{Base: p.base(), OrReplace: p.accept("or", "replace")}
	p.expect("function")
	f.Name = p.name("a function")
	p.warnReserved(f.Name.Span)
	f.Args = p.arguments()
	p.returns(f)
	var seen clauses
	for !p.atEnd() {
		first := p.pos
		switch {
		case p.volatility(f):
			p.once(&seen, first, "the volatility")
		case p.accept("as"):
			f.Body, f.BodySpan = p.body()
			p.once(&seen, first, "the body")
		case p.accept("language"):
			f.Language = p.language()
			p.checkLanguage(f.Language, first)
			p.once(&seen, first, "LANGUAGE")
		default:
			p.foreignRoutineClause()
		}
	}
	switch {
	case p.failed:
	case f.BodySpan == (ast.Span{}):
		p.unexpected("AS $$ body $$")
	case f.Language == "":
		p.unexpected("LANGUAGE SQL", "LANGUAGE PLPYTHONU")
	}
	return f
}

func (p *parser) checkLanguage(name string, first int) {
	if !p.failed && name != "sql" && name != "plpythonu" {
		p.errorAt(p.spanFrom(first), codeNotInRedshift,
			"a function is written in SQL or PLPYTHONU, not in "+strings.ToUpper(name),
			"write CREATE PROCEDURE for PL/pgSQL")
	}
}

// returns reads RETURNS type.
func (p *parser) returns(f *ast.CreateFunction) {
	p.expect("returns")
	if p.at("table") || p.at("setof") {
		p.notInRedshift(p.tok().span(), "functions of Redshift return one value, not rows",
			"make a view of it, or a procedure that fills a table")
	}
	f.Returns = p.dataType()
}

// volatility reads VOLATILE, STABLE or IMMUTABLE; without the word a function is VOLATILE.
func (p *parser) volatility(f *ast.CreateFunction) bool {
	if f.Volatility == "" {
		f.Volatility = model.Volatile
	}
	word := p.acceptOne("volatile", "stable", "immutable")
	if word != "" {
		f.Volatility = model.Volatility(strings.ToUpper(word))
	}
	return word != ""
}

// language reads the name of a language, also in quotes.
func (p *parser) language() string {
	if p.atString() {
		name, _ := p.stringLiteral("a language")
		return strings.ToLower(name)
	}
	return p.ident("a language").Name
}

// body reads the text of a routine and returns it with its place between the quotes.
func (p *parser) body() (string, ast.Span) {
	if p.atEnd() || !p.atString() {
		p.unexpected("the body in $$ … $$")
		return "", ast.Span{}
	}
	t := p.tok()
	text, span := p.stringLiteral("the body")
	opening := 1
	if t.kind == tokDollar {
		opening = strings.IndexByte(p.src.Text[span.Start+1:span.End], '$') + 2
	}
	return text, ast.Span{Start: span.Start + opening, End: span.End - opening}
}

// foreignRoutineClause fails at a clause of a routine that Redshift lacks.
func (p *parser) foreignRoutineClause() {
	at := p.tok().span()
	switch word := p.word(p.pos); word {
	case "strict", "cost", "rows", "window", "parallel", "leakproof", "called", "support", "transform":
		p.notInRedshift(at, "routines have no "+strings.ToUpper(word)+" in Redshift", "remove it")
	case "security", "set":
		p.notInRedshift(at, "functions have no "+strings.ToUpper(word)+" in Redshift", "only procedures do")
	default:
		p.unexpected()
	}
}

// alterRoutine reads ALTER FUNCTION and ALTER PROCEDURE (r_ALTER_PROCEDURE).
func (p *parser) alterRoutine() ast.Statement {
	p.expect("alter")
	a := &ast.AlterRoutine{Base: p.base(), Routine: p.routineRef(p.routineKind())}
	switch {
	case p.accept("rename", "to"):
		a.NewName = p.newName()
	case p.accept("owner", "to"):
		a.Owner = p.userName("a user")
	default:
		p.unexpected()
	}
	return a
}

// dropRoutine reads DROP FUNCTION and DROP PROCEDURE. IF EXISTS and CASCADE are not on every page of the manual, and
// newer engines take them (docs/evidence.md).
func (p *parser) dropRoutine() ast.Statement {
	p.expect("drop")
	d := &ast.DropRoutine{Base: p.base()}
	kind := p.routineKind()
	d.IfExists = p.ifExists()
	p.list(func() { d.Routines = append(d.Routines, p.routineRef(kind)) })
	d.Cascade = p.cascade()
	return d
}

func (p *parser) routineKind() model.Kind {
	if p.expectOne("function", "procedure") == "procedure" {
		return model.KindProcedure
	}
	return model.KindFunction
}

// routineRef reads a routine's name, with its arguments or without.
func (p *parser) routineRef(kind model.Kind) ast.RoutineRef {
	ref := ast.RoutineRef{Kind: kind, Name: p.name("a " + kind.String())}
	if ref.HasArgs = p.at("("); ref.HasArgs {
		ref.Args = p.arguments()
	}
	return ref
}
