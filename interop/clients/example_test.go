//go:build interop

// Package clients holds the tests that let AWS's own clients read what redraft made on the sandbox: make interop.
//
// A client is a small program that prints what it was told, a fact a line. The same facts are written from redraft's own
// snapshot of the database, and the two must be the same lines. Nothing is fetched but by the clients' ordinary package
// managers, in the versions that pom.xml and requirements.txt name.
package clients

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/redraft/redraft/apply"
	"github.com/redraft/redraft/internal/cluster"
	"github.com/redraft/redraft/internal/sandbox/sandboxtest"
	"github.com/redraft/redraft/introspect"
	"github.com/redraft/redraft/migrations"
	"github.com/redraft/redraft/model"
)

// folder is where what the clients need is put; it is gone when the tests end.
var folder string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "redraft-interop-")
	if err != nil {
		panic(err)
	}
	folder = dir
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

func TestClientsReadTheExample(t *testing.T) {
	s := sandboxtest.Start(t)
	d := at(t, s.DatabaseURL("survey_panel")) // the example names its database
	at(t, s.URL()).exec(t, "CREATE DATABASE survey_panel")
	t.Cleanup(func() { at(t, s.URL()).exec(t, "DROP DATABASE survey_panel FORCE") })
	d.applyExample(t)
	ours := facts(t, d, d.snapshot(t))
	for _, c := range clients {
		t.Run(c.name, func(t *testing.T) { c.read(t, d, ours) })
	}
}

func TestClientsWorkOnTheSandbox(t *testing.T) {
	for _, c := range clients {
		t.Run(c.name, func(t *testing.T) { c.work(t, newDatabase(t)) })
	}
}

// database is an empty one of the sandbox's.
type database struct {
	address string
	config  cluster.Config
}

func newDatabase(t *testing.T) database {
	t.Helper()
	return at(t, sandboxtest.NewDatabase(t, sandboxtest.Start(t)))
}

func at(t *testing.T, address string) database {
	t.Helper()
	config, err := cluster.Parse(map[string]string{"url": address}, func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	return database{address, config}
}

// Open makes the database an apply.Opener.
func (d database) Open(ctx context.Context) (apply.Session, error) {
	conn, err := d.config.Open(ctx)
	if err != nil {
		return nil, err
	}
	return conn, nil
}

// wall is the clock of the machine.
type wall struct{}

func (wall) Now() time.Time                                   { return time.Now() }
func (wall) Sleep(ctx context.Context, d time.Duration) error { time.Sleep(d); return ctx.Err() }

// applyExample runs the example's changesets, as redraft apply does.
func (d database) applyExample(t *testing.T) {
	t.Helper()
	config := migrations.DefaultConfig()
	config.Placeholders = map[string]string{"etl_role": "survey_etl", "reporting_group": "reporting_readers"}
	changesets, findings := migrations.Read(os.DirFS("../../examples/survey-panel/incremental"), ".", config)
	if findings.HasErrors() {
		t.Fatal(findings)
	}
	work, err := apply.Prepare(t.Context(), d, changesets, apply.Options{Settings: apply.Settings{Clock: wall{}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := work.Run(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
}

// snapshot is what redraft reads of the database.
func (d database) snapshot(t *testing.T) *model.Database {
	t.Helper()
	conn, err := d.config.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	var db *model.Database
	err = conn.ReadOnly(t.Context(), func(c *cluster.Conn) error {
		db, _, err = introspect.Read(t.Context(), c, introspect.Options{HistoryTable: model.Name{Name: "flyway_schema_history"}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if db.Tables.Len() < 15 {
		t.Fatalf("the example has only %d tables", db.Tables.Len())
	}
	return db
}

func (d database) exec(t *testing.T, statement string) {
	t.Helper()
	ctx := context.Background() // cleaning up outlives the test's own
	conn, err := d.config.Open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(ctx) }()
	if err := conn.Exec(ctx, statement); err != nil {
		t.Fatal(err)
	}
}

// rows returns what a query gives, its values apart by bars.
func (d database) rows(t *testing.T, query string) string {
	t.Helper()
	conn, err := d.config.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	var lines []string
	err = conn.Query(t.Context(), query, func(row []*string) error {
		values := make([]string, len(row))
		for i, v := range row {
			if values[i] = "-"; v != nil {
				values[i] = *v
			}
		}
		lines = append(lines, strings.Join(values, "|"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}
