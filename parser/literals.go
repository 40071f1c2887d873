package parser

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/redraft/redraft/parser/ast"
)

// stringLiteral reads '…' or $$…$$ and returns its value and its place. A literal on the next line continues it, as the
// SQL standard and PostgreSQL have it.
func (p *parser) stringLiteral(what string) (string, ast.Span) {
	t := p.tok()
	if p.atEnd() || t.kind != tokString && t.kind != tokDollar {
		p.unexpected(what)
		return "", ast.Span{}
	}
	first := p.pos
	p.pos++
	value := p.stringValue(t)
	for !p.atEnd() && t.kind == tokString && p.tok().kind == tokString &&
		strings.Contains(p.src.Text[p.tokens[p.pos-1].end:p.tok().start], "\n") {
		value += p.stringValue(p.tok())
		p.pos++
	}
	return value, p.spanFrom(first)
}

// atString reports whether a string stands at the cursor.
func (p *parser) atString() bool {
	return !p.atEnd() && (p.tok().kind == tokString || p.tok().kind == tokDollar)
}

// stringValue returns what a string token stands for.
func (p *parser) stringValue(t token) string {
	text := p.src.Text[t.start:t.end]
	if t.kind == tokDollar {
		tag := strings.IndexByte(text[1:], '$') + 2
		return text[tag : len(text)-tag]
	}
	text = text[strings.IndexByte(text, '\'')+1 : len(text)-1]
	if strings.IndexByte(text, '\'') < 0 && strings.IndexByte(text, '\\') < 0 {
		return text
	}
	return unescape(text)
}

// unescape resolves doubled quotes and backslashes.
func unescape(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '\'' {
			i++ // the second of two
		}
		if c != '\\' || i+1 == len(text) {
			b.WriteByte(c)
			continue
		}
		i++
		value, used := escape(text[i:])
		b.WriteString(value)
		i += used - 1
	}
	return b.String()
}

// escape returns what the characters after a backslash stand for and how many they are.
func escape(text string) (string, int) {
	switch c := text[0]; c {
	case 'n':
		return "\n", 1
	case 't':
		return "\t", 1
	case 'r':
		return "\r", 1
	case 'b':
		return "\b", 1
	case 'f':
		return "\f", 1
	case '0', '1', '2', '3', '4', '5', '6', '7':
		n := 1
		for n < 3 && n < len(text) && text[n] >= '0' && text[n] <= '7' {
			n++
		}
		code, _ := strconv.ParseUint(text[:n], 8, 16)
		return string([]byte{byte(code)}), n
	}
	_, size := utf8.DecodeRuneInString(text)
	return text[:size], size
}

// integer reads a whole number, with its sign.
func (p *parser) integer(what string) int64 {
	first, sign := p.pos, int64(1)
	if p.accept("-") {
		sign = -1
	} else {
		p.accept("+")
	}
	t := p.tok()
	if p.atEnd() || t.kind != tokNumber {
		p.unexpected(what)
		return 0
	}
	p.pos++
	value, err := strconv.ParseInt(p.src.Text[t.start:t.end], 10, 64)
	if err != nil {
		p.fail(p.spanFrom(first), codeSyntax, p.src.Text[t.start:t.end]+" is not a whole number", "expected "+what)
	}
	return sign * value
}

// decimal reads a number that may have a fraction.
func (p *parser) decimal(what string) float64 {
	t := p.tok()
	if p.atEnd() || t.kind != tokNumber {
		p.unexpected(what)
		return 0
	}
	p.pos++
	value, _ := strconv.ParseFloat(p.src.Text[t.start:t.end], 64)
	return value
}

// boolean reads TRUE or FALSE, also as ON, OFF, YES, NO, T, F, a string of these, 1 or 0.
func (p *parser) boolean(what string) bool {
	if p.atEnd() {
		p.unexpected(what)
		return false
	}
	text := p.folded[p.tok().start:p.tok().end]
	p.pos++
	switch strings.Trim(text, "'") {
	case "true", "t", "on", "yes", "1":
		return true
	case "false", "f", "off", "no", "0":
		return false
	}
	p.pos--
	p.unexpected(what)
	return false
}
