package cli

import (
	"context"
	"crypto/rand"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/redraft/redraft/internal/cluster"
	"github.com/redraft/redraft/internal/sandbox"
)

// realCluster is the variable that names a cluster to run the live scripts on, instead of the sandbox.
const realCluster = "REDRAFT_TEST_URL"

// TestLiveScripts runs what needs a cluster: each script has an empty database of its own, whose URL is in DB_URL.
func TestLiveScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/live",
		UpdateScripts: *update,
		Setup:         withCluster,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":  status,
			"example": example,
			"sql":     sql,
			"hold":    hold,
		},
		Condition: func(name string) (bool, error) { return name == "sandbox" && os.Getenv(realCluster) == "", nil },
	})
}

// withCluster gives a script a database. On a real cluster it is a new one; otherwise it is a sandbox of the script's own, for
// users and groups belong to a whole cluster.
func withCluster(e *testscript.Env) error {
	if err := gitIsAlone(e); err != nil {
		return err
	}
	address := os.Getenv(realCluster)
	if address == "" {
		s, err := sandbox.Start(context.Background(), sandbox.Options{})
		if err != nil {
			return err
		}
		e.Defer(func() { _ = s.Close() })
		address = s.URL()
	}
	name := "redraft_test_" + strings.ToLower(rand.Text()[:12])
	if err := run(address, "CREATE DATABASE "+name, nil); err != nil {
		return err
	}
	e.Defer(func() { _ = run(address, "DROP DATABASE "+name, nil) })
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	u.Path = "/" + name
	e.Setenv("DB_URL", u.String())
	e.Setenv("CALLBACK", filepath.Join(examples, "flyway-callback", "afterMigrate__validate_etl.sh"))
	return nil
}

func run(address, statement string, each func(row []*string) error) error {
	ctx := context.Background()
	config, err := cluster.Parse(map[string]string{"url": address}, func(string) string { return "" })
	if err != nil {
		return err
	}
	conn, err := config.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	if each == nil {
		return conn.Exec(ctx, statement)
	}
	return conn.Query(ctx, statement, each)
}

// hold runs a statement in a transaction that stays open until the script ends: hold statement.
func hold(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: hold statement")
	}
	ctx := context.Background()
	config, err := cluster.Parse(map[string]string{"url": ts.Getenv("DB_URL")}, func(string) string { return "" })
	ts.Check(err)
	conn, err := config.Open(ctx)
	ts.Check(err)
	ts.Defer(func() { _ = conn.Close(ctx) })
	ts.Check(conn.Exec(ctx, "BEGIN"))
	ts.Check(conn.Exec(ctx, args[0]))
}

// sql runs a statement by hand: sql file statement. The rows go into the file, their values apart by bars.
func sql(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sql file statement")
	}
	var b strings.Builder
	err := run(ts.Getenv("DB_URL"), args[1], func(row []*string) error {
		for i, v := range row {
			if i > 0 {
				b.WriteString("|")
			}
			if v != nil {
				b.WriteString(*v)
			}
		}
		b.WriteString("\n")
		return nil
	})
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o600))
}
