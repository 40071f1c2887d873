package sandbox_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/redraft/redraft/internal/sandbox/sandboxtest"
	"github.com/redraft/redraft/parser/query"
)

// The evidence that the catalogs and the dialect are not shaped to our own code: SQL that others wrote for real clusters.

// database is a connection to the sandbox.
type database struct {
	t    *testing.T
	conn *pgconn.PgConn
}

func open(t *testing.T) *database {
	t.Helper()
	ctx := context.Background()
	conn, err := pgconn.Connect(ctx, sandboxtest.NewDatabase(t, sandboxtest.Start(t)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(ctx) })
	return &database{t, conn}
}

func (d *database) must(statement string) {
	d.t.Helper()
	if err := d.attempt(statement); err != nil {
		d.t.Fatalf("%s: %v", statement, err)
	}
}

// attempt runs a statement.
func (d *database) attempt(statement string) error {
	_, err := d.conn.Exec(context.Background(), statement).ReadAll()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, statement)
	}
	return nil
}

func corpus(t *testing.T, folder string) string {
	t.Helper()
	root := os.Getenv("REDRAFT_CORPUS")
	if root == "" {
		t.Skip("REDRAFT_CORPUS names no folder of Redshift SQL written by others")
	}
	return filepath.Join(root, folder)
}

// statements cuts a script at its semicolons by Redshift's rules.
func statements(t *testing.T, script string) []string {
	t.Helper()
	tokens, err := query.Tokens(script)
	if err != nil {
		t.Logf("not cut: %v", err)
		return nil
	}
	var list []string
	start := 0
	for _, token := range tokens {
		if token.Kind == query.Symbol && script[token.Start] == ';' {
			list = append(list, script[start:token.Start])
			start = token.End
		}
	}
	list = append(list, script[start:])
	var kept []string
	for _, s := range list {
		if tokens, _ := query.Tokens(s); len(tokens) > 0 {
			kept = append(kept, strings.TrimSpace(s))
		}
	}
	return kept
}

// tally counts what works and lists what does not.
type tally struct {
	good, bad int
	failures  []string
}

func (c *tally) add(place string, err error) {
	if err == nil {
		c.good++
		return
	}
	c.bad++
	c.failures = append(c.failures, place+": "+reason(err))
}

func reason(err error) string {
	var server *pgconn.PgError
	if errors.As(err, &server) {
		text := err.Error()
		at := ""
		if _, sql, ok := strings.Cut(text, "\n"); ok && server.Position > 0 && int(server.Position) <= len(sql) {
			at = " at: " + strings.Join(strings.Fields(sql[server.Position-1:min(len(sql), int(server.Position)+60)]), " ")
		}
		return server.Message + " " + server.Hint + at
	}
	return err.Error()
}

func (c *tally) report(t *testing.T, what string, floor float64) {
	t.Helper()
	sort.Strings(c.failures)
	share := 100 * float64(c.good) / float64(max(1, c.good+c.bad))
	t.Logf("%s: %d of %d work, %.1f %%", what, c.good, c.good+c.bad, share)
	for _, failure := range c.failures {
		t.Log("  " + failure)
	}
	if c.good == 0 || share < floor {
		t.Errorf("%s: %.1f %% work, and %.1f %% did before", what, share, floor)
	}
}

