package translate

import (
	"strings"

	"github.com/redraft/redraft/parser/ast"
)

// The quoting here is PostgreSQL's: plan/ddl writes Redshift's, where a backslash escapes inside '…' and other words are
// reserved.

// quote returns a name as PostgreSQL takes it, always in double quotes.
func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// literal returns a text as PostgreSQL takes it, whatever standard_conforming_strings says.
func literal(text string) string {
	text = strings.ReplaceAll(text, "\x00", "")
	quoted := strings.ReplaceAll(text, "'", "''")
	if strings.Contains(text, `\`) {
		return "E'" + strings.ReplaceAll(quoted, `\`, `\\`) + "'"
	}
	return "'" + quoted + "'"
}

// name returns a qualified name.
func name(n ast.Name) string {
	qualified := quote(n.Name)
	if n.Schema != "" {
		qualified = quote(n.Schema) + "." + qualified
	}
	if n.Database != "" {
		qualified = quote(n.Database) + "." + qualified
	}
	return qualified
}

func names(list []ast.Name) string {
	quoted := make([]string, len(list))
	for i, n := range list {
		quoted[i] = name(n)
	}
	return strings.Join(quoted, ", ")
}

func idents(list []ast.Ident) string {
	quoted := make([]string, len(list))
	for i, id := range list {
		quoted[i] = quote(id.Name)
	}
	return strings.Join(quoted, ", ")
}

// array returns a text[] of PostgreSQL.
func array(texts []string) string {
	if len(texts) == 0 {
		return "'{}'::text[]"
	}
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = literal(text)
	}
	return "ARRAY[" + strings.Join(quoted, ", ") + "]"
}

// call returns a query that calls a function of schema pg_redshift with texts.
func call(function string, args ...string) string {
	quoted := make([]string, len(args))
	for i, arg := range args {
		quoted[i] = literal(arg)
	}
	return "SELECT pg_redshift." + function + "(" + strings.Join(quoted, ", ") + ")"
}

// script returns the command that runs statements one after the other as one, and says tag.
func script(tag string, statements ...string) Command {
	return Command{SQL: "CALL pg_redshift.run(VARIADIC " + array(statements) + ")", Steps: statements, Tag: tag, Touches: true}
}

// plain returns the command that is one statement.
func plain(tag, statement string) Command {
	return Command{SQL: statement, Steps: []string{statement}, Tag: tag, Touches: true}
}
