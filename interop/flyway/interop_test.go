//go:build interop

// Package flyway holds the tests that run the real Flyway beside redraft, on one database: make interop.
package flyway

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/redraft/redraft/apply"
	"github.com/redraft/redraft/internal/cluster"
	"github.com/redraft/redraft/internal/sandbox/sandboxtest"
	"github.com/redraft/redraft/interop/report"
	"github.com/redraft/redraft/migrations"
)

// oracle is a running Flyway on a database of the stand-in.
type oracle struct {
	t      *testing.T
	in     io.WriteCloser
	out    *bufio.Scanner
	config cluster.Config
}

// name is what runs beside redraft; pom.xml has its version too.
const name = "Flyway 13.0.0"

// jars are what Maven fetched, with the compiled program beside them; it is done once for all tests.
var jars string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "redraft-interop-")
	if err == nil {
		jars = dir
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// build fetches Flyway and compiles the program, and skips by name what the machine lacks.
func build(t *testing.T) {
	t.Helper()
	report.Program(t, name)
	for _, program := range []string{"mvn", "javac", "java"} {
		if _, err := exec.LookPath(program); err != nil {
			report.Missing(t, name, "this machine has no %s", program)
		}
	}
	if _, err := os.Stat(filepath.Join(jars, "RunFlyway.class")); err == nil {
		return
	}
	fetch := exec.Command("mvn", "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory="+jars)
	if out, err := fetch.CombinedOutput(); err != nil {
		report.Missing(t, name, "Maven could not fetch it: %v\n%s", err, out)
	}
	if out, err := exec.Command("javac", "-cp", jars+"/*", "-d", jars, "RunFlyway.java").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

func start(t *testing.T) *oracle {
	t.Helper()
	build(t)
	address := sandboxtest.NewDatabase(t, sandboxtest.Start(t))
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	password, _ := u.User.Password()
	java := exec.Command("java", "-cp", jars+"/*:"+jars, "RunFlyway", "jdbc:redshift://"+u.Host+u.Path+"?ssl=false",
		u.User.Username(), password)
	in, err := java.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := java.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := java.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close(); _ = java.Wait() })
	config, err := cluster.Parse(map[string]string{"url": address}, func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	return &oracle{t: t, in: in, out: bufio.NewScanner(out), config: config}
}

// ask runs a command of Flyway.
func (o *oracle) ask(command string, settings ...string) string {
	o.t.Helper()
	if _, err := fmt.Fprintln(o.in, strings.Join(append([]string{command}, settings...), "\t")); err != nil {
		o.t.Fatal(err)
	}
	var lines []string
	for o.out.Scan() {
		if o.out.Text() == "end" {
			return strings.Join(lines, "\n")
		}
		lines = append(lines, o.out.Text())
	}
	o.t.Fatalf("Flyway ended: %v", o.out.Err())
	return ""
}

// Open makes the oracle an apply.Opener.
func (o *oracle) Open(ctx context.Context) (apply.Session, error) {
	conn, err := o.config.Open(ctx)
	if err != nil {
		return nil, err
	}
	return conn, nil
}

func (o *oracle) exec(statements ...string) {
	o.t.Helper()
	s, err := o.Open(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	defer s.Close(context.Background())
	for _, sql := range statements {
		if err := s.Exec(o.t.Context(), sql); err != nil {
			o.t.Fatalf("%s: %v", sql, err)
		}
	}
}

func (o *oracle) rows(sql string) string {
	o.t.Helper()
	s, err := o.Open(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	defer s.Close(context.Background())
	var lines []string
	err = s.Query(o.t.Context(), sql, func(row []*string) error {
		values := make([]string, len(row))
		for i, v := range row {
			if values[i] = "-"; v != nil {
				values[i] = *v
			}
		}
		lines = append(lines, strings.Join(values, "\t"))
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

// wall is the clock of the machine.
type wall struct{}

func (wall) Now() time.Time                                   { return time.Now() }
func (wall) Sleep(ctx context.Context, d time.Duration) error { time.Sleep(d); return ctx.Err() }

func options() apply.Options { return apply.Options{Settings: apply.Settings{Clock: wall{}}} }

// project is a folder on the disk with its settings for either tool.
type project struct {
	dir      string
	config   migrations.Config
	settings []string
}

// write puts files into a folder, for a history in the given schema.
func write(t *testing.T, schema string, files map[string]string) project {
	t.Helper()
	dir, err := os.MkdirTemp("", "redraft-interop-") // t.TempDir has the test's name, and Flyway cuts locations at commas
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	p := project{dir: dir, config: migrations.DefaultConfig()}
	p.config.DefaultSchema = schema
	p.settings = []string{"locations=filesystem:" + p.dir, "defaultSchema=" + schema, "schemas=" + schema}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(p.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

func (p project) folder(t *testing.T) *migrations.Folder {
	t.Helper()
	f, _ := migrations.Read(os.DirFS(p.dir), ".", p.config)
	return f
}

// info is what redraft says, in the words of RunFlyway.
func (o *oracle) info(p project, opts apply.Options) string {
	o.t.Helper()
	opts.SkipValidation = true
	w, err := apply.Prepare(o.t.Context(), o, p.folder(o.t), opts)
	if err != nil {
		return "error: " + err.Error()
	}
	if w.History == nil {
		return "error: " + w.Findings.Error()
	}
	var lines []string
	for _, i := range w.History.All() {
		rank, version, sum := "-", i.Version().String(), i.Checksum
		if i.Row != nil {
			rank, sum = strconv.Itoa(i.Row.Rank), i.Row.Checksum
		}
		if version == "" {
			version = "R"
		}
		checksum := "-"
		if sum != nil {
			checksum = strconv.Itoa(int(*sum))
		}
		lines = append(lines, strings.Join([]string{i.State.String(), rank, version, i.Description(), i.Type(), i.Script(), checksum}, "\t"))
	}
	return strings.Join(lines, "\n")
}

func (o *oracle) apply(p project, target string) {
	o.t.Helper()
	opts := options()
	if target != "" {
		v, err := migrations.ParseVersion(target)
		if err != nil {
			o.t.Fatal(err)
		}
		opts.Policy.Target = v
	}
	w, err := apply.Prepare(o.t.Context(), o, p.folder(o.t), opts)
	if err != nil {
		o.t.Fatal(err)
	}
	if _, err := w.Run(o.t.Context(), nil); err != nil {
		o.t.Fatal(err)
	}
}

func equal(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: redraft says\n%s\nFlyway says\n%s", what, got, want)
	}
}

// agree checks that both say the same of a database that is up to date.
func (o *oracle) agree(p project) {
	o.t.Helper()
	equal(o.t, "info", o.info(p, options()), o.ask("info", p.settings...))
	equal(o.t, "validate", "", o.ask("validate", p.settings...))
	equal(o.t, "migrate", "migrated\t0", o.ask("migrate", p.settings...))
	w, err := apply.Prepare(o.t.Context(), o, p.folder(o.t), options())
	if err != nil || !w.Empty() || w.Findings.HasErrors() {
		o.t.Errorf("redraft would run %d files: %v %v", len(w.Files), w.Findings, err)
	}
}

var halves = map[string]string{
	"V1__one.sql":                "create table a (x int, y varchar(10)) diststyle all;\n",
	"V1.1__eins.sql":             "insert into a values (1, 'a');\n",
	"V2__wider.sql":              "alter table a alter column y type varchar(20);\n",
	"V3__three.sql":              "insert into a values (3, '${flyway:filename}');\n",
	"V4__vier.sql":               "insert into a values (4, 'vier');\n",
	"V5__vacuum.sql":             "vacuum a;\n",
	"V6__two_alone.sql":          "insert into a values (6, 'x');\ninsert into a values (6, 'y');\n",
	"V6__two_alone.sql.conf":     "executeInTransaction=false\n",
	"V10__ten.sql":               "insert into a values (10, 'ten');\n",
	"R__b_view.sql":              "create or replace view b as select x, '${flyway:user}' as u from a;\n",
	"R__a_view.sql":              "create or replace view c as select y from a;\n",
	"afterMigrate__nothing.sql":  "select 1;\n",
	"beforeEachMigrate__too.sql": "select 1;\n",
}

func TestFlywayMigratesHalfAndRedraftTheRest(t *testing.T) {
	o := start(t)
	o.exec("create schema dw")
	p := write(t, "dw", halves)
	// Flyway counts the repeatable ones, which have no version above the target.
	equal(t, "migrate", "migrated\t6", o.ask("migrate", append(slices.Clone(p.settings), "target=3")...))
	o.apply(p, "")
	o.agree(p)
}

func TestRedraftMigratesHalfAndFlywayTheRest(t *testing.T) {
	o := start(t)
	p := write(t, "dw", halves) // redraft makes the schema
	o.apply(p, "3")
	equal(t, "migrate", "migrated\t4", o.ask("migrate", p.settings...))
	o.agree(p)
}

func TestChecksumsOfOddFilesAreFlyways(t *testing.T) {
	o := start(t)
	files := map[string]string{
		"V1__bom.sql": "\ufeffselect 1;\n", "V2__crlf.sql": "select 1;\r\n\r\nselect 2;\r\n", "V3__cr.sql": "select 1;\rselect 2;\r",
		"V4__no_end.sql": "select 1;", "V5__latin.sql": "select 'caf\xe9';\n", "V5__latin.sql.conf": "encoding=ISO-8859-1\n",
		"V6__empty.sql": "", "V7__blank_lines.sql": "\n\n\nselect 1;\n\n", "V8__trailing.sql": "select 1;   \n\t\n",
		"V9__inner_bom.sql": "select 1;\n\ufeffselect 2;\n", "V10__mixed.sql": "a;\r\r\nb;\n\rc;", "V11__utf.sql": "select 'żółw😀';\n",
		"R__filled.sql": "select '${flyway:filename} ${flyway:defaultSchema}';\n", "R__crlf.sql": "\ufeffselect '${flyway:table}';\r\n",
	}
	p := write(t, "dw", files)
	if root := os.Getenv("REDRAFT_CORPUS"); root != "" {
		p.corpus(t, root)
		p.settings = append(p.settings, "placeholderReplacement=false")
		p.config.PlaceholderReplace = false
	} else {
		t.Log("REDRAFT_CORPUS is not set: odd files alone")
	}
	theirs := o.ask("info", p.settings...)
	t.Logf("%d files", strings.Count(theirs, "\n")+1)
	equal(t, "info", o.info(p, options()), theirs)
}

// corpus puts every SQL file that can be read as UTF-8 into the folder.
func (p project) corpus(t *testing.T, root string) {
	n := 100
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".sql" {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if _, err := migrations.Checksum(content, ""); err != nil {
			return nil
		}
		n++
		return os.WriteFile(filepath.Join(p.dir, fmt.Sprintf("V%d__corpus.sql", n)), content, 0o600)
	})
	if err != nil || n == 100 {
		t.Fatalf("%d files: %v", n-100, err)
	}
}

// The cases of the package migrations are put to Flyway itself: states, findings and what repair leaves.
func TestFlywaySeesTheHistoryCasesAsTheyAreWritten(t *testing.T) {
	o := start(t)
	cases, err := filepath.Glob("../../migrations/testdata/history/*.txtar")
	if err != nil || len(cases) < 20 {
		t.Fatalf("%d cases: %v", len(cases), err)
	}
	for n, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			inner := *o
			inner.t = t
			inner.historyCase(file, n)
		})
	}
}

func (o *oracle) historyCase(file string, n int) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		o.t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.Files {
		files[f.Name] = string(f.Data)
	}
	rows, policy, conf := files["rows"], files["policy"], files["flyway.conf"]
	for _, name := range []string{"rows", "policy", "want", "flyway.conf"} {
		delete(files, name)
	}
	var after [2]string
	for i, schema := range []string{fmt.Sprintf("case%d_redraft", n), fmt.Sprintf("case%d_flyway", n)} {
		p := write(o.t, schema, files)
		for line := range strings.Lines(conf) {
			key, value, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "flyway.")), "=")
			p.settings = append(p.settings, key+"="+value)
			p.config.Placeholders = map[string]string{strings.TrimPrefix(key, "placeholders."): value}
		}
		opts := o.policy(&p, policy)
		o.history(p, rows)
		if i == 0 {
			o.compare(p, opts)
			_, err := apply.Repair(o.t.Context(), o, p.folder(o.t), opts)
			o.t.Logf("redraft's repair: %v", err)
		} else {
			// Flyway's own stops at descriptions that it writes uncut; what is left is what counts.
			o.t.Logf("Flyway's repair: %s", o.ask("repair", p.settings...))
		}
		after[i] = o.rows("SELECT installed_rank, version, description, type, script, checksum, success FROM " + schema +
			".flyway_schema_history ORDER BY 1")
	}
	equal(o.t, "after repair", after[0], after[1])
}

