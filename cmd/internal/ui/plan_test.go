package ui

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/plan"
)

// somePlan has one of everything that a plan can show, and names that try to break out of where they are written.
func somePlan() Plan {
	answer, view := model.TableID("core", "answer"), model.ID{Kind: model.KindView, Schema: "mart", Name: "v_clean"}
	evil := model.TableID("core", "x\nDROP TABLE y; --`|`\x1b[31m")
	return Plan{
		FromSource: "changesets", ToSource: "absolute",
		Findings: diag.List{{Severity: diag.Warning, Code: "odd", Pos: diag.Position{File: "a.sql", Line: 2, Column: 1},
			Summary: "something is odd", Hint: "look at it"}},
		Plan: &plan.Plan{
			Version: plan.FormatVersion, From: "aa", To: "bb",
			Steps: []plan.Step{
				{Number: 1, Object: view, Strategy: plan.Recreate, Title: "drop view mart.v_clean",
					Reason:     "core.answer, which it reads, is rebuilt",
					Statements: []string{"DROP VIEW mart.v_clean"}, Transactional: true},
				{Number: 2, Object: answer, Strategy: plan.Rebuild, Title: "rebuild table core.answer",
					Reason:  "column score integer → numeric(5,1)",
					Changes: []string{"column score integer → numeric(5,1)"}, Transactional: true,
					Statements: []string{"CREATE TABLE core.answer_new (\n    score numeric(5,1)\n)", "DROP TABLE core.answer"},
					Hazards: []plan.Hazard{{Code: plan.LossyCast, Detail: "a value of score may not fit numeric(5,1)"},
						{Code: plan.TableRewrite, Detail: "all rows are copied"}},
					Needs: []plan.Edge{{Step: 1, Rule: "views on a rebuilt table are dropped before it"}}},
				{Number: 3, Object: evil, Strategy: plan.InPlace, Title: "alter " + evil.String(), Reason: "a | b",
					Statements: []string{"ALTER TABLE t ALTER COLUMN c TYPE varchar(20)"},
					Hazards:    []plan.Hazard{{Code: plan.NotTransactional, Detail: "runs by itself"}}},
			},
			Groups: []plan.Group{{Transactional: true, Steps: []int{1, 2}}, {Steps: []int{3}}},
			Objects: []plan.Object{
				{ID: answer, Strategy: plan.Rebuild, Changes: []string{"column score integer → numeric(5,1)"},
					Before: "CREATE TABLE core.answer (\n    id bigint,\n    score integer\n);\n",
					After:  "CREATE TABLE core.answer (\n    id bigint,\n    score numeric(5,1)\n);\n"},
				{ID: evil, Strategy: plan.InPlace, Changes: []string{"column c varchar(10) → varchar(20)", "owner | _a_"},
					Before: "CREATE TABLE t (c varchar(10));\n```\n", After: "CREATE TABLE t (c varchar(20));\n```\n"},
				{ID: view, Strategy: plan.Recreate, Dependent: true},
			},
			Notes: []plan.Note{{Code: "unplanned", Object: model.ID{Kind: model.KindUser, Name: "ana"},
				Text: "users are not planned yet"}},
		},
	}
}

func refusedPlan() Plan {
	p := somePlan()
	p.Findings = nil
	p.Plan = &plan.Plan{Version: 1, Refusals: []plan.Refusal{{
		Object: model.TableID("core", "t"), Change: "a column in the middle",
		Reason: "Redshift has no way to do it and keep the rows of a table that is as large as this sentence is long",
		Way:    "put the column last", Pos: diag.Position{File: "absolute/t.sql", Line: 3, Column: 5}}}}
	return p
}

func planText(t *testing.T, p Plan, s Style) string {
	t.Helper()
	var b strings.Builder
	if err := p.WriteText(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPlanAsText(t *testing.T) {
	p := somePlan()
	golden(t, "plan.txt", planText(t, p, Style{}))
	golden(t, "plan_color.txt", planText(t, p, Style{Color: true, Width: 80}))
	p.Explain, p.Allowed = true, []plan.HazardCode{plan.LossyCast}
	golden(t, "plan_explained.txt", planText(t, p, Style{Width: 80}))
	golden(t, "plan_refused.txt", planText(t, refusedPlan(), Style{Width: 80}))
	p = somePlan()
	p.Findings, p.Plan = nil, &plan.Plan{Version: 1}
	golden(t, "plan_empty.txt", planText(t, p, Style{}))
}

func TestProseOfAPlanFitsANarrowTerminal(t *testing.T) {
	prose, _, _ := strings.Cut(planText(t, somePlan(), Style{Width: 60}), "\nDifferences\n")
	for line := range strings.Lines(prose) {
		w := textWidth(strings.TrimSuffix(line, "\n"))
		if w > 60 && !strings.Contains(line, "DROP TABLE y") { // a name stays whole
			t.Errorf("%d columns: %s", w, line)
		}
	}
}

func TestPlanAsMarkdown(t *testing.T) {
	for name, p := range map[string]Plan{"plan.md": somePlan(), "plan_refused.md": refusedPlan()} {
		var b strings.Builder
		if err := p.WriteMarkdown(&b); err != nil {
			t.Fatal(err)
		}
		golden(t, name, b.String())
	}
}

// The SQL is read back: no name and no title may end a comment and become a statement.
func TestPlanAsSQLHoldsItsStatementsAndNothingElse(t *testing.T) {
	p := somePlan()
	var b strings.Builder
	if err := p.WriteSQL(&b); err != nil {
		t.Fatal(err)
	}
	golden(t, "plan.sql", b.String())
	file, findings := parser.Parse("plan.sql", []byte(b.String()), parser.Options{})
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	if want := 4 + 2; len(file.Statements) != want { // with BEGIN and COMMIT
		t.Errorf("%d statements, want %d", len(file.Statements), want)
	}
}

func TestPlanAsJSON(t *testing.T) {
	for name, p := range map[string]Plan{"plan.json": somePlan(), "plan_empty.json": {Plan: &plan.Plan{Version: 1}}} {
		var b bytes.Buffer
		if err := p.WriteJSON(&b); err != nil {
			t.Fatal(err)
		}
		golden(t, name, b.String())
		var document map[string]any
		if err := json.Unmarshal(b.Bytes(), &document); err != nil {
			t.Fatal(err)
		}
		for _, list := range []string{"steps", "groups", "objects", "findings", "needs_consent"} {
			if _, ok := document[list].([]any); !ok {
				t.Errorf("%s: %s is no list", name, list)
			}
		}
	}
}
