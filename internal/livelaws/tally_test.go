package livelaws

import (
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// tally counts how journeys ended.
type tally struct {
	mu     sync.Mutex
	counts map[outcome]int
	total  int
}

const (
	unbuilt outcome = "could not be built"
	broken  outcome = "broke a law"
)

func newTally() *tally { return &tally{counts: make(map[outcome]int)} }

func (c *tally) add(result outcome, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var not unbuildable
	switch {
	case errors.As(err, &not):
		result = unbuilt
	case err != nil:
		result = broken
	}
	c.counts[result]++
	c.total++
}

// report prints the shares.
func (c *tally) report(t *testing.T) {
	for _, o := range slices.Sorted(maps.Keys(c.counts)) {
		t.Logf("%4d of %d (%4.1f %%) %s", c.counts[o], c.total, 100*float64(c.counts[o])/float64(c.total), o)
	}
}

// reasons lists what does not work yet: a line each with a name, a part of the error's text and the reason, between bars.
type reasons struct {
	file  string
	known map[string][2]string
	used  map[string]bool
}

func readReasons(t *testing.T, file string) *reasons {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := &reasons{file: file, known: make(map[string][2]string), used: make(map[string]bool)}
	for line := range strings.Lines(string(content)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, " | ")
		if len(parts) != 3 {
			t.Fatalf("%s: a line is name | error | reason, and not %q", file, line)
		}
		r.known[parts[0]] = [2]string{parts[1], parts[2]}
	}
	return r
}

// settle reports an error, unless it is listed; what is listed must fail as it says.
func (r *reasons) settle(t *testing.T, name string, err error) {
	t.Helper()
	listed, ok := r.known[name]
	r.used[name] = ok
	switch {
	case err == nil && ok:
		t.Errorf("%s lists it, and it works: take it out", r.file)
	case err != nil && !ok:
		t.Errorf("%s: %v", name, err)
	case err != nil && !strings.Contains(err.Error(), listed[0]):
		t.Errorf("%s lists it with another error: %v", r.file, err)
	case err != nil:
		t.Logf("listed: %s: %s", name, listed[1])
	}
}

// demandUsed demands that everything listed was tried, when all was.
func (r *reasons) demandUsed(t *testing.T, all bool) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(r.known)) {
		if all && !r.used[name] {
			t.Errorf("%s lists %q, which is not there", r.file, name)
		}
	}
}
