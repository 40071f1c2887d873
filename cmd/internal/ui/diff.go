package ui

import (
	"fmt"
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// diffLine is a line of a unified diff: op is ' ', '-', '+', '@' for the head of a hunk, or 'f' for a file's name.
type diffLine struct {
	op   byte
	text string // with its op, without its line end
}

// contextLines is how many unchanged lines a hunk shows around a change.
const contextLines = 3

// unified returns the unified diff of two texts; nil when they are the same. The result depends on the texts alone.
func unified(fromName, toName, from, to string) []diffLine {
	lines := compareLines(from, to)
	hunks := hunksOf(lines)
	if len(hunks) == 0 {
		return nil
	}
	out := []diffLine{{'f', "--- " + fromName}, {'f', "+++ " + toName}}
	oldLine, newLine, done := 1, 1, 0
	for _, h := range hunks {
		for _, l := range lines[done:h.start] {
			oldLine, newLine = advance(l, oldLine, newLine)
		}
		oldStart, newStart := oldLine, newLine
		for _, l := range lines[h.start:h.end] {
			oldLine, newLine = advance(l, oldLine, newLine)
		}
		out = append(out, diffLine{'@', fmt.Sprintf("@@ -%s +%s @@",
			span(oldStart, oldLine-oldStart), span(newStart, newLine-newStart))})
		out = append(out, lines[h.start:h.end]...)
		done = h.end
	}
	return out
}

// span writes the range of a hunk; an empty one is named by the line before it (POSIX, diff -u).
func span(start, n int) string {
	switch n {
	case 0:
		return fmt.Sprintf("%d,0", start-1)
	case 1:
		return fmt.Sprint(start)
	}
	return fmt.Sprintf("%d,%d", start, n)
}

func advance(l diffLine, oldLine, newLine int) (int, int) {
	switch l.op {
	case '-':
		return oldLine + 1, newLine
	case '+':
		return oldLine, newLine + 1
	}
	return oldLine + 1, newLine + 1
}

type hunk struct{ start, end int }

// hunksOf returns the runs of lines around changes; runs that touch are one.
func hunksOf(lines []diffLine) []hunk {
	var hunks []hunk
	for i, l := range lines {
		if l.op == ' ' {
			continue
		}
		start, end := max(0, i-contextLines), min(len(lines), i+contextLines+1)
		if n := len(hunks); n > 0 && start <= hunks[n-1].end {
			hunks[n-1].end = end
			continue
		}
		hunks = append(hunks, hunk{start, end})
	}
	return hunks
}

// compareLines returns the lines of both texts, each marked.
func compareLines(from, to string) []diffLine {
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0 // a time limit would make the result depend on the machine
	a, b, table := dmp.DiffLinesToRunes(closeLine(from), closeLine(to))
	var lines []diffLine
	for _, d := range dmp.DiffCharsToLines(dmp.DiffMainRunes(a, b, false), table) {
		op := map[diffmatchpatch.Operation]byte{
			diffmatchpatch.DiffEqual: ' ', diffmatchpatch.DiffDelete: '-', diffmatchpatch.DiffInsert: '+',
		}[d.Type]
		for line := range strings.Lines(d.Text) {
			lines = append(lines, diffLine{op, string(op) + strings.TrimRight(line, "\r\n")})
		}
	}
	return lines
}

// closeLine ends the last line, so that a missing line end is no difference.
func closeLine(text string) string {
	if text == "" || strings.HasSuffix(text, "\n") {
		return text
	}
	return text + "\n"
}

var diffInk = map[byte]ink{'-': red, '+': green, '@': cyan, 'f': bold}

func (s Style) diff(b *strings.Builder, lines []diffLine) {
	for _, l := range lines {
		text := visibleTabs(l.text)
		if i, ok := diffInk[l.op]; ok {
			text = s.paint(i, text)
		}
		b.WriteString(text + "\n")
	}
}

// visibleLines writes control characters but tabs and line ends as escapes.
func visibleLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = visibleTabs(lines[i])
	}
	return strings.Join(lines, "\n")
}

// visibleTabs writes control characters but tabs as escapes.
func visibleTabs(text string) string {
	parts := strings.Split(text, "\t")
	for i := range parts {
		parts[i] = visible(parts[i])
	}
	return strings.Join(parts, "\t")
}
