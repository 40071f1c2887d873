package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func noEnv(string) string { return "" }

func TestAnEndedContextStopsTheProgramBeforeItWrites(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "absolute/t.sql", "CREATE TABLE t (id integer);\n")
	write(t, dir, "incremental/V1__nothing.sql", "SELECT 1;\n")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, args := range [][]string{{"plan"}, {"check"}, {"changeset", "x"}, {"snapshot"}, {"init", "other"}} {
		var stdout, stderr bytes.Buffer
		code := Run(ctx, append([]string{"-C", dir}, args...), nil, &stdout, &stderr, noEnv)
		if code != exitFailed || stdout.Len() > 0 || !strings.Contains(stderr.String(), "interrupted") {
			t.Errorf("%v: exit code %d, stdout %q, stderr %q", args, code, &stdout, &stderr)
		}
	}
	if found, _ := filepath.Glob(filepath.Join(dir, "*", "*")); len(found) != 2 {
		t.Errorf("files: %v", found)
	}
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
