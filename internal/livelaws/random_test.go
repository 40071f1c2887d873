package livelaws

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/internal/modelgen"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/plan/ddl"
)

// Variables of the environment that say how many random pairs are tried, and from which seed on.
const (
	checksVariable = "REDRAFT_LIVE_CHECKS"
	seedVariable   = "REDRAFT_LIVE_SEED"
)

// firstSeed is where the seeds begin when nobody asks for more pairs: a change is judged by the same pairs each time, and
// make livelaws looks at others.
const firstSeed = 1

// randomPairs is how many there are without being asked for more: with the cases and the example 500 in all.
const randomPairs = 140

// drawn is a random pair: a database and edits of it, or a database and a stranger.
type drawn struct {
	from, to *modelgen.World
	renames  diff.Renames
}

func pairs(analyzer *query.Analyzer) *rapid.Generator[drawn] {
	options := modelgen.Medium()
	options.Analyze = func(text string) (model.Query, error) {
		return analyzer.Query(text, func(string) string { return "public" })
	}
	return rapid.Custom(func(t *rapid.T) drawn {
		d := drawn{from: modelgen.Draw(t, options)}
		if rapid.IntRange(0, 3).Draw(t, "strangers") == 3 {
			d.to = modelgen.Draw(t, options)
			return d
		}
		d.to = d.from.Mutate(t, 8)
		d.renames = diff.Renames{Objects: d.to.RenamedObjects, Columns: d.to.RenamedColumns}
		return d
	})
}

// TestLawOfRandomModels travels between random models. Each pair has a seed of its own, which a failure names:
// REDRAFT_LIVE_SEED=… REDRAFT_LIVE_CHECKS=1 tries it alone.
func TestLawOfRandomModels(t *testing.T) {
	t.Parallel()
	s := newStation(t, parser.Options{CaseSensitive: true})
	first := firstSeed
	if os.Getenv(checksVariable) != "" {
		first = rand.IntN(1 << 31)
	}
	seed, checks := number(t, seedVariable, first), number(t, checksVariable, randomPairs)
	t.Logf("%s=%d", seedVariable, seed)
	generator := pairs(s.meaning.Analyzer)
	count := newTally()
	for n := range checks {
		t.Run(fmt.Sprintf("seed %d", seed+n), func(t *testing.T) {
			d := generator.Example(seed + n)
			from, err := s.declare(ddl.Script(d.from.Statements()))
			if err != nil {
				t.Fatal(err)
			}
			to, err := s.declare(ddl.Script(d.to.Statements()))
			if err != nil {
				t.Fatal(err)
			}
			if clash(from.Database, to.Database) {
				t.Skip("a function and a procedure have one name and arguments, which PostgreSQL does not take")
			}
			result, err := s.travel(t.Context(), journey{from: from.Database, to: to.Database, renames: d.renames})
			count.add(result, err)
			if err != nil {
				t.Errorf("%s=%d: %v", seedVariable, seed+n, err)
			}
		})
	}
	count.report(t)
}

func number(t *testing.T, variable string, otherwise int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s: %v", variable, err)
	}
	return n
}

// clash reports whether a function and a procedure have the same name and arguments, in one model or in both together.
func clash(models ...*model.Database) bool {
	for _, db := range models {
		for _, id := range db.Procedures.IDs() {
			id.Kind = model.KindFunction
			for _, other := range models {
				if other.Has(id) {
					return true
				}
			}
		}
	}
	return false
}
