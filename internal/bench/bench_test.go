package bench

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/plan"
)

// make plans a project from its text, as the command line does.
func makePlan(tb testing.TB, p Project) *plan.Plan {
	tb.Helper()
	options := interpret.Options{Analyzer: query.NewAnalyzer()}
	changesets, findings := parser.ParseFiles(p.Changesets, parser.Options{})
	absolute, more := parser.ParseFiles(p.Absolute, parser.Options{})
	from, replayed := interpret.Replay(changesets, options)
	to, declared := interpret.Declare(absolute, options)
	for _, f := range append(append(append(findings, more...), replayed...), declared...) {
		tb.Fatal(f)
	}
	made, err := plan.Make(from.Database, to.Database, plan.Options{
		Renames: to.Renames, Places: to.Origins, Prove: plan.ProveWith(parser.Options{}, options),
	})
	if err != nil {
		tb.Fatal(err)
	}
	return made
}

func TestTheGeneratedHistoryArrivesAtTheGeneratedScripts(t *testing.T) {
	if p := makePlan(t, Generate(1000, false)); !p.Empty() {
		t.Fatalf("expected nothing to do, got %d steps", len(p.Steps))
	}
	if p := makePlan(t, Generate(1000, true)); p.Empty() || len(p.Refusals) > 0 {
		t.Fatalf("expected steps, got %d steps and %d refusals", len(p.Steps), len(p.Refusals))
	}
}

func BenchmarkPlan(b *testing.B) {
	for _, n := range []int{1000, 10_000, 50_000} {
		for _, changed := range []bool{false, true} {
			name := fmt.Sprintf("objects=%d/changed=0%%", n)
			if changed {
				name = fmt.Sprintf("objects=%d/changed=1%%", n)
			}
			project := Generate(n, changed)
			b.Run(name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					makePlan(b, project)
				}
				b.ReportMetric(peakMemory(), "heap-MB")
			})
		}
	}
}

// peakMemory returns what the process has obtained from the system for its heap, in megabytes.
func peakMemory() float64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapSys) / (1 << 20)
}
