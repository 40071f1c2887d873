//go:build interop

// Package report keeps what the tests beside other people's programs came to, for the closing lines of make interop: a
// program that could not be had was skipped, and is never counted among those that agreed.
package report

import (
	"fmt"
	"os"
	"testing"
)

// file is the variable that names the file to write to; without it the report goes into the test's own log.
const file = "REDRAFT_INTEROP_REPORT"

// Program says which program a test runs beside redraft. Its name and how the test ended go into the report.
func Program(t *testing.T, name string) {
	t.Helper()
	t.Cleanup(func() {
		switch {
		case t.Failed():
			write(t, "failed", name, t.Name())
		case !t.Skipped():
			write(t, "passed", name, t.Name())
		}
	})
}

// Missing skips a test whose program cannot be had on this machine, and says why.
func Missing(t *testing.T, name, format string, args ...any) {
	t.Helper()
	why := fmt.Sprintf(format, args...)
	write(t, "skipped", name, t.Name()+": "+why)
	t.Skipf("%s: %s", name, why)
}

func write(t *testing.T, result, name, what string) {
	t.Helper()
	line := fmt.Sprintf("%-8s %-28s %s\n", result, name, what)
	path := os.Getenv(file)
	if path == "" {
		t.Log(line)
		return
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(line); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
