package apply

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/redraft/redraft/migrations"
)

// marked is a folder whose every statement leaves a mark, so that what ran twice or never can be seen.
// It holds V1, and for each number V<n>, or R for multiples of 5; even ones run without a transaction.
func marked(t *testing.T, numbers ...int) *migrations.Folder {
	t.Helper()
	files := map[string]string{"V1__marks.sql": "create table marks (m text);\ninsert into marks values ('V1__marks.sql:2');\n"}
	for _, n := range numbers {
		name := fmt.Sprintf("V%d__c.sql", n)
		if n%5 == 0 {
			name = fmt.Sprintf("R__c%d.sql", n)
		}
		var text strings.Builder
		for i := 1; i <= 2; i++ {
			fmt.Fprintf(&text, "insert into marks select '%s:%d' from pg_sleep(0.002);\n", name, i)
		}
		files[name] = text.String()
		if n%2 == 0 {
			files[name+".conf"] = "executeInTransaction=false\n"
		}
	}
	return folder(t, files)
}

// truth checks that what Prepare says is what the database holds.
func truth(t *testing.T, d database, f *migrations.Folder) {
	t.Helper()
	work, err := Prepare(t.Context(), d, f, options())
	if err != nil {
		t.Fatal(err)
	}
	marks := map[string]int{}
	if d.rows(t, "SELECT 1 FROM pg_class WHERE relname = 'marks'") != "" {
		for line := range strings.Lines(d.rows(t, "SELECT m FROM dw.marks")) {
			script, _, _ := strings.Cut(line, ":")
			marks[script]++
		}
	}
	pending := map[string]File{}
	for _, p := range work.Files {
		pending[p.Script.Name] = p
	}
	for _, m := range f.Migrations {
		want := 2
		if m.Script == "V1__marks.sql" {
			want = 1
		}
		p, waits := pending[m.Script]
		switch {
		case !waits && marks[m.Script] != want:
			t.Errorf("%s is applied and left %d marks", m.Script, marks[m.Script])
		case waits && p.Script.Transactional && marks[m.Script] != 0:
			t.Errorf("%s is pending and left %d marks", m.Script, marks[m.Script])
		case waits && marks[m.Script] != p.Done && !work.Findings.HasErrors():
			t.Errorf("%s is said to have run %d statements and ran %d", m.Script, p.Done, marks[m.Script])
		}
	}
}

// finish clears up what is in doubt and applies the rest.
func finish(t *testing.T, d database, f *migrations.Folder) {
	t.Helper()
	clearUp(t, d, f)
	if _, _, err := apply(t, d, f, options()); err != nil {
		t.Fatal(err)
	}
}

// clearUp does what a person does about statements in doubt: looks and decides.
func clearUp(t *testing.T, d database, f *migrations.Folder) {
	t.Helper()
	work, err := Prepare(t.Context(), d, f, options())
	if err != nil {
		t.Fatal(err)
	}
	for i := range work.Files {
		p := work.Files[i]
		if p.Script.Transactional {
			continue
		}
		j, err := readJournal(t.Context(), session{conn: d.admin}, work.Table)
		if err != nil || j == nil {
			continue
		}
		var doubt *InDoubtError
		if _, err := j.progress(p.Script, 0); !errors.As(err, &doubt) {
			continue
		}
		mark := fmt.Sprintf("%s:%d", doubt.Script, doubt.Statement)
		ran := d.rows(t, "SELECT count(*) FROM dw.marks WHERE m = '"+mark+"'") == "1\n"
		if err := Decide(t.Context(), d, f.Config, doubt.Script, doubt.Statement, ran, options().Settings); err != nil {
			t.Fatal(err)
		}
	}
}

// complete checks that every statement ran once and every changeset has one row.
func complete(t *testing.T, d database, f *migrations.Folder) {
	t.Helper()
	if twice := d.rows(t, "SELECT m, count(*) FROM dw.marks GROUP BY m HAVING count(*) > 1"); twice != "" {
		t.Errorf("ran more than once:\n%s", twice)
	}
	if got, want := d.rows(t, "SELECT count(*) FROM dw.marks"), fmt.Sprintf("%d\n", 2*len(f.Migrations)-1); got != want {
		t.Errorf("%s marks instead of %s", got, want)
	}
	var want strings.Builder
	for i, m := range f.Migrations {
		fmt.Fprintf(&want, "%d|%s|t\n", i+1, m.Script)
	}
	equal(t, "history", d.history(t), want.String())
}

// fault says what happens at one call.
type fault uint8

const (
	refused  fault = iota + 1 // the server answers with an error, and the statement did nothing
	unsent                    // the connection is lost before the statement arrives
	unheard                   // the connection is lost before the answer arrives
	conflict                  // as refused, with what Redshift says of a serializable conflict
)

