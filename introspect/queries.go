package introspect

import (
	"context"
	"embed"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"github.com/redraft/redraft/plan/ddl"
)

//go:embed sql/*.sql
var texts embed.FS

// step is one query with what takes its rows.
type step struct {
	file    string
	columns int
	take    func(l *live, row row)
	// needs are the views that must be readable; a step without any is always run. A step with needs may fail without
	// ending the reading.
	needs []string
	// lost says what is not known when the step cannot be run.
	lost string
}

// steps are all queries in order. Those that may be refused come last: a query that fails ends the transaction for those
// behind it, and what is behind then is not visible either.
var steps = []step{
	{file: "01_session", columns: 3, take: (*live).takeSession},
	{file: "02_readable", columns: 1, take: func(l *live, r row) { l.readable[r.text(0)] = true }},
	{file: "03_principals", columns: 3, take: (*live).takePrincipal},
	{file: "04_schemas", columns: 5, take: (*live).takeSchema},
	{file: "05_relations", columns: 7, take: (*live).takeRelation},
	{file: "06_columns", columns: 9, take: (*live).takeColumn},
	{file: "07_constraints", columns: 7, take: (*live).takeConstraint},
	{file: "08_views", columns: 2, take: (*live).takeViewText},
	{file: "09_types", columns: 2, take: func(l *live, r row) { l.types[r.text(0)] = r.text(1) }},
	{file: "10_routines", columns: 15, take: (*live).takeRoutine},
	{file: "11_comments", columns: 4, take: (*live).takeComment},
	{file: "12_access", columns: 5, take: (*live).takeAccess},
	{file: "20_column_access", columns: 3, take: (*live).takeColumnAccess, needs: []string{"pg_attribute_info"},
		lost: "privileges on single columns"},
	{file: "21_backup", columns: 1, take: (*live).takeBackup, needs: []string{"pg_conf"},
		lost: "which tables have BACKUP NO"},
	{file: "30_table_info", columns: 4, take: (*live).takeTableInfo, needs: []string{"svv_table_info"},
		lost: "whether sort keys and encodings are AUTO"},
	{file: "31_materialized", columns: 3, take: (*live).takeMaterialized, needs: []string{"svv_mv_info"},
		lost: "which materialized views refresh by themselves"},
	{file: "32_quotas", columns: 2, take: func(l *live, r row) { l.quotas[r.text(0)] = r.text(1) },
		needs: []string{"svv_schema_quota_state"}, lost: "the quotas of schemas"},
	{file: "33_privileges", columns: 8, take: (*live).takePrivilege,
		needs: []string{"svv_relation_privileges", "svv_schema_privileges", "svv_function_privileges", "svv_database_privileges",
			"svv_language_privileges", "svv_default_privileges"},
		lost: "privileges of roles"},
	{file: "34_others", columns: 7, take: (*live).takeOther, needs: []string{"svv_roles"}, lost: "roles, datashares and policies"},
}

// row is one row of an answer.
type row []*string

// text returns a value; empty for NULL.
func (r row) text(i int) string {
	if r[i] == nil {
		return ""
	}
	return *r[i]
}

// flag reads a boolean as the server writes it.
func (r row) flag(i int) bool { return r.text(i) == "t" || r.text(i) == "true" }

// read runs all queries. Names of relations in the texts of views are written with their schema only when it is not on the
// search path, so the path is emptied (r_SHOW_VIEW).
func (l *live) read(ctx context.Context, r Reader) error {
	nothing := func([]*string) error { return nil }
	if err := r.Query(ctx, "SET LOCAL search_path TO pg_catalog", nothing); err != nil {
		return fmt.Errorf("the search path cannot be set: %w", err)
	}
	for _, s := range steps {
		if missing := slices.DeleteFunc(slices.Clone(s.needs), func(v string) bool { return l.readable[v] }); len(missing) > 0 {
			l.unread[s.file] = true
			continue
		}
		if err := l.run(ctx, r, s); err != nil {
			if len(s.needs) == 0 || ctx.Err() != nil {
				return fmt.Errorf("the catalog cannot be read (%s): %w", s.file, err)
			}
			l.unread[s.file] = true
		}
	}
	return nil
}

func (l *live) run(ctx context.Context, r Reader, s step) error {
	text, err := l.query(s.file)
	if err != nil {
		return err
	}
	return r.Query(ctx, text, func(values []*string) error {
		if len(values) != s.columns {
			return unknownRow(s.file, values)
		}
		s.take(l, values)
		return nil
	})
}

// query returns the text of a query: the schemas to read and the views that may be read are filled in.
func (l *live) query(file string) (string, error) {
	filled, err := template.New(file+".sql").Funcs(template.FuncMap{
		"visible":  l.visible,
		"readable": func(view string) bool { return l.readable[view] },
	}).ParseFS(texts, "sql/"+file+".sql")
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = filled.Execute(&b, nil)
	return b.String(), err
}

// visible is the condition on the schema n: those of the configuration, or all but the engine's own (r_names; the schemas
// pg_… are reserved).
func (l *live) visible() string {
	if len(l.options.Schemas) == 0 {
		return `n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'catalog_history')`
	}
	names := make([]string, len(l.options.Schemas))
	for i, schema := range l.options.Schemas {
		names[i] = ddl.Literal(schema)
	}
	return "n.nspname IN (" + strings.Join(names, ", ") + ")"
}

// noteUnread says what is not known because a query was not allowed.
func (l *live) noteUnread() {
	for _, s := range steps {
		if l.unread[s.file] {
			l.note("not-visible", "not visible to "+l.session.user+": "+s.lost,
				"grant SELECT on "+strings.Join(s.needs, ", ")+"; until then no plan takes it for absent")
		}
	}
	if !l.session.superuser && !l.unread["33_privileges"] {
		l.note("not-visible", l.session.user+" is no superuser: privileges of roles, policies and datashares may be hidden",
			"introspect as a superuser, or as a user with SYSLOG ACCESS UNRESTRICTED")
	}
}
