package apply

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/redraft/redraft/migrations"
)

func TestPendingChangesetsRunInOrderAndAreRecordedAsFlywayDoes(t *testing.T) {
	d := newSandbox(t)
	f := folder(t, map[string]string{
		"V1__one.sql":                       "create table a (x int);\ninsert into a values (1);\n",
		"V2__two.sql":                       "insert into a values (2); -- a comment\n",
		"V10__alone.sql":                    "insert into a values (10);\ninsert into a values (11);\n",
		"V10__alone.sql.conf":               "executeInTransaction=false\n",
		"R__views.sql":                      "create or replace view v as select x from a; -- ${flyway:user}\n",
		"beforeMigrate.sql":                 "create table public.events (e text); insert into public.events values ('beforeMigrate');\n",
		"beforeEachMigrate.sql":             "insert into public.events values ('beforeEachMigrate');\n",
		"afterEachMigrate.sql":              "insert into public.events values ('afterEachMigrate');\n",
		"afterVersioned.sql":                "insert into public.events values ('afterVersioned');\n",
		"beforeRepeatables.sql":             "insert into public.events select 'beforeRepeatables ' || count(*) from flyway_schema_history;\n",
		"afterMigrateApplied.sql":           "insert into public.events values ('afterMigrateApplied');\n",
		"afterMigrate__1.sql":               "insert into public.events values ('afterMigrate 1');\n",
		"afterMigrate__2.sql":               "insert into public.events values ('afterMigrate 2');\n",
		"beforeEachMigrateStatement__x.sql": "insert into public.events values ('beforeEachMigrateStatement');\n",
		"afterEachMigrateStatement__x.sql":  "insert into public.events values ('afterEachMigrateStatement');\n",
		"afterMigrateError.sql":             "insert into public.events values ('afterMigrateError');\n",
	})
	_, applied, err := apply(t, d, f, options())
	if err != nil || applied != 4 {
		t.Fatal(applied, err)
	}
	equal(t, "history", d.rows(t, `SELECT installed_rank, version, description, type, script, checksum, installed_by, success
		FROM dw.flyway_schema_history ORDER BY 1`), `
1|1|one|SQL|V1__one.sql|2093936528|awsuser|t
2|2|two|SQL|V2__two.sql|1824041689|awsuser|t
3|10|alone|SQL|V10__alone.sql|1056907327|awsuser|t
4||views|SQL|R__views.sql|1275092984|awsuser|t`)
	equal(t, "rows", d.rows(t, "SELECT x FROM dw.v ORDER BY 1"), "1\n2\n10\n11\n")
	one := "beforeEachMigrate\nbeforeEachMigrateStatement\nafterEachMigrateStatement\nafterEachMigrate\n"
	two := "beforeEachMigrate\nbeforeEachMigrateStatement\nafterEachMigrateStatement\nbeforeEachMigrateStatement\n" +
		"afterEachMigrateStatement\nafterEachMigrate\n"
	equal(t, "events", d.rows(t, "SELECT e FROM public.events"), "beforeMigrate\n"+two+one+two+
		"afterVersioned\nbeforeRepeatables 3\n"+one+"afterMigrateApplied\nafterMigrate 1\nafterMigrate 2\n")
	work, err := Prepare(t.Context(), d, f, options())
	if err != nil || !work.Empty() || work.Findings.HasErrors() {
		t.Errorf("a second run would do %v: %v %v", work.Files, work.Findings, err)
	}
}

func TestAFailedTransactionLeavesNothing(t *testing.T) {
	d := newSandbox(t)
	f := folder(t, map[string]string{"V1__one.sql": "create table a (x int);\n\ninsert into a\n  values ('${flyway:user}', nowhere);\n"})
	_, applied, err := apply(t, d, f, options())
	var e *StatementError
	if applied != 0 || !errors.As(err, &e) || !e.RolledBack || e.Pos.String() != "sql/V1__one.sql:4:29" {
		t.Fatalf("%d %v", applied, err)
	}
	equal(t, "history", d.history(t), "")
	equal(t, "tables", d.rows(t, "SELECT relname FROM pg_class WHERE relname = 'a'"), "")
}

func TestAFileWithoutTransactionGoesOnBehindTheStatementThatFailed(t *testing.T) {
	d := newSandbox(t)
	files := map[string]string{
		"V1__a.sql":      "create table a (x int);\ninsert into a values (1);\ninsert into a values (nowhere);\ninsert into a values (3);\n",
		"V1__a.sql.conf": "executeInTransaction=false\n",
	}
	_, _, err := apply(t, d, folder(t, files), options())
	var e *StatementError
	if !errors.As(err, &e) || e.RolledBack || e.Statement != 3 {
		t.Fatal(err)
	}
	equal(t, "history", d.history(t), "")
	work, err := Prepare(t.Context(), d, folder(t, files), options())
	if err != nil || work.Files[0].Done != 2 {
		t.Fatalf("%v %v", work.Files, err)
	}
	files["V1__a.sql"] = strings.Replace(files["V1__a.sql"], "nowhere", "2", 1)
	log, _, err := apply(t, d, folder(t, files), options())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "log", log, "begin V1__a.sql\nskipped V1__a.sql 1/4\nskipped V1__a.sql 2/4\nstart V1__a.sql 3/4\ndone V1__a.sql 3/4\n"+
		"start V1__a.sql 4/4\ndone V1__a.sql 4/4\napplied V1__a.sql\n")
	equal(t, "rows", d.rows(t, "SELECT x FROM dw.a"), "1\n2\n3\n")
	equal(t, "history", d.history(t), "1|V1__a.sql|t\n")
}

