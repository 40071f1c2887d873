package parser

import "github.com/redraft/redraft/parser/ast"

var schemaFamily = []entry{
	{"create schema", (*parser).createSchema},
	{"alter schema", (*parser).alterSchema},
	{"drop schema", (*parser).dropSchema},
}

// createSchema reads CREATE SCHEMA with the statements that may stand inside it (r_CREATE_SCHEMA).
func (p *parser) createSchema() ast.Statement {
	p.expect("create", "schema")
	s := &ast.CreateSchema{Base: p.base(), IfNotExists: p.ifNotExists()}
	if !p.at("authorization") {
		s.Name = p.ident("a schema")
	}
	if p.accept("authorization") {
		s.Owner = p.userName("a user")
	}
	if s.Name.IsZero() {
		s.Name = s.Owner
	}
	if p.at("quota") {
		s.Quota = p.quota()
	}
	for !p.failed && p.startsElement(p.pos) {
		if element := p.schemaElement(); element != nil {
			s.Elements = append(s.Elements, element)
		}
	}
	return s
}

// quota reads QUOTA {n [MB|GB|TB] | UNLIMITED}; without a unit it is gigabytes.
func (p *parser) quota() *ast.Quota {
	first := p.pos
	p.expect("quota")
	q := &ast.Quota{}
	if !p.accept("unlimited") {
		size := p.decimal("a size or UNLIMITED")
		switch p.acceptOne("mb", "gb", "tb") {
		case "mb":
		case "tb":
			size *= 1 << 20
		default:
			size *= 1 << 10
		}
		q.MB = int64(min(size, 1<<53))
	}
	q.Span = p.spanFrom(first)
	return q
}

// startsElement reports whether a statement inside CREATE SCHEMA begins at a token: CREATE TABLE, CREATE VIEW or GRANT.
func (p *parser) startsElement(i int) bool {
	switch p.word(i) {
	case "create":
		switch p.word(min(i+1, p.end)) {
		case "table", "view", "local", "temp", "temporary", "or":
			return p.word(i-1) != "grant"
		}
	case "grant":
		return p.word(i-1) != "with" && p.word(i-1) != "revoke"
	}
	return false
}

// schemaElement reads one statement inside CREATE SCHEMA, which ends where the next begins.
func (p *parser) schemaElement() ast.Statement {
	first, end := p.first, p.end
	p.first = p.pos
	for p.end = p.pos + 1; p.end < end; p.end++ {
		if p.startsElementAt(p.end, end) {
			break
		}
	}
	element := p.statement()
	if !p.failed && !p.atEnd() {
		p.unexpected(`";"`)
	}
	p.first, p.end = first, end
	if p.failed {
		p.pos, p.resume = p.end, 0
		return nil
	}
	return element
}

// startsElementAt is startsElement for a token behind the end of the element at hand.
func (p *parser) startsElementAt(i, end int) bool {
	p.end, end = end, p.end
	starts := p.startsElement(i)
	p.end = end
	return starts
}

// alterSchema reads ALTER SCHEMA (r_ALTER_SCHEMA).
func (p *parser) alterSchema() ast.Statement {
	p.expect("alter", "schema")
	a := &ast.AlterSchema{Base: p.base(), Name: p.ident("a schema")}
	switch {
	case p.accept("rename", "to"):
		a.NewName = p.ident("a schema")
	case p.accept("owner", "to"):
		a.Owner = p.userName("a user")
	case p.at("quota"):
		a.Quota = p.quota()
	default:
		p.note("quota")
		p.unexpected()
	}
	return a
}

// dropSchema reads DROP SCHEMA (r_DROP_SCHEMA).
func (p *parser) dropSchema() ast.Statement {
	p.expect("drop", "schema")
	d := &ast.DropSchema{Base: p.base(), IfExists: p.ifExists()}
	p.list(func() { d.Names = append(d.Names, p.ident("a schema")) })
	d.DropExternalDatabase = p.accept("drop", "external", "database")
	d.Cascade = p.cascade()
	return d
}
