package query

import "strings"

// tokenKind is the sort of a token.
type tokenKind uint8

const (
	tokWord   tokenKind = iota + 1 // an unquoted name or keyword, #temporary names and ${placeholders} included
	tokQuoted                      // "name"
	tokString                      // '…', also with a prefix: E'…'
	tokDollar                      // $tag$…$tag$
	tokNumber                      // 1, 1.5, 1e9
	tokParam                       // $1 and ?
	tokSymbol                      // an operator or punctuation mark
)

// token is a piece of the text; offsets are bytes.
type token struct {
	kind       tokenKind
	newline    bool // a line ends between the token before and this one
	start, end int32
}

// Character classes; one look-up a byte keeps the scanner out of profiles.
const (
	isSpace = 1 << iota
	isLetter
	isDigit
	isOperator
)

var classOf = classes()

func classes() (c [256]uint8) {
	set := func(chars string, class uint8) {
		for i := 0; i < len(chars); i++ {
			c[chars[i]] |= class
		}
	}
	set(" \t\r\n\f\v", isSpace)
	set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", isLetter)
	set("0123456789", isDigit)
	set("+-*/<>=~!@#%^&|`", isOperator)
	for b := 0x80; b < 0x100; b++ {
		c[b] |= isLetter
	}
	return c
}

// scanner cuts text into tokens. Inside '…' a backslash escapes, as in the PostgreSQL 8.0 that Redshift descends from
// (c_redshift-and-postgres-sql), and names may begin with # (r_names).
type scanner struct {
	text   string
	pos    int
	tokens []token
}

// scan appends the tokens of text to tokens, comments and blanks left out.
func scan(text string, tokens []token) ([]token, *SyntaxError) {
	if err := checkText(text); err != nil {
		return nil, err
	}
	s := scanner{text: text, tokens: tokens}
	for {
		newline, err := s.skipBlanks()
		if err != nil {
			return nil, err
		}
		if s.pos >= len(text) {
			return s.tokens, nil
		}
		start := s.pos
		kind, err := s.next(text[start])
		if err != nil {
			return nil, err
		}
		s.tokens = append(s.tokens, token{kind, newline, int32(start), int32(s.pos)})
	}
}

// peek returns the byte n places on, or a blank at the end of the text.
func (s *scanner) peek(n int) byte {
	if s.pos+n < len(s.text) {
		return s.text[s.pos+n]
	}
	return ' '
}

func (s *scanner) skip(class uint8) {
	for s.pos < len(s.text) && classOf[s.text[s.pos]]&class != 0 {
		s.pos++
	}
}

// skipBlanks moves past blanks and comments and reports whether a line ended there.
func (s *scanner) skipBlanks() (newline bool, err *SyntaxError) {
	start := s.pos
	for {
		s.skip(isSpace)
		switch {
		case s.peek(0) == '-' && s.peek(1) == '-':
			if n := strings.IndexByte(s.text[s.pos:], '\n'); n >= 0 {
				s.pos += n
			} else {
				s.pos = len(s.text)
			}
		case s.peek(0) == '/' && s.peek(1) == '*':
			if err := s.skipBlockComment(); err != nil {
				return false, err
			}
		default:
			return strings.IndexByte(s.text[start:s.pos], '\n') >= 0, nil
		}
	}
}

// skipBlockComment moves past /* … */, which may be nested.
func (s *scanner) skipBlockComment() *SyntaxError {
	open, depth := s.pos, 1
	for s.pos += 2; depth > 0 && s.pos < len(s.text); {
		switch {
		case s.text[s.pos] == '*' && s.peek(1) == '/':
			depth--
			s.pos += 2
		case s.text[s.pos] == '/' && s.peek(1) == '*':
			depth++
			s.pos += 2
		default:
			s.pos++
		}
	}
	if depth > 0 {
		return &SyntaxError{Offset: open, Length: 2, Message: "this comment is never closed",
			Hint: "close it with */; comments may be nested"}
	}
	return nil
}

