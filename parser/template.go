package parser

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// Templates, which hold parameters for COPY.
var templateFamily = []entry{
	{"create [or replace] template", (*parser).createTemplate},
	{"alter template", (*parser).alterTemplate},
	{"drop template", (*parser).dropTemplate},
}

// createTemplate follows r_CREATE_TEMPLATE.
func (p *parser) createTemplate() ast.Statement {
	p.expect("create")
	n := &ast.CreateTemplate{}
	n.Replace = p.accept("or", "replace")
	p.expect("template")
	n.Name = p.name("a template")
	p.expect("for", "copy")
	p.accept("as")
	p.clauses(append(p.templateParameters(), clause{",", nil})...)
	p.unplanned(&n.UnplannedBase, ast.EffectCreate, kept(model.KindTemplate, n.Name))
	return n
}

// templateParameters are those of COPY; what names data and rights is written with the COPY itself.
func (p *parser) templateParameters() []clause {
	return append(p.copyParameters(), clause{"manifest", nil}, clause{"encrypted", nil}, clause{"readratio", p.anyInteger})
}

// alterTemplate follows r_ALTER_TEMPLATE.
func (p *parser) alterTemplate() ast.Statement {
	p.expect("alter", "template")
	n := &ast.AlterTemplate{Name: p.name("a template")}
	switch {
	case p.accept("rename"):
		p.expect("to")
		n.NewName = p.ident("a template")
	case p.accept("owner"):
		p.expect("to")
		n.Owner = p.userName("a user")
	case p.accept("add"):
		p.changeParameter(func() { p.accept("as"); p.optionalValue() })
	case p.accept("drop"):
		p.changeParameter(func() {})
	case p.accept("set"):
		p.list(func() {
			p.changeParameter(func() { p.expect("to"); p.optionalValue() })
		})
	default:
		p.unexpected()
	}
	p.unplanned(&n.UnplannedBase, ast.EffectAlter, kept(model.KindTemplate, n.Name))
	return n
}

// changeParameter reads the name of a parameter and what follows it.
func (p *parser) changeParameter(follow func()) {
	for _, c := range p.templateParameters() {
		if p.accept(c.words) {
			follow()
			return
		}
	}
	p.unexpected("a parameter of COPY")
}

// optionalValue reads a value, which a parameter that is a switch has not.
func (p *parser) optionalValue() {
	if !p.atEnd() && !p.at(",") {
		p.parameterValue()
	}
}

func (p *parser) dropTemplate() ast.Statement {
	p.expect("drop", "template")
	return p.dropped(model.KindTemplate, "a template", 0)
}
