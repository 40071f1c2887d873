package apply

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/redraft/redraft/internal/sandbox/postgres"
)

func TestSeveralAppliersRunEachChangesetOnce(t *testing.T) {
	for _, appliers := range []int{2, 5} {
		t.Run(fmt.Sprint(appliers), func(t *testing.T) {
			d, f := newDatabase(t), marked(t, 2, 3, 4, 5, 6, 7)
			var total atomic.Int64
			var all sync.WaitGroup
			for range appliers {
				all.Go(func() {
					_, applied, err := apply(t, d, f, options())
					total.Add(int64(applied))
					if err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			if total.Load() != int64(len(f.Migrations)) {
				t.Errorf("%d changesets were applied instead of %d", total.Load(), len(f.Migrations))
			}
			complete(t, d, f)
		})
	}
}

// A server process that lost its client goes on with its statement; the lock of a file without a transaction is gone by
// then, and only the journal stands in the way.
func TestAStatementThatStillRunsIsNotRunAgain(t *testing.T) {
	d := newDatabase(t)
	f := folder(t, map[string]string{
		"V1__one.sql":      "create table marks (m text);\n",
		"V2__two.sql":      "insert into marks select 'V2__two.sql:1' from pg_sleep(1);\n",
		"V2__two.sql.conf": "executeInTransaction=false\n",
	})
	cut := &cutter{database: d, test: t}
	work, err := Prepare(t.Context(), cut, f, options())
	if err != nil {
		t.Fatal(err)
	}
	_, err = work.Run(t.Context(), func(e Event) {
		if e.Kind == StatementStarted && e.Script == "V2__two.sql" {
			cut.soon.Store(true)
		}
	})
	if err == nil {
		t.Fatal("no error")
	}
	again, err := Prepare(t.Context(), d, f, options())
	if err != nil {
		t.Fatal(err)
	}
	if err := Decide(t.Context(), d, f.Config, "V2__two.sql", 1, false, options().Settings); err == nil {
		t.Error("a decision was taken while the statement still runs")
	}
	if _, err := again.Run(t.Context(), nil); !isRefused(err) {
		t.Fatal(err)
	}
	alone(t, d)
	equal(t, "marks", d.rows(t, "SELECT m FROM dw.marks"), "V2__two.sql:1")
	finish(t, d, f)
	equal(t, "marks", d.rows(t, "SELECT m FROM dw.marks"), "V2__two.sql:1")
}

func isRefused(err error) bool {
	var refused *RefusedError
	return errors.As(err, &refused)
}

// cutter opens sessions whose connections are cut while a statement is under way.
type cutter struct {
	database
	test     *testing.T
	soon     atomic.Bool // cut at the next call
	dead     atomic.Bool
	sessions []session
}

func (c *cutter) Open(ctx context.Context) (Session, error) {
	config, err := pgconn.ParseConfig(c.url)
	if err != nil {
		return nil, err
	}
	// A process that is gone sends no cancel request either, for which pgconn would dial.
	dial := config.DialFunc
	config.DialFunc = func(ctx context.Context, network, address string) (net.Conn, error) {
		if c.dead.Load() {
			return nil, errLost
		}
		return dial(ctx, network, address)
	}
	conn, err := pgconn.ConnectConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	c.sessions = append(c.sessions, session{conn: conn})
	return cutSession{session{conn: conn}, c}, nil
}

type cutSession struct {
	Session
	c *cutter
}

func (s cutSession) Exec(ctx context.Context, sql string) error {
	if !s.c.soon.Swap(false) {
		return s.Session.Exec(ctx, sql)
	}
	answer := make(chan error)
	go func() { answer <- s.Session.Exec(ctx, sql) }()
	for s.c.rows(s.c.test, "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()") == "" {
	}
	s.c.dead.Store(true)
	for _, other := range s.c.sessions {
		other.conn.Conn().Close()
	}
	return <-answer
}

func TestACancelledRunLeavesAStateThatTheNextOneUnderstands(t *testing.T) {
	for _, conf := range []string{"", "executeInTransaction=false\n"} {
		d := newDatabase(t)
		files := map[string]string{"V1__one.sql": "create table a (x int);\nselect pg_sleep(60);\n"}
		if conf != "" {
			files["V1__one.sql.conf"] = conf
		}
		ctx, cancel := context.WithCancel(t.Context())
		work, err := Prepare(ctx, d, folder(t, files), options())
		if err != nil {
			t.Fatal(err)
		}
		_, err = work.Run(ctx, func(e Event) {
			if e.Kind == StatementStarted && e.Statement == 2 {
				cancel()
			}
		})
		if err == nil {
			t.Fatal("no error")
		}
		alone(t, d) // the statement was cancelled on the server: this would take a minute otherwise
		files["V1__one.sql"] = strings.Replace(files["V1__one.sql"], "60", "0", 1)
		if conf != "" { // nobody knows whether the cancel came in time
			if err := Decide(t.Context(), d, folder(t, files).Config, "V1__one.sql", 2, false, options().Settings); err != nil {
				t.Fatal(err)
			}
		}
		if _, _, err := apply(t, d, folder(t, files), options()); err != nil {
			t.Fatal(err)
		}
		equal(t, "history", d.history(t), "1|V1__one.sql|t\n")
	}
}

func TestATerminatedSessionAndARestartedServerAreSurvived(t *testing.T) {
	dir, err := os.MkdirTemp("", "redraft-apply-") // t.TempDir lies in a folder that the server's user cannot enter
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(dir, "data")
	server, err := postgres.Start(t.Context(), postgres.Options{Data: data, Settings: map[string]string{"fsync": "on"}})
	if err != nil {
		t.Fatal(err)
	}
	d := database{url: server.URL("postgres")}
	d.connect(t)
	d.exec(t, "CREATE SCHEMA dw", getdate)
	f := folder(t, map[string]string{
		"V1__one.sql":        "create table marks (m text);\n",
		"V2__two.sql":        "insert into marks values ('V2__two.sql:1');\nselect pg_terminate_backend(pg_backend_pid());\n",
		"V3__three.sql":      "insert into marks values ('V3__three.sql:1');\ninsert into marks select 'V3__three.sql:2' from pg_sleep(60);\n",
		"V3__three.sql.conf": "executeInTransaction=false\n",
	})
	_, applied, err := apply(t, d, f, options())
	if applied != 1 || sqlState(err) != "57P01" {
		t.Fatal(applied, err)
	}
	equal(t, "marks", d.rows(t, "SELECT m FROM dw.marks"), "")
	f.Migrations = append(f.Migrations[:1:1], f.Migrations[2:]...)
	work, err := Prepare(t.Context(), d, f, options())
	if err != nil {
		t.Fatal(err)
	}
	_, err = work.Run(t.Context(), func(e Event) {
		if e.Kind == StatementStarted && e.Statement == 2 {
			if err := server.Kill(); err != nil {
				t.Error(err)
			}
		}
	})
	if err == nil {
		t.Fatal("no error")
	}
	_ = server.Close()
	if server, err = postgres.Start(t.Context(), postgres.Options{Data: data}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	d.url = server.URL("postgres")
	d.connect(t)
	equal(t, "marks", d.rows(t, "SELECT m FROM dw.marks"), "V3__three.sql:1")
	var doubt *InDoubtError
	rest := folder(t, map[string]string{
		"V1__one.sql":        "create table marks (m text);\n",
		"V3__three.sql":      "insert into marks values ('V3__three.sql:1');\ninsert into marks select 'V3__three.sql:2' from pg_sleep(0);\n",
		"V3__three.sql.conf": "executeInTransaction=false\n",
	})
	if _, _, err := apply(t, d, rest, options()); !errors.As(err, &doubt) && !isRefused(err) {
		t.Fatal(err)
	}
	if err := Decide(t.Context(), d, rest.Config, "V3__three.sql", 2, false, options().Settings); err != nil {
		t.Fatal(err)
	}
	if _, _, err := apply(t, d, rest, options()); err != nil {
		t.Fatal(err)
	}
	equal(t, "marks", d.rows(t, "SELECT m FROM dw.marks"), "V3__three.sql:1\nV3__three.sql:2")
	equal(t, "history", d.history(t), "1|V1__one.sql|t\n2|V3__three.sql|t\n")
}
