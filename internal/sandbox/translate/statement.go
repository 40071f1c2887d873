package translate

import (
	"strings"

	"github.com/redraft/redraft/internal/sandbox/dialect"
	"github.com/redraft/redraft/parser/ast"
)

// statement translates one statement by its family. The error is a *refusal or a *dialect.Error.
func (t *translator) statement(statement ast.Statement) (Command, error) {
	for _, family := range []func(ast.Statement) (Command, bool, error){
		t.rows, t.tables, t.views, t.routines, t.objects, t.principals, t.permissions, t.policies, t.session, t.external,
	} {
		if c, mine, err := family(statement); mine {
			return c, err
		}
	}
	// What has no effect on anything that the stand-in shows is kept as text, so that a later DROP finds it.
	if u, ok := statement.(ast.Unplanned); ok {
		return t.declared(u), nil
	}
	return Command{}, refused(codeNotSupported, "the sandbox does not know this statement")
}

// rewrite turns a query, or a statement of which only the queries differ, into PostgreSQL's dialect.
func (t *translator) rewrite(text string) (string, error) {
	return dialect.Rewrite(text, t.dialect(t.inline))
}

func (t *translator) dialect(inline func(schema, name string) (string, bool)) dialect.Options {
	return dialect.Options{
		Inline: inline, Missing: t.Missing, LateColumns: t.LateColumns, Columns: t.columns, CaseSensitive: t.CaseSensitive,
	}
}

// inline finds a late-binding view, those first that the message itself makes.
func (t *translator) inline(schema, name string) (string, bool) {
	if text, ok := t.made[ast.Name{Schema: schema, Name: name}]; ok {
		return LateBindingQuery(text, t.CaseSensitive)
	}
	if t.LateBinding == nil {
		return "", false
	}
	text, found := t.LateBinding(schema, name)
	t.depends = t.depends || found
	return text, found
}

// columns finds the columns of a relation. What they are called then is part of what the statement becomes.
func (t *translator) columns(schema, name string) ([]string, bool) {
	t.depends = true
	if t.Columns == nil {
		return nil, false
	}
	return t.Columns(schema, name)
}

// expression rewrites an expression that stands outside of a query.
func (t *translator) expression(text string) (string, error) {
	out, err := t.rewrite("SELECT " + text)
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(strings.TrimPrefix(out, "SELECT ")), nil
}

// alone refuses what cannot run in a transaction block, nor in a message with other statements, which is one transaction
// (r_SVL_MULTI_STATEMENT_VIOLATIONS).
func (t *translator) alone(what string) error {
	t.depends = true
	if t.Block {
		return refused(codeActiveBlock, "%s cannot run inside a transaction block", what)
	}
	if t.multi {
		return refused(codeActiveBlock, "%s cannot be executed from a function or multi-command string", what)
	}
	return nil
}

// rows translates what reads and writes rows.
func (t *translator) rows(statement ast.Statement) (Command, bool, error) {
	var c Command
	var err error
	switch n := statement.(type) {
	case *ast.Select:
		c.SQL, err = t.rewrite(t.file.Text(n.Span))
		c.Touches = true
	case *ast.Insert:
		c, err = t.write(n.Target, n.Span)
	case *ast.Update:
		c, err = t.write(n.Target, n.Span)
	case *ast.Delete:
		c, err = t.write(n.Target, n.Span)
	case *ast.Merge:
		c, err = t.write(n.Target, n.Span)
	case *ast.Truncate:
		c = script("TRUNCATE TABLE", call("truncate", name(n.Target)))
		c.Commit, c.Ends = true, true // it commits the transaction that it runs in (r_TRUNCATE)
	case *ast.Copy:
		err = refused(codeNotSupported, "the sandbox has no S3 to COPY from: use INSERT, or COPY … FROM STDIN")
	case *ast.Unload:
		err = refused(codeNotSupported, "the sandbox has no S3 to UNLOAD to")
	case *ast.Refresh:
		c = script("REFRESH", call("refresh", name(n.Name)))
	case *ast.Call:
		c, err = t.call(n)
	default:
		return c, false, nil
	}
	return c, true, err
}

// write translates a statement that changes rows. Redshift lets one transaction at a time write to a table (r_LOCK,
// c_write_readwrite), so the table is locked for writing first.
func (t *translator) write(target ast.Name, span ast.Span) (Command, error) {
	sql, err := t.rewrite(t.file.Text(span))
	return Command{SQL: sql, Lock: name(target), Touches: true}, err
}
