package translate

import (
	"fmt"
	"strings"

	"github.com/redraft/redraft/internal/sandbox/dialect"
	"github.com/redraft/redraft/parser/ast"
)

func (t *translator) views(statement ast.Statement) (Command, bool, error) {
	var c Command
	var err error
	switch n := statement.(type) {
	case *ast.CreateView:
		if n.NoBinding {
			c, err = t.lateBinding(n)
		} else {
			c, err = t.createView(n)
		}
	case *ast.CreateMaterializedView:
		c, err = t.materialized(n)
	default:
		return c, false, nil
	}
	return c, true, err
}

// bound rewrites the query of a view that is bound to what it reads. A late-binding view is read as the relation that it
// is, so that the server records the dependency (the placeholder holds no rows, and says so). External tables cannot be
// read by a view with schema binding, and late-binding ones not by a materialized view (r_CREATE_VIEW,
// materialized-view-create-sql-command).
func (t *translator) bound(text string, materialized bool) (string, error) {
	var refusal error
	out, err := dialect.Rewrite(text, t.dialect(func(schema, name string) (string, bool) {
		inner, found := t.inline(schema, name)
		external := strings.HasPrefix(inner, standInQuery)
		switch {
		case found && materialized && !external:
			refusal = refused(codeNotSupported, "materialized views cannot read views WITH NO SCHEMA BINDING")
		case found && !materialized && external:
			refusal = refused(codeNotSupported, "External tables are not supported in views")
		}
		return inner, found && external
	}))
	if refusal != nil {
		return "", refusal
	}
	return out, err
}

func (t *translator) createView(n *ast.CreateView) (Command, error) {
	text, err := t.bound(n.Query.Text, false)
	if err != nil {
		return Command{}, err
	}
	create := createHead("VIEW", n.Temporary, false, n.Name)
	if n.OrReplace {
		create = "CREATE OR REPLACE" + create[len("CREATE"):]
	}
	if len(n.Columns) > 0 {
		create += " (" + idents(n.Columns) + ")"
	}
	create += " AS " + text
	if !n.OrReplace {
		return plain("CREATE VIEW", create), nil
	}
	return script("CREATE VIEW", call("replace_view", name(n.Name), create)), nil
}

// lateBinding makes a late-binding view: a placeholder that PostgreSQL sees and the text that reads are made of
// (r_CREATE_VIEW, WITH NO SCHEMA BINDING).
func (t *translator) lateBinding(n *ast.CreateView) (Command, error) {
	unqualified := ""
	// A query that cannot be understood is no reason to refuse it here: nothing is looked up when the view is made.
	_, _ = t.analyzer.Query(n.Query.Text, func(relation string) string {
		if unqualified == "" {
			unqualified = relation
		}
		return ""
	})
	if unqualified != "" {
		return Command{}, refused(codeNotSupported,
			"All the relation names inside should be qualified when creating VIEW WITH NO SCHEMA BINDING.")
	}
	columns := make([]string, len(n.Columns))
	for i, column := range n.Columns {
		columns[i] = column.Name
	}
	// What PostgreSQL cannot be told at all leaves the columns unknown.
	text, err := t.rewrite(n.Query.Text)
	if err != nil {
		text = ""
	}
	c := script("CREATE VIEW", fmt.Sprintf("SELECT pg_redshift.create_late_binding(%s, %t, %s, %s, %s)",
		literal(name(n.Name)), n.OrReplace, array(columns), literal(text), literal(t.file.Text(n.Span))))
	c.LateBinding = true
	t.made[ast.Name{Schema: n.Name.Schema, Name: n.Name.Name}] = t.file.Text(n.Span)
	return c, nil
}

func (t *translator) materialized(n *ast.CreateMaterializedView) (Command, error) {
	text, err := t.bound(n.Query.Text, true)
	if err != nil {
		return Command{}, err
	}
	create := createHead("MATERIALIZED VIEW", false, n.IfNotExists, n.Name) + " AS " + text
	l := layoutOf(false, n.Layout, nil)
	if l.Style == "auto" {
		l.Style = "even" // materialized-view-create-sql-command: the default is EVEN
	}
	if l.SortStyle == "auto" {
		l.SortStyle = "none"
	}
	l.IfNotExists, l.Backup = n.IfNotExists, !n.NoBackup
	return script("CREATE MATERIALIZED VIEW", create, note(name(n.Name), l),
		fmt.Sprintf("SELECT pg_redshift.note_materialized(%s, %t, %s)",
			literal(name(n.Name)), n.AutoRefresh, literal(t.file.Text(n.Span)))), nil
}
