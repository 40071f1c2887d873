package sandbox

import (
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5/pgproto3"

	"github.com/redraft/redraft/internal/sandbox/translate"
)

// inFailedTransaction is the SQLSTATE of everything that follows an error in a block.
const inFailedTransaction = "25P02"

// failure turns PostgreSQL's error into Redshift's: its words where they are known, no fields that PostgreSQL 8.0 did not
// have, and a position in the text that the client sent.
func failure(m *pgproto3.ErrorResponse, front *expected) *pgproto3.ErrorResponse {
	out := &pgproto3.ErrorResponse{Severity: m.Severity, Code: m.Code, Message: m.Message, Detail: m.Detail, Hint: m.Hint}
	out.Code, out.Message, out.Detail, out.Hint = translate.Words(m.Code, m.Message, m.Detail, m.Hint)
	if front == nil || len(front.pieces) == 0 {
		return out
	}
	at := front.pieces[0]
	if !strings.HasPrefix(at.command.SQL, "CALL pg_redshift.") {
		out.Where = m.Where
	}
	out.Position = position(m, front.text, at)
	return out
}

// position returns where in the client's text an error is, in characters from 1; 0 when that cannot be told.
func position(m *pgproto3.ErrorResponse, text string, at piece) int32 {
	c := at.command
	if c.At > 0 && m.Code != inFailedTransaction {
		return int32(c.At) //nolint:gosec // at most the length of a message
	}
	before := utf8.RuneCountInString(text[:min(c.Offset, len(text))])
	if m.Position > 0 {
		if found := place(c.SQL, c.Source, int(m.Position)-at.start); found > 0 {
			return int32(before + found) //nolint:gosec // at most the length of a message
		}
	}
	if m.InternalPosition > 0 {
		if found := place(m.InternalQuery, c.Source, int(m.InternalPosition)); found > 0 {
			return int32(before + found) //nolint:gosec // at most the length of a message
		}
	}
	return 0
}

// place finds the character of source that position at of sent stands for. What was rewritten lies in the middle: what
// stands before and behind it is the same in both texts.
func place(sent, source string, at int) int {
	a, b := []rune(sent), []rune(source)
	if at < 1 || at > len(a) {
		return 0
	}
	same := 0
	for same < len(a) && same < len(b) && a[same] == b[same] {
		same++
	}
	if at <= same {
		return at
	}
	fromEnd := len(a) - at + 1
	same = 0
	for same < len(a) && same < len(b) && a[len(a)-1-same] == b[len(b)-1-same] {
		same++
	}
	if fromEnd <= same {
		return len(b) - fromEnd + 1
	}
	return 0
}

// notice passes a notice on. Where PostgreSQL says NOTICE, Redshift says INFO.
func notice(m *pgproto3.NoticeResponse) *pgproto3.NoticeResponse {
	severity := m.Severity
	if severity == "NOTICE" {
		severity = "INFO"
	}
	return &pgproto3.NoticeResponse{Severity: severity, Code: m.Code, Message: m.Message, Detail: m.Detail, Hint: m.Hint}
}
