package parser

import (
	"strings"

	"github.com/redraft/redraft/parser/ast"
)

var sessionFamily = []entry{
	{"begin|commit|end|rollback|abort", (*parser).transaction},
	{"start transaction", (*parser).transaction},
	{"set|reset", (*parser).set},
}

// transactionVerbs maps each word to the one that stands for it in the tree.
var transactionVerbs = map[string]string{
	"begin": "BEGIN", "start": "BEGIN", "commit": "COMMIT", "end": "COMMIT", "rollback": "ROLLBACK", "abort": "ROLLBACK",
}

// transaction reads BEGIN, COMMIT, ROLLBACK and their synonyms (r_BEGIN, r_COMMIT, r_ROLLBACK).
func (p *parser) transaction() ast.Statement {
	word := p.word(p.pos)
	p.pos++
	t := &ast.Transaction{Base: p.base(), Verb: transactionVerbs[word]}
	if p.at("to") {
		p.notInRedshift(p.tok().span(), "Redshift has no savepoints", "roll the whole transaction back")
	}
	p.acceptOne("work", "transaction")
	for t.Verb == "BEGIN" && !p.atEnd() {
		p.transactionMode()
		p.accept(",")
	}
	return t
}

func (p *parser) transactionMode() {
	if p.accept("read") {
		p.expectOne("only", "write")
		return
	}
	p.expect("isolation", "level")
	switch p.expectOne("serializable", "snapshot", "repeatable", "read") {
	case "repeatable":
		p.expect("read")
	case "read":
		p.expectOne("committed", "uncommitted")
	}
}

// set reads SET and RESET (r_SET, r_RESET).
func (p *parser) set() ast.Statement {
	s := &ast.Set{Base: p.base()}
	if p.expectOne("set", "reset") == "reset" {
		s.Name = p.settingName()
		return s
	}
	if s.Local = p.accept("local"); !s.Local {
		p.acceptSession()
	}
	if p.atAny("characteristics", "transaction") {
		s.Name = p.word(p.pos)
		p.pos++
		s.Values = []string{p.slice(p.rest())}
		return s
	}
	s.Name = p.settingName()
	switch s.Name {
	case "session authorization", "time zone":
	case "timezone":
		p.acceptOne("to", "=") // SET timezone INTERVAL '-8 hours' has neither (r_timezone_config)
	default:
		p.expectOne("to", "=")
	}
	s.Values = p.parameterValues()
	return s
}

// acceptSession moves past SESSION where it says for how long a setting holds.
func (p *parser) acceptSession() {
	if p.at("session") && !p.at("session", "authorization") && !p.at("session", "to") && !p.at("session", "=") {
		p.pos++
	}
}

func (p *parser) slice(span ast.Span) string { return p.src.Text[span.Start:span.End] }

// settingName reads the name of a parameter, which may have dots in it.
func (p *parser) settingName() string {
	for _, words := range [][]string{{"session", "authorization"}, {"time", "zone"}} {
		if p.accept(words...) {
			return strings.Join(words, " ")
		}
	}
	if p.accept("all") {
		return "all"
	}
	name := p.ident("a parameter").Name
	for p.accept(".") {
		name += "." + p.ident("a parameter").Name
	}
	return name
}

// parameterValues reads value, value, …; strings and quoted names lose their quotes.
func (p *parser) parameterValues() (values []string) {
	p.list(func() { values = append(values, p.parameterValue()) })
	return values
}

func (p *parser) parameterValue() string {
	t := p.tok()
	switch {
	case p.atEnd():
		p.unexpected("a value")
		return ""
	case p.atString():
		value, _ := p.stringLiteral("a value")
		return value
	case p.accept("interval"):
		value, _ := p.stringLiteral("a value")
		return "interval '" + value + "'"
	case t.kind == tokQuoted:
		p.pos++
		return p.unquote(t, p.opts.CaseSensitive)
	case t.kind == tokWord, t.kind == tokNumber:
		p.pos++
		return p.folded[t.start:t.end]
	case p.accept("-"):
		return "-" + p.parameterValue()
	}
	p.unexpected("a value")
	return ""
}