func TestACallbackThatStopsAStatementLeavesItToBeRun(t *testing.T) {
	d := newSandbox(t)
	files := map[string]string{
		"V1__a.sql":      "create table a (x int);\ninsert into a values (1);\n",
		"V1__a.sql.conf": "executeInTransaction=false\n",
		"beforeEachMigrateStatement.sql": "select 1 / count(*) from pg_class where relname = 'flyway_schema_history'" +
			" and not exists (select 1 from pg_class where relname = 'a');\n",
	}
	if _, _, err := apply(t, d, folder(t, files), options()); sqlState(err) != "22012" {
		t.Fatal(err)
	}
	work, err := Prepare(t.Context(), d, folder(t, files), options())
	if err != nil || work.Files[0].Done != 1 || work.Files[0].InDoubt {
		t.Fatal(work.Files, err)
	}
	delete(files, "beforeEachMigrateStatement.sql")
	files["afterEachMigrateStatement.sql"] = "select 1 / 0;\n"
	if _, _, err := apply(t, d, folder(t, files), options()); sqlState(err) != "22012" {
		t.Fatal(err)
	}
	delete(files, "afterEachMigrateStatement.sql")
	if _, _, err := apply(t, d, folder(t, files), options()); err != nil {
		t.Fatal(err)
	}
	equal(t, "rows", d.rows(t, "SELECT x FROM dw.a"), "1")
}

func TestAnEditedStatementThatRanIsRefused(t *testing.T) {
	d := newSandbox(t)
	files := map[string]string{"V1__a.sql": "create table a (x int);\nselect nowhere;\n", "V1__a.sql.conf": "executeInTransaction=false\n"}
	if _, _, err := apply(t, d, folder(t, files), options()); err == nil {
		t.Fatal("no error")
	}
	files["V1__a.sql"] = "create table b (x int);\nselect 1;\n"
	_, _, err := apply(t, d, folder(t, files), options())
	if err == nil || !strings.Contains(err.Error(), "with another text") {
		t.Fatal(err)
	}
	if err := Decide(t.Context(), d, folder(t, files).Config, "V1__a.sql", 1, false, options().Settings); err != nil {
		t.Fatal(err)
	}
	if _, _, err := apply(t, d, folder(t, files), options()); err != nil {
		t.Fatal(err)
	}
	equal(t, "history", d.history(t), "1|V1__a.sql|t\n")
}

