package sandbox_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/redraft/redraft/internal/sandbox/sandboxtest"
)

var update = flag.Bool("update", false, "write what came out into the cases")

// A case is a script and what the server says to each of its statements. "> " begins a statement, "| " goes on with it;
// "two> " is the statement of another session. What stands below is the answer: rows, the command tag, or the error with
// its SQLSTATE and position.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, protocol := range []string{"simple", "extended"} {
			t.Run(name+"/"+protocol, func(t *testing.T) {
				got := play(t, string(content), protocol == "extended")
				if *update && protocol == "simple" {
					if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				if *update {
					after, _ := os.ReadFile(path)
					content = after
				}
				if got != string(content) {
					t.Errorf("the answers are others:\n%s", difference(string(content), got))
				}
			})
		}
	}
}

// play runs a script and returns it with the answers that came.
func play(t *testing.T, script string, extended bool) string {
	t.Helper()
	url := sandboxtest.NewDatabase(t, sandboxtest.Start(t))
	ctx := context.Background()
	sessions := map[string]*pgconn.PgConn{}
	var out strings.Builder
	var who, statement string
	run := func() {
		if statement == "" {
			return
		}
		conn := sessions[who]
		if conn == nil {
			var err error
			if conn, err = pgconn.Connect(ctx, url); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { conn.Close(ctx) })
			sessions[who] = conn
		}
		out.WriteString(answer(ctx, conn, statement, extended))
		statement = ""
	}
	for _, line := range strings.Split(strings.TrimSuffix(script, "\n"), "\n") {
		before, text, isNew := strings.Cut(line, "> ")
		switch {
		case isNew && !strings.Contains(before, " "):
			run()
			who, statement = before, text
			out.WriteString(line + "\n")
		case strings.HasPrefix(line, "| ") && statement != "":
			statement += "\n" + line[2:]
			out.WriteString(line + "\n")
		case line == "" || strings.HasPrefix(line, "#"):
			run()
			out.WriteString(line + "\n")
		}
	}
	run()
	return out.String()
}

// answer runs a statement and writes what came of it. What holds several is sent by the simple protocol always.
func answer(ctx context.Context, conn *pgconn.PgConn, statement string, extended bool) string {
	var results []*pgconn.Result
	var err error
	if extended && !strings.Contains(statement, ";") {
		result := conn.ExecParams(ctx, statement, nil, nil, nil, nil).Read()
		results, err = []*pgconn.Result{result}, result.Err
	} else {
		results, err = conn.Exec(ctx, statement).ReadAll()
	}
	var out strings.Builder
	for _, result := range results {
		if result.Err != nil {
			break
		}
		for i, field := range result.FieldDescriptions {
			separator := " | "
			if i == len(result.FieldDescriptions)-1 {
				separator = "\n"
			}
			out.WriteString(field.Name + separator)
		}
		for _, row := range result.Rows {
			values := make([]string, len(row))
			for i, value := range row {
				if values[i] = string(value); value == nil {
					values[i] = "null"
				}
			}
			out.WriteString("  " + strings.Join(values, " | ") + "\n")
		}
		out.WriteString(result.CommandTag.String() + "\n")
	}
	var failure *pgconn.PgError
	if errors.As(err, &failure) {
		fmt.Fprintf(&out, "%s %s: %s", failure.Severity, failure.Code, failure.Message)
		if failure.Position > 0 {
			fmt.Fprintf(&out, " (at %d)", failure.Position)
		}
		out.WriteString("\n")
		for _, more := range []string{failure.Detail, failure.Hint} {
			if more != "" {
				out.WriteString("  " + more + "\n")
			}
		}
	} else if err != nil {
		fmt.Fprintf(&out, "%v\n", err)
	}
	return out.String()
}

// difference shows the first line that differs.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(a), len(b)) {
		var left, right string
		if i < len(a) {
			left = a[i]
		}
		if i < len(b) {
			right = b[i]
		}
		if left != right {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s\n\n%s", i+1, left, right, got)
		}
	}
	return ""
}