// compare asks both for info and validate.
func (o *oracle) compare(p project, opts apply.Options) {
	ours, theirs := o.info(p, opts), o.ask("info", p.settings...)
	if strings.HasPrefix(ours, "error") && strings.HasPrefix(theirs, "error") {
		return
	}
	equal(o.t, "info", ours, theirs)
	w, err := apply.Prepare(o.t.Context(), o, p.folder(o.t), opts)
	if err != nil {
		o.t.Fatal(err)
	}
	equal(o.t, "validate", codes(w.History), o.ask("validate", p.settings...))
	ignore := "ignoreMigrationPatterns=*:pending,*:future"
	for _, s := range p.settings {
		if value, ok := strings.CutPrefix(s, "ignoreMigrationPatterns="); ok {
			ignore = "ignoreMigrationPatterns=*:pending," + value
		}
	}
	equal(o.t, "before migrate", codes(w.History, migrations.IgnorePending), o.ask("validate", append(p.settings, ignore)...))
}

// names are Flyway's codes of our findings, for versioned and repeatable migrations.
var names = map[string][2]string{
	"history-failed":      {"FAILED_VERSIONED_MIGRATION", "FAILED_REPEATABLE_MIGRATION"},
	"history-missing":     {"APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED", "APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED"},
	"history-ignored":     {"RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED", "RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED"},
	"history-pending":     {"RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED", "RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED"},
	"history-outdated":    {"", "OUTDATED_REPEATABLE_MIGRATION"},
	"history-type":        {"TYPE_MISMATCH", "TYPE_MISMATCH"},
	"history-checksum":    {"CHECKSUM_MISMATCH", "CHECKSUM_MISMATCH"},
	"history-description": {"DESCRIPTION_MISMATCH", "DESCRIPTION_MISMATCH"},
}

