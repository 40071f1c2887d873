package parser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

func TestByteOrderMarkAndLineEndsChangeNothing(t *testing.T) {
	text := "create table a (\n  x int, -- redraft: renamed from y\n  z int bad\n);\n"
	plain, findings := Parse("a.sql", []byte(text), Options{})
	for name, content := range map[string]string{
		"byte order mark": "\ufeff" + text,
		"CRLF":            strings.ReplaceAll(text, "\n", "\r\n"),
	} {
		file, got := Parse("a.sql", []byte(content), Options{})
		if dumpFile(file) != dumpFile(plain) || fmt.Sprint(got) != fmt.Sprint(findings) {
			t.Errorf("%s: %v\n%s", name, got, dumpFile(file))
		}
	}
}

func TestTextThatIsNoText(t *testing.T) {
	for _, c := range []struct {
		content string
		code    diag.Code
		where   string
	}{
		{"select 1;\nselect 'caf\xe9'; select '\xff';", codeNotUTF8, "a.sql:2:12"},
		{"\xff\xfes\x00e\x00", codeNotUTF8, "a.sql:1:1"},
		{"select 1;\nselect \x00 2; select\x00 3;", codeNulByte, "a.sql:2:8"},
		{"select \x01;", codeSyntax, "a.sql:1:8"},
	} {
		_, findings := Parse("a.sql", []byte(c.content), Options{})
		if len(findings) != 1 || findings[0].Code != c.code || findings[0].Pos.String() != c.where {
			t.Errorf("%q: %v, want one %s at %s", c.content, findings, c.code, c.where)
		}
	}
}

func TestFilesKeepTheirOrder(t *testing.T) {
	var inputs []Input
	for i := range 200 {
		inputs = append(inputs, Input{fmt.Sprintf("%03d.sql", i), []byte(strings.Repeat("select ) ;", i%7) + "commit;")})
	}
	files, findings := ParseFiles(inputs, Options{})
	var want diag.List
	for i, in := range inputs {
		file, list := Parse(in.Name, in.Content, Options{})
		want = append(want, list...)
		if files[i].Source.Name != in.Name || len(files[i].Statements) != len(file.Statements) {
			t.Fatalf("file %d is %s with %d statements", i, files[i].Source.Name, len(files[i].Statements))
		}
	}
	if fmt.Sprint(findings) != fmt.Sprint(want) {
		t.Error("the findings are not those of one file after the other")
	}
}

// Hostile text must be answered with few clear findings, and in time that grows with its length alone: a step for each pair
// of its pieces would take longer than go test waits.
func TestHostileText(t *testing.T) {
	for name, c := range map[string]struct {
		text func(n int) string
		code diag.Code
	}{
		"nested parentheses in a query":   {func(n int) string { return "select " + strings.Repeat("(", n) }, codeUnterminated},
		"nested parentheses in a default": {func(n int) string { return "create table a (x int default " + strings.Repeat("(", n) }, codeSyntax},
		"nested parentheses in a list":    {func(n int) string { return "create table a " + strings.Repeat("(", n) }, codeSyntax},
		"one long statement":              {func(n int) string { return "insert into t values (1" + strings.Repeat(",1", n) + ")" }, ""},
		"one table with many columns":     {func(n int) string { return "create table t (x int" + strings.Repeat(",x int", n) + ")" }, codeDuplicateColumn},
		"an open string":                  {func(n int) string { return "select '" + strings.Repeat("x\n", n) }, codeUnterminated},
		"open comments":                   {func(n int) string { return strings.Repeat("/*", n) }, codeUnterminated},
		"open dollar quotes":              {func(n int) string { return strings.Repeat("$a$ $b$ ", n) + "$a$" }, codeUnterminated},
		"no semicolons":                   {func(n int) string { return strings.Repeat("create table a (x int)\n", n) }, codeSyntax},
		"queries without semicolons":      {func(n int) string { return strings.Repeat("create view a as select 1\n", n) }, codeSyntax},
		"deletes without semicolons":      {func(n int) string { return strings.Repeat("delete from t\n", n) }, codeSyntax},
		"grants without semicolons":       {func(n int) string { return strings.Repeat("grant select on a to b\n", n) }, codeSyntax},
		"users without semicolons":        {func(n int) string { return strings.Repeat("create user a password disable\n", n) }, codeSyntax},
		"policies without semicolons":     {func(n int) string { return strings.Repeat("alter rls policy a using (b)\n", n) }, codeSyntax},
		"terms in a default":              {func(n int) string { return "create table a (x int default 1" + strings.Repeat("+1", n) + ")" }, ""},
		"arguments in a default":          {func(n int) string { return "create table a (x int default f(1" + strings.Repeat(",1", n) + "))" }, ""},
		"casts in a default":              {func(n int) string { return "create table a (x int default 1" + strings.Repeat("::int", n) + ")" }, codeSyntax},
		"calls in a default":              {func(n int) string { return "create table a (x int default f" + strings.Repeat("(f", n) + ")" }, codeSyntax},
		"semicolons only":                 {func(n int) string { return strings.Repeat(";", n) }, ""},
		"stray characters":                {func(n int) string { return strings.Repeat("\x01\n", n) }, codeSyntax},
		"template marks":                  {func(n int) string { return strings.Repeat("{{ x }}\n", n) }, codeTemplateMark},
		"open template marks":             {func(n int) string { return strings.Repeat("{{", n) }, codeTemplateMark},
		"commands of psql":                {func(n int) string { return strings.Repeat("\\x\n", n) }, codePsqlMeta},
		"backslashes":                     {func(n int) string { return strings.Repeat("\\ ", n) }, codePsqlMeta},
		"placeholders":                    {func(n int) string { return strings.Repeat("${", n) }, codeSyntax},
		"many unknown placeholders":       {func(n int) string { return strings.Repeat("select '${x}';", n) }, codeUnknownPlaceholder},
		"directives":                      {func(n int) string { return strings.Repeat("-- redraft: renamed from x\n", n) }, codeMisplacedDirective},
		"directives on columns": {func(n int) string {
			return "create table t (" + strings.Repeat("x int, -- redraft: renamed from y\n", n) + "z int)"
		}, codeDuplicateColumn},
		"schema elements": {func(n int) string { return "create schema s " + strings.Repeat("create table a (x int) ", n) }, ""},
		"arguments":       {func(n int) string { return "drop function f(int" + strings.Repeat(",int", n) + ")" }, ""},
		"grantees":        {func(n int) string { return "grant select on a to b" + strings.Repeat(",b", n) }, ""},
		"passwords":       {func(n int) string { return strings.Repeat("create user a password 'x' bad;", n) }, codeSyntax},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, findings := Parse("a.sql", []byte(c.text(200_000)), Options{Placeholders: map[string]string{"a": "b"}})
			if c.code == "" && findings.HasErrors() || c.code != "" && (len(findings) == 0 || findings[0].Code != c.code) {
				t.Errorf("%d findings, the first %v, want %q", len(findings), findings[:min(1, len(findings))], c.code)
			}
			if len(findings) > 3*maxErrors {
				t.Errorf("%d findings", len(findings))
			}
		})
	}
}

