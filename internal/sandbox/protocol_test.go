package sandbox_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"

	"github.com/redraft/redraft/internal/sandbox"
	"github.com/redraft/redraft/internal/sandbox/sandboxtest"
)

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

func fresh(t *testing.T) *pgx.Conn {
	t.Helper()
	return connect(t, sandboxtest.NewDatabase(t, sandboxtest.Start(t)))
}

func run(t *testing.T, conn *pgx.Conn, statements ...string) {
	t.Helper()
	for _, s := range statements {
		if _, err := conn.Exec(context.Background(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func number(t *testing.T, conn *pgx.Conn, query string, args ...any) (n int) {
	t.Helper()
	if err := conn.QueryRow(context.Background(), query, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

func TestTheServerSaysThatItIsRedshift(t *testing.T) {
	conn := fresh(t)
	for name, want := range map[string]string{"server_version": "8.0.2", "client_encoding": "UNICODE", "standard_conforming_strings": ""} {
		if got := conn.PgConn().ParameterStatus(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	var version string
	if err := conn.QueryRow(context.Background(), "select version()").Scan(&version); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(version, "PostgreSQL 8.0.2") || !strings.Contains(version, "Redshift") {
		t.Errorf("version() is %s", version)
	}
}

func TestAStartupParameterThatRedshiftLacksIsRefused(t *testing.T) {
	sb := sandboxtest.Start(t)
	for url, want := range map[string]string{
		sb.URL() + "&lock_timeout=5":               `unrecognized configuration parameter "lock_timeout"`,
		sb.URL() + "&driver_version=Redshift+JDBC": "",
		sb.URL() + "&search_path=a,b":              "",
	} {
		conn, err := pgx.Connect(context.Background(), url)
		if err == nil {
			conn.Close(context.Background())
		}
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestARunningStatementIsCancelled(t *testing.T) {
	conn := fresh(t)
	run(t, conn, "create table t (a int)")
	other := connect(t, conn.Config().ConnString())
	run(t, conn, "begin", "lock t")
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() {
		_, err := other.PgConn().Exec(context.Background(), "select * from t").ReadAll()
		done <- err
	}()
	for number(t, conn, "select count(*) from pg_catalog.pg_locks where not granted") == 0 {
		time.Sleep(time.Millisecond)
	}
	if err := other.PgConn().CancelRequest(ctx); err != nil {
		t.Fatal(err)
	}
	err := <-done
	cancel()
	var failure *pgconn.PgError
	if !errors.As(err, &failure) || failure.Code != "57014" || failure.Message != "Query cancelled on user's request" {
		t.Errorf("the error is %v", err)
	}
	if n := number(t, other, "select 1"); n != 1 {
		t.Error("the session does not go on")
	}
}

func TestAClientThatIsGoneWaitsForNoLock(t *testing.T) {
	conn := fresh(t)
	run(t, conn, "create table t (a int)", "begin", "lock t")
	other := connect(t, conn.Config().ConnString())
	waiting := "select count(*) from pg_catalog.pg_locks where not granted"
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		other.PgConn().Exec(ctx, "select * from t").ReadAll()
	}()
	for number(t, conn, waiting) == 0 {
		time.Sleep(time.Millisecond)
	}
	other.PgConn().Conn().Close()
	<-done
	cancel()
	for deadline := time.Now().Add(time.Minute); number(t, conn, waiting) > 0; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the statement of the client that is gone still waits")
		}
	}
}

func TestRowsAreCopiedInAndOut(t *testing.T) {
	conn := fresh(t)
	run(t, conn, "create table t (a int, b varchar(10))")
	ctx := context.Background()
	tag, err := conn.PgConn().CopyFrom(ctx, strings.NewReader("1\tx\n2\ty\n"), "copy t from stdin")
	if err != nil || tag.RowsAffected() != 2 {
		t.Fatal(tag, err)
	}
	var out strings.Builder
	if _, err := conn.PgConn().CopyTo(ctx, &out, "copy t to stdout"); err != nil || out.String() != "1\tx\n2\ty\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
	if _, err := conn.PgConn().CopyFrom(ctx, strings.NewReader("1\tlonger than ten\n"), "copy t from stdin"); err == nil {
		t.Error("a value that is too long was copied")
	}
	if n := number(t, conn, "select count(*) from t"); n != 2 {
		t.Errorf("%d rows", n)
	}
}

func TestAPipelineOfDDLAndQueriesIsOneTransaction(t *testing.T) {
	ctx := context.Background()
	config, err := pgx.ParseConfig(sandboxtest.NewDatabase(t, sandboxtest.Start(t)))
	if err != nil {
		t.Fatal(err)
	}
	// A batch of prepared statements would be described before it runs, and t is not there yet.
	config.DefaultQueryExecMode = pgx.QueryExecModeExec
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	batch := &pgx.Batch{}
	batch.Queue("create table t (a int) diststyle all")
	batch.Queue("insert into t values ($1)", 7)
	batch.Queue("select a from t")
	results := conn.SendBatch(ctx, batch)
	for range 2 {
		if _, err := results.Exec(); err != nil {
			t.Fatal(err)
		}
	}
	var a int
	if err := results.QueryRow().Scan(&a); err != nil || a != 7 {
		t.Errorf("a is %d, %v", a, err)
	}
	if err := results.Close(); err != nil {
		t.Fatal(err)
	}
	failing := &pgx.Batch{}
	failing.Queue("create table u (a int)")
	failing.Queue("insert into u values (1)")
	failing.Queue("alter table u drop column nothing")
	failing.Queue("insert into u values (1)")
	if err := conn.SendBatch(ctx, failing).Close(); err == nil {
		t.Error("the batch did not fail")
	}
	if n := number(t, conn, "select count(*) from pg_class where relname = 'u'"); n != 0 {
		t.Error("half a batch was committed")
	}
	if n := number(t, conn, "select count(*) from pg_redshift.relation"); n != 1 {
		t.Errorf("%d tables are kept", n)
	}
}

func TestPreparedStatementsSeeLateBindingViewsAndBindValues(t *testing.T) {
	conn := fresh(t)
	run(t, conn, "create table t (a int, b varchar(10))", "create view v as select a, b from public.t with no schema binding")
	for i := range 3 {
		run(t, conn, "begin")
		if _, err := conn.Exec(context.Background(), "insert into t values ($1, $2)", i, "x"); err != nil {
			t.Fatal(err)
		}
		run(t, conn, "commit")
		if n := number(t, conn, "select count(*) from v where a <= $1 and b = 'x'", i); n != i+1 {
			t.Errorf("%d rows after %d", n, i+1)
		}
	}
}

func TestAPreparedStatementIsReadAgainWhenWhatItMeansHasChanged(t *testing.T) {
	conn := fresh(t)
	run(t, conn, "create table t (a int)", "insert into t values (1), (2), (3)",
		"create view v as select a from public.t where a < 3 with no schema binding")
	query := "select count(*) from v where a > $1"
	if n := number(t, conn, query, 0); n != 2 {
		t.Errorf("%d rows", n)
	}
	run(t, conn, "create or replace view v as select a from public.t with no schema binding")
	if n := number(t, conn, query, 0); n != 3 {
		t.Errorf("%d rows after the view was replaced", n)
	}
	ctx := context.Background()
	if _, err := conn.PgConn().Prepare(ctx, "vacuum", "vacuum t", nil); err != nil {
		t.Fatal(err)
	}
	vacuum := func() error { return conn.PgConn().ExecPrepared(ctx, "vacuum", nil, nil, nil).Read().Err }
	if err := vacuum(); err != nil {
		t.Error(err)
	}
	run(t, conn, "begin")
	if err := vacuum(); err == nil || !strings.Contains(err.Error(), "VACUUM cannot run inside a transaction block") {
		t.Errorf("in a block: %v", err)
	}
	run(t, conn, "rollback")
	if err := vacuum(); err != nil {
		t.Error(err)
	}
}

func TestConflictsHitStatementsThatTouchATable(t *testing.T) {
	conn := fresh(t)
	run(t, conn, "create table t (a int)", "set sandbox_conflicts to 1", "select 1", "select count(*) from svv_tables", "set query_group to 'x'")
	_, err := conn.Exec(context.Background(), "select * from t")
	if err == nil || !strings.Contains(err.Error(), "1023") {
		t.Errorf("the error is %v", err)
	}
	run(t, conn, "select * from t")
}

func TestTLSIsSpokenOnlyWhenAskedFor(t *testing.T) {
	sb, err := sandbox.Start(context.Background(), sandbox.Options{TLS: true})
	if err != nil {
		t.Fatal(err)
	}
	defer sb.Close()
	config, err := pgx.ParseConfig(sb.URL())
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]*tls.Config{"with": config.TLSConfig, "without": nil} {
		config.TLSConfig = want
		conn, err := pgx.ConnectConfig(context.Background(), config)
		if err != nil {
			t.Fatalf("%s TLS: %v", name, err)
		}
		_, encrypted := conn.PgConn().Conn().(*tls.Conn)
		if encrypted != (want != nil) {
			t.Errorf("%s TLS the connection is encrypted: %t", name, encrypted)
		}
		conn.Close(context.Background())
	}
}

func TestAKeptFolderIsTheSameWarehouseAgain(t *testing.T) {
	dir, err := os.MkdirTemp("", "redraft-kept-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	os.Chmod(dir, 0o755)
	ctx := context.Background()
	for i := range 2 {
		sb, err := sandbox.Start(ctx, sandbox.Options{Data: filepath.Join(dir, "data")})
		if err != nil {
			t.Fatal(err)
		}
		conn, err := pgx.Connect(ctx, sb.URL())
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			run(t, conn, "create table t (a int) diststyle even", "insert into t values (1)",
				"create view v as select a from public.t with no schema binding")
		} else if n := number(t, conn, "select count(*) from v"); n != 1 {
			t.Errorf("%d rows", n)
		}
		conn.Close(ctx)
		if err := sb.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAFolderOfAnotherVersionIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "PG_VERSION"), []byte("15\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := sandbox.Start(context.Background(), sandbox.Options{Data: dir})
	if err == nil || !strings.Contains(err.Error(), "not made by this version") {
		t.Errorf("the error is %v", err)
	}
}

func TestACutConnectionRollsBackAndTheNextOneWorks(t *testing.T) {
	sb, err := sandbox.Start(context.Background(), sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer sb.Close()
	conn := connect(t, sb.URL())
	run(t, conn, "create table t (a int)", "begin", "insert into t values (1)")
	sb.CutConnections()
	if _, err := conn.Exec(context.Background(), "commit"); err == nil {
		t.Error("the connection was not cut")
	}
	if n := number(t, connect(t, sb.URL()), "select count(*) from t"); n != 0 {
		t.Errorf("%d rows", n)
	}
	if err := sb.Close(); err != nil {
		t.Error(err)
	}
	if _, err := pgx.Connect(context.Background(), sb.URL()); err == nil {
		t.Error("the sandbox is closed and answers")
	}
}

// A client that sends the words of PostgreSQL's own protocol one by one: what pgx would never do.
func TestErrorsInABatchAreSkippedUpToItsEnd(t *testing.T) {
	sb := sandboxtest.Start(t)
	conn := connect(t, sandboxtest.NewDatabase(t, sb))
	run(t, conn, "create table t (a int)", "create view v as select a from public.t with no schema binding")
	hijacked, err := conn.PgConn().Hijack()
	if err != nil {
		t.Fatal(err)
	}
	defer hijacked.Conn.Close()
	front := pgproto3.NewFrontend(hijacked.Conn, hijacked.Conn)
	execute := func(text string) {
		front.Send(&pgproto3.Parse{Query: text})
		front.Send(&pgproto3.Bind{})
		front.Send(&pgproto3.Describe{ObjectType: 'P'})
		front.Send(&pgproto3.Execute{})
	}
	execute("insert into t values (1)")
	execute("selec")
	execute("select a from v")
	execute("insert into t values (2)")
	front.Send(&pgproto3.Sync{})
	execute("select a from v")
	front.Send(&pgproto3.Flush{})
	front.Send(&pgproto3.Sync{})
	if err := front.Flush(); err != nil {
		t.Fatal(err)
	}
	hijacked.Conn.SetDeadline(time.Now().Add(time.Minute))
	var got []string
	for ready := 0; ready < 2; {
		message, err := front.Receive()
		if err != nil {
			t.Fatal(err, got)
		}
		switch m := message.(type) {
		case *pgproto3.ReadyForQuery:
			ready++
			got = append(got, "ready "+string(m.TxStatus))
		case *pgproto3.ErrorResponse:
			got = append(got, m.Code)
		case *pgproto3.CommandComplete:
			got = append(got, string(m.CommandTag))
		case *pgproto3.DataRow:
			got = append(got, "row")
		}
	}
	if want := "INSERT 0 1, 42601, ready I, SELECT, ready I"; strings.Join(got, ", ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
	}
}

func TestGarbageIsNoTrouble(t *testing.T) {
	sb := sandboxtest.Start(t)
	conn, err := net.Dial("tcp", strings.Split(strings.Split(sb.URL(), "@")[1], "/")[0])
	if err != nil {
		t.Fatal(err)
	}
	conn.Write([]byte("GET / HTTP/1.1\r\n\r\n"))
	conn.(*net.TCPConn).CloseWrite()
	if _, err := io.ReadAll(conn); err != nil && !errors.Is(err, io.EOF) && !strings.Contains(err.Error(), "reset") {
		t.Error(err)
	}
	conn.Close()
	if n := number(t, connect(t, sb.URL()), "select 1"); n != 1 {
		t.Error("the sandbox does not go on")
	}
}
