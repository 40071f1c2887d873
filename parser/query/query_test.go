package query

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/redraft/redraft/model"
)

var update = flag.Bool("update", false, "rewrite the expected parts of the cases")

// A case is a txtar archive. Its inputs:
//
//	qualify        lines "name schema" that answer for unqualified relations
//	tables         lines "schema.table column type, column type"
//	query.sql      → relations, functions, canonical, shape, columns; or error
//	rename         lines "schema.table schema.table" → renamed.sql
//	rename-column  a line "schema.table old new" → renamed-column.sql
//	statement.sql, procedure.sql, function.sql → use; or error
type testCase struct {
	*txtar.Archive
	t      *testing.T
	path   string
	wanted []txtar.File // what was computed, in order
}

func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases: ", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			c := &testCase{Archive: archive, t: t, path: path}
			c.run()
			c.compare()
		})
	}
}

var inputs = []string{"qualify", "tables", "query.sql", "rename", "rename-column", "statement.sql", "procedure.sql",
	"function.sql"}

func (c *testCase) input(name string) (string, bool) {
	for _, f := range c.Files {
		if f.Name == name {
			return strings.TrimSuffix(string(f.Data), "\n"), true
		}
	}
	return "", false
}

func (c *testCase) want(name, data string) {
	if data != "" {
		c.wanted = append(c.wanted, txtar.File{Name: name, Data: []byte(data + "\n")})
	}
}

func (c *testCase) run() {
	a := NewAnalyzer()
	if text, ok := c.input("query.sql"); ok {
		c.query(a, text)
	}
	for name, analyse := range map[string]func(string, func(string) string) (Use, error){
		"statement.sql": a.Script, "procedure.sql": a.Procedure,
		"function.sql": func(body string, _ func(string) string) (Use, error) { return a.Function(body) },
	} {
		if text, ok := c.input(name); ok {
			use, err := analyse(text, c.qualify())
			c.want("use", showUse(use))
			c.failed(text, err)
		}
	}
}

func (c *testCase) query(a *Analyzer, text string) {
	q, err := a.Query(text, c.qualify())
	if c.failed(text, err) {
		return
	}
	c.want("relations", showNames(q.Relations))
	c.want("functions", showNames(q.Functions))
	c.want("canonical", q.Canonical)
	c.want("shape", q.Shape)
	if columns, known := a.Output(text, c.qualify(), c.columns); known {
		c.want("columns", showColumns(columns))
	} else {
		c.want("columns", "not known")
	}
	c.want("stars", showNames(a.Stars(text, c.qualify())))
	if renames, ok := c.input("rename"); ok {
		pairs := make(map[model.Name]model.Name)
		for line := range strings.Lines(renames) {
			old, now, _ := strings.Cut(strings.TrimSpace(line), " ")
			pairs[parseName(old)] = parseName(now)
		}
		renamed, err := a.Rename(q, pairs)
		if err != nil {
			c.t.Fatal(err)
		}
		c.want("renamed.sql", renamed.Text)
		c.want("renamed-relations", showNames(renamed.Relations))
	}
	if line, ok := c.input("rename-column"); ok {
		words := strings.Fields(line)
		renamed, known, err := a.RenameColumn(q, parseName(words[0]), words[1], words[2], c.columnNames)
		if err != nil {
			c.t.Fatal(err)
		}
		if known {
			c.want("renamed-column.sql", renamed.Text)
		} else {
			c.want("renamed-column.sql", "not known")
		}
	}
}

// failed shows an error with a caret under the place.
func (c *testCase) failed(text string, err error) bool {
	if err == nil {
		return false
	}
	var e *SyntaxError
	if !errors.As(err, &e) {
		c.t.Fatalf("%v is no *SyntaxError", err)
	}
	line := strings.Count(text[:e.Offset], "\n")
	start := strings.LastIndexByte(text[:e.Offset], '\n') + 1
	c.want("error", fmt.Sprintf("%s\n%s%s\n%s\n%s", strings.Split(text, "\n")[line], strings.Repeat(" ", e.Offset-start),
		strings.Repeat("^", max(1, e.Length)), e.Message, e.Hint))
	return true
}

func (c *testCase) qualify() func(string) string {
	answers := make(map[string]string)
	text, _ := c.input("qualify")
	for line := range strings.Lines(text) {
		name, schema, _ := strings.Cut(strings.TrimSpace(line), " ")
		answers[name] = schema
	}
	return func(name string) string { return answers[name] }
}

func (c *testCase) columns(relation model.Name) (columns []model.Column, ok bool) {
	text, _ := c.input("tables")
	for line := range strings.Lines(text) {
		name, list, _ := strings.Cut(strings.TrimSpace(line), " ")
		if parseName(name) != relation {
			continue
		}
		for column := range strings.SplitSeq(list, ", ") {
			name, spelling, _ := strings.Cut(column, " ")
			typ, err := model.ResolveType(spelling)
			if err != nil {
				c.t.Fatal(err)
			}
			columns = append(columns, model.Column{Name: name, Type: typ})
		}
		return columns, true
	}
	return nil, false
}

func (c *testCase) columnNames(relation model.Name) (names []string, ok bool) {
	columns, ok := c.columns(relation)
	for _, column := range columns {
		names = append(names, column.Name)
	}
	return names, ok
}

// compare checks, or with -update writes, what is expected.
func (c *testCase) compare() {
	expected := &txtar.Archive{Comment: c.Comment}
	for _, f := range c.Files {
		if slices.Contains(inputs, f.Name) {
			expected.Files = append(expected.Files, f)
		}
	}
	expected.Files = append(expected.Files, c.wanted...)
	got := string(txtar.Format(expected))
	if *update {
		if err := os.WriteFile(c.path, []byte(got), 0o644); err != nil {
			c.t.Fatal(err)
		}
		return
	}
	if have := string(txtar.Format(c.Archive)); got != have {
		c.t.Errorf("got:\n%s\nwant:\n%s", got, have)
	}
}

func parseName(text string) model.Name {
	schema, name, _ := strings.Cut(text, ".")
	return model.Name{Schema: schema, Name: name}
}

func showNames(names []model.Name) string {
	var b strings.Builder
	for _, n := range names {
		fmt.Fprintln(&b, n)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func showColumns(columns []model.Column) string {
	lines := make([]string, len(columns))
	for i, c := range columns {
		lines[i] = c.Name + " " + c.Type.String()
	}
	return strings.Join(lines, "\n")
}

func showUse(u Use) string {
	var lines []string
	for _, part := range []struct {
		word  string
		names []model.Name
	}{{"reads", u.Reads}, {"writes", u.Writes}, {"calls", u.Functions}, {"runs", u.Procedures}} {
		for _, n := range part.names {
			lines = append(lines, part.word+" "+n.String())
		}
	}
	for _, name := range u.Temporary {
		lines = append(lines, "makes temporary "+name)
	}
	if u.Dynamic {
		lines = append(lines, "is dynamic")
	}
	if u.Opaque {
		lines = append(lines, "is opaque")
	}
	return strings.Join(lines, "\n")
}
