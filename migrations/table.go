package migrations

import (
	"strconv"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// Table is Flyway's history table. Its methods return the statements of Flyway's Redshift module (RedshiftDatabase,
// RedshiftTable; base class Database), without semicolons, so that a table made by either is the other's.
type Table struct {
	Schema, Name string
}

// columns are the table's columns in the order of Select.
var columns = []string{
	"installed_rank", "version", "description", "type", "script", "checksum", "installed_on", "installed_by",
	"execution_time", "success",
}

// String returns the table's qualified name as SQL needs it.
func (t Table) String() string { return ddl.QualifiedName(model.ID{Schema: t.Schema, Name: t.Name}) }

// Create returns the statements that make the table, to be run in one transaction. The rows that are given stand
// between the table and its key, as Flyway has it for baselines.
func (t Table) Create(rows ...Row) []string {
	statements := []string{"CREATE TABLE " + t.String() + ` (
    "installed_rank" INT NOT NULL SORTKEY,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INTEGER,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TIMESTAMP NOT NULL DEFAULT getdate(),
    "execution_time" INTEGER NOT NULL,
    "success" BOOLEAN NOT NULL
)`}
	for _, r := range rows {
		statements = append(statements, t.Insert(r))
	}
	return append(statements, "ALTER TABLE "+t.String()+" ADD CONSTRAINT "+ddl.Quote(t.Name+"_pk")+
		` PRIMARY KEY ("installed_rank")`)
}

// Exists returns a query with one boolean: whether the table is there. Flyway looks for its name in lower case.
func (t Table) Exists() string {
	return `SELECT EXISTS (
  SELECT 1
  FROM   pg_catalog.pg_class c
  JOIN   pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE  n.nspname = ` + ddl.Literal(t.Schema) + `
  AND    c.relname = ` + ddl.Literal(strings.ToLower(t.Name)) + `
  AND    c.relkind = 'r'
)`
}

// SchemaExists returns a query with one boolean: whether the table's schema is there.
func (t Table) SchemaExists() string {
	return "SELECT COUNT(*) > 0 FROM pg_namespace WHERE nspname = " + ddl.Literal(t.Schema)
}

// SchemaEmpty returns a query with one boolean: whether no relation is in the table's schema (RedshiftSchema).
func (t Table) SchemaEmpty() string {
	return `SELECT NOT EXISTS (
  SELECT 1
  FROM   pg_catalog.pg_class c
  JOIN   pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE  n.nspname = ` + ddl.Literal(t.Schema) + `
)`
}

// CreateSchema returns the statement that makes the table's schema.
func (t Table) CreateSchema() string { return "CREATE SCHEMA " + ddl.Quote(t.Schema) }

// Lock returns the statement that keeps every other writer and reader away until the transaction ends. It conflicts
// with Flyway's own lock in both directions (r_LOCK: the only mode is ACCESS EXCLUSIVE), and as the first statement of a
// transaction it comes before the snapshot, so that what is read afterwards is the newest (c_serial_isolation).
func (t Table) Lock() string { return "LOCK TABLE " + t.String() }

// FlywayLock returns the statement with which Flyway locks.
func (t Table) FlywayLock() string { return "DELETE FROM " + t.String() + " WHERE FALSE" }

// Select returns the query for all rows in the order of ranks, for ParseRow.
func (t Table) Select() string {
	return "SELECT " + quoted(columns) + " FROM " + t.String() + ` WHERE "installed_rank" > -1 ORDER BY "installed_rank"`
}

// Insert returns the statement that adds a row. The moment is left to the column's default.
func (t Table) Insert(r Row) string {
	version, checksum := "NULL", "NULL"
	if !r.Version.IsZero() {
		version = ddl.Literal(r.Version.String())
	}
	if r.Checksum != nil {
		checksum = strconv.Itoa(int(*r.Checksum))
	}
	values := []string{
		strconv.Itoa(r.Rank), version, ddl.Literal(r.Description), ddl.Literal(r.Type), ddl.Literal(r.Script), checksum,
		ddl.Literal(r.InstalledBy), strconv.Itoa(r.Milliseconds), strings.ToUpper(strconv.FormatBool(r.Success)),
	}
	return "INSERT INTO " + t.String() + ` ("installed_rank", "version", "description", "type", "script", "checksum", ` +
		`"installed_by", "execution_time", "success") VALUES (` + strings.Join(values, ", ") + ")"
}

// DeleteFailed returns the statement with which repair removes a failed row, and others of its version or description.
func (t Table) DeleteFailed(r Row) string {
	where := `"description" = ` + ddl.Literal(r.Description)
	if !r.Version.IsZero() {
		where = `"version" = ` + ddl.Literal(r.Version.String())
	}
	return "DELETE FROM " + t.String() + ` WHERE "success" = FALSE AND ` + where
}

// Update returns the statement with which repair brings a row into line: its description, type and checksum.
func (t Table) Update(r Row) string {
	checksum := "NULL"
	if r.Checksum != nil {
		checksum = strconv.Itoa(int(*r.Checksum))
	}
	return "UPDATE " + t.String() + ` SET "description" = ` + ddl.Literal(r.Description) + `, "type" = ` +
		ddl.Literal(r.Type) + `, "checksum" = ` + checksum + ` WHERE "installed_rank" = ` + strconv.Itoa(r.Rank)
}

func quoted(names []string) string { return `"` + strings.Join(names, `", "`) + `"` }
