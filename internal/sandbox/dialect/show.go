package dialect

import (
	"strings"

	"github.com/redraft/redraft/internal/sandbox/catalog"
	"github.com/redraft/redraft/parser/query"
)

// listing is a SHOW command that lists what a view of the catalogs holds.
type listing struct {
	view  string
	names []string // the columns that the dotted name in the command gives, the last one last
	like  string   // the column that LIKE is about
	order string
}

// listings are the SHOW commands by their words up to the name (r_SHOW_TABLES and its neighbours).
var listings = map[string]listing{
	"databases":             {"show_databases", nil, "database_name", "1"},
	"schemas from database": {"show_schemas", []string{"database_name"}, "schema_name", "2"},
	"tables from schema":    {"show_tables", []string{"database_name", "schema_name"}, "table_name", "3"},
	"columns from table":    {"show_columns", []string{"database_name", "schema_name", "table_name"}, "column_name", "ordinal_position"},
	"functions from schema": {"show_functions", []string{"database_name", "schema_name"}, "function_name", "3, 5"},
	"procedures from schema": {"show_procedures", []string{"database_name", "schema_name"}, "procedure_name",
		"3, 5"},
	"parameters of function":  {"show_parameters", []string{"database_name", "schema_name", "function_name"}, "", "ordinal_position"},
	"parameters of procedure": {"show_parameters", []string{"database_name", "schema_name", "function_name"}, "", "ordinal_position"},
	"constraints primary keys from table": {"show_primary_keys", []string{"database_name", "schema_name", "table_name"}, "",
		"key_seq"},
	"constraints foreign keys from table": {"show_foreign_keys",
		[]string{"fk_database_name", "fk_schema_name", "fk_table_name"}, "", "fk_name, key_seq"},
	"constraints foreign keys exported from table": {"show_foreign_keys",
		[]string{"pk_database_name", "pk_schema_name", "pk_table_name"}, "", "fk_name, key_seq"},
	"grants on database":     {"show_grants", []string{"database_name"}, "", "2, 3, 5, 7"},
	"grants on schema":       {"show_grants", []string{"database_name", "schema_name"}, "", "2, 3, 5, 7"},
	"grants on table":        {"show_grants", []string{"database_name", "schema_name", "object_name"}, "", "2, 3, 5, 7"},
	"grants on":              {"show_grants", []string{"database_name", "schema_name", "object_name"}, "", "2, 3, 5, 7"},
	"grants for role":        {"show_grants", []string{"identity_name"}, "", "2, 3, 5, 7"},
	"grants for":             {"show_grants", []string{"identity_name"}, "", "2, 3, 5, 7"},
	"column grants on table": {"show_column_grants", []string{"database_name", "schema_name", "table_name"}, "", "4, 6, 8"},
}

// show makes a query of a SHOW command whose answer is in the catalogs; it returns false for SHOW parameter.
func (r *rewriter) show() (bool, error) {
	if r.word(0) != "show" || len(r.pieces) < 2 || len(r.pieces) == 2 && r.word(1) != "databases" {
		return false, nil
	}
	for end := min(len(r.pieces), 7); end > 1; end-- {
		words := make([]string, 0, end)
		for i := 1; i < end; i++ {
			words = append(words, r.word(i))
		}
		if l, ok := listings[strings.Join(words, " ")]; ok {
			return true, r.list(l, strings.Join(words, " "), end)
		}
	}
	switch name := r.dotted(2); r.word(1) {
	case "table":
		r.say("SELECT " + catalog.Schema + ".show_table(" + quoteText(quoted(name)) + `::regclass) AS "Show Table DDL statement"`)
	case "view":
		r.say("SELECT pg_catalog.pg_get_viewdef(" + quoteText(quoted(name)) + `::regclass::oid, true) AS "Show View DDL statement"`)
	case "procedure":
		r.say("SELECT p AS \"Stored Procedure Definition\" FROM " + catalog.Schema + ".show_procedure(" + quoteText(strings.Join(name[:len(name)-1], ".")) +
			", " + quoteText(name[len(name)-1]) + ", " + r.signature(2+2*len(name)-1) + ") AS p")
	default:
		return true, r.fail(0, codeNotSupported, "this form of SHOW cannot be run by the sandbox", "")
	}
	return true, nil
}

// list makes the query of a listing; the name begins at token at.
func (r *rewriter) list(l listing, command string, at int) error {
	var where []string
	if len(l.names) > 0 {
		name := r.dotted(at)
		if len(name) == 0 || len(name) > len(l.names) {
			return r.fail(at, codeSyntax, "a name is missing or has too many parts", "")
		}
		columns := l.names[len(l.names)-len(name):]
		for i, part := range name {
			where = append(where, columns[i]+" = "+quoteText(part))
		}
		at += 2*len(name) - 1
	}
	if kind := grantKinds[command]; kind != "" {
		where = append(where, "object_type = "+quoteText(kind))
	}
	limit := ""
	for ; at < len(r.pieces); at++ {
		switch r.word(at) {
		case "like":
			if l.like != "" && r.kind(at+1) == query.String {
				where = append(where, l.like+" LIKE "+r.pieces[at+1].text)
			}
		case "for":
			grantee := at + 1
			if r.word(grantee) == "role" {
				grantee++
			}
			where = append(where, "identity_name = "+quoteText(r.name(grantee)))
		case "limit":
			limit = " LIMIT " + r.pieces[at+1].text
		}
	}
	text := "SELECT * FROM " + catalog.Schema + "." + l.view
	if len(where) > 0 {
		text += " WHERE " + strings.Join(where, " AND ")
	}
	r.say(text + " ORDER BY " + l.order + limit)
	return nil
}

// grantKinds are the kinds of objects that SHOW GRANTS ON names.
var grantKinds = map[string]string{
	"grants on database": "DATABASE", "grants on schema": "SCHEMA", "grants on table": "TABLE", "grants on": "TABLE",
}

// say writes text in the place of the whole statement.
func (r *rewriter) say(text string) {
	r.remove(0, len(r.pieces))
	r.pieces[0].before = text
}

// dotted returns the parts of the name that begins at a token.
func (r *rewriter) dotted(at int) []string {
	var parts []string
	for name := r.name(at); name != ""; name = r.name(at) {
		parts = append(parts, name)
		if r.symbol(at+1) != "." {
			break
		}
		at += 2
	}
	return parts
}

// signature returns the argument types between parentheses at a token as an array of types, or NULL.
func (r *rewriter) signature(at int) string {
	if r.symbol(at) != "(" {
		return "NULL"
	}
	var types []string
	for first, last := at+1, r.closing(at); first < last; {
		end := r.itemEnd(first, last)
		types = append(types, quoteText(strings.TrimSpace(r.render(first, end))))
		first = end + 1
	}
	return "ARRAY[" + strings.Join(types, ", ") + "]::regtype[]"
}

func quoted(parts []string) string {
	quotedParts := make([]string, len(parts))
	for i, part := range parts {
		quotedParts[i] = quoteName(part)
	}
	return strings.Join(quotedParts, ".")
}

func quoteText(text string) string {
	if strings.Contains(text, `\`) {
		return "E'" + strings.ReplaceAll(strings.ReplaceAll(text, `\`, `\\`), "'", "''") + "'"
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}
