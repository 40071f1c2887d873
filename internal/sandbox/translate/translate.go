package translate

import (
	"errors"
	"fmt"
	"strings"

	"github.com/redraft/redraft/internal/sandbox/dialect"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/query"
)

// Session is what the translation of a statement depends on besides its text.
type Session struct {
	Block         bool // a transaction block is open
	CaseSensitive bool // enable_case_sensitive_identifier
	// LateBinding returns the query of a late-binding view; schema is empty when the name is not qualified. Nil means that
	// there are none.
	LateBinding func(schema, name string) (text string, ok bool)
	// LateColumns finds out the columns of late-binding views; see dialect.Options.
	LateColumns func()
	// Missing returns the column that a statement for the server asks for and that does not exist; see dialect.Options.
	Missing func(statement string) (column string, ok bool)
	// Columns returns the names of a relation's columns; see dialect.Options.
	Columns func(schema, name string) (columns []string, ok bool)
	// Modes returns the argument modes of a procedure with that many input arguments: i, o and b for IN, OUT and INOUT.
	// Nil, and an empty text, mean that nobody knows.
	Modes func(schema, name string, inputs int) string
}

// Command is one statement as PostgreSQL takes it.
type Command struct {
	SQL string // exactly one statement; empty for an empty text
	// Steps are what SQL runs one after the other, where that is several; in the body of a procedure they stand alone.
	Steps  []string
	Tag    string // what the client is told instead of PostgreSQL's command tag; empty keeps that
	Lock   string // the quoted name of the table that is written, to be locked first; empty for none
	Commit bool   // the transaction is committed after it
	Begins bool   // it opens a transaction block
	Ends   bool   // it closes one
	// Touches says that the statement reads or writes a user's table or changes one, so that it may meet a conflict.
	Touches bool
	// Depends says that the command is another one in another state of the session or the database, so that a prepared
	// statement is translated again before it runs.
	Depends bool
	// LateBinding says that a late-binding view comes into being.
	LateBinding bool
	// Setting is changed by the statement, to Value.
	Setting, Value string
	// Source is the client's text, from byte Offset of its message.
	Source string
	Offset int
	// At is where a refusal points to, in characters of the message from 1; 0 for nowhere.
	At int
}

// Text translates a message of the simple protocol or the text of a prepared statement. There is at least one command.
func Text(text string, s Session) []Command {
	if c, ok := copyThrough(text); ok {
		return []Command{c}
	}
	file, findings := parser.ParseText(diag.NewSource("", text), parser.Options{
		CaseSensitive: s.CaseSensitive, KeepPlaceholders: true,
	})
	for _, f := range findings {
		if f.Severity == diag.Error {
			return []Command{unreadable(text, f)}
		}
	}
	if len(file.Statements) == 0 {
		return []Command{{Source: text}}
	}
	t := &translator{Session: s, file: file, multi: len(file.Statements) > 1, analyzer: query.NewAnalyzer(),
		made: map[ast.Name]string{}}
	t.analyzer.CaseSensitive = s.CaseSensitive
	var commands []Command
	for _, statement := range file.Statements {
		c := t.command(statement)
		t.Block = (t.Block || c.Begins) && !c.Ends
		commands = append(commands, c)
	}
	return commands
}

// translator translates the statements of one text.
type translator struct {
	Session
	file     *ast.File
	multi    bool // the message holds several statements, which are one transaction
	analyzer *query.Analyzer
	// made are the late-binding views that earlier statements of the message make, by schema and name as written.
	made map[ast.Name]string
	// depends is Command.Depends of the statement at hand.
	depends bool
}

// command translates one statement; what goes wrong is a command too.
func (t *translator) command(statement ast.Statement) Command {
	t.depends = false
	c, err := t.statement(statement)
	if err != nil {
		c = t.refuse(statement, err)
	}
	c.Depends = t.depends
	span := statement.Bounds()
	c.Source, c.Offset = t.file.Text(span), span.Start
	return c
}

