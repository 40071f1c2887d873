package apply

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/redraft/redraft/internal/sandbox/postgres"
	"github.com/redraft/redraft/internal/sandbox/sandboxtest"
	"github.com/redraft/redraft/migrations"
)

// session is a Session over a real connection to PostgreSQL.
type session struct {
	conn     *pgconn.PgConn
	redshift bool
}

// positioned is a server's error with its place in the statement.
type positioned struct{ *pgconn.PgError }

func (e positioned) ServerPosition() int { return int(e.Position) }
func (e positioned) Unwrap() error       { return e.PgError }

func wrap(err error) error {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return positioned{e}
	}
	return err
}

// dialect takes out what PostgreSQL does not know in Flyway's table.
func dialect(sql string) string { return strings.Replace(sql, " SORTKEY,", ",", 1) }

func (s session) Exec(ctx context.Context, sql string) error {
	if !s.redshift {
		sql = dialect(sql)
	}
	_, err := s.conn.Exec(ctx, sql).ReadAll()
	return wrap(err)
}

func (s session) Query(ctx context.Context, sql string, each func(row []*string) error) error {
	results, err := s.conn.Exec(ctx, sql).ReadAll()
	if err != nil {
		return wrap(err)
	}
	for _, result := range results {
		for _, values := range result.Rows {
			row := make([]*string, len(values))
			for i, v := range values {
				if v != nil {
					text := string(v)
					row[i] = &text
				}
			}
			if err := each(row); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s session) Close(ctx context.Context) error { return s.conn.Close(ctx) }

// database opens sessions of one test database.
type database struct {
	url   string
	admin *pgconn.PgConn // for the test's own looks
	// redshift is true for the stand-in, which takes Redshift's SQL.
	redshift bool
}

func (d database) Open(ctx context.Context) (Session, error) {
	conn, err := pgconn.Connect(ctx, d.url)
	if err != nil {
		return nil, err
	}
	return session{conn, d.redshift}, nil
}

// newDatabase returns an empty database with the one function of Redshift that the history needs.
func newDatabase(t *testing.T) database {
	t.Helper()
	d := database{url: postgres.ForTest(t).NewDatabase(t)}
	d.connect(t)
	d.exec(t, "CREATE SCHEMA dw", getdate)
	return d
}

// newSandbox returns an empty database of the stand-in for Redshift, on which the statements go as they are.
func newSandbox(t *testing.T) database {
	t.Helper()
	d := database{url: sandboxtest.NewDatabase(t, sandboxtest.Start(t)), redshift: true}
	d.connect(t)
	d.exec(t, "CREATE SCHEMA dw")
	return d
}

const getdate = "CREATE FUNCTION public.getdate() RETURNS timestamp LANGUAGE sql STABLE AS 'SELECT clock_timestamp()::timestamp'"

// connect opens the connection of the test itself.
func (d *database) connect(t *testing.T) {
	t.Helper()
	conn, err := pgconn.Connect(t.Context(), d.url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	d.admin = conn
}

func (d database) exec(t *testing.T, statements ...string) {
	t.Helper()
	for _, sql := range statements {
		if err := (session{d.admin, d.redshift}).Exec(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
}

// rows returns what a query finds, a line a row.
func (d database) rows(t *testing.T, sql string) string {
	t.Helper()
	var out strings.Builder
	err := session{d.admin, d.redshift}.Query(context.Background(), sql, func(row []*string) error {
		for i, v := range row {
			if i > 0 {
				out.WriteString("|")
			}
			if v != nil {
				out.WriteString(*v)
			}
		}
		out.WriteString("\n")
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return out.String()
}

// history returns the rows of the history: rank, script, success.
func (d database) history(t *testing.T) string {
	return d.rows(t, "SELECT installed_rank, script, success FROM dw.flyway_schema_history ORDER BY 1")
}

// clock is a clock that moves when somebody looks at it or sleeps.
type clock struct{ at atomic.Int64 }

func (c *clock) Now() time.Time {
	return time.Unix(1800000000, c.at.Add(int64(time.Millisecond))).UTC()
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.at.Add(int64(d))
	return ctx.Err()
}

func options() Options { return Options{Settings: Settings{Clock: &clock{}, Retries: 3}} }

// folder reads files of a folder whose history is in the schema dw.
func folder(t *testing.T, files map[string]string) *migrations.Folder {
	t.Helper()
	fsys := fstest.MapFS{"sql": {Mode: 0o755 | 1<<31}}
	for name, text := range files {
		fsys["sql/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	config := migrations.DefaultConfig()
	config.DefaultSchema = "dw"
	f, findings := migrations.Read(fsys, "sql", config)
	if findings.HasErrors() {
		t.Fatal(findings)
	}
	return f
}

// note tells a progress event in one line.
func note(e Event) string {
	kind := map[EventKind]string{HistoryCreated: "created", LockWaiting: "lock", ChangesetStarted: "begin",
		StatementStarted: "start", StatementDone: "done", StatementFailed: "failed", StatementSkipped: "skipped",
		ChangesetDone: "applied", ChangesetRetrying: "retry", CallbackStarted: "callback"}[e.Kind]
	if e.Statement > 0 {
		return fmt.Sprintf("%s %s %d/%d", kind, e.Script, e.Statement, e.Of)
	}
	return strings.TrimSpace(kind + " " + e.Script)
}

// apply prepares and runs.
func apply(t *testing.T, opener Opener, f *migrations.Folder, o Options) (log string, applied int, err error) {
	t.Helper()
	work, err := Prepare(t.Context(), opener, f, o)
	if err != nil {
		return "", 0, err
	}
	var lines strings.Builder
	applied, err = work.Run(t.Context(), func(e Event) {
		if e.Kind != LockWaiting {
			lines.WriteString(note(e) + "\n")
		}
	})
	return lines.String(), applied, err
}

func equal(t *testing.T, what, got, want string) {
	t.Helper()
	if strings.TrimSpace(got) != strings.TrimSpace(want) {
		t.Errorf("%s:\n%s\nwant:\n%s", what, strings.TrimSpace(got), strings.TrimSpace(want))
	}
}
