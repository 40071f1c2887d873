package query

import (
	"strings"
	"unicode/utf8"
)

// maxText is the longest text in bytes that is read; the manual allows 16 MB for a statement (c_redshift-sql).
const maxText = 16 << 20

// checkText refuses what neither Redshift nor the C string that pg_query reads can hold.
func checkText(text string) *SyntaxError {
	if len(text) > maxText {
		return &SyntaxError{Message: "the text is longer than 16 MB",
			Hint: "Redshift takes no statement as long as this; split it"}
	}
	if at := strings.IndexByte(text, 0); at >= 0 {
		return &SyntaxError{Offset: at, Length: 1, Message: "the text contains a NUL byte", Hint: "remove it"}
	}
	if !utf8.ValidString(text) {
		at := 0
		for at < len(text) {
			r, size := utf8.DecodeRuneInString(text[at:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
		return &SyntaxError{Offset: at, Length: 1, Message: "the text is not UTF-8 from here on",
			Hint: "save the file as UTF-8"}
	}
	return nil
}
