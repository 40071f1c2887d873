package ui

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func diffText(from, to string) string {
	var b strings.Builder
	for _, l := range unified("a", "b", from, to) {
		b.WriteString(l.text + "\n")
	}
	return b.String()
}

func TestAUnifiedDiffHasHunksWithTheirContext(t *testing.T) {
	var from, to []string
	for i := range 30 {
		line := "line " + itoa(i)
		from = append(from, line)
		switch i {
		case 4:
			to = append(to, "changed")
		case 20:
		case 21:
			to = append(to, line, "new")
		default:
			to = append(to, line)
		}
	}
	golden(t, "unified.diff", diffText(strings.Join(from, "\n"), strings.Join(to, "\n")+"\n"))
	golden(t, "unified_new.diff", diffText("", "one\ntwo\n"))
	if got := diffText("same\n", "same"); got != "" {
		t.Errorf("a line end alone is a difference: %q", got)
	}
}

func TestADiffHoldsBothTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom([]string{"", "a", "b", "c", "-- d", "é"}), 0, 12)
		from, to := lines.Draw(t, "from"), lines.Draw(t, "to")
		var before, after []string
		for _, l := range compareLines(joinLines(from), joinLines(to)) {
			if l.op != '+' {
				before = append(before, l.text[1:])
			}
			if l.op != '-' {
				after = append(after, l.text[1:])
			}
		}
		if joinLines(before) != joinLines(from) || joinLines(after) != joinLines(to) {
			t.Fatalf("from %q to %q: read back %q and %q", from, to, before, after)
		}
	})
}

func joinLines(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}