func TestCanonicalDefaultOfACatalog(t *testing.T) {
	varchar := model.DataType{Name: model.Varchar, Length: 10}
	for _, c := range []struct {
		text string
		of   model.DataType
		want string
	}{
		{"'x'::character varying", varchar, "'x'"},
		{"('x'::character varying)::character varying(10)", varchar, "'x'"},
		{"(1)::bigint", model.DataType{Name: model.Bigint}, "1"},
		{"getdate()", model.DataType{Name: model.Timestamp}, "getdate()"},
		{"('now'::text)::timestamp without time zone", model.DataType{Name: model.Timestamp}, "'now'::varchar"},
		{"1 2", model.DataType{Name: model.Integer}, ""},
		{"", model.DataType{Name: model.Integer}, ""},
		{"'open", varchar, ""},
	} {
		got, ok := CanonicalDefault(c.text, c.of, Options{})
		if got.Canonical != c.want || ok != (c.want != "") {
			t.Errorf("CanonicalDefault(%q, %s) = %q, %v, want %q", c.text, c.of, got.Canonical, ok, c.want)
		}
	}
}

func TestLimitsOfATable(t *testing.T) {
	names := func(n int) string {
		list := make([]string, n)
		for i := range list {
			list[i] = fmt.Sprintf("c%d", i)
		}
		return strings.Join(list, ", ")
	}
	columns := func(n int) string { return strings.ReplaceAll(names(n), ",", " int,") + " int" }
	for text, code := range map[string]diag.Code{
		"create table t (" + columns(1600) + ")":                                      "",
		"create table t (" + columns(1601) + ")":                                      codeTooManyColumns,
		"create table t (" + columns(400) + ") sortkey (" + names(400) + ")":          "",
		"create table t (" + columns(401) + ") compound sortkey (" + names(401) + ")": codeTooManySortColumns,
		"create table t (" + columns(8) + ") interleaved sortkey (" + names(8) + ")":  "",
		"create table t (" + columns(9) + ") interleaved sortkey (" + names(9) + ")":  codeTooManySortColumns,
		"create table t interleaved sortkey (" + names(9) + ") as select 1":           codeTooManySortColumns,
		"create materialized view t sortkey (" + names(401) + ") as select 1":         codeTooManySortColumns,
	} {
		_, findings := Parse("a.sql", []byte(text), Options{})
		if code == "" && len(findings) > 0 || code != "" && (len(findings) != 1 || findings[0].Code != code) {
			t.Errorf("%.60s…: %v, want %q", text, findings, code)
		}
	}
}
