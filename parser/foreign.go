package parser

import (
	"strings"

	"github.com/redraft/redraft/parser/ast"
)

// foreignFamily are statements that other databases have and Redshift refuses or does not know
// (c_redshift-and-postgres-sql, c_unsupported-postgresql-features, c_SQL_commands).
var foreignFamily = foreignEntries()

// foreignStatement says what people wanted and how Redshift offers it.
type foreignStatement struct{ words, summary, hint string }

var foreignStatements = []foreignStatement{
	{"create [or replace] [unique] index|clustered|nonclustered", "Redshift has no indexes",
		"choose a SORTKEY and a DISTKEY"},
	{"create|alter|drop index", "Redshift has no indexes", "choose a SORTKEY and a DISTKEY"},
	{"reindex|cluster", "Redshift has no indexes", "VACUUM REINDEX sorts a table with an interleaved sort key"},
	{"create [temp|temporary] sequence", "Redshift has no sequences", "use a column with IDENTITY(1, 1)"},
	{"alter|drop sequence", "Redshift has no sequences", "use a column with IDENTITY(1, 1)"},
	{"create|alter|drop type", "Redshift has no types of one's own", "use a built-in type, SUPER for what is nested"},
	{"create|alter|drop domain", "Redshift has no domains", "use the type itself, and check the data where it is loaded"},
	{"create [or replace] [constraint] trigger", "Redshift has no triggers", "do the work in the load, or in a procedure"},
	{"alter|drop trigger", "Redshift has no triggers", "do the work in the load, or in a procedure"},
	{"create|drop event trigger", "Redshift has no triggers", "do the work in the load, or in a procedure"},
	{"create [or replace] rule", "Redshift has no rules", "use a view"},
	{"alter|drop rule", "Redshift has no rules", "use a view"},
	{"create|alter|drop extension", "Redshift has no extensions", "write a function, or use CREATE LIBRARY"},
	{"create|alter|drop policy", "Redshift spells it RLS POLICY", "write CREATE, ALTER or DROP RLS POLICY"},
	{"create [or replace] aggregate", "Redshift has no aggregates of one's own",
		"use a built-in one, or a function over SUPER"},
	{"create|alter|drop operator", "Redshift has no operators of one's own", "write a function"},
	{"create|drop cast", "Redshift has no casts of one's own", "write a function"},
	{"create [or replace] [trusted] [procedural] language", "Redshift's languages are fixed",
		"use sql, plpythonu or plpgsql"},
	{"create|alter|drop collation", "Redshift has no collations of one's own",
		"use COLLATE CASE_SENSITIVE or CASE_INSENSITIVE"},
	{"create|alter|drop statistics", "Redshift gathers statistics by itself", "run ANALYZE"},
	{"create|alter|drop tablespace", "Redshift has no tablespaces", "remove the statement"},
	{"create|alter|drop server", "Redshift has no foreign servers", "use CREATE EXTERNAL SCHEMA … FROM POSTGRES or MYSQL"},
	{"create|alter|drop foreign table", "Redshift spells it EXTERNAL", "use CREATE EXTERNAL TABLE, or an external schema"},
	{"create|alter|drop foreign data wrapper", "Redshift has no foreign data wrappers", "use CREATE EXTERNAL SCHEMA"},
	{"import foreign schema", "Redshift has no foreign schemas", "use CREATE EXTERNAL SCHEMA"},
	{"create|alter|drop publication|subscription", "Redshift has no logical replication", "use a datashare"},
	{"create|alter|drop text search", "Redshift has no full-text search", "remove the statement"},
	{"create|drop synonym", "Redshift has no synonyms", "use a late-binding view"},
	{"create or replace table", "CREATE TABLE has no OR REPLACE in Redshift", "drop the table first, or alter it"},
	{"create or replace materialized view", "CREATE MATERIALIZED VIEW has no OR REPLACE in Redshift",
		"drop the view first"},
	{"create or replace schema", "CREATE SCHEMA has no OR REPLACE in Redshift", "write CREATE SCHEMA IF NOT EXISTS"},
	{"create or alter", "Redshift has no CREATE OR ALTER", "write CREATE OR REPLACE where the object has it"},
	{"create unlogged|transient|foreign|global|volatile", "Redshift has no such sort of table",
		"write CREATE TABLE or CREATE TEMP TABLE"},
	{"create recursive view", "Redshift has no recursive views", "write CREATE VIEW … AS WITH RECURSIVE …"},
	{"create [or replace] temp|temporary view", "Redshift has no temporary views of this spelling",
		"give the view a name that begins with #"},
	{"alter view", "Redshift has no ALTER VIEW", "write ALTER TABLE name RENAME TO … or OWNER TO …, for views too"},
	{"alter external table", "Redshift has no ALTER EXTERNAL TABLE", "write ALTER TABLE"},
	{"drop external table", "Redshift has no DROP EXTERNAL TABLE", "write DROP TABLE, outside of a transaction"},
	{"drop external schema", "Redshift has no DROP EXTERNAL SCHEMA", "write DROP SCHEMA"},
	{"drop external model", "Redshift has no DROP EXTERNAL MODEL", "write DROP MODEL"},
	{"drop owned", "Redshift has no DROP OWNED", "revoke and drop what the user holds, object by object"},
	{"reassign owned", "Redshift has no REASSIGN OWNED", "write ALTER … OWNER TO for each object"},
	{"do", "Redshift has no DO blocks", "create a procedure and CALL it"},
	{"set role", "Redshift has no SET ROLE",
		"a user has all granted roles at once; SET SESSION AUTHORIZATION changes the user"},
	{"savepoint|release", "Redshift has no savepoints", "use a transaction for each part"},
	{"listen|notify|unlisten", "Redshift has no LISTEN and NOTIFY", "use a queue outside, or a table that is polled"},
	{"discard", "Redshift has no DISCARD", "write RESET, or open a new session"},
	{"checkpoint|load", "this is a server's own affair in Redshift", "remove the statement"},
	{"security label", "Redshift has no security labels", "use RLS and masking policies"},
	{"values", "VALUES is no statement in Redshift", "write SELECT … UNION ALL SELECT …"},
	{"desc|describe", "Redshift has no DESCRIBE", "write SHOW TABLE, SHOW COLUMNS FROM TABLE or query svv_columns"},
	{"replace|upsert", "Redshift has no such statement", "write MERGE INTO, or DELETE and INSERT in a transaction"},
	{"rename", "Redshift has no RENAME", "write ALTER TABLE name RENAME TO …"},
	{"exec", "Redshift has no EXEC", "write CALL procedure(…)"},
	{"go", "GO is no statement of Redshift", "end statements with ;"},
}

func foreignEntries() []entry {
	list := make([]entry, len(foreignStatements))
	for i, f := range foreignStatements {
		list[i] = entry{f.words, func(p *parser) ast.Statement { return p.foreignStatement(f) }}
	}
	return list
}

// foreignStatement fails at the words that give the statement away.
func (p *parser) foreignStatement(f foreignStatement) ast.Statement {
	known := wordSet(strings.NewReplacer("[", "", "]", "", "|", " ").Replace(f.words))
	first := p.pos
	for known[p.word(p.pos)] {
		p.pos++
	}
	p.notInRedshift(p.spanFrom(first), f.summary, f.hint)
	return nil
}
