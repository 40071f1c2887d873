package cluster_test

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/redraft/redraft/internal/cluster"
	"github.com/redraft/redraft/internal/sandbox/postgres"
)

// newConfig returns the configuration of an empty database on a real server.
func newConfig(t *testing.T, more ...string) cluster.Config {
	t.Helper()
	settings := map[string]string{"url": postgres.ForTest(t).NewDatabase(t), "sslmode": "disable"}
	for i := 0; i+1 < len(more); i += 2 {
		settings[more[i]] = more[i+1]
	}
	c, err := cluster.Parse(settings, func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func open(t *testing.T, c cluster.Config) *cluster.Conn {
	t.Helper()
	conn, err := c.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

// rows returns what a text answers, NULL as "NULL".
func rows(t *testing.T, conn *cluster.Conn, sql string) (found []string) {
	t.Helper()
	err := conn.Query(t.Context(), sql, func(row []*string) error {
		var values []string
		for _, v := range row {
			if v == nil {
				values = append(values, "NULL")
			} else {
				values = append(values, *v)
			}
		}
		found = append(found, strings.Join(values, "|"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestValuesComeAsText(t *testing.T) {
	conn := open(t, newConfig(t))
	got := rows(t, conn, "SELECT 1, NULL, '', 'ä', 1.50, true UNION ALL SELECT 2, 'x', 'y', 'z', 2.25, false ORDER BY 1")
	if want := []string{"1|NULL||ä|1.50|t", "2|x|y|z|2.25|f"}; strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAnErrorOfTheReaderStopsAndTheSessionGoesOn(t *testing.T) {
	conn := open(t, newConfig(t))
	enough, n := errors.New("enough"), 0
	err := conn.Query(t.Context(), "SELECT generate_series(1, 100000)", func([]*string) error {
		if n++; n == 3 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) || n != 3 {
		t.Errorf("after %d rows: %v", n, err)
	}
	if got := rows(t, conn, "SELECT 1"); len(got) != 1 {
		t.Errorf("the session answers %q", got)
	}
}

func TestTheServersAnswerIsKept(t *testing.T) {
	conn := open(t, newConfig(t))
	err := conn.Exec(t.Context(), "SELECT 1 FROM nowhere")
	var answer interface {
		SQLState() string
		ServerMessage() string
		ServerPosition() int
	}
	if !errors.As(err, &answer) {
		t.Fatalf("%v holds no answer", err)
	}
	if answer.SQLState() != "42P01" || answer.ServerMessage() != `relation "nowhere" does not exist` || answer.ServerPosition() != 15 {
		t.Errorf("%s %q at %d", answer.SQLState(), answer.ServerMessage(), answer.ServerPosition())
	}
}

func TestNoticesAreCollectedOnce(t *testing.T) {
	conn := open(t, newConfig(t))
	if err := conn.Exec(t.Context(), "DROP TABLE IF EXISTS nowhere"); err != nil {
		t.Fatal(err)
	}
	if said := conn.Notices(); len(said) != 1 || !strings.Contains(said[0].Message, "nowhere") {
		t.Errorf("the server said %v", said)
	}
	if again := conn.Notices(); len(again) != 0 {
		t.Errorf("and once more %v", again)
	}
}

func TestAReadOnlyTransactionChangesNothing(t *testing.T) {
	conn := open(t, newConfig(t))
	err := conn.ReadOnly(t.Context(), func(c *cluster.Conn) error { return c.Exec(t.Context(), "CREATE TABLE t (a int)") })
	var answer interface{ SQLState() string }
	if !errors.As(err, &answer) || answer.SQLState() != "25006" {
		t.Errorf("the server answers %v", err)
	}
	if err := conn.ReadOnly(t.Context(), func(c *cluster.Conn) error { return c.Exec(t.Context(), "SELECT 1") }); err != nil {
		t.Errorf("the session does not go on: %v", err)
	}
	if err := conn.Exec(t.Context(), "CREATE TABLE t (a int)"); err != nil {
		t.Errorf("the transaction did not end: %v", err)
	}
}

func TestTheStatementTimeoutHolds(t *testing.T) {
	conn := open(t, newConfig(t, "statement_timeout", "7s"))
	if got := rows(t, conn, "SHOW statement_timeout"); got[0] != "7s" {
		t.Errorf("it is %v", got)
	}
}

// TestCancellingStopsTheStatementOnTheServer asks a second session whether the first one's statement still runs.
func TestCancellingStopsTheStatementOnTheServer(t *testing.T) {
	config := newConfig(t)
	other, conn := open(t, config), open(t, config)
	pid := rows(t, conn, "SELECT pg_backend_pid()")[0]
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- conn.Exec(ctx, "SELECT pg_sleep(600)") }()
	for len(rows(t, other, "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND pid = "+pid)) == 0 {
		runtime.Gosched()
	}
	cancel()
	err := <-done
	var answer interface{ SQLState() string }
	if !errors.Is(err, context.Canceled) || !errors.As(err, &answer) || answer.SQLState() != "57014" {
		t.Errorf("the call ends with %v", err)
	}
	if left := rows(t, other, "SELECT query FROM pg_stat_activity WHERE state = 'active' AND pid = "+pid); len(left) != 0 {
		t.Errorf("the server goes on with %v", left)
	}
	if got := rows(t, conn, "SELECT 1"); len(got) != 1 {
		t.Errorf("the session answers %q", got)
	}
}

// TestNothingRunsAfterTheEnd cancels, closes, and counts goroutines; those of other tests may end meanwhile.
func TestNothingRunsAfterTheEnd(t *testing.T) {
	config := newConfig(t)
	before := runtime.NumGoroutine()
	for range 5 {
		conn, err := config.Open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		started := make(chan struct{})
		go func() { <-started; cancel() }()
		err = conn.Query(ctx, "SELECT generate_series(1, 100000); SELECT pg_sleep(600)", func([]*string) error {
			select {
			case <-started:
			default:
				close(started)
			}
			return nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("the call ends with %v", err)
		}
		if err := conn.Close(ctx); err != nil {
			t.Errorf("closing: %v", err)
		}
	}
	deadline := time.Now().Add(10 * time.Second)
	for runtime.NumGoroutine() > before && time.Now().Before(deadline) {
		runtime.Gosched()
	}
	if after := runtime.NumGoroutine(); after > before {
		stacks := make([]byte, 1<<16)
		t.Errorf("%d goroutines before, %d after:\n%s", before, after, stacks[:runtime.Stack(stacks, true)])
	}
}

func TestErrorsOfConnectingHelpAndHideThePassword(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := listener.Addr().String()
	_ = listener.Close()
	const password = "s3cr3t-Passw0rd"
	for name, c := range map[string]struct{ database, url, sslmode, want string }{
		"no such database": {database: "nowhere", sslmode: "disable", want: "check the name of the database"},
		"no TLS":           {sslmode: "require", want: "set sslmode to disable"},
		"nobody there":     {url: "postgres://ana@" + nobody + "/dev", sslmode: "disable", want: "cannot connect to ana@" + nobody + "/dev"},
	} {
		t.Run(name, func(t *testing.T) {
			url := c.url
			if url == "" {
				server := postgres.ForTest(t)
				if strings.HasPrefix(server.Host(), "/") {
					t.Skip("the server listens on a socket only, which has no TLS")
				}
				url = server.URL("postgres")
			}
			settings := map[string]string{"url": url, "sslmode": c.sslmode, "password": password}
			if c.database != "" {
				settings["database"] = c.database
			}
			config, err := cluster.Parse(settings, func(string) string { return "" })
			if err != nil {
				t.Fatal(err)
			}
			_, err = config.Open(t.Context())
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), password) {
				t.Errorf("the error is %v", err)
			}
		})
	}
}

func TestThePasswordFileIsRead(t *testing.T) {
	seen := make(chan string, 1)
	address := passwordServer(t, seen)
	host, port, _ := net.SplitHostPort(address)
	file := filepath.Join(t.TempDir(), "pass")
	if err := os.WriteFile(file, []byte("other:1:dev:ana:wrong\n"+host+":"+port+":dev:ana:from the file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	config, err := cluster.Parse(map[string]string{"url": "postgres://ana@" + address + "/dev?sslmode=disable"},
		func(name string) string { return map[string]string{"PGPASSFILE": file}[name] })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := config.Open(t.Context()); err == nil {
		t.Fatal("the server refuses everybody")
	}
	if got := <-seen; got != "from the file" {
		t.Errorf("the server got %q", got)
	}
}
