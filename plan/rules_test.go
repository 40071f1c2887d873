package plan

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var updateRules = flag.Bool("update-rules", false, "write testdata/rules.golden anew")

// TestRules lists all ordering rules in one file, so that a change of one is seen in a review.
func TestRules(t *testing.T) {
	var b strings.Builder
	seen := make(map[string]bool)
	for _, r := range rules {
		if seen[r.name] {
			t.Errorf("two rules are called %q", r.name)
		}
		seen[r.name] = true
		b.WriteString(r.String() + "\n")
	}
	const golden = "testdata/rules.golden"
	if *updateRules {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != b.String() {
		t.Errorf("the rules differ from %s (run with -update-rules to accept them):\n%s", golden, b.String())
	}
}
