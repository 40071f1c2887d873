package ddl

import (
	"slices"
	"strings"
	"unicode"

	"github.com/redraft/redraft/model"
)

// Quote returns a name as SQL needs it: bare when it is made of lower-case letters, digits, _ and $, begins with a
// letter or _ and is no reserved word, and in double quotes otherwise (r_names). The empty name becomes "", which the
// engine refuses.
func Quote(name string) string {
	if isPlain(name) && !isReserved(name) {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// QuoteUser returns the name of a user, group or role. Unlike other names it keeps its case inside quotes (r_names),
// and it is quoted when GRANT would read it as a word of its own.
func QuoteUser(name string) string {
	if slices.Contains(granteeWords, name) {
		return `"` + name + `"`
	}
	return Quote(name)
}

// granteeWords stand before or instead of a name in GRANT and are not reserved (r_GRANT).
var granteeWords = []string{"iam_role", "public", "role"}

// isPlain reports whether a name needs no quotes for the characters in it.
func isPlain(name string) bool {
	for i, r := range name {
		letter := r >= 'a' && r <= 'z' || r == '_' || r > unicode.MaxASCII && unicode.IsLetter(r)
		digit := r >= '0' && r <= '9' || r == '$'
		if !letter && (!digit || i == 0) {
			return false
		}
	}
	return name != ""
}

// QualifiedName returns an object's quoted name with its schema, without a routine's argument types.
func QualifiedName(id model.ID) string {
	if id.Schema == "" {
		return Quote(id.Name)
	}
	return Quote(id.Schema) + "." + Quote(id.Name)
}

// Reference returns what other statements call an object by: its qualified name and, for a routine, its argument types.
func Reference(id model.ID) string {
	if id.Kind.IsRoutine() {
		return QualifiedName(id) + "(" + id.Signature + ")"
	}
	return QualifiedName(id)
}

// nameList returns names in parentheses.
func nameList(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = Quote(name)
	}
	return "(" + strings.Join(quoted, ", ") + ")"
}

// objectWord returns the word for a kind in CREATE, DROP and ALTER.
func objectWord(kind model.Kind) string {
	if kind == model.KindExternalTable {
		return "TABLE" // there is no DROP EXTERNAL TABLE (r_DROP_TABLE)
	}
	if kind == model.KindExternalSchema {
		return "SCHEMA"
	}
	return strings.ToUpper(kind.String())
}
