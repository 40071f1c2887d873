// Package sandboxtest gives tests a sandbox: one for the test process, and an empty database for each test.
package sandboxtest

import (
	"context"
	"fmt"
	"os"
	"sync"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/redraft/redraft/internal/sandbox"
	"github.com/redraft/redraft/internal/sandbox/postgres"
)

// shared is the test process's sandbox. It is never closed: it stops when the process ends.
var shared struct {
	once    sync.Once
	sandbox *sandbox.Sandbox
	err     error
	number  atomic.Int64
}

// Start returns the process's sandbox, started by the first test that asks. A machine without PostgreSQL fails the test
// with what to install.
func Start(t postgres.TB) *sandbox.Sandbox {
	t.Helper()
	shared.once.Do(func() { shared.sandbox, shared.err = sandbox.Start(context.Background(), sandbox.Options{}) })
	if shared.err != nil {
		t.Fatalf("%v", shared.err)
	}
	return shared.sandbox
}

// NewDatabase creates an empty database for a test, dropped after it, and returns its URL. Users, groups and roles are
// the whole sandbox's: a test gives them names of its own.
func NewDatabase(t postgres.TB, s *sandbox.Sandbox) string {
	t.Helper()
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), shared.number.Add(1))
	if err := run(s, "CREATE DATABASE "+name); err != nil {
		t.Fatalf("creating a database for %s: %v", t.Name(), err)
	}
	t.Cleanup(func() {
		if err := run(s, "DROP DATABASE "+name+" FORCE"); err != nil {
			t.Fatalf("dropping %s: %v", name, err)
		}
	})
	return s.DatabaseURL(name)
}

func run(s *sandbox.Sandbox, statement string) error {
	ctx := context.Background()
	conn, err := pgconn.Connect(ctx, s.URL())
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	_, err = conn.Exec(ctx, statement).ReadAll()
	return err
}
