package project

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// Script is an absolute script to be written; Path is relative to the absolute folder, with slashes.
type Script struct {
	Path    string
	Content string
}

// AbsoluteScripts returns the scripts of a model, one object a file: <schema>/<kind>s/<name>.sql, and
// _<kind>s/<name>.sql for what stands in no schema.
func AbsoluteScripts(db *model.Database) []Script {
	var scripts []Script
	taken := make(map[string]bool)
	for _, id := range AllIDs(db) {
		statements := ddl.Object(db, id)
		if len(statements) > 0 {
			scripts = append(scripts, Script{unused(taken, scriptPath(id)), ddl.Script(statements)})
		}
	}
	return scripts
}

// unused returns a path with a number when another object has it: overloaded routines, and names that differ in case
// alone, which many file systems hold to be one.
func unused(taken map[string]bool, path string) string {
	free := path
	for n := 2; taken[strings.ToLower(free)]; n++ {
		free = fmt.Sprintf("%s-%d", path, n)
	}
	taken[strings.ToLower(free)] = true
	return free + ".sql"
}

func scriptPath(id model.ID) string {
	folder := plural(id.Kind)
	switch {
	case id.Kind == model.KindDefaultPrivileges:
		words := []string{id.Schema, id.Name, strings.ToLower(id.Signature)}
		return "_" + folder + "/" + fileName(strings.Trim(strings.Join(words, "-"), "-"))
	case id.Schema == "":
		return "_" + folder + "/" + fileName(id.Name)
	}
	return fileName(id.Schema) + "/" + folder + "/" + fileName(id.Name)
}

func plural(k model.Kind) string {
	word := strings.ReplaceAll(k.String(), " ", "_")
	switch {
	case strings.HasSuffix(word, "s"):
		return word
	case strings.HasSuffix(word, "y"):
		return strings.TrimSuffix(word, "y") + "ies"
	}
	return word + "s"
}

// maxFileName keeps names within the 255 bytes that common file systems take.
const maxFileName = 200

// fileName makes a name that every file system takes: other characters than letters, digits, _, - and inner dots are
// written as % and their number, and the device names of Windows are set apart.
func fileName(name string) string {
	var b strings.Builder
	for i, r := range name {
		plain := unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '-' || r == '.' && i > 0 && i < len(name)-1
		if b.Len() > maxFileName {
			break
		}
		if plain {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "%%%02x", r)
		}
	}
	switch stem, _, _ := strings.Cut(strings.ToLower(b.String()), "."); stem {
	case "", "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
		"lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9":
		return "%" + b.String()
	}
	return b.String()
}
