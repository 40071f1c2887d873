package query

import "strings"

// quotedText reads '…'; start is where the literal begins, its prefix included.
func (s *scanner) quotedText(start int) *SyntaxError {
	for s.pos++; s.pos < len(s.text); s.pos++ {
		switch {
		case s.text[s.pos] == '\\':
			s.pos++
		case s.text[s.pos] != '\'':
		case s.peek(1) == '\'':
			s.pos++
		default:
			s.pos++
			return nil
		}
	}
	s.pos = len(s.text)
	return &SyntaxError{Offset: start, Length: 1, Message: "this string is never closed",
		Hint: `close it with '; inside it, a quote is written '' and a backslash \\`}
}

func (s *scanner) quotedName() *SyntaxError {
	open := s.pos
	for s.pos++; s.pos < len(s.text); s.pos++ {
		switch {
		case s.text[s.pos] == markerSign:
			return &SyntaxError{Offset: s.pos, Length: 1, Message: "a control character in a name", Hint: "remove it"}
		case s.text[s.pos] != '"':
		case s.peek(1) == '"':
			s.pos++
		default:
			s.pos++
			return nil
		}
	}
	return &SyntaxError{Offset: open, Length: 1, Message: "this quoted name is never closed", Hint: `close it with "`}
}

// dollar reads $1, $$…$$, $tag$…$tag$ or a placeholder that was not replaced.
func (s *scanner) dollar() (tokenKind, *SyntaxError) {
	if end := s.placeholderEnd(); end > 0 {
		s.pos = end - 1
		return s.word()
	}
	open := s.pos
	s.pos++
	if classOf[s.peek(0)]&isDigit != 0 {
		s.skip(isDigit)
		return tokParam, nil
	}
	s.skip(isLetter | isDigit)
	if s.peek(0) != '$' {
		return 0, &SyntaxError{Offset: open, Length: 1,
			Message: "a $ that begins neither a parameter nor a dollar-quoted text",
			Hint:    "write $1 for a parameter, and quotes around a name with $ in front"}
	}
	s.pos++
	tag := s.text[open:s.pos]
	length := strings.Index(s.text[s.pos:], tag)
	if length < 0 {
		return 0, &SyntaxError{Offset: open, Length: len(tag),
			Message: "the text that begins with " + tag + " is never closed",
			Hint:    "close it with " + tag}
	}
	s.pos += length + len(tag)
	return tokDollar, nil
}