func TestARepeatableWithoutTransactionRunsWheneverItChanges(t *testing.T) {
	d := newSandbox(t)
	d.exec(t, "create table dw.b (x text)")
	if err := Baseline(t.Context(), d, folder(t, nil).Config, version(t, "1"), options().Settings); err != nil {
		t.Fatal(err)
	}
	run := func(text string) {
		t.Helper()
		_, _, err := apply(t, d, folder(t, map[string]string{"R__a.sql": "insert into b values ('" + text + "');\n",
			"R__a.sql.conf": "executeInTransaction=false\n"}), options())
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, text := range []string{"one", "one", "two", "one"} {
		run(text)
	}
	equal(t, "rows", d.rows(t, "SELECT x FROM dw.b"), "one\ntwo\none\n")
}

func TestADatabaseThatIsNotEmptyNeedsABaseline(t *testing.T) {
	d := newSandbox(t)
	d.exec(t, "create table dw.a (x int)")
	f := folder(t, map[string]string{"V1__one.sql": "create table a (x int);", "V2__two.sql": "insert into a values (2);"})
	_, _, err := apply(t, d, f, options())
	var refused *RefusedError
	if !errors.As(err, &refused) {
		t.Fatal(err)
	}
	for range 2 { // again is fine
		if err := Baseline(t.Context(), d, f.Config, version(t, "1"), options().Settings); err != nil {
			t.Fatal(err)
		}
	}
	if err := Baseline(t.Context(), d, f.Config, version(t, "2"), options().Settings); err == nil {
		t.Error("a second baseline was taken")
	}
	if _, applied, err := apply(t, d, f, options()); err != nil || applied != 1 {
		t.Fatal(applied, err)
	}
	equal(t, "history", d.history(t), "1|<< Flyway Baseline >>|t\n2|V2__two.sql|t\n")
}

func TestASchemaThatIsNotThereIsMade(t *testing.T) {
	d := newSandbox(t)
	f := folder(t, map[string]string{"V1__one.sql": "create table a (x int);"})
	f.Config.DefaultSchema = "brand new"
	if _, _, err := apply(t, d, f, options()); err != nil {
		t.Fatal(err)
	}
	equal(t, "history", d.rows(t, `SELECT installed_rank, type, script FROM "brand new".flyway_schema_history ORDER BY 1`),
		"0|SCHEMA|\"brand new\"\n1|SQL|V1__one.sql\n")
	equal(t, "table", d.rows(t, `SELECT count(*) FROM "brand new".a`), "0\n")
}

func TestRepairBringsTheHistoryIntoLine(t *testing.T) {
	d := newSandbox(t)
	if _, _, err := apply(t, d, folder(t, map[string]string{"V1__one.sql": "select 1;", "V2__two.sql": "select 2;"}), options()); err != nil {
		t.Fatal(err)
	}
	d.exec(t, `INSERT INTO dw.flyway_schema_history VALUES (3, '3', 'three', 'SQL', 'V3__three.sql', 1, 'x', getdate(), 1, false)`)
	f := folder(t, map[string]string{"V2__deux.sql": "select 22;"})
	if _, _, err := apply(t, d, f, options()); err == nil {
		t.Fatal("no error")
	}
	fixes, err := Repair(t.Context(), d, f, options())
	if err != nil || len(fixes) != 3 {
		t.Fatal(fixes, err)
	}
	equal(t, "history", d.rows(t, "SELECT installed_rank, version, description, type FROM dw.flyway_schema_history ORDER BY 1"),
		"1|1|one|SQL\n2|2|deux|SQL\n3|1|one|DELETE\n")
	if fixes, err := Fixes(t.Context(), d, f, options()); err != nil || len(fixes) != 0 {
		t.Error(fixes, err)
	}
	if _, _, err := apply(t, d, f, options()); err != nil {
		t.Fatal(err)
	}
}

func TestWaitingForTheLockHasAnEnd(t *testing.T) {
	d := newSandbox(t)
	f := folder(t, map[string]string{"V1__one.sql": "select 1;"})
	if _, _, err := apply(t, d, f, options()); err != nil {
		t.Fatal(err)
	}
	other, err := d.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close(context.Background())
	for _, sql := range []string{"BEGIN", migrations.Table{Schema: "dw", Name: "flyway_schema_history"}.FlywayLock()} {
		if err := other.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	o := options()
	o.LockTimeout = 50 * time.Millisecond
	_, _, err = apply(t, d, folder(t, map[string]string{"V1__one.sql": "select 1;", "V2__two.sql": "select 2;"}), o)
	var lock *LockError
	if !errors.As(err, &lock) {
		t.Fatal(err)
	}
	// While redraft's own lock is held, nobody reads the history, and who looks is told why.
	if err := other.Exec(t.Context(), migrations.Table{Schema: "dw", Name: "flyway_schema_history"}.Lock()); err != nil {
		t.Fatal(err)
	}
	if _, err := Prepare(t.Context(), d, f, o); !errors.As(err, &lock) {
		t.Fatal(err)
	}
}

func TestAVacuumOfEverythingIsRefusedBeforeAnythingRuns(t *testing.T) {
	d := newSandbox(t)
	f := folder(t, map[string]string{"V1__one.sql": "create table a (x int);", "V2__two.sql": "vacuum full;", "V3__three.sql": "vacuum a;"})
	work, err := Prepare(t.Context(), d, f, options())
	if err != nil || len(work.Findings) != 1 || work.Findings[0].Pos.String() != "sql/V2__two.sql:1:1" {
		t.Fatal(work.Findings, err)
	}
	if _, err := work.Run(t.Context(), nil); err == nil {
		t.Fatal("it ran")
	}
	if _, applied, err := apply(t, d, folder(t, map[string]string{"V1__one.sql": "create table a (x int);", "V3__three.sql": "vacuum a;"}), options()); err != nil || applied != 2 {
		t.Fatal(applied, err)
	}
}

func TestOnlyWhatWasShownRuns(t *testing.T) {
	d := newSandbox(t)
	f := folder(t, map[string]string{"V1__one.sql": "select 1;", "V2__two.sql": "select 2;"})
	if _, _, err := apply(t, d, f, options()); err != nil {
		t.Fatal(err)
	}
	work, err := Prepare(t.Context(), d, f, options())
	if err != nil || !work.Empty() {
		t.Fatal(err)
	}
	d.exec(t, "DELETE FROM dw.flyway_schema_history")
	var changed *ChangedError
	if _, err := work.Run(t.Context(), nil); !errors.As(err, &changed) {
		t.Fatal(err)
	}
}

func version(t *testing.T, text string) migrations.Version {
	t.Helper()
	v, err := migrations.ParseVersion(text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
