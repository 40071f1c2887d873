package catalog_test

import (
	"context"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/redraft/redraft/internal/sandbox/catalog"
	"github.com/redraft/redraft/internal/sandbox/postgres"
)

// connect returns a connection to a new database with Redshift's catalogs.
func connect(t *testing.T) *pgx.Conn {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, postgres.ForTest(t).NewDatabase(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(ctx) })
	if _, err := conn.PgConn().Exec(ctx, catalog.Script()).ReadAll(); err != nil {
		t.Fatalf("the script: %v", err)
	}
	return conn
}

func TestShadowedNamesAreThoseThatBothSchemasHave(t *testing.T) {
	conn := connect(t)
	rows, err := conn.Query(context.Background(), `
		SELECT relname::text FROM pg_class WHERE relnamespace = 'pg_redshift'::regnamespace AND relkind = 'v'
		INTERSECT
		SELECT relname::text FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace
		ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	both, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	if len(both) == 0 {
		t.Fatal("no catalog is shadowed")
	}
	for _, name := range both {
		if !catalog.Shadowed(name) {
			t.Errorf("%s is in both schemas and not in the list", name)
		}
	}
	for _, name := range catalog.ShadowedNames() {
		if !slices.Contains(both, name) {
			t.Errorf("%s is in the list and not in both schemas", name)
		}
	}
}

// Every view can be read, by somebody who is no superuser.
func TestEveryCatalogCanBeReadByEverybody(t *testing.T) {
	conn := connect(t)
	ctx := context.Background()
	rows, err := conn.Query(ctx, `
		SELECT oid::regclass::text FROM pg_class
		WHERE relnamespace IN ('pg_redshift'::regnamespace, 'pg_catalog'::regnamespace)
			AND relkind = 'v' AND oid >= 16384
			OR oid IN ('information_schema.tables'::regclass, 'information_schema.columns'::regclass, 'information_schema.views'::regclass)
		ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	views, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	role := "reader_" + conn.Config().Database
	if _, err := conn.Exec(ctx, "CREATE ROLE "+role+"; SET ROLE "+role); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if _, err := conn.Exec(ctx, "RESET ROLE; DROP ROLE "+role); err != nil {
			t.Error(err)
		}
	}()
	for _, view := range views {
		if _, err := conn.Exec(ctx, "SELECT * FROM "+view+" LIMIT 5"); err != nil {
			t.Errorf("%s: %v", view, err)
		}
	}
}
