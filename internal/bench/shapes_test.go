package bench

import (
	"fmt"
	"strings"
	"testing"

	"github.com/redraft/redraft/parser"
)

// BenchmarkShapes plans models of one sort of object, in which a search for each among all others would show: the time must
// grow with n alone.
func BenchmarkShapes(b *testing.B) {
	shapes := map[string]func(i int) string{
		"chain of foreign keys": func(i int) string {
			return fmt.Sprintf("CREATE TABLE t%d (id INTEGER NOT NULL PRIMARY KEY, before INTEGER REFERENCES t%d (id));\n", i, max(0, i-1))
		},
		"functions with grants": func(i int) string {
			return fmt.Sprintf("CREATE FUNCTION f%d (INTEGER) RETURNS INTEGER STABLE AS $$ SELECT $1 $$ LANGUAGE sql;\n"+
				"GRANT EXECUTE ON FUNCTION f%d (INTEGER) TO GROUP g;\n", i, i)
		},
		"views on one table": func(i int) string {
			if i == 0 {
				return "CREATE TABLE t (id INTEGER);\n"
			}
			return fmt.Sprintf("CREATE VIEW v%d AS SELECT id FROM t WHERE id > %d;\n", i, i)
		},
	}
	for name, shape := range shapes {
		for _, n := range []int{1000, 4000} {
			var text strings.Builder
			for i := range n {
				text.WriteString(shape(i))
			}
			project := Project{
				Absolute:   []parser.Input{{Name: "a.sql", Content: []byte(text.String())}},
				Changesets: []parser.Input{{Name: "V1__empty.sql", Content: nil}},
			}
			b.Run(fmt.Sprintf("%s/n=%d", strings.ReplaceAll(name, " ", "-"), n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					makePlan(b, project)
				}
			})
		}
	}
}
