package translate

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed sql/*.sql
var files embed.FS

// Functions returns the SQL of the functions that translated statements call. A superuser runs it once, behind
// catalog.Script, in the database that others are made from.
func Functions() string {
	paths, err := fs.Glob(files, "sql/*.sql") // sorted
	if err != nil {
		return "" // only a malformed pattern is an error
	}
	var script strings.Builder
	for _, path := range paths {
		text, err := files.ReadFile(path)
		if err != nil {
			continue // the files are part of the program
		}
		script.Write(text)
		script.WriteByte('\n')
	}
	return script.String()
}
