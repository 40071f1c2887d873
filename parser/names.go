package parser

import (
	"strings"
	"unicode/utf8"

	"github.com/redraft/redraft/parser/ast"
)

// ident reads one name; what says in errors what was expected, as in "a table".
func (p *parser) ident(what string) ast.Ident { return p.identifier(what, p.opts.CaseSensitive) }

// userName reads the name of a user, group or role; in quotes it always keeps its case (r_names). What stands before a
// colon is the name space of an identity provider, or sys and ds for the roles of the system (r_CREATE_USER,
// r_roles-default).
func (p *parser) userName(what string) ast.Ident {
	first := p.pos
	if p.tok().kind == tokQuoted {
		p.userNames = append(p.userNames, first)
	}
	id := p.identifier(what, true)
	if p.failed || !p.accept(":") {
		return id
	}
	rest := p.identifier(what, true)
	return ast.Ident{Span: p.spanFrom(first), Name: id.Name + ":" + rest.Name}
}

func (p *parser) identifier(what string, keepCase bool) ast.Ident {
	t := p.tok()
	switch {
	case p.atEnd(), t.kind != tokWord && t.kind != tokQuoted:
		p.unexpected(what)
		return ast.Ident{}
	case t.kind == tokQuoted:
		p.pos++
		return p.limit(ast.Ident{Span: t.span(), Name: p.unquote(t, keepCase)})
	case strictlyReserved[p.word(p.pos)]:
		p.fail(t.span(), codeReservedWord, strings.ToUpper(p.word(p.pos))+" is a reserved word, not a name",
			"expected "+what+"; a name that is a reserved word needs double quotes")
		return ast.Ident{}
	}
	p.pos++
	return p.limit(ast.Ident{Span: t.span(), Name: p.folded[t.start:t.end]})
}

// unquote returns the name inside a quoted token.
func (p *parser) unquote(t token, keepCase bool) string {
	text := p.folded
	if keepCase {
		text = p.src.Text
	}
	name := text[t.start+1 : t.end-1]
	if strings.Contains(name, `""`) {
		name = strings.ReplaceAll(name, `""`, `"`)
	}
	return name
}

// maxName is the length of a name in bytes; Redshift cuts longer ones without a word (r_names).
const maxName = 127

func (p *parser) limit(id ast.Ident) ast.Ident {
	if id.Name == "" {
		p.fail(id.Span, codeSyntax, "a name cannot be empty", "write the name between the quotes")
	}
	if len(id.Name) <= maxName {
		return id
	}
	cut := maxName
	for cut > 0 && !utf8.RuneStart(id.Name[cut]) {
		cut--
	}
	p.warnAt(id.Span, codeNameTooLong, "the name is longer than 127 bytes and Redshift cuts it",
		"it becomes "+id.Name[:cut])
	id.Name = id.Name[:cut]
	return id
}

// name reads a name with up to two qualifiers: database.schema.name.
func (p *parser) name(what string) ast.Name {
	first := p.pos
	parts := [3]ast.Ident{p.ident(what)}
	n := 1
	for ; n < len(parts) && p.accept("."); n++ {
		parts[n] = p.ident(what)
	}
	if p.at(".") {
		p.fail(p.tok().span(), codeSyntax, "a name has three parts at most", "write database.schema.name")
	}
	name := ast.Name{Span: p.spanFrom(first), Name: parts[n-1].Name}
	if n > 1 {
		name.Schema = parts[n-2].Name
	}
	if n > 2 {
		name.Database = parts[0].Name
	}
	return name
}

// names reads name, name, …
func (p *parser) names(what string) (names []ast.Name) {
	p.list(func() { names = append(names, p.name(what)) })
	return names
}

// columnList reads ( column, column, … ).
func (p *parser) columnList() (list []ast.Ident) {
	p.parens(func() { list = append(list, p.ident("a column")) })
	return list
}

// identNames returns the names alone.
func identNames(list []ast.Ident) []string {
	names := make([]string, len(list))
	for i, id := range list {
		names[i] = id.Name
	}
	return names
}
