package migrations

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenKind is what Flyway's parser (Parser.readToken) makes of a piece of text.
type tokenKind uint8

const (
	tokenSpace      tokenKind = iota // blanks and parentheses, of which Flyway makes no token
	tokenBlankLines                  // white space with two line feeds
	tokenComment
	tokenWord // letters and underscores alone
	tokenName // quoted names, qualified names and names with other characters
	tokenString
	tokenNumber
	tokenSymbol
	tokenSemicolon
	tokenEnd
)

// token is text[start:end] as Flyway sees it; depth is the number of open parentheses behind it.
type token struct {
	kind       tokenKind
	start, end int
	depth      int
	// open is true when the text ended before the token did.
	open bool
}

// scanner cuts a text as Flyway does. Its depth lives as long as the file, and may fall below zero.
type scanner struct {
	text  string
	pos   int
	depth int
}

// next returns the next token. It moves forward by at least a byte until it returns tokenEnd.
func (s *scanner) next() token {
	t := token{start: s.pos}
	if s.pos == len(s.text) {
		t.kind, t.end = tokenEnd, s.pos // Flyway gives this token depth 0, whatever is open
		return t
	}
	t.kind, t.open = s.scan()
	t.end, t.depth = s.pos, s.depth
	return t
}

// scan moves over one token. The order of the cases is Flyway's.
func (s *scanner) scan() (kind tokenKind, open bool) {
	rest := s.text[s.pos:]
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == '$':
		return tokenString, s.dollarQuoted()
	case r == '\'':
		s.pos++
		return tokenString, s.quoted('\'', false)
	case r == '(':
		s.pos++
		s.depth++
		return tokenSpace, false
	case r == ')':
		s.pos++
		s.depth--
		return tokenSpace, false
	case r == '"':
		s.pos++
		open = s.quoted('"', false)
		s.qualified()
		return tokenName, open
	case strings.HasPrefix(rest, "--"):
		s.pos += lineLength(rest)
		return tokenComment, false
	case strings.HasPrefix(rest, "/*"):
		return tokenComment, s.blockComment()
	case isDigit(r):
		s.pos += max(size, leadingDigits(rest))
		return tokenNumber, false
	case hasAnyPrefix(rest, "B'", "E'", "X'"):
		s.pos += 2
		return tokenString, s.quoted('\'', true)
	case strings.HasPrefix(rest, "U&'"):
		s.pos += 3
		return tokenString, s.quoted('\'', false)
	}
	return s.scanPlain(r, size)
}

// scanPlain moves over one token outside of quotes and comments.
func (s *scanner) scanPlain(r rune, size int) (kind tokenKind, open bool) {
	switch {
	case r == ';':
		s.pos++
		return tokenSemicolon, false
	case r == 0: // Flyway's sign for "this dialect has no other quotes"
		s.pos++
		return tokenName, s.quoted(0, false)
	case r == '_' || isLetter(r):
		return s.word(), false
	case r == ' ' || r == '\r' || r == '\u00a0':
		s.pos += size
		return tokenSpace, false
	case isSpace(r):
		return s.space(), false
	}
	s.pos += size
	return tokenSymbol, false
}

// quoted moves behind the closing quote, which stands for itself when doubled. A backslash protects the next character
// in the literals that have one of the prefixes B, E and X, and only when the prefix is in upper case.
func (s *scanner) quoted(quote byte, backslash bool) (open bool) {
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		s.pos++
		switch {
		case backslash && c == '\\':
			_, size := utf8.DecodeRuneInString(s.text[s.pos:])
			s.pos += size
		case c == quote && s.at(quote):
			s.pos++
		case c == quote:
			return false
		}
	}
	return true
}

// dollarQuoted reads $tag$…$tag$, where everything up to the next dollar is a tag. A tag over several lines is never
// found again, because Flyway's reader does not look beyond the end of a line (PeekingReader.peek).
func (s *scanner) dollarQuoted() (open bool) {
	rest := s.text[s.pos:]
	end := strings.IndexByte(rest[1:], '$')
	if end < 0 || strings.Contains(rest[:end+1], "\n") {
		s.pos = len(s.text)
		return true
	}
	tag := rest[:end+2]
	closing := strings.Index(rest[len(tag):], tag)
	if closing < 0 {
		s.pos = len(s.text)
		return true
	}
	s.pos += closing + 2*len(tag)
	return false
}

// blockComment reads a comment with comments inside.
func (s *scanner) blockComment() (open bool) {
	depth := 0
	for s.pos < len(s.text) {
		switch rest := s.text[s.pos:]; {
		case strings.HasPrefix(rest, "/*"):
			depth++
			s.pos += 2
		case strings.HasPrefix(rest, "*/"):
			depth--
			s.pos += 2
			if depth == 0 {
				return false
			}
		default:
			s.pos++
		}
	}
	return true
}

// word reads a word with up to two more parts behind dots. Only words of letters and underscores are keywords to
// Flyway.
func (s *scanner) word() tokenKind {
	start := s.pos
	s.wordPart()
	if s.qualified() {
		return tokenName
	}
	for _, r := range s.text[start:s.pos] {
		if r != '_' && !isLetter(r) {
			return tokenName
		}
	}
	return tokenWord
}

func (s *scanner) wordPart() {
	for s.pos < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[s.pos:])
		if r != '_' && r != '$' && !isLetter(r) && !isDigit(r) {
			return
		}
		s.pos += size
	}
}

func (s *scanner) qualified() bool {
	if !s.at('.') {
		return false
	}
	for range 2 {
		if !s.at('.') {
			break
		}
		s.pos++
		if s.at('"') {
			s.pos++
			s.quoted('"', false)
		} else {
			s.wordPart()
		}
	}
	return true
}

func (s *scanner) space() tokenKind {
	feeds := 0
	for s.pos < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[s.pos:])
		if !isSpace(r) {
			break
		}
		if r == '\n' {
			feeds++
		}
		s.pos += size
	}
	if feeds >= 2 {
		return tokenBlankLines
	}
	return tokenSpace
}

func (s *scanner) at(c byte) bool { return s.pos < len(s.text) && s.text[s.pos] == c }

// Java's Character looks at one UTF-16 unit here, so that letters beyond the basic plane are none.

func isLetter(r rune) bool { return r <= 0xffff && r != utf8.RuneError && unicode.IsLetter(r) }
func isDigit(r rune) bool  { return r <= 0xffff && unicode.IsDigit(r) }

// isSpace is Character.isWhitespace, which leaves out the blanks that do not break and takes in four separators.
func isSpace(r rune) bool {
	switch r {
	case '\u00a0', '\u2007', '\u202f', '\u0085':
		return false
	case '\x1c', '\x1d', '\x1e', '\x1f':
		return true
	}
	return r <= 0xffff && unicode.IsSpace(r)
}

func lineLength(text string) int {
	if end := strings.IndexAny(text, "\r\n"); end >= 0 {
		return end
	}
	return len(text)
}

func leadingDigits(text string) int { return len(text) - len(strings.TrimLeft(text, "0123456789")) }

func hasAnyPrefix(text string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(text, p) {
			return true
		}
	}
	return false
}