// faulty opens sessions that fail at one call, counted over all of them; other calls go through.
type faulty struct {
	database
	kind  fault
	at    int
	calls *int
}

func (f faulty) Open(ctx context.Context) (Session, error) {
	s, err := f.database.Open(ctx)
	return faultySession{s, f}, err
}

type faultySession struct {
	Session
	f faulty
}

var errLost = errors.New("the connection was lost")

// answer is an error of the server that the test makes up.
type answer struct{ code, text string }

func (a answer) Error() string    { return a.text }
func (a answer) SQLState() string { return a.code }

func (s faultySession) call(ctx context.Context, run func() error) error {
	*s.f.calls++
	if *s.f.calls != s.f.at {
		return run()
	}
	switch s.f.kind {
	case refused:
		return answer{"XX000", "something went wrong"}
	case conflict:
		return answer{"XX000", "ERROR: 1023 DETAIL: Serializable isolation violation on table - 100, transactions forming the cycle are: 1, 2"}
	case unheard:
		_ = run()
	}
	_ = s.Close(ctx)
	return errLost
}

func (s faultySession) Exec(ctx context.Context, sql string) error {
	return s.call(ctx, func() error { return s.Session.Exec(ctx, sql) })
}

func (s faultySession) Query(ctx context.Context, sql string, each func(row []*string) error) error {
	return s.call(ctx, func() error { return s.Session.Query(ctx, sql, each) })
}

// Every call that an apply makes fails once, in every way.
func TestEveryCallMayFail(t *testing.T) {
	for name, kind := range map[string]fault{"refused": refused, "unheard": unheard, "conflict": conflict} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := marked(t, 2, 3, 5)
			d := newDatabase(t)
			for at := 1; ; at++ {
				d.exec(t, "DROP SCHEMA dw CASCADE", "CREATE SCHEMA dw")
				calls := 0
				_, _, err := apply(t, faulty{d, kind, at, &calls}, f, options())
				if calls < at {
					if err != nil {
						t.Fatal(err)
					}
					if at < 40 {
						t.Fatalf("only %d calls were made", calls)
					}
					return
				}
				truth(t, d, f)
				finish(t, d, f)
				complete(t, d, f)
				if t.Failed() {
					t.Fatalf("with the fault at call %d", at)
				}
			}
		})
	}
}

func TestConflictsAreRetriedSoOftenAndNoMore(t *testing.T) {
	d := newDatabase(t)
	f := folder(t, map[string]string{"V1__one.sql": "create table a (x int);\nselect conflict();\n"})
	d.exec(t, "CREATE SEQUENCE public.tries", `CREATE FUNCTION public.conflict() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
		IF nextval('public.tries') <= 3 THEN RAISE EXCEPTION 'Serializable isolation violation' USING ERRCODE = '40001'; END IF; END $$`)
	o := options()
	o.Retries = 2
	log, _, err := apply(t, d, f, o)
	if !isConflict(err) || strings.Count(log, "retry V1__one.sql") != 2 {
		t.Fatalf("%v\n%s", err, log)
	}
	equal(t, "history", d.history(t), "")
	if _, _, err := apply(t, d, f, o); err != nil {
		t.Fatal(err)
	}
	equal(t, "history", d.history(t), "1|V1__one.sql|t\n")
}

func TestAConflictWithoutTransactionIsNotRetried(t *testing.T) {
	d := newDatabase(t)
	d.exec(t, "CREATE SEQUENCE public.tries", `CREATE FUNCTION public.conflict() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
		PERFORM nextval('public.tries'); RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$`)
	f := folder(t, map[string]string{"V1__one.sql": "select conflict();\n", "V1__one.sql.conf": "executeInTransaction=false\n"})
	if _, _, err := apply(t, d, f, options()); !isConflict(err) {
		t.Fatal(err)
	}
	equal(t, "tries", d.rows(t, "SELECT last_value FROM public.tries"), "1\n")
}

func TestAMissingPermissionAndAFullDiskAreSaidAndLeaveNothing(t *testing.T) {
	d := newDatabase(t)
	d.exec(t, `CREATE FUNCTION public.full() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
		RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`,
		"CREATE SCHEMA secret", "CREATE TABLE secret.t (x int)", "DO $$ BEGIN CREATE ROLE reader; EXCEPTION WHEN duplicate_object THEN END $$")
	for name, statement := range map[string]string{"53100": "select full()", "42501": "set local role reader; select * from secret.t"} {
		f := folder(t, map[string]string{"V1__one.sql": "create table a (x int);\n" + strings.Replace(statement, "full()", "public.full()", 1) + ";\n"})
		_, _, err := apply(t, d, f, options())
		if sqlState(err) != name {
			t.Errorf("%s: %v", name, err)
		}
		equal(t, "history", d.history(t), "")
		equal(t, "tables", d.rows(t, "SELECT relname FROM pg_class WHERE relname = 'a'"), "")
	}
}
