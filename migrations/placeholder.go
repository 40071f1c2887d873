package migrations

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/redraft/redraft/model/diag"
)

// placeholder is text[start:end], which stands for a value.
type placeholder struct {
	name       string
	start, end int
}

// PlaceholderNames returns the names of the placeholders that Flyway would replace in a text, in lower case (it does
// not tell the cases apart), sorted.
func (c Config) PlaceholderNames(text string) []string {
	var names []string
	list, _ := c.placeholders(text)
	for _, p := range list {
		names = append(names, strings.ToLower(p.name))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// placeholders finds placeholders as Flyway's PlaceholderReplacingReader does. It reads ahead while the text agrees
// with the prefix and never looks again at what it has read: with the prefix ${, a dollar sign takes the next
// character with it, so that $${x} holds no placeholder and $$${x} does. Where the last one is not closed, which makes
// Flyway stop, its offset is returned too, and -1 otherwise.
func (c Config) placeholders(text string) (found []placeholder, unclosed int) {
	if c.PlaceholderPrefix == "" || c.PlaceholderSuffix == "" {
		return nil, -1
	}
	for i := 0; i < len(text); {
		same := agreement(text[i:], c.PlaceholderPrefix)
		if same < len(c.PlaceholderPrefix) {
			_, size := utf8.DecodeRuneInString(text[i+same:])
			i += same + size
			continue
		}
		name, _, closed := strings.Cut(text[i+same:], c.PlaceholderSuffix)
		if !closed {
			return found, i
		}
		end := i + same + len(name) + len(c.PlaceholderSuffix)
		found = append(found, placeholder{name, i, end})
		i = end
	}
	return found, -1
}

// agreement returns how many bytes the texts have in common at their beginning.
func agreement(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// standIn takes the place of a placeholder without a value. It reads as a name, and holds a digit so that Flyway's
// view of a statement does not count it among the keywords.
const standIn = "placeholder1"

// fill returns a text as Flyway would cut it, with values for placeholders where they are known. What values a script
// needs is the parser's business.
func (c Config) fill(name, text string) *diag.Source {
	var filled strings.Builder
	var edits []diag.Edit
	copied := 0
	list, _ := c.placeholders(text)
	for _, p := range list {
		filled.WriteString(text[copied:p.start])
		value, ok := c.Placeholders[strings.ToLower(p.name)]
		if !ok {
			value = standIn
		}
		start := filled.Len()
		filled.WriteString(value)
		edits = append(edits, diag.Edit{Start: start, End: filled.Len(), OriginalStart: p.start, OriginalEnd: p.end})
		copied = p.end
	}
	filled.WriteString(text[copied:])
	return diag.NewEditedSource(name, text, filled.String(), edits)
}
