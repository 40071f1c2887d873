package dialect_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/redraft/redraft/internal/sandbox/dialect"
)

var update = flag.Bool("update", false, "write what came out into the cases")

// Each file of testdata holds statements in Redshift's dialect, each followed by what PostgreSQL is told or by the error.
func TestCases(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) { runCases(t, name) })
	}
}

func runCases(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	changed := false
	for i := 0; i+1 < len(archive.Files); i += 2 {
		statement := strings.TrimSuffix(string(archive.Files[i].Data), "\n")
		got := outcome(statement)
		want := string(archive.Files[i+1].Data)
		if got == want {
			continue
		}
		if *update {
			archive.Files[i+1].Data, changed = []byte(got), true
			continue
		}
		t.Errorf("%s\ngot  %swant %s", statement, got, want)
	}
	if changed {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func outcome(statement string) string {
	text, err := dialect.Rewrite(statement, dialect.Options{})
	if err != nil {
		var failed *dialect.Error
		if !errors.As(err, &failed) {
			return "not an *Error: " + err.Error() + "\n"
		}
		return fmt.Sprintf("error %s at %q: %s; %s\n", failed.Code, statement[failed.Offset:], failed.Message, failed.Hint)
	}
	return text + "\n"
}
