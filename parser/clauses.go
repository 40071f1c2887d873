package parser

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// clause is a part of a statement that may stand before or after its siblings: the words that begin it, and what reads
// the rest of it, nil when the words are all.
type clause struct {
	words string
	read  func()
}

// clauses reads clauses in any order, each once, until none of them stands at the cursor.
func (p *parser) clauses(list ...clause) {
	var seen clauses
	for !p.atEnd() && p.oneClause(&seen, list) {
	}
}

// someClauses reads clauses as clauses does, and fails when there is none.
func (p *parser) someClauses(list ...clause) {
	var seen clauses
	if !p.oneClause(&seen, list) {
		p.unexpected()
		return
	}
	for !p.atEnd() && p.oneClause(&seen, list) {
	}
}

// oneClause reads the clause at the cursor and reports whether there is one. A first word without its second fails, so
// that the message names the word that is missing.
func (p *parser) oneClause(seen *clauses, list []clause) bool {
	first := p.pos
	for _, c := range list {
		if !p.accept(strings.Fields(c.words)...) {
			continue
		}
		if c.words != "," {
			p.once(seen, first, strings.ToUpper(c.words))
		}
		if c.read != nil {
			c.read()
		}
		return true
	}
	for _, c := range list {
		if words := strings.Fields(c.words); len(words) > 1 && p.at(words[0]) {
			p.expect(words...)
			return false
		}
	}
	return false
}

// acceptPhrase moves past the first of some phrases that stands at the cursor and returns it; "" when none does.
func (p *parser) acceptPhrase(phrases ...string) string {
	for _, phrase := range phrases {
		if p.accept(strings.Fields(phrase)...) {
			return phrase
		}
	}
	return ""
}

// text reads a string.
func (p *parser) text() string {
	value, _ := p.stringLiteral("a string in single quotes")
	return value
}

// textInto returns what reads a string and keeps it.
func (p *parser) textInto(target *string) func() { return func() { *target = p.text() } }

// anyText reads a string that no node keeps.
func (p *parser) anyText() { p.text() }

// optionalText reads a string, if one stands at the cursor.
func (p *parser) optionalText() {
	if p.atString() {
		p.anyText()
	}
}

// textOrWord reads a value that some write in quotes and some do not.
func (p *parser) textOrWord(what string) string {
	switch {
	case p.atString():
		return p.text()
	case !p.atEnd() && p.tok().kind == tokNumber:
		p.pos++
		return p.src.Text[p.tokens[p.pos-1].start:p.tokens[p.pos-1].end]
	}
	return p.ident(what).Name
}

// anyInteger reads a whole number that no node keeps.
func (p *parser) anyInteger() { p.integer("a whole number") }

// flag reads [=] TRUE|FALSE.
func (p *parser) flag() bool {
	p.accept("=")
	return p.boolean("TRUE or FALSE")
}

// anyFlag reads [=] TRUE|FALSE that no node keeps.
func (p *parser) anyFlag() { p.flag() }

// numberOrUnlimited reads [=] n or [=] UNLIMITED.
func (p *parser) numberOrUnlimited() {
	p.accept("=")
	if !p.accept("unlimited") {
		p.integer("a number or UNLIMITED")
	}
}

// iamRole reads what follows IAM_ROLE: DEFAULT, or a string with SESSION or with ARNs.
func (p *parser) iamRole() string {
	if p.accept("default") {
		return "default"
	}
	value, _ := p.stringLiteral("a role's ARN in single quotes")
	return value
}

// anyRole reads an IAM role that no node keeps.
func (p *parser) anyRole() { p.iamRole() }

// schemaNames reads schema, schema, …
func (p *parser) schemaNames() (list []ast.Ident) {
	p.list(func() { list = append(list, p.ident("a schema")) })
	return list
}

// userNameList reads the names of users, groups or roles.
func (p *parser) userNameList(what string) (list []ast.Ident) {
	p.list(func() { list = append(list, p.userName(what)) })
	return list
}

// unplanned fills what every statement about objects that no plan changes keeps.
func (p *parser) unplanned(u *ast.UnplannedBase, does ast.Effect, ids ...model.ID) {
	u.Base, u.Does, u.IDs = p.base(), does, ids
	u.Tokens = p.normalised(p.first, p.end)
}

// kept returns the ID of an object that lives in a schema.
func kept(kind model.Kind, name ast.Name) model.ID {
	return model.ID{Kind: kind, Schema: name.Schema, Name: name.Name}
}

// named returns the ID of an object that lives in no schema.
func named(kind model.Kind, name ast.Ident) model.ID { return model.ID{Kind: kind, Name: name.Name} }
