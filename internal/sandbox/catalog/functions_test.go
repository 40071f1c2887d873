package catalog_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/redraft/redraft/internal/sandbox/dialect"
)

// Each line of testdata is an expression in Redshift's dialect and its value, as text.
func TestFunctions(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	conn := connect(t)
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(string(text)) {
				line = strings.TrimSuffix(line, "\n")
				if line == "" || strings.HasPrefix(line, "#") {
					continue
				}
				expression, want, ok := strings.Cut(line, " => ")
				if !ok {
					t.Errorf("no value: %s", line)
					continue
				}
				query, err := dialect.Rewrite("select "+expression, dialect.Options{})
				if err != nil {
					t.Errorf("%s: %v", expression, err)
					continue
				}
				results, err := conn.PgConn().Exec(context.Background(), query).ReadAll()
				if err != nil {
					t.Errorf("%s: %v\n%s", expression, err, query)
					continue
				}
				got := "NULL"
				if value := results[0].Rows[0][0]; value != nil {
					got = string(value)
				}
				if got != want {
					t.Errorf("%s is %s, want %s", expression, got, want)
				}
			}
		})
	}
}