func codes(h *migrations.History, ignore ...migrations.Pattern) string {
	var lines []string
	for _, d := range h.Validate(ignore...) {
		kind := 0
		if strings.HasPrefix(d.Summary, "the repeatable") {
			kind = 1
		}
		lines = append(lines, names[string(d.Code)][kind])
	}
	return strings.Join(lines, "\n")
}

// policy reads a case's policy for both.
func (o *oracle) policy(p *project, text string) apply.Options {
	opts := options()
	var ignore []string
	for line := range strings.Lines(text) {
		word, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		var err error
		switch word {
		case "target":
			opts.Policy.Target, err = migrations.ParseVersion(value)
			p.settings = append(p.settings, "target="+value)
		case "outOfOrder":
			opts.Policy.OutOfOrder = true
			p.settings = append(p.settings, "outOfOrder=true")
		case "ignore":
			var pattern migrations.Pattern
			pattern, err = migrations.ParsePattern(value)
			opts.Policy.Ignore = append(opts.Policy.Ignore, pattern)
			ignore = append(ignore, value)
		}
		if err != nil {
			o.t.Fatal(err)
		}
	}
	if ignore != nil {
		p.settings = append(p.settings, "ignoreMigrationPatterns="+strings.Join(ignore, ","))
	}
	return opts
}

