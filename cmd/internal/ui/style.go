package ui

import (
	"strings"
	"unicode"
)

// Style says how text may look. The zero value is plain text of any width, as files and pipes want it.
type Style struct {
	// Color allows escape codes.
	Color bool
	// Width is the number of columns of a terminal; 0 is no limit.
	Width int
	// Remarks shows findings that are merely worth knowing.
	Remarks bool
	// Path gives a file the name under which the reader knows it; nil leaves names alone.
	Path func(string) string
}

// ink is the numbers of an escape code (ECMA-48, SGR).
type ink string

const (
	bold    ink = "1"
	faint   ink = "2"
	red     ink = "31"
	green   ink = "32"
	yellow  ink = "33"
	magenta ink = "35"
	cyan    ink = "36"
	boldRed ink = "1;31"
)

func (s Style) paint(i ink, text string) string {
	if !s.Color || text == "" {
		return text
	}
	return "\x1b[" + string(i) + "m" + text + "\x1b[0m"
}

func (s Style) path(name string) string {
	if s.Path == nil {
		return visible(name)
	}
	return visible(s.Path(name))
}

// wrap breaks text into lines that fit the width behind an indent; a word longer than a line stays whole.
func (s Style) wrap(indent int, text string) []string {
	limit := s.Width - indent
	if s.Width == 0 || limit < 20 {
		return []string{text}
	}
	var lines []string
	line, used := "", 0
	for _, word := range strings.Fields(text) {
		w := textWidth(word)
		if used > 0 && used+1+w > limit {
			lines, line, used = append(lines, line), "", 0
		}
		if used > 0 {
			line, used = line+" ", used+1
		}
		line, used = line+word, used+w
	}
	return append(lines, line)
}

// hang writes text behind a lead-in; further lines begin under the text.
func (s Style) hang(b *strings.Builder, lead string, leadWidth int, text string) {
	for i, line := range s.wrap(leadWidth, text) {
		if i == 0 {
			b.WriteString(lead)
		} else {
			b.WriteString(strings.Repeat(" ", leadWidth))
		}
		b.WriteString(line + "\n")
	}
}

// visible writes control characters as escapes, so that text from a file can neither move the cursor nor hide anything.
func visible(text string) string {
	if !strings.ContainsFunc(text, hidden) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if !hidden(r) {
			b.WriteRune(r)
			continue
		}
		b.WriteString(escape(r))
	}
	return b.String()
}

// hidden reports whether a character does something else than show: controls, and marks that turn the direction of
// text.
func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}

func escape(r rune) string {
	switch r {
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	case '\t':
		return `\t`
	}
	const hex = "0123456789abcdef"
	code := []byte(`\u0000`)
	for i := 5; i >= 2; i-- {
		code[i] = hex[r&15]
		r >>= 4
	}
	return string(code)
}

// textWidth returns the number of columns that text takes on a terminal.
func textWidth(text string) int {
	n := 0
	for _, r := range text {
		n += runeWidth(r)
	}
	return n
}

// wide holds the blocks whose characters take two columns (Unicode Standard Annex 11, the large ones).
var wide = [][2]rune{
	{0x1100, 0x115f}, {0x2e80, 0xa4cf}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60},
	{0xffe0, 0xffe6}, {0x1f300, 0x1faff}, {0x20000, 0x3fffd},
}

func runeWidth(r rune) int {
	if r < 0x300 {
		return 1
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	for _, block := range wide {
		if r >= block[0] && r <= block[1] {
			return 2
		}
	}
	return 1
}

// count writes a number with its noun: "1 error", "9,950 errors".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

// number writes thousands apart.
func number(n int) string {
	if n < 0 {
		return "-" + number(-n)
	}
	if n < 1000 {
		return itoa(n)
	}
	rest := itoa(1000 + n%1000)[1:]
	return number(n/1000) + "," + rest
}
