// Package parser turns Redshift SQL text into statements (package ast) with positions, and goes on after an error.
//
// It owns the lexer, the grammar of every statement that is not a query, the checks that need one statement alone, and
// the replacement of Flyway placeholders. It never looks an object up, never opens a file, and never understands a
// query: it hands the text of queries on to parser/query.
//
// # How it works
//
// The lexer cuts the whole text into tokens; comments are set aside, and those that speak to redraft become directives.
// A statement is what stands before a semicolon. Its leading words choose a parse function in the table of dispatch.go.
// The first error of a statement moves the cursor to the statement's end, so that no helper needs to return an error:
// accept answers no, loops end, and the statement is dropped. Parsing goes on with the next statement, or with a line
// of the same one that begins like a statement, as after a forgotten semicolon or parenthesis.
//
// # How to add a statement family
//
// Write a file family.go with one method of *parser for each statement and add a line for each to a table of its own,
// named in allFamilies of dispatch.go:
//
//	var roleFamily = []entry{
//		{"create role", (*parser).createRole},
//		{"drop role", (*parser).dropRole},
//	}
//
//	func (p *parser) createRole() ast.Statement {
//		p.expect("create", "role")
//		n := &ast.CreateRole{Name: p.userName("a role")}
//		p.clauses(clause{"externalid", func() { n.ExternalID = p.externalID() }})
//		p.unplanned(&n.UnplannedBase, ast.EffectCreate, named(model.KindRole, n.Name))
//		return n
//	}
//
//	func (p *parser) dropRole() ast.Statement {
//		p.expect("drop", "role")
//		return p.dropped(model.KindRole, "a role", dropUser|dropForce|dropRestrict)
//	}
//
// A method starts on the statement's first word and reads to its end; what it leaves over is reported as unexpected.
// These are the helpers:
//
//	at, accept, expect         words and punctuation, all of them in this order
//	acceptOne, expectOne       any one of several words
//	clauses, someClauses       clauses in any order, each once
//	ident, name, userName      names; their argument says in errors what was expected, "a table"
//	stringLiteral, integer     literals with their values
//	dataType                   a type of Redshift
//	list, parens, identList    comma lists
//	group                      a balanced (…) as a whole
//	query                      the query up to the end of the statement
//	rest                       everything up to the end of the statement
//	normalised, unplanned      what an Unplanned statement keeps, secrets covered
//	unexpected, fail           the statement cannot be read: the first wins
//	errorAt, warnAt            it can be read, but Redshift would refuse it, or it is likely wrong
//
// Every word that accept and expect looked for at the cursor is remembered, so that unexpected can say what would have
// been right and guess at misspellings.
package parser