// history makes the history with the case's rows.
func (o *oracle) history(p project, text string) {
	table := migrations.Table{Schema: p.config.DefaultSchema, Name: "flyway_schema_history"}
	o.exec(slices.Concat([]string{table.CreateSchema()}, table.Create())...)
	f := p.folder(o.t)
	for line := range strings.Lines(text) {
		fields := strings.Split(strings.TrimSpace(line), "|")
		rank, err := strconv.Atoi(fields[0])
		if err != nil {
			o.t.Fatal(err)
		}
		row := migrations.Row{Rank: rank, Description: fields[2], Type: fields[3], Script: fields[4], InstalledBy: "somebody",
			Milliseconds: 12, Success: fields[6] == "t"}
		if fields[1] != "-" {
			if row.Version, err = migrations.ParseVersion(fields[1]); err != nil {
				o.t.Fatal(err)
			}
		}
		if fields[5] != "-" {
			sum := checksum(o.t, f, fields[4], fields[5])
			row.Checksum = &sum
		}
		o.exec(table.Insert(row))
	}
}

func checksum(t *testing.T, f *migrations.Folder, script, text string) int32 {
	if text != "file" {
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil {
			t.Fatal(err)
		}
		return int32(n)
	}
	for _, m := range slices.Concat(f.Migrations, f.Baselines, f.Scripts) {
		if m.Script == script {
			return m.Checksum
		}
	}
	t.Fatalf("no file %s", script)
	return 0
}

func TestFlywayAndRedraftAtOnceApplyEachChangesetOnce(t *testing.T) {
	o := start(t)
	o.exec("create schema dw")
	files := map[string]string{"V1__marks.sql": "create table marks (m int);\n"}
	for n := 2; n <= 40; n++ {
		name := fmt.Sprintf("V%d__mark.sql", n)
		files[name] = fmt.Sprintf("insert into marks values (%d);\n", n)
		if n%4 == 0 {
			files[name+".conf"] = "executeInTransaction=false\n"
		}
	}
	p := write(t, "dw", files)
	equal(t, "migrate", "migrated\t1", o.ask("migrate", append(slices.Clone(p.settings), "target=1")...))
	w, err := apply.Prepare(t.Context(), o, p.folder(t), options())
	if err != nil {
		t.Fatal(err)
	}
	theirs := make(chan string)
	go func() { theirs <- o.ask("migrate", p.settings...) }()
	ours, err := w.Run(t.Context(), nil)
	answer := <-theirs
	if err != nil || strings.HasPrefix(answer, "error") {
		t.Fatalf("redraft: %v\nFlyway: %s", err, answer)
	}
	t.Logf("redraft ran %d, Flyway %s", ours, answer)
	equal(t, "migrate", fmt.Sprintf("migrated\t%d", 39-ours), answer)
	equal(t, "marks", o.rows("SELECT count(*), count(distinct m) FROM dw.marks"), "39\t39")
	o.agree(p)
}