// next moves past one token that begins with c.
func (s *scanner) next(c byte) (tokenKind, *SyntaxError) {
	class := classOf[c]
	switch {
	case class&isLetter != 0, c == '#' && classOf[s.peek(1)]&isLetter != 0 && !s.glued():
		return s.word()
	case class&isDigit != 0, c == '.' && classOf[s.peek(1)]&isDigit != 0 && !s.glued():
		s.number()
		return tokNumber, nil
	case c == '\'':
		return tokString, s.quotedText(s.pos)
	case c == '"':
		return tokQuoted, s.quotedName()
	case c == '$':
		return s.dollar()
	case c == '?':
		s.pos++
		return tokParam, nil
	case class&isOperator != 0:
		s.operator()
		return tokSymbol, nil
	}
	s.pos++
	if c == ':' && (s.peek(0) == ':' || s.peek(0) == '=') {
		s.pos++
	}
	return tokSymbol, nil
}

// glued reports whether an operand ends right here: in a#b the # is an operator, in FROM #b it begins a name.
func (s *scanner) glued() bool {
	if len(s.tokens) == 0 || int(s.tokens[len(s.tokens)-1].end) != s.pos {
		return false
	}
	t := s.tokens[len(s.tokens)-1]
	return t.kind != tokSymbol || s.text[t.start] == ')' || s.text[t.start] == ']'
}

// word reads a name. A string that follows e, b, x or n at once belongs to it: E'…'.
func (s *scanner) word() (tokenKind, *SyntaxError) {
	start := s.pos
	s.pos++
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		if classOf[c]&(isLetter|isDigit) != 0 {
			s.pos++
			continue
		}
		if c == '\'' && s.pos == start+1 && strings.IndexByte("eEbBxXnN", s.text[start]) >= 0 {
			return tokString, s.quotedText(start)
		}
		if c != '$' {
			break
		}
		s.pos = max(s.pos+1, s.placeholderEnd())
	}
	return tokWord, nil
}

// placeholderEnd returns the offset after the ${…} that begins here, or 0. A placeholder without a value stays in the
// text and is read as part of a name, so what no name may hold ends the attempt.
func (s *scanner) placeholderEnd() int {
	if s.peek(1) != '{' {
		return 0
	}
	for i := s.pos + 2; i < len(s.text); i++ {
		switch c := s.text[i]; {
		case c == '}':
			return i + 1
		case strings.IndexByte("${;'\"", c) >= 0, c == markerSign, classOf[c]&isSpace != 0:
			return 0
		}
	}
	return 0
}

func (s *scanner) number() {
	s.skip(isDigit)
	if s.peek(0) == '.' && s.peek(1) != '.' {
		s.pos++
		s.skip(isDigit)
	}
	if s.peek(0)|0x20 != 'e' {
		return
	}
	digits := 1
	if s.peek(1) == '+' || s.peek(1) == '-' {
		digits = 2
	}
	if classOf[s.peek(digits)]&isDigit != 0 {
		s.pos += digits
		s.skip(isDigit)
	}
}

// operator reads the longest operator, with PostgreSQL's rule that + and - end one only if it also holds a character
// that standard operators lack, so that =-1 is two tokens.
func (s *scanner) operator() {
	start, special := s.pos, false
	for s.pos < len(s.text) && classOf[s.text[s.pos]]&isOperator != 0 {
		c := s.text[s.pos]
		if s.pos > start && (c == '-' && s.peek(1) == '-' || c == '/' && s.peek(1) == '*') {
			break
		}
		special = special || strings.IndexByte("~!@#%^&|`", c) >= 0
		s.pos++
	}
	for s.pos > start+1 && !special && (s.text[s.pos-1] == '+' || s.text[s.pos-1] == '-') {
		s.pos--
	}
}
