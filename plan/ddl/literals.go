package ddl

import (
	"strconv"
	"strings"
)

// literalEscapes are what cannot stand for itself between single quotes. Redshift keeps the rule of PostgreSQL 8.0
// that a backslash escapes the next character in every '…'. No wire message and no SQL file can carry a NUL byte: it
// is written as the escape \000, so that the statement arrives whole and the server decides.
var literalEscapes = strings.NewReplacer(`\`, `\\`, `'`, `''`, "\x00", `\000`)

// Literal returns a text as a string literal.
func Literal(text string) string { return "'" + literalEscapes.Replace(text) + "'" }

// DollarQuote returns a body between dollar quotes, with the first of $$, $_$, $body$, $body1$, … that the body
// leaves free (r_CREATE_PROCEDURE, "Dollar quoting").
func DollarQuote(body string) string {
	for n := 0; ; n++ {
		tag := dollarTag(n)
		// The body's end may be the beginning of the tag: a body a$ does not fit between $$.
		if strings.Index(body+tag, tag) == len(body) {
			return tag + body + tag
		}
	}
}

func dollarTag(n int) string {
	switch n {
	case 0:
		return "$$"
	case 1:
		return "$_$"
	case 2:
		return "$body$"
	}
	return "$body" + strconv.Itoa(n-2) + "$"
}

// closed returns a text that more can follow: a line comment at its end would swallow what comes after it on the line.
// Two hyphens inside a literal give a line break that nobody needs and that does no harm.
func closed(text string) string {
	last := text[strings.LastIndexByte(text, '\n')+1:]
	if strings.Contains(last, "--") {
		return text + "\n"
	}
	return text
}
