package translate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/query"
)

// WriteLock is the command that locks a table for writing.
func WriteLock(table string) Command {
	return Command{SQL: "CALL pg_redshift.write_lock(" + literal(table) + ")"}
}

// Commit is the command that commits.
func Commit() Command { return Command{SQL: "COMMIT", Ends: true} }

// Conflict is the command that fails as a serialisation failure does (c_serial_isolation).
func Conflict() Command {
	r := refused(codeInternal, "1023")
	r.detail = "Serializable isolation violation on table - 100000, transactions forming the cycle are: 1001, 1002 (pid:1)"
	return Command{SQL: r.sql()}
}

// TouchesTable reports whether a statement reads or writes a table of a user's. What cannot be read is taken to.
func TouchesTable(text string) bool {
	use, err := query.NewAnalyzer().Script(text, nil)
	if err != nil || use.Opaque {
		return true
	}
	names := slices.Concat(use.Reads, use.Writes)
	return len(names) == 0 && !isQuery(text) || slices.ContainsFunc(names, func(n model.Name) bool { return !isCatalog(n) })
}

// isQuery reports whether a statement that names no table is a query, and so touches none.
func isQuery(text string) bool {
	tokens, err := query.Tokens(text)
	if err != nil || len(tokens) == 0 {
		return false
	}
	word := query.Fold(text[tokens[0].Start:tokens[0].End])
	return word == "select" || word == "with" || word == "show"
}

// isCatalog reports whether a relation is one of the server's own.
func isCatalog(n model.Name) bool {
	switch n.Schema {
	case "pg_catalog", "information_schema":
		return true
	case "":
		return slices.ContainsFunc([]string{"pg_", "svv_", "stv_", "stl_", "svl_", "svcs_", "sys_"},
			func(prefix string) bool { return strings.HasPrefix(n.Name, prefix) })
	}
	return false
}

// SeveralStatements is what a prepared statement of several comes to.
func SeveralStatements() Command {
	return Command{SQL: refused(codeSyntax, "cannot insert multiple commands into a prepared statement").sql()}
}

// HasLateBinding asks whether the database has any late-binding view or external table.
func HasLateBinding() Command {
	return Command{SQL: `SELECT 1 FROM pg_redshift.relation WHERE late_binding IS NOT NULL
		UNION ALL SELECT 1 FROM pg_redshift.external_table LIMIT 1`}
}

// standInQuery begins the query that is read in the place of an external table.
const standInQuery = "SELECT * FROM "

// FindLateBinding asks for the text of the late-binding view with schema $1, which may be empty, and name $2, or for the
// query that stands in for the external table of that name.
func FindLateBinding() Command {
	return Command{SQL: `SELECT r.late_binding FROM pg_catalog.pg_class c
		JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_redshift.relation r ON r.relid = c.oid
		WHERE c.relname = $2::text AND r.late_binding IS NOT NULL
		AND CASE WHEN $1::text = '' THEN pg_catalog.pg_table_is_visible(c.oid) ELSE n.nspname = $1::text END
		UNION ALL SELECT '` + standInQuery + `' || pg_redshift.stand_in(schemaname, tablename)
		FROM pg_redshift.external_table WHERE schemaname = $1::text AND tablename = $2::text`}
}

// FindModes asks for the argument modes of the procedures with schema $1, which may be empty, name $2 and $3 input
// arguments.
func FindModes() Command {
	return Command{SQL: `SELECT pg_catalog.array_to_string(coalesce(p.proargmodes, '{}'), '') FROM pg_catalog.pg_proc p
		JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
		WHERE p.prokind = 'p' AND p.proname = $2::text AND p.pronargs = $3::text::int
		AND CASE WHEN $1::text = '' THEN pg_catalog.pg_function_is_visible(p.oid) ELSE n.nspname = $1::text END
		ORDER BY p.oid LIMIT 1`}
}

// FindColumns asks for the names of the columns of the relation with schema $1, which may be empty, and name $2.
func FindColumns() Command {
	return Command{SQL: `SELECT a.attname FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
		JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
		WHERE c.relname = $2::text AND c.relkind IN ('r', 'v', 'm', 'p') AND a.attnum > 0 AND NOT a.attisdropped
		AND CASE WHEN $1::text = '' THEN pg_catalog.pg_table_is_visible(c.oid) ELSE n.nspname = $1::text END
		ORDER BY a.attnum`}
}

// MissingColumn asks for the column that statement $1 asks for and that does not exist.
func MissingColumn() Command {
	return Command{SQL: "SELECT pg_redshift.missing_column($1::text)"}
}

// LateBindingViews lists schema, name and text of all late-binding views.
func LateBindingViews() Command {
	return Command{SQL: `SELECT n.nspname, c.relname, r.late_binding FROM pg_redshift.relation r
		JOIN pg_catalog.pg_class c ON c.oid = r.relid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
		WHERE r.late_binding IS NOT NULL ORDER BY 1, 2`}
}

// DescribeLateColumns makes the JSON that the catalogs read of arrays: schemas, views, columns, types, modifiers and
// positions. A domain is reported as what it is made of, and no table has a JSONB but by SUPER.
func DescribeLateColumns() Command {
	return Command{SQL: `SELECT COALESCE(jsonb_agg(jsonb_build_object('view_schema', s, 'view_name', v, 'col_name', c,
			'col_type', CASE t WHEN 'jsonb'::regtype THEN 'super' ELSE format_type(t, m) END, 'col_num', n)), '[]')
		FROM unnest($1::text[], $2::text[], $3::text[], $4::oid[], $5::int4[], $6::int4[]) AS u (s, v, c, t, m, n)`}
}

// KeepLateColumns leaves the JSON $1 where the catalogs look for it.
func KeepLateColumns() Command {
	return Command{SQL: "SELECT pg_catalog.set_config('pg_redshift.late_columns', $1::text, false)"}
}

// LateBindingQuery returns the query in what FindLateBinding found.
func LateBindingQuery(text string, caseSensitive bool) (string, bool) {
	if strings.HasPrefix(text, standInQuery) {
		return text, true
	}
	file, _ := parser.ParseText(diag.NewSource("", text), parser.Options{CaseSensitive: caseSensitive, KeepPlaceholders: true})
	if len(file.Statements) != 1 {
		return "", false
	}
	view, ok := file.Statements[0].(*ast.CreateView)
	if !ok {
		return "", false
	}
	if len(view.Columns) == 0 {
		return view.Query.Text, true
	}
	return fmt.Sprintf("SELECT * FROM (%s) AS %s (%s)", view.Query.Text, quote(view.Name.Name), idents(view.Columns)), true
}

// IsOn reads a boolean setting.
func IsOn(value string) bool { return switches[strings.ToLower(value)] == "on" }

// Number reads a setting that is a number; what is none is 0.
func Number(value string) int {
	n, _ := strconv.Atoi(value)
	return n
}
