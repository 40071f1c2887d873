package migrations

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redraft/redraft/model/diag"
)

// render returns the text of a part, and refuses one that Flyway would cut or run in another way than the part says.
func render(part Part) (string, error) {
	if len(part.Statements) == 0 {
		return "", refuse("", codeChangesetStatement, "a file of the changeset has no statements",
			"there is nothing to write in it")
	}
	var text strings.Builder
	for _, line := range headerLines(part.Header) {
		text.WriteString(strings.TrimRight("-- "+line, " \t") + "\n")
	}
	if text.Len() > 0 {
		text.WriteString("\n")
	}
	var ends []int
	for i, s := range part.Statements {
		if i > 0 {
			text.WriteString("\n")
		}
		s = strings.TrimRightFunc(s, func(r rune) bool { return atMostBlank(r) || r == ';' })
		s = strings.TrimLeftFunc(s, atMostBlank)
		text.WriteString(s)
		ends = append(ends, text.Len())
		text.WriteString(ending(s) + "\n")
	}
	return text.String(), verify(text.String(), ends, part)
}

// headerLines cuts texts at their line ends, so that none gets out of its comment.
func headerLines(header []string) []string {
	var lines []string
	for _, text := range header {
		lines = append(lines, strings.FieldsFunc(text+"\n", func(r rune) bool { return r == '\n' || r == '\r' })...)
		if strings.Trim(text, "\r\n") == "" {
			lines = append(lines, "")
		}
	}
	return lines
}

// ending returns the semicolon of a statement, on a line of its own when the statement ends in a comment.
func ending(statement string) string {
	if statements := Split(statement + ";"); len(statements) == 1 && statements[0].Ended {
		return ";"
	}
	return "\n;"
}

// verify reads a script as Flyway would. Each of its statements must end where one of the part does.
func verify(text string, ends []int, part Part) error {
	statements, odd := cut(text)
	if len(odd) > 0 {
		kind, source := oddities[odd[0].kind], diag.NewSource("", text)
		return source.Diagnose(diag.Error, codeChangesetStatement, odd[0].start, odd[0].end, kind.summary, kind.hint)
	}
	same := slices.EqualFunc(statements, ends, func(s Statement, end int) bool { return s.End == end })
	if !same {
		return defect(fmt.Sprintf("Flyway would read %d statements where the changeset has %d", len(statements), len(ends)))
	}
	for i, s := range statements {
		if err := verifyTransaction(s, i, part); err != nil {
			return err
		}
	}
	return nil
}

// verifyTransaction holds a statement against its part. A statement alone in a part without a transaction is taken at
// the caller's word, for its text does not always tell: DROP TABLE of an external table.
func verifyTransaction(s Statement, i int, part Part) error {
	_, refused := RefusedInTransaction(part.Statements[i])
	outside := !s.Transactional || refused
	switch {
	case part.Transactional && outside:
		return defect("a statement that no transaction takes stands in a file that runs in one: " +
			excerpt(part.Statements[i]))
	case !part.Transactional && !outside && len(part.Statements) > 1:
		return defect("a statement that a transaction takes stands in a file that runs without one: " +
			excerpt(part.Statements[i]))
	}
	return nil
}

// defect says that the caller made a changeset that cannot be, which no person can help.
func defect(summary string) error {
	return refuse("", codeChangesetStatement, summary, "this is a defect of redraft: please report it with the changeset")
}

// excerpt returns the beginning of a statement on one line.
func excerpt(statement string) string {
	words := strings.Join(strings.Fields(statement), " ")
	if runes := []rune(words); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return words
}
