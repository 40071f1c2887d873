package plan

import (
	"os"
	"strings"
	"testing"
)

// TestHazardsAreDocumented holds docs/hazards.md and the list in the code together.
func TestHazardsAreDocumented(t *testing.T) {
	content, err := os.ReadFile("../docs/hazards.md")
	if err != nil {
		t.Fatal(err)
	}
	documented := make(map[string]string)
	for line := range strings.Lines(string(content)) {
		cells := strings.Split(line, "|")
		if len(cells) == 5 && strings.HasPrefix(strings.TrimSpace(cells[1]), "`") {
			documented[strings.Trim(cells[1], " `")] = strings.TrimSpace(cells[3])
		}
	}
	for _, h := range Hazards {
		consent, ok := documented[string(h.Code)]
		if !ok || (consent == "yes") != h.Consent {
			t.Errorf("hazard %s: documented %v, consent %q, want %v", h.Code, ok, consent, h.Consent)
		}
		delete(documented, string(h.Code))
	}
	for code := range documented {
		t.Errorf("docs/hazards.md names %s, which is no hazard", code)
	}
}
