package parser

import "strings"

// scanString reads '…'; prefix letters of the literal have been read already.
func (l *lexer) scanString(prefix int) tokenKind {
	open := l.pos
	for l.pos++; l.pos < len(l.text); l.pos++ {
		switch l.text[l.pos] {
		case '\\':
			l.pos++
		case '\'':
			if l.peek(1) != '\'' {
				l.pos++
				return tokString
			}
			l.pos++
		}
	}
	l.pos = len(l.text)
	l.report(open-prefix, open+1, codeUnterminated, "this string is never closed",
		`close it with '; inside it, a quote is written '' and a backslash \\`)
	return tokBad
}

func (l *lexer) scanQuoted() tokenKind {
	open := l.pos
	for l.pos++; l.pos < len(l.text); l.pos++ {
		if l.text[l.pos] != '"' {
			continue
		}
		if l.peek(1) != '"' {
			l.pos++
			return tokQuoted
		}
		l.pos++
	}
	l.report(open, open+1, codeUnterminated, "this quoted name is never closed", `close it with "`)
	return tokBad
}

// scanDollar reads $1, $$…$$, $tag$…$tag$ or a placeholder that was not replaced.
func (l *lexer) scanDollar() tokenKind {
	if end := l.placeholderEnd(l.pos); end > 0 {
		l.pos = end - 1
		return l.scanWord()
	}
	open := l.pos
	l.pos++
	if classOf[l.peek(0)]&isDigit != 0 {
		l.skip(isDigit)
		return tokParam
	}
	l.skip(isLetter | isDigit)
	if l.peek(0) != '$' {
		l.report(open, open+1, codeSyntax, "a $ that begins neither a parameter nor a dollar-quoted text",
			"write $1 for a parameter, $$ … $$ around a text, and quotes around a name with $ in front")
		return tokBad
	}
	l.pos++
	tag := l.text[open:l.pos]
	length := strings.Index(l.text[l.pos:], tag)
	if length < 0 {
		l.report(open, l.pos, codeUnterminated, "the text that begins with "+tag+" is never closed", "close it with "+tag)
		l.pos = len(l.text)
		return tokBad
	}
	l.pos += length + len(tag)
	return tokDollar
}

func (l *lexer) scanLineComment() tokenKind {
	if n := strings.IndexByte(l.text[l.pos:], '\n'); n >= 0 {
		l.pos += n
	} else {
		l.pos = len(l.text)
	}
	return tokComment
}

// scanBlockComment reads /* … */, which may be nested.
func (l *lexer) scanBlockComment() tokenKind {
	open, depth := l.pos, 1
	for l.pos += 2; depth > 0 && l.pos < len(l.text); {
		switch {
		case l.text[l.pos] == '*' && l.peek(1) == '/':
			depth--
			l.pos += 2
		case l.text[l.pos] == '/' && l.peek(1) == '*':
			depth++
			l.pos += 2
		default:
			l.pos++
		}
	}
	if depth == 0 {
		return tokComment
	}
	l.pos = len(l.text)
	l.report(open, open+2, codeUnterminated, "this comment is never closed", "close it with */; comments may be nested")
	return tokBad
}
