package parser

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// dropForm says what a DROP statement takes besides one name.
type dropForm uint8

const (
	dropIfExists    dropForm = 1 << iota // IF EXISTS
	dropMany                             // name, name, …
	dropCascade                          // CASCADE
	dropRestrict                         // RESTRICT
	dropForce                            // FORCE
	dropUser                             // the names keep their case in quotes
	dropUnqualified                      // what qualifies the name is a database
)

// dropped reads a DROP statement behind its leading words.
func (p *parser) dropped(kind model.Kind, what string, form dropForm) ast.Statement {
	n := &ast.DropUnplanned{}
	n.Condition = p.dropCondition(kind, form)
	read := func() { n.Names = append(n.Names, p.droppedName(what, form)) }
	read()
	for form&dropMany != 0 && p.accept(",") {
		read()
	}
	n.Cascade = form&dropCascade != 0 && p.accept("cascade")
	n.Force = form&dropForce != 0 && p.accept("force")
	if !n.Cascade && !n.Force && form&dropRestrict != 0 {
		p.accept("restrict")
	}
	ids := make([]model.ID, len(n.Names))
	for i, name := range n.Names {
		ids[i] = kept(kind, name)
		if form&dropUnqualified != 0 {
			ids[i] = policyID(kind, name)
		}
	}
	p.unplanned(&n.UnplannedBase, ast.EffectDrop, ids...)
	return n
}

func (p *parser) droppedName(what string, form dropForm) ast.Name {
	if form&dropUser == 0 {
		return p.name(what)
	}
	id := p.userName(what)
	return ast.Name{Span: id.Span, Name: id.Name}
}

// dropCondition reads IF EXISTS where the statement has it; people write it everywhere.
func (p *parser) dropCondition(kind model.Kind, form dropForm) bool {
	if form&dropIfExists != 0 || !p.at("if", "exists") {
		return p.accept("if", "exists")
	}
	first := p.pos
	p.pos += 2
	p.notInRedshift(p.spanFrom(first), "DROP "+strings.ToUpper(kind.String())+" has no IF EXISTS",
		"drop it without, in a script that runs where it exists")
	return false
}
