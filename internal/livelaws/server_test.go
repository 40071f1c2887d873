package livelaws

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/redraft/redraft/internal/cluster"
	"github.com/redraft/redraft/internal/sandbox/sandboxtest"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// urlVariable names the environment variable that puts a real cluster in the sandbox's place.
const urlVariable = "REDRAFT_TEST_URL"

// server is where the laws run.
type server struct {
	config    cluster.Config
	databases atomic.Int64

	mu    sync.Mutex // of those below, and of statements that are about the whole server
	known map[string]bool
	made  []string // what drops the principals that were not there before
}

var shared struct {
	once   sync.Once
	server *server
	err    error
}

// start returns the server of this run.
func start(t *testing.T) *server {
	t.Helper()
	shared.once.Do(func() { shared.server, shared.err = newServer(t) })
	if shared.err != nil || shared.server == nil {
		t.Fatalf("there is no server: %v", shared.err)
	}
	return shared.server
}

func newServer(t *testing.T) (*server, error) {
	settings := map[string]string{"url": os.Getenv(urlVariable)}
	if settings["url"] == "" {
		settings = map[string]string{"url": sandboxtest.Start(t).URL(), "sslmode": "disable"}
	}
	config, err := cluster.Parse(settings, func(string) string { return "" })
	return &server{config: config, known: make(map[string]bool)}, err
}

// TestMain leaves a cluster as it was found: the principals that models name go when all tests are done.
func TestMain(m *testing.M) {
	code := m.Run()
	if s := shared.server; s != nil {
		for _, statement := range slices.Backward(s.made) {
			if err := s.run(context.Background(), statement); err != nil {
				fmt.Fprintf(os.Stderr, "left behind: %v\n", err)
			}
		}
	}
	os.Exit(code)
}

// run runs a statement in the database that the server is reached by.
func (s *server) run(ctx context.Context, statement string) error {
	conn, err := s.config.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	return conn.Exec(ctx, statement)
}

// newDatabase creates an empty database and returns how to reach it.
func (s *server) newDatabase(ctx context.Context) (cluster.Config, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	name := fmt.Sprintf("redraft_laws_%d_%d", os.Getpid(), s.databases.Add(1))
	return s.config.WithDatabase(name), s.run(ctx, "CREATE DATABASE "+name)
}

func (s *server) dropDatabase(ctx context.Context, config cluster.Config) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.run(ctx, "DROP DATABASE "+config.Database()+" FORCE")
}

// duplicate is the answer to making what is there already (SQLSTATE duplicate_object).
const duplicate = "42710"

// introduce makes the users, groups and roles that a model names, where they are missing.
func (s *server) introduce(ctx context.Context, db *model.Database) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	wanted := principals(db)
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		if s.known[name] {
			continue
		}
		err := s.run(ctx, "CREATE "+wanted[name])
		var refused *cluster.Error
		switch {
		case err == nil:
			s.made = append(s.made, "DROP "+name)
		case !errors.As(err, &refused) || refused.SQLState() != duplicate:
			return err
		}
		s.known[name] = true
	}
	return nil
}

// principals returns what a model names: USER "ana" and how it is made.
func principals(db *model.Database) map[string]string {
	all := make(map[string]string)
	add := func(kind, name, rest string) {
		if name != "" {
			principal := kind + " " + ddl.QuoteUser(name)
			all[principal] = principal + rest
		}
	}
	for object := range db.Objects() {
		add("USER", object.Attributes().Owner, " PASSWORD DISABLE")
	}
	for id := range db.Grants.Objects() {
		if id.Kind == model.KindDefaultPrivileges {
			add("USER", id.Name, " PASSWORD DISABLE")
		}
		for _, g := range db.Grants.On(id) {
			switch g.To.Kind {
			case model.ToUser:
				add("USER", g.To.Name, " PASSWORD DISABLE")
			case model.ToGroup:
				add("GROUP", g.To.Name, "")
			case model.ToRole:
				add("ROLE", g.To.Name, "")
			}
		}
	}
	return all
}