// refusal is an error that Redshift answers with.
type refusal struct {
	code, message, detail, hint string
	offset                      int // bytes of the statement
}

func (r *refusal) Error() string { return r.message }

// SQLSTATEs (PostgreSQL's appendix "Error Codes").
const (
	codeSyntax       = "42601"
	codeNotSupported = "0A000"
	codeActiveBlock  = "25001"
	codeInternal     = "XX000"
)

func refused(code, format string, args ...any) *refusal {
	return &refusal{code: code, message: fmt.Sprintf(format, args...), offset: -1}
}

// refuse returns the command that fails with an error.
func (t *translator) refuse(statement ast.Statement, err error) Command {
	var r *refusal
	var d *dialect.Error
	if errors.As(err, &d) {
		r = &refusal{code: d.Code, message: d.Message, hint: d.Hint, offset: d.Offset}
	} else if !errors.As(err, &r) {
		r = refused(codeInternal, "%s", err.Error())
	}
	c := Command{SQL: r.sql()}
	if r.offset >= 0 {
		c.At = characters(t.file.Source.Text, statement.Bounds().Start+r.offset)
	}
	return c
}

func (r *refusal) sql() string {
	return fmt.Sprintf("CALL pg_redshift.refuse(%s, %s, %s, %s)",
		literal(r.code), literal(r.message), literal(r.detail), literal(r.hint))
}

// unreadable is what a text comes to that is no SQL of Redshift. PostgreSQL reads a whole message before it runs the
// first statement of it, and so nothing of it is run.
func unreadable(text string, f diag.Diagnostic) Command {
	at := offsetOf(text, f.Pos)
	r := refusal{code: codeNotSupported, message: f.Summary, hint: f.Hint}
	if f.Code == "syntax" || f.Code == "unknown-statement" || f.Code == "unterminated" {
		r.code, r.detail = codeSyntax, f.Summary
		r.message = "syntax error at end of input"
		if word := wordAt(text, at); word != "" {
			r.message = fmt.Sprintf("syntax error at or near %q", word)
		}
	}
	return Command{SQL: r.sql(), Source: text, At: characters(text, at)}
}

// offsetOf returns the byte offset of a position.
func offsetOf(text string, pos diag.Position) int {
	offset := 0
	for line := 1; line < pos.Line; line++ {
		next := strings.IndexByte(text[offset:], '\n')
		if next < 0 {
			break
		}
		offset += next + 1
	}
	column := 1
	for i := range text[offset:] {
		if column == pos.Column {
			return offset + i
		}
		column++
	}
	return len(text)
}

// characters turns a byte offset into a position as the protocol counts it.
func characters(text string, offset int) int {
	return len([]rune(text[:min(offset, len(text))])) + 1
}

// wordAt returns the token that begins at an offset.
func wordAt(text string, offset int) string {
	tokens, err := query.Tokens(text[offset:])
	if err != nil || len(tokens) == 0 {
		return ""
	}
	return text[offset+tokens[0].Start : offset+tokens[0].End]
}

// copyThrough recognises COPY … FROM STDIN and COPY … TO STDOUT. Redshift has neither; the stand-in passes them on, for
// there is no S3 to load test data from.
func copyThrough(text string) (Command, bool) {
	tokens, err := query.Tokens(text)
	if err != nil || len(tokens) < 4 || !strings.EqualFold(text[tokens[0].Start:tokens[0].End], "copy") {
		return Command{}, false
	}
	for i, token := range tokens[1:] {
		word := text[token.Start:token.End]
		before := text[tokens[i].Start:tokens[i].End]
		if strings.EqualFold(word, "stdin") && strings.EqualFold(before, "from") ||
			strings.EqualFold(word, "stdout") && strings.EqualFold(before, "to") {
			return Command{SQL: text, Source: text, Touches: true}, true
		}
	}
	return Command{}, false
}
