package migrations

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model/diag"
)

// Statements cuts a filled script as Flyway does. Where Flyway and Redshift would read different things, that is an
// error here: what runs must be what both see.
func Statements(source *diag.Source) ([]Statement, diag.List) {
	statements, odd := cut(source.Text)
	var findings diag.List
	for _, o := range odd {
		kind := oddities[o.kind]
		findings = append(findings, source.Diagnose(diag.Error, kind.code, o.start, o.end, kind.summary, kind.hint))
	}
	return statements, findings
}

// CommitsTransaction reports whether Redshift allows a statement in a transaction block and ends the block with it, as
// far as its text tells (r_TRUNCATE, r_DROP_MODEL).
func CommitsTransaction(statement string) bool {
	r, found := findRefusal(statement)
	return found && r.commits
}

// rerunnable are statements that leave the same behind when they run twice: what is there already is kept or replaced
// by the same. A gap, …, stands for any words.
var rerunnable = withPieces([]refusal{
	{pattern: "VACUUM"}, {pattern: "ANALYZE"}, {pattern: "ANALYSE"}, {pattern: "TRUNCATE"}, {pattern: "SET"}, {pattern: "RESET"},
	{pattern: "SHOW"}, {pattern: "CREATE OR REPLACE"}, {pattern: "CREATE … IF NOT EXISTS"}, {pattern: "DROP … IF EXISTS"},
	{pattern: "ALTER TABLE … ADD IF NOT EXISTS PARTITION"}, {pattern: "COMMENT ON"}, {pattern: "GRANT"}, {pattern: "REVOKE"},
	{pattern: "REFRESH MATERIALIZED VIEW"},
})

// Rerunnable reports whether running a statement again does no harm when nobody knows whether it ran, as far as its
// text tells. CREATE TABLE … IF NOT EXISTS … AS counts too: it is one statement, and took effect whole or not at all.
func Rerunnable(statement string) bool { return matchesAny(rerunnable, statement) }

// sessionBound are statements whose effect ends with the session; restorable are those of them that may simply run
// again in the next one.
var (
	sessionBound = withPieces([]refusal{
		{pattern: "SET"}, {pattern: "RESET"}, {pattern: "CREATE TEMP"}, {pattern: "CREATE TEMPORARY"},
		{pattern: "CREATE LOCAL TEMP"}, {pattern: "CREATE LOCAL TEMPORARY"}, {pattern: "PREPARE"}, {pattern: "DECLARE"},
	})
	restorable = withPieces([]refusal{{pattern: "SET"}, {pattern: "RESET"}})
)

// SessionBound reports whether a statement's effect ends with its session, and whether running it again in another
// session brings the effect back.
func SessionBound(statement string) (bound, restores bool) {
	s := scanner{text: statement}
	for t := s.next(); t.kind != tokenEnd; t = s.next() {
		if t.kind == tokenSymbol && statement[t.start:t.end] == "#" {
			return true, false // a name such as #staging is a temporary table's (r_CREATE_TABLE_NEW); an exclusive or looks the same
		}
	}
	return matchesAny(sessionBound, statement), matchesAny(restorable, statement)
}

// CallsProcedure reports whether a statement is a CALL, which may have committed a part before it failed
// (stored-procedure-transaction-management).
func CallsProcedure(statement string) bool {
	words := leadingWords(statement)
	return len(words) > 0 && words[0] == "CALL"
}

func matchesAny(list []refusal, statement string) bool {
	words := leadingWords(statement)
	return slices.ContainsFunc(list, func(r refusal) bool { return r.matches(words) })
}

// vacuumWords are what VACUUM takes besides a table's name (r_VACUUM_command).
var vacuumWords = []string{"VACUUM", "FULL", "SORT", "DELETE", "ONLY", "REINDEX", "RECLUSTER", "TO", "PERCENT", "BOOST"}

// VacuumsEveryTable reports whether a statement is a VACUUM that names no table.
func VacuumsEveryTable(statement string) bool {
	words := leadingWords(statement)
	if len(words) == 0 || words[0] != "VACUUM" {
		return false
	}
	s := scanner{text: statement}
	for t := s.next(); t.kind != tokenEnd; t = s.next() {
		text := statement[t.start:t.end]
		if t.kind == tokenName || t.kind == tokenWord && !slices.Contains(vacuumWords, strings.ToUpper(text)) {
			return false
		}
	}
	return true
}
