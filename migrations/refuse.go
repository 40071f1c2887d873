package migrations

import (
	"slices"
	"strings"
)

// refusal is a sort of statement that a transaction cannot hold.
type refusal struct {
	// pattern is words in their order; … stands for any words between.
	pattern string
	// commits is true for a statement that is allowed, but ends the transaction with all that came before it.
	commits bool
	// pieces are the words of the pattern between its gaps.
	pieces [][]string
}

// refusals are the statements that Redshift does not run in a transaction block, as far as the text tells. What
// depends on the object (DROP TABLE of an external table, INSERT into one, a procedure that commits) cannot be told.
//
// Evidence, pages of the manual: r_SVL_MULTI_STATEMENT_VIOLATIONS for databases, libraries, external tables,
// tablespaces, CLUSTER, REINDEX, VACUUM, APPEND and external grants; r_ALTER_TABLE_external-table for partitions and
// their kin; r_ALTER_TABLE for ALTER COLUMN; r_ALTER_DATABASE, r_GRANT, r_REVOKE, r_ALTER_DATASHARE; r_DROP_MODEL and
// r_TRUNCATE for those that commit. Identity providers are on Flyway's list alone (RedshiftParser); the manual is
// silent. See docs/evidence.md.
var refusals = withPieces([]refusal{
	{pattern: "CREATE DATABASE"},
	{pattern: "DROP DATABASE"},
	{pattern: "ALTER DATABASE … ISOLATION LEVEL"},
	{pattern: "CREATE LIBRARY"},
	{pattern: "CREATE OR REPLACE LIBRARY"},
	{pattern: "DROP LIBRARY"},
	{pattern: "CREATE TABLESPACE"},
	{pattern: "DROP TABLESPACE"},
	{pattern: "CREATE EXTERNAL TABLE"},
	{pattern: "DROP EXTERNAL TABLE"},
	{pattern: "ALTER EXTERNAL TABLE"},
	{pattern: "ALTER TABLE … ADD PARTITION"},
	{pattern: "ALTER TABLE … ADD IF NOT EXISTS PARTITION"},
	{pattern: "ALTER TABLE … DROP PARTITION"},
	{pattern: "ALTER TABLE … SET LOCATION"},
	{pattern: "ALTER TABLE … SET FILE FORMAT"},
	{pattern: "ALTER TABLE … SET TABLE PROPERTIES"},
	{pattern: "ALTER TABLE … APPEND FROM"},
	{pattern: "ALTER TABLE … ALTER COLUMN"},
	{pattern: "ALTER DATASHARE … SET PUBLICACCESSIBLE"},
	{pattern: "GRANT … ON EXTERNAL"},
	{pattern: "REVOKE … ON EXTERNAL"},
	{pattern: "CREATE IDENTITY PROVIDER"},
	{pattern: "ALTER IDENTITY PROVIDER"},
	{pattern: "DROP IDENTITY PROVIDER"},
	{pattern: "VACUUM"},
	{pattern: "CLUSTER"},
	{pattern: "REINDEX"},
	{pattern: "DROP MODEL", commits: true},
	{pattern: "TRUNCATE", commits: true},
})

func withPieces(list []refusal) []refusal {
	for i := range list {
		for piece := range strings.SplitSeq(list[i].pattern, " … ") {
			list[i].pieces = append(list[i].pieces, strings.Fields(piece))
		}
	}
	return list
}

// RefusedInTransaction reports whether Redshift refuses to run a statement in a transaction block, as far as its text
// tells, and names the sort of statement.
func RefusedInTransaction(statement string) (sort string, refused bool) {
	r, found := findRefusal(statement)
	return r.pattern, found && !r.commits
}

func findRefusal(statement string) (refusal, bool) {
	words := leadingWords(statement)
	i := slices.IndexFunc(refusals, func(r refusal) bool { return r.matches(words) })
	if i < 0 {
		return refusal{}, false
	}
	return refusals[i], true
}

// maxLeadingWords bounds how far a statement is read; the patterns stand near its beginning.
const maxLeadingWords = 60

// leadingWords returns the first words of a statement outside parentheses, in upper case. Names that are quoted,
// qualified or hold digits are not words.
func leadingWords(statement string) []string {
	s := scanner{text: statement}
	var words []string
	for len(words) < maxLeadingWords {
		t := s.next()
		if t.kind == tokenEnd || t.kind == tokenSemicolon {
			break
		}
		if t.kind == tokenWord && t.depth == 0 {
			words = append(words, strings.ToUpper(statement[t.start:t.end]))
		}
	}
	return words
}

// matches reports whether words begin with the pattern's first piece and hold the other pieces after it in order.
func (r refusal) matches(words []string) bool {
	for i, want := range r.pieces {
		at := indexWords(words, want)
		if at < 0 || i == 0 && at > 0 {
			return false
		}
		words = words[at+len(want):]
	}
	return true
}

func indexWords(words, want []string) int {
	for i := 0; i+len(want) <= len(words); i++ {
		if slices.Equal(words[i:i+len(want)], want) {
			return i
		}
	}
	return -1
}
