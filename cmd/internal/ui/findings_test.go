package ui

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/redraft/redraft/model/diag"
)

// someFindings hold what is hard to show: tabs, wide letters, control characters, a caret at the end of a line, a place
// without a line, no place at all.
func someFindings() diag.List {
	source := diag.NewSource("absolute/core/tables/t.sql",
		"CREATE TABLE core.t (\n\tid\tinteger NOT NUL,\n  名前 varchar(0),\n  \x1b[31m\"a\nb\" date\n);\n")
	at := func(text string) (int, int) {
		start := strings.Index(source.Text, text)
		return start, start + len(text)
	}
	find := func(s diag.Severity, code diag.Code, text, summary, hint string) diag.Diagnostic {
		start, end := at(text)
		return source.Diagnose(s, code, start, end, summary, hint)
	}
	list := diag.List{
		find(diag.Error, "syntax", "NUL", `expected NULL behind NOT, found "nul"`, "did you mean null?"),
		find(diag.Error, "invalid-type", "varchar(0)", "the length of varchar must be between 1 and 65535", ""),
		find(diag.Warning, "odd-name", "\"a\nb\"", "the name \"a\nb\" holds a line end", "call it something else"),
		find(diag.Info, "end", ");", "the statement ends here", ""),
		{Severity: diag.Error, Code: "cannot-read", Pos: diag.Position{File: "absolute/core/x.sql"},
			Summary: "cannot be read: permission denied"},
		{Severity: diag.Error, Code: "no-project", Summary: "there is no project here", Hint: "run redraft init"},
	}
	other := diag.Position{File: "absolute/a.sql", Line: 7, Column: 1}
	list[0].Related = []diag.Related{{Pos: other, Message: "the other one stands here"}}
	return list
}

func findingsText(t *testing.T, list diag.List, s Style) string {
	t.Helper()
	var b strings.Builder
	if err := Findings(&b, list, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFindingsAsText(t *testing.T) {
	golden(t, "findings.txt", findingsText(t, someFindings(), Style{Remarks: true}))
	golden(t, "findings_color.txt", findingsText(t, someFindings(), Style{Color: true}))
}

func TestFindingsOnANarrowTerminalKeepTheCaretInSight(t *testing.T) {
	line := "SELECT " + strings.Repeat("a_rather_long_column_name, ", 12) + "wrong FROM t"
	source := diag.NewSource("etl/q.sql", line)
	start := strings.Index(line, "wrong")
	list := diag.List{source.Diagnose(diag.Error, "unknown-column", start, start+5, "t has no column wrong",
		"the columns of t are a_rather_long_column_name and some others that make this hint longer than a line")}
	text := findingsText(t, list, Style{Width: 60})
	golden(t, "findings_narrow.txt", text)
	lines := strings.Split(text, "\n")
	for _, l := range lines[2:] {
		if textWidth(l) > 60 {
			t.Errorf("wider than the terminal: %q", l)
		}
	}
	if at := strings.Index(lines[4], "^"); lines[3][at:at+5] != "wrong" {
		t.Errorf("the caret stands under %q", lines[3][at:])
	}
}

func TestNothingFromAFileReachesTheTerminalAsAControl(t *testing.T) {
	for _, r := range findingsText(t, someFindings(), Style{}) {
		if r != '\n' && hidden(r) {
			t.Fatalf("control character %q", r)
		}
	}
}

func manyFindings(errors, warnings int) diag.List {
	var list diag.List
	for i := range warnings {
		pos := diag.Position{File: "a.sql", Line: i + 1, Column: 1}
		list = append(list, diag.Diagnostic{Severity: diag.Warning, Code: "w", Pos: pos, Summary: "a warning"})
	}
	for i := range errors {
		pos := diag.Position{File: "b.sql", Line: i + 1, Column: 1}
		list = append(list, diag.Diagnostic{Severity: diag.Error, Code: "e", Pos: pos, Summary: "an error"})
	}
	return list
}

func TestOnlyTheFirstOfManyFindingsAreShown(t *testing.T) {
	text := findingsText(t, manyFindings(10000, 0), Style{})
	if n := strings.Count(text, "error[e]"); n != FindingsShown {
		t.Errorf("%d shown, want %d", n, FindingsShown)
	}
	if !strings.HasSuffix(text, "… and 9,950 more; redraft check -o json shows all of them\n") {
		t.Errorf("end: %q", text[len(text)-90:])
	}
	if got := Tally(manyFindings(10000, 1)); got != "10,000 errors, 1 warning" {
		t.Errorf("tally %q", got)
	}
}

func TestErrorsAreNotHiddenByWarnings(t *testing.T) {
	shown := firstFindings(manyFindings(3, 200), FindingsShown)
	if shown.Count(diag.Error) != 3 || len(shown) != FindingsShown {
		t.Errorf("%d errors of %d shown", shown.Count(diag.Error), len(shown))
	}
}

func TestFindingsAsJSON(t *testing.T) {
	var b bytes.Buffer
	if err := WriteFindingsJSON(&b, someFindings()); err != nil {
		t.Fatal(err)
	}
	golden(t, "findings.json", b.String())
	b.Reset()
	if err := WriteFindingsJSON(&b, nil); err != nil || !strings.Contains(b.String(), `"findings": []`) {
		t.Errorf("no findings: %s, %v", b.String(), err)
	}
}

func TestFindingsAsSARIF(t *testing.T) {
	list := append(someFindings(), diag.Diagnostic{Severity: diag.Warning, Code: "odd-name",
		Pos: diag.Position{File: "git:main:absolute/ä b.sql", Line: 1, Column: 1}, Summary: "odd"})
	text := func(d diag.Diagnostic) RuleText {
		return RuleText{"title of " + string(d.Code), "help for " + string(d.Code)}
	}
	var b bytes.Buffer
	if err := WriteSARIF(&b, list, "v1.2.3", text); err != nil {
		t.Fatal(err)
	}
	golden(t, "findings.sarif", b.String())
	var log sarifLog
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	for _, r := range log.Runs[0].Results {
		if rule := log.Runs[0].Tool.Driver.Rules[r.RuleIndex]; rule.ID != r.RuleID {
			t.Errorf("%s points at rule %s", r.RuleID, rule.ID)
		}
	}
}

func TestNumbersHaveTheirThousandsApart(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1000001: "1,000,001", -12345: "-12,345"} {
		if got := number(n); got != want {
			t.Errorf("number(%d) = %q, want %q", n, got, want)
		}
	}
	if got := fmt.Sprint(count(1, "a", "b"), count(2, "a", "b")); got != "1 a2 b" {
		t.Error(got)
	}
}
