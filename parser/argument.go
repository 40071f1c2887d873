package parser

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// arguments reads ( argument, … ), which may be empty.
func (p *parser) arguments() (args []ast.Argument) {
	p.expect("(")
	if p.accept(")") {
		return nil
	}
	p.list(func() { args = append(args, p.argument()) })
	p.expect(")")
	return args
}

// argument reads [name] [IN|OUT|INOUT] type; the mode may also stand first.
func (p *parser) argument() ast.Argument {
	a := ast.Argument{Mode: p.mode()}
	if p.atNamedArgument() {
		a.Name = p.ident("an argument")
		if a.Mode == "" {
			a.Mode = p.mode()
		}
	}
	if a.Mode == "" {
		a.Mode = model.ArgIn
	}
	a.Type = p.dataType()
	if p.atAny("default", "=", ":=") {
		p.notInRedshift(p.tok().span(), "arguments have no default values in Redshift",
			"write a second routine with fewer arguments")
	}
	return a
}

// mode reads IN, OUT or INOUT; empty when none is written.
func (p *parser) mode() model.ArgMode {
	return model.ArgMode(strings.ToUpper(p.acceptOne("in", "out", "inout")))
}

// secondWords are the words that follow the first word of a type, which is then no argument's name.
var secondWords = map[string]string{
	"double": " precision ", "character": " varying ", "char": " varying ", "binary": " varying ",
	"national": " character char ", "time": " with without ", "timestamp": " with without ",
	"interval": " year month day hour minute second ",
}

// atNamedArgument reports whether the word at the cursor is a name, so that a type or a mode follows.
func (p *parser) atNamedArgument() bool {
	if p.atEnd() || p.pos+1 >= p.end {
		return false
	}
	next := p.tokens[p.pos+1]
	if next.kind != tokWord && next.kind != tokQuoted {
		return false
	}
	return !strings.Contains(secondWords[p.word(p.pos)], " "+p.word(p.pos+1)+" ")
}
