package postgres

import (
	"context"
	"fmt"
	"os"
	"sync"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgconn"
)

// TB is what ForTest needs of a testing.TB. Naming it here keeps package testing out of the programs that hold a sandbox.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
	Cleanup(func())
	Name() string
}

// shared is the test process's server. It is never closed: it stops when the process ends.
var shared struct {
	once   sync.Once
	server *Server
	err    error
	number atomic.Int64
}

// ForTest returns one throwaway server for the whole test process, started by the first test that asks.
func ForTest(t TB) *Server {
	t.Helper()
	shared.once.Do(func() { shared.server, shared.err = Start(context.Background(), Options{}) })
	if shared.err != nil {
		t.Fatalf("%v", shared.err)
	}
	return shared.server
}

// NewDatabase creates an empty database of its own for a test, dropped after it, and returns its URL.
func (s *Server) NewDatabase(t TB) string {
	t.Helper()
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), shared.number.Add(1))
	if err := s.admin("CREATE DATABASE " + name); err != nil {
		t.Fatalf("creating a database for %s: %v", t.Name(), err)
	}
	t.Cleanup(func() {
		if err := s.admin("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Fatalf("dropping %s: %v", name, err)
		}
	})
	return s.URL(name)
}

func (s *Server) admin(statement string) error {
	ctx := context.Background()
	conn, err := pgconn.Connect(ctx, s.URL("postgres"))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	_, err = conn.Exec(ctx, statement).ReadAll()
	return err
}
