package apply

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan"
)

// reviewed is a plan of three groups: a transaction, two statements that stand alone, and another transaction. Every
// statement leaves a mark.
func reviewed() (p *plan.Plan, from, to *model.Database) {
	from, to = &model.Database{}, &model.Database{}
	to.Schemas.Put(&model.Schema{ID: model.ID{Kind: model.KindSchema, Name: "new"}})
	step := func(n int, transactional bool, statements ...string) plan.Step {
		return plan.Step{Number: n, Title: fmt.Sprintf("step %d", n), Statements: statements, Transactional: transactional}
	}
	mark := func(n int) string { return fmt.Sprintf("insert into dw.marks select '%d' from pg_sleep(0.001)", n) }
	return &plan.Plan{Version: plan.FormatVersion, From: from.Fingerprint(), To: to.Fingerprint(),
		Steps: []plan.Step{step(1, true, mark(1), mark(2)), step(2, true, mark(3)), step(3, false, mark(4)), step(4, false, mark(5)),
			step(5, true, mark(6), mark(7))},
		Groups: []plan.Group{{Transactional: true, Steps: []int{1, 2}}, {Steps: []int{3, 4}}, {Transactional: true, Steps: []int{5}}},
	}, from, to
}

// planDatabase returns a database with a history and a place for marks.
func planDatabase(t *testing.T) database {
	t.Helper()
	d := newDatabase(t)
	if err := Baseline(t.Context(), d, folder(t, nil).Config, version(t, "1"), options().Settings); err != nil {
		t.Fatal(err)
	}
	d.exec(t, "CREATE TABLE dw.marks (m text)")
	return d
}

// planOptions sees the from-model until the last statement of the plan has run.
func planOptions(t *testing.T, d database, from, to *model.Database) PlanOptions {
	return PlanOptions{Settings: options().Settings, Config: folder(t, nil).Config, From: from,
		Current: func(context.Context) (*model.Database, error) {
			if d.rows(t, "SELECT m FROM dw.marks WHERE m = '7'") != "" {
				return to, nil
			}
			return from, nil
		}}
}

func TestAPlanRunsOnce(t *testing.T) {
	d := planDatabase(t)
	p, from, to := reviewed()
	var log strings.Builder
	ran, err := RunPlan(t.Context(), d, p, planOptions(t, d, from, to), func(e Event) {
		if e.Kind == StatementDone {
			fmt.Fprintf(&log, "%d/%d %s\n", e.Statement, e.Of, e.Pos)
		}
	})
	if err != nil || ran != 7 {
		t.Fatal(ran, err)
	}
	equal(t, "log", log.String(), "1/7 step 1 (step 1)\n2/7 step 1 (step 1)\n3/7 step 2 (step 2)\n4/7 step 3 (step 3)\n"+
		"5/7 step 4 (step 4)\n6/7 step 5 (step 5)\n7/7 step 5 (step 5)")
	if ran, err := RunPlan(t.Context(), d, p, planOptions(t, d, from, to), nil); err != nil || ran != 0 {
		t.Error(ran, err)
	}
	equal(t, "marks", d.rows(t, "SELECT count(*) FROM dw.marks"), "7")
	// Somebody takes all of it back; the same plan is a new attempt then.
	d.exec(t, "DELETE FROM dw.marks")
	if ran, err := RunPlan(t.Context(), d, p, planOptions(t, d, from, to), nil); err != nil || ran != 7 {
		t.Error(ran, err)
	}
	equal(t, "marks", d.rows(t, "SELECT count(*) FROM dw.marks"), "7")
}

func TestAPlanGoesOnAfterAFaultAnywhere(t *testing.T) {
	for name, kind := range map[string]fault{"refused": refused, "unsent": unsent, "unheard": unheard} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := planDatabase(t)
			p, from, to := reviewed()
			for at := 1; ; at++ {
				d.exec(t, "DELETE FROM dw.marks", "DROP TABLE IF EXISTS dw.redraft_journal")
				calls := 0
				_, err := RunPlan(t.Context(), faulty{d, kind, at, &calls}, p, planOptions(t, d, from, to), nil)
				if calls < at {
					if err != nil || at < 40 {
						t.Fatal(calls, err)
					}
					return
				}
				_, err = RunPlan(t.Context(), d, p, planOptions(t, d, from, to), nil)
				var doubt *InDoubtError
				if errors.As(err, &doubt) {
					ran := d.rows(t, fmt.Sprintf("SELECT m FROM dw.marks WHERE m = '%d'", doubt.Statement)) != ""
					if err := Decide(t.Context(), d, folder(t, nil).Config, doubt.Script, doubt.Statement, ran, options().Settings); err != nil {
						t.Fatal(err)
					}
					_, err = RunPlan(t.Context(), d, p, planOptions(t, d, from, to), nil)
				}
				if err != nil {
					t.Fatal(at, err)
				}
				equal(t, fmt.Sprint("marks after a fault at call ", at), d.rows(t, "SELECT m FROM dw.marks ORDER BY 1"), "1\n2\n3\n4\n5\n6\n7")
			}
		})
	}
}

func TestAPlanForAnotherStateIsRefusedWithTheDifferences(t *testing.T) {
	d := planDatabase(t)
	p, from, to := reviewed()
	o := planOptions(t, d, from, to)
	other := &model.Database{}
	other.Schemas.Put(&model.Schema{ID: model.ID{Kind: model.KindSchema, Name: "surprise"}})
	o.Current = func(context.Context) (*model.Database, error) { return other, nil }
	var state *StateError
	if _, err := RunPlan(t.Context(), d, p, o, nil); !errors.As(err, &state) || !strings.Contains(err.Error(), "surprise: new") {
		t.Fatal(err)
	}
	equal(t, "marks", d.rows(t, "SELECT m FROM dw.marks"), "")
}

func TestAPlanNeedsConsentBeforeAnythingIsOpened(t *testing.T) {
	p, from, to := reviewed()
	p.Steps[0].Hazards = []plan.Hazard{{Code: plan.DataLoss, Detail: "rows go"}}
	if _, err := RunPlan(t.Context(), nil, p, PlanOptions{Settings: options().Settings, From: from}, nil); err == nil ||
		!strings.Contains(err.Error(), "data-loss") {
		t.Fatal(err, to)
	}
}

func TestAPlanThatWasBegunDoesNotGoOnBehindAMigration(t *testing.T) {
	d := planDatabase(t)
	p, from, to := reviewed()
	p.Steps[3].Statements[0] = "select nowhere"
	if _, err := RunPlan(t.Context(), d, p, planOptions(t, d, from, to), nil); err == nil {
		t.Fatal("no error")
	}
	if _, _, err := apply(t, d, folder(t, map[string]string{"V2__two.sql": "select 2;"}), options()); err != nil {
		t.Fatal(err)
	}
	if _, err := RunPlan(t.Context(), d, p, planOptions(t, d, from, to), nil); err == nil ||
		!strings.Contains(err.Error(), "somebody migrated") {
		t.Fatal(err)
	}
}
