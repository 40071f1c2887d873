package query

import (
	"errors"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/pganalyze/pg_query_go/v5/parser"
)

// SyntaxError says where and why a text is not SQL that can be understood. Offset and Length are bytes of the text that
// was given; Offset is at most its length.
type SyntaxError struct {
	Offset, Length int
	Message        string // a sentence without a full stop
	Hint           string // the way out; may be empty
}

// Error returns the message.
func (e *SyntaxError) Error() string { return e.Message }

// failure returns a SyntaxError at a token; past the last token it points behind the text's last token.
func (r *rewriter) failure(tok int, message, hint string) *SyntaxError {
	if tok >= len(r.tokens) {
		end := 0
		if n := len(r.tokens); n > 0 {
			end = int(r.tokens[n-1].end)
		}
		return &SyntaxError{Offset: end, Message: message, Hint: hint}
	}
	t := r.tokens[tok]
	return &SyntaxError{Offset: int(t.start), Length: int(t.end - t.start), Message: message, Hint: hint}
}

// explain turns pg_query's error about the rewritten text into one about the text that was given.
func (r *rewriter) explain(err error) *SyntaxError {
	var failed *parser.Error
	if !errors.As(err, &failed) {
		return r.failure(len(r.tokens), err.Error(), "")
	}
	tok := len(r.tokens)
	if failed.Cursorpos > 0 {
		tok = r.tokenAt(byteOffset(r.out, failed.Cursorpos-1))
	}
	switch {
	case strings.HasPrefix(failed.Message, "memory exhausted"):
		return r.failure(tok, "the query is nested too deeply", "split it into common table expressions or views")
	case !strings.HasPrefix(failed.Message, "syntax error"):
		message := failed.Message
		if at := strings.Index(message, " at or near "); at > 0 {
			message = message[:at]
		}
		return r.failure(tok, strings.ReplaceAll(message, string(rune(markerSign)), ""), "")
	case tok >= len(r.tokens):
		return r.failure(tok, "the query ends too early", "an expression, a name or a closing parenthesis is missing")
	}
	return r.failure(tok, "syntax error at "+clip(r.text[r.tokens[tok].start:r.tokens[tok].end]), r.hint(tok))
}

// hint says what usually is wrong at a token.
func (r *rewriter) hint(tok int) string {
	switch word := r.word(tok); {
	case reservedWords[word]:
		return "a name that is a reserved word needs double quotes; else look for what is missing before it"
	case r.symbol(tok) == ")" || r.symbol(tok) == ",":
		return "something is missing before it"
	case r.symbol(tok) == ";":
		return "only one statement is expected here"
	}
	return "look for a missing comma, parenthesis or keyword before it"
}

// clip shortens what a message shows of the text.
func clip(text string) string {
	const limit = 40
	if len(text) <= limit {
		return text
	}
	cut := limit
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}

// byteOffset turns a count of characters into an offset.
func byteOffset(text []byte, characters int) int {
	at := 0
	for ; characters > 0 && at < len(text); characters-- {
		_, size := utf8.DecodeRune(text[at:])
		at += size
	}
	return at
}

// tokenAt returns the index of the token that made the rewritten text at an offset; past the end it returns the number
// of tokens.
func (r *rewriter) tokenAt(offset int) int {
	if offset >= len(r.out) {
		return len(r.tokens)
	}
	i := sort.Search(len(r.marks), func(i int) bool { return int(r.marks[i].out) > offset })
	if i == 0 {
		return 0
	}
	return int(r.marks[i-1].tok)
}