func files(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	return names
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAdminViewsAreCreatedAndRead(t *testing.T) {
	folder := corpus(t, "redshift-utils/AdminViews")
	d := open(t)
	d.must("create schema admin")
	var created, selected tally
	names := files(t, filepath.Join(folder, "*.sql"))
	for _, file := range names {
		for _, statement := range statements(t, read(t, file)) {
			_ = d.attempt(statement) // a view may read one that comes later; what fails twice is counted
		}
	}
	for _, file := range names {
		name := filepath.Base(file)
		for _, statement := range statements(t, read(t, file)) {
			created.add(name, d.attempt(statement))
		}
		selected.add(name, d.attempt("select * from admin."+strings.TrimSuffix(name, ".sql")))
	}
	created.report(t, "admin views created", 100)
	selected.report(t, "admin views read", 100)
}

func TestAdminScriptsRun(t *testing.T) {
	folder := corpus(t, "redshift-utils/AdminScripts")
	d := open(t)
	var ran tally
	for _, file := range files(t, filepath.Join(folder, "*.sql")) {
		for i, statement := range statements(t, read(t, file)) {
			ran.add(fmt.Sprintf("%s statement %d", filepath.Base(file), i+1), d.attempt(statement))
		}
	}
	ran.report(t, "statements of admin scripts", 91)
}

func TestStoredProceduresAreCreated(t *testing.T) {
	folder := corpus(t, "redshift-utils/StoredProcedures")
	d := open(t)
	var ran tally
	for _, file := range files(t, filepath.Join(folder, "*.sql")) {
		for i, statement := range statements(t, read(t, file)) {
			ran.add(fmt.Sprintf("%s statement %d", filepath.Base(file), i+1), d.attempt(statement))
		}
	}
	ran.report(t, "statements of stored procedures", 100)
}

func TestCatalogQueriesOfTheManualRun(t *testing.T) {
	folder := corpus(t, "aws-docs/catalog-recorded")
	d := open(t)
	d.tickit()
	d.must("create user guest password disable")
	defer d.must("drop user guest")
	var ran tally
	for _, file := range files(t, filepath.Join(folder, "*.txt")) {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		for i, text := range recorded(read(t, file)) {
			for _, statement := range statements(t, text) {
				if first := strings.ToLower(strings.Fields(statement)[0]); first != "select" && first != "with" {
					continue
				}
				ran.add(fmt.Sprintf("%s query %d", name, i+1), d.attempt(statement))
			}
		}
	}
	ran.report(t, "catalog queries of the manual", 98)
}

// recorded returns the SQL of a page's samples, without what the manual shows as output.
func recorded(page string) []string {
	var samples []string
	var sample strings.Builder
	output := false
	for _, line := range strings.SplitAfter(page, "\n") {
		switch {
		case strings.HasPrefix(line, "==== "):
			samples = append(samples, sample.String())
			sample.Reset()
			output = false
		case strings.HasPrefix(line, "---- recorded output"):
			output = true
		case !output:
			sample.WriteString(line)
		}
	}
	return append(samples, sample.String())[1:]
}

// tickit creates the tables of the manual's sample database (c_sampledb).
func (d *database) tickit() {
	d.t.Helper()
	d.must(`
		create table users (userid int, username char(8), firstname varchar(30), lastname varchar(30), city varchar(30),
			state char(2), email varchar(100), phone char(14), likesports boolean, liketheatre boolean, likeconcerts boolean,
			likejazz boolean, likeclassical boolean, likeopera boolean, likerock boolean, likevegas boolean,
			likebroadway boolean, likemusicals boolean);
		create table venue (venueid smallint, venuename varchar(100), venuecity varchar(30), venuestate char(2), venueseats int);
		create table category (catid smallint, catgroup varchar(10), catname varchar(10), catdesc varchar(50));
		create table date (dateid smallint, caldate date, day char(3), week smallint, month char(5), qtr char(5),
			year smallint, holiday boolean);
		create table event (eventid int, venueid smallint, catid smallint, dateid smallint, eventname varchar(200), starttime timestamp);
		create table listing (listid int, sellerid int, eventid int, dateid smallint, numtickets smallint,
			priceperticket decimal(8,2), totalprice decimal(8,2), listtime timestamp);
		create table sales (salesid int, listid int, sellerid int, buyerid int, eventid int, dateid smallint, qtysold smallint,
			pricepaid decimal(8,2), commission decimal(8,2), saletime timestamp)`)
}

// The manual's own queries, as far as they ask for nothing but the sample database.
func TestQueriesOfTheManualRun(t *testing.T) {
	folder := corpus(t, "aws-docs/sql")
	d := open(t)
	d.tickit()
	var ran tally
	absent, declared := 0, 0
	for _, file := range files(t, filepath.Join(folder, "*.sql")) {
		name := strings.TrimSuffix(filepath.Base(file), ".sql")
		for i, sample := range strings.Split(read(t, file), "-- [doc]") {
			_, sample, _ = strings.Cut(sample, "\n") // the sample's title
			tokens, err := query.Tokens(sample)
			if err != nil || len(tokens) == 0 {
				continue
			}
			for _, statement := range statements(t, sample) {
				first := strings.ToLower(firstWord(statement))
				if first != "select" && first != "with" {
					continue
				}
				err := d.attempt(statement)
				var server *pgconn.PgError
				switch {
				case errors.As(err, &server) && server.Code == "42P01":
					absent++ // a relation of the page's own
					continue
				case server != nil && server.Message == "cannot accept a value of a shell type":
					declared++
					continue
				}
				ran.add(fmt.Sprintf("%s sample %d", name, i), err)
			}
		}
	}
	t.Logf("%d queries ask for relations that are not there, %d use functions that are only declared", absent, declared)
	ran.report(t, "queries of the manual", 92)
}

func firstWord(statement string) string {
	tokens, err := query.Tokens(statement)
	if err != nil || len(tokens) == 0 {
		return ""
	}
	return statement[tokens[0].Start:tokens[0].End]
}
