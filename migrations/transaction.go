package migrations

import (
	"slices"
	"strings"
)

// FlywayTransactional reports whether Flyway would run a statement in a transaction, going by its text alone. It sees
// only the first statement of the text.
func FlywayTransactional(statement string) bool {
	statements := Split(statement)
	return len(statements) == 0 || statements[0].Transactional
}

// detectionCutoff is how many keywords Flyway looks at (Parser.getTransactionalDetectionCutoff).
const detectionCutoff = 10

// keywords is Flyway's simplified view of a statement: its first words of letters outside parentheses, in upper case.
// The patterns are tried whenever a word is added, and each must match the whole of what is there.
type keywords struct {
	words            []string
	count            int
	nonTransactional bool
}

func (k *keywords) add(kind tokenKind, text string) {
	switch {
	case kind == tokenWord:
		k.count++
		text = strings.ToUpper(text)
	case text == "@", text == `"@"`, text == "/*@*/": // Flyway looks at what is inside, and does not count it
		text = "@"
	default:
		return
	}
	if k.count > detectionCutoff || k.nonTransactional {
		return
	}
	k.words = append(k.words, text)
	k.nonTransactional = flywayRefuses(k.words)
}

// flywayRefuses is RedshiftParser.detectCanExecuteInTransaction with its patterns: (CREATE|DROP) LIBRARY, CREATE
// EXTERNAL TABLE, VACUUM, ALTER TABLE … APPEND FROM, ALTER TABLE … ALTER COLUMN, (CREATE|ALTER|DROP) IDENTITY
// PROVIDER.
func flywayRefuses(words []string) bool {
	n := len(words)
	is := func(pattern ...string) bool { return slices.Equal(words, pattern) }
	endsIn := func(a, b string) bool { return n >= 4 && words[n-2] == a && words[n-1] == b }
	switch words[0] {
	case "CREATE":
		return is("CREATE", "LIBRARY") || is("CREATE", "EXTERNAL", "TABLE") || is("CREATE", "IDENTITY", "PROVIDER")
	case "DROP":
		return is("DROP", "LIBRARY") || is("DROP", "IDENTITY", "PROVIDER")
	case "ALTER":
		if is("ALTER", "IDENTITY", "PROVIDER") {
			return true
		}
		return n >= 4 && words[1] == "TABLE" && (endsIn("APPEND", "FROM") || endsIn("ALTER", "COLUMN"))
	}
	return is("VACUUM")
}
