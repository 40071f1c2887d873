package migrations

import (
	"strings"

	"github.com/redraft/redraft/model/diag"
)

// property is one setting of a .conf file.
type property struct {
	key, value string
	line       int // counts from 1
}

// properties reads Flyway's .conf format: Java properties in which backslashes are ordinary characters, except one at
// the end of a line, which joins the next (ConfigUtils.loadConfigurationFromString). A repeated key counts once, with
// its last value. A byte order mark does not count.
func properties(text string) []property {
	lines := naturalLines(strings.TrimPrefix(text, byteOrderMark))
	var list []property
	for i := 0; i < len(lines); i++ {
		logical := lines[i]
		if logical.text == "" || logical.text[0] == '#' || logical.text[0] == '!' {
			continue
		}
		for lines[i].joined {
			i++
			logical.text += lines[i].text
		}
		list = setProperty(list, splitProperty(logical.text, logical.number))
	}
	return list
}

// naturalLine is a line without the white space in front; joined is true when the next one continues it.
type naturalLine struct {
	text   string
	number int
	joined bool
}

// naturalLines cuts a text into lines. Flyway looks for backslashes in lines that end in a line feed, Java's properties
// then end lines at carriage returns too.
func naturalLines(text string) []naturalLine {
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), "\n")
	var list []naturalLine
	for i, line := range lines {
		line = trimJava(line)
		joined := strings.HasSuffix(line, `\`) && i+1 < len(lines) && joins(lines[i+1])
		if joined {
			line = strings.TrimSuffix(line, `\`)
		}
		for piece := range strings.SplitSeq(line, "\r") {
			list = append(list, naturalLine{text: strings.TrimLeft(piece, " \t\f"), number: i + 1})
		}
		list[len(list)-1].joined = joined
	}
	return list
}

// joins reports whether a line goes on with the one before it, which ends in a backslash.
func joins(line string) bool {
	if line == "" {
		return false
	}
	setting := strings.HasPrefix(trimJava(line), "flyway.") && strings.Contains(line, "=")
	return !setting || strings.Contains(line, "==") || strings.Contains(line, "!=")
}

// splitProperty cuts at the first blank, = or :, of which one may stand between blanks.
func splitProperty(line string, number int) property {
	end := strings.IndexAny(line, "=: \t\f")
	if end < 0 {
		return property{line, "", number}
	}
	value := strings.TrimLeft(line[end:], " \t\f")
	if value != "" && (value[0] == '=' || value[0] == ':') {
		value = strings.TrimLeft(value[1:], " \t\f")
	}
	return property{line[:end], value, number}
}

func setProperty(list []property, p property) []property {
	for i := range list {
		if list[i].key == p.key {
			list[i] = p
			return list
		}
	}
	return append(list, p)
}

// trimJava is String.trim.
func trimJava(s string) string { return strings.TrimFunc(s, atMostBlank) }

// finding makes a finding about the property's line.
func (p property) finding(
	source *diag.Source, severity diag.Severity, code diag.Code, what, hint string,
) diag.Diagnostic {
	text, start := source.Text, 0
	for range p.line - 1 {
		start += strings.IndexByte(text[start:], '\n') + 1
	}
	line, _, _ := strings.Cut(text[start:], "\n")
	return source.Diagnose(severity, code, start, start+len(strings.TrimRight(line, "\r")), what, hint)
}
