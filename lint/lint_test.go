package lint

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/redraft/redraft/model/diag"
	"github.com/rogpeppe/go-internal/txtar"
)

func TestRulesAreCompleteAndHaveNamesOfTheirOwn(t *testing.T) {
	seen := map[diag.Code]bool{}
	for _, r := range All {
		if seen[r.Code] {
			t.Errorf("%s stands in the list twice", r.Code)
		}
		seen[r.Code] = true
		if r.Title == "" || r.Why == "" || r.Severity == 0 {
			t.Errorf("%s lacks a title, a reason or a severity", r.Code)
		}
		if strings.ToLower(string(r.Code)) != string(r.Code) || strings.ContainsAny(string(r.Code), " _.") {
			t.Errorf("%s is not in kebab case", r.Code)
		}
	}
}

// docs/lint.md has a section for every rule, in the order of the list, with its severity, reason, evidence, an example
// and a way out.
func TestTheManualHasASectionForEveryRule(t *testing.T) {
	text, err := os.ReadFile("../docs/lint.md")
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for section := range strings.SplitSeq(string(text), "\n### ") {
		code, body, _ := strings.Cut(section, "\n")
		rule, ok := Find(diag.Code(code))
		if !ok {
			if len(codes) > 0 {
				t.Errorf("section %q is about no rule", code)
			}
			continue
		}
		codes = append(codes, code)
		for _, part := range []string{"*" + rule.Severity.String() + "*", "Evidence:", "```sql", "Way out:"} {
			if !strings.Contains(body, part) {
				t.Errorf("section %s lacks %s", code, part)
			}
		}
	}
	var want []string
	for _, r := range All {
		want = append(want, string(r.Code))
	}
	if !slices.Equal(codes, want) {
		t.Errorf("sections:\n%s\nrules:\n%s", strings.Join(codes, "\n"), strings.Join(want, "\n"))
	}
}

func input(t *testing.T, script string) Input {
	t.Helper()
	return load(t, []txtar.File{{Name: "absolute/a.sql", Data: []byte(script)}})
}

func TestSeveritiesCanBeOverridden(t *testing.T) {
	in := input(t, "create schema s; create table s.t (a text);")
	for _, c := range []struct {
		severity diag.Severity
		want     int
	}{{diag.Error, 1}, {diag.Info, 1}, {0, 0}} {
		list := Run(in, Options{Severity: map[diag.Code]diag.Severity{"implied-length": c.severity}})
		if len(list) != c.want || c.want == 1 && list[0].Severity != c.severity {
			t.Errorf("severity %v: %v", c.severity, list)
		}
	}
}

func TestACommentForARuleThatIsOffIsNotUnused(t *testing.T) {
	in := input(t, "create schema s;\n-- redraft: ignore interleaved-sort-key: measured\ncreate table s.t (a integer);")
	if list := Run(in, Options{}); len(list) != 1 || list[0].Code != "ignore-unused" {
		t.Errorf("%v", list)
	}
	off := Options{Severity: map[diag.Code]diag.Severity{"interleaved-sort-key": 0}}
	if list := Run(in, off); len(list) != 0 {
		t.Errorf("%v", list)
	}
}

func TestNothingIsNeededButADatabase(t *testing.T) {
	in := input(t, "create schema s; create table s.t (a varchar(max));")
	list := Run(Input{Database: in.Database}, Options{})
	if len(list) != 1 || !list[0].Pos.IsZero() || !strings.Contains(list[0].Summary, "table s.t") {
		t.Errorf("%v", list)
	}
	if list := Run(Input{}, Options{}); len(list) != 0 {
		t.Errorf("%v", list)
	}
}
