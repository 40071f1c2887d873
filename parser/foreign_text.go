package parser

import "strings"

// byteOrderMark may stand inside files that were joined; Flyway drops it everywhere, so that it is a blank.
const byteOrderMark = "\ufeff"

// foreign characters come from word processors and web pages. To the engine they are letters of a name, and nobody
// means that.
var foreignCharacters = []struct{ text, name, hint string }{
	{"\u00a0", "a no-break space", "type a blank"}, {"\u202f", "a no-break space", "type a blank"},
	{"\u3000", "a wide blank", "type a blank"}, {"\u200b", "an invisible blank", "remove it"},
	{"\u200c", "an invisible mark", "remove it"}, {"\u200d", "an invisible mark", "remove it"},
	{"\u2060", "an invisible mark", "remove it"},
	{"\u2018", "a typographic quote", "type '"}, {"\u2019", "a typographic quote", "type '"},
	{"\u201c", "a typographic quote", `type "`}, {"\u201d", "a typographic quote", `type "`},
	{"\u2013", "a typographic dash", "type -"}, {"\u2014", "a typographic dash", "type -"},
	{"\u2212", "a typographic minus", "type -"}, {"\u2026", "an ellipsis", "write out what it stands for"},
}

// foreign returns the foreign character at the cursor, or "".
func (l *lexer) foreign() string {
	if c := l.text[l.pos]; c != 0xc2 && c != 0xe2 && c != 0xe3 {
		return ""
	}
	for _, f := range foreignCharacters {
		if strings.HasPrefix(l.text[l.pos:], f.text) {
			return f.text
		}
	}
	return ""
}

func (l *lexer) scanForeign() tokenKind {
	text := l.foreign()
	start := l.pos
	l.pos += len(text)
	for _, f := range foreignCharacters {
		if f.text == text {
			l.report(start, l.pos, codeSyntax, f.name+" is no part of SQL", f.hint)
		}
	}
	return tokBad
}
