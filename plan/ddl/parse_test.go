package ddl_test

import (
	"testing"

	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/plan/ddl"
)

// TestFormsAreUnderstood reads everything that the package writes with redraft's own parser: what is written must be
// what is taken, with nothing to remark.
func TestFormsAreUnderstood(t *testing.T) {
	for _, theme := range themes() {
		for _, f := range theme.forms {
			script := ddl.Script(f.statements)
			file, findings := parser.Parse("form.sql", []byte(script), parser.Options{})
			for _, d := range findings {
				t.Errorf("%s: %s: %v\n%s", theme.name, f.name, d, script)
			}
			if len(file.Statements) != len(f.statements) {
				t.Errorf("%s: %s: %d statements are read as %d\n%s", theme.name, f.name, len(f.statements),
					len(file.Statements), script)
			}
		}
	}
}
