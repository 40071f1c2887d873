package validate

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/plan/ddl"
)

// probe is how one statement of a script is tried.
type probe struct {
	statement ast.Statement
	sql       string
	// start is the offset in the file's text of the byte that stands at lead in sql; exact is false when the sql is not a
	// piece of the file and the whole statement is meant.
	start, lead int
	exact       bool
	// lasting is true for what the statements behind need: it runs again after the transaction failed.
	lasting bool
}

// etl tries every script in a transaction of its own that is rolled back, so that no script sees what another does.
func (r *run) etl(ctx context.Context, s Session) error {
	for i, file := range r.ETL {
		r.progress("planning "+file.Source.Name, i, len(r.ETL))
		t := &trial{run: r, session: s, file: file}
		if err := t.script(ctx); err != nil {
			return err
		}
		r.result.Scripts++
	}
	return nil
}

// trial is one script being tried.
type trial struct {
	*run
	session Session
	file    *ast.File
	held    []string // what ran and lasts, in order
}

func (t *trial) script(ctx context.Context) error {
	if err := t.session.Exec(ctx, "BEGIN"); err != nil {
		return err
	}
	for _, statement := range t.file.Statements {
		p, ok := newProbe(t.file, statement)
		if !ok {
			t.result.Skipped++
			continue
		}
		if err := t.try(ctx, p); err != nil {
			return err
		}
	}
	return t.session.Exec(ctx, "ROLLBACK")
}

// try sends one statement. After a failure the transaction is begun anew and what lasts is run again.
func (t *trial) try(ctx context.Context, p probe) error {
	t.result.Queries++
	err := t.session.Exec(ctx, p.sql)
	switch {
	case err == nil && p.lasting:
		t.held = append(t.held, p.sql)
		return nil
	case err == nil:
		return nil
	case !refused(ctx, err):
		return err
	}
	t.result.Findings = append(t.result.Findings, t.finding(p, err))
	if err := t.session.Exec(ctx, "ROLLBACK"); err != nil {
		return err
	}
	if err := t.session.Exec(ctx, "BEGIN"); err != nil {
		return err
	}
	for _, sql := range t.held {
		if err := t.session.Exec(ctx, sql); err != nil {
			return err
		}
	}
	return nil
}

// finding places the server's error in the script: at the character that the server names, or at the statement.
func (t *trial) finding(p probe, err error) diag.Diagnostic {
	span := p.statement.Bounds()
	start, end := span.Start, span.End
	if line := strings.IndexByte(t.file.Source.Text[start:end], '\n'); line >= 0 {
		end = start + line
	}
	var placed interface{ ServerPosition() int }
	if errors.As(err, &placed) && placed.ServerPosition() > 0 && p.exact {
		at := byteOffset(p.sql, placed.ServerPosition()-1) - p.lead + p.start
		if at >= p.start && at < span.End {
			start, end = at, at+wordLength(t.file.Source.Text[at:span.End])
		}
	}
	return t.file.Source.Diagnose(diag.Error, CodeETL, start, end, "the server cannot plan this: "+message(err), hint(err))
}

// byteOffset turns an offset in characters, which is what servers count in, into one in bytes.
func byteOffset(text string, characters int) int {
	at := 0
	for ; characters > 0 && at < len(text); characters-- {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

// wordLength returns how far a name reaches from the start of a text, at least one byte.
func wordLength(text string) int {
	end := strings.IndexFunc(text, func(r rune) bool {
		return r != '_' && r != '.' && r != '$' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r < utf8.RuneSelf
	})
	if end < 0 {
		end = len(text)
	}
	return max(1, end)
}

// explain prefixes what the server plans without running it (r_EXPLAIN).
const explain = "EXPLAIN "

// newProbe returns how a statement is tried, and false for what cannot be or need not be. EXPLAIN takes SELECT, INSERT,
// UPDATE and DELETE; CREATE TABLE AS and SELECT INTO run, for what follows reads the table; COPY, UNLOAD and TRUNCATE
// reach outside of the database or end the transaction, so their tables and inner queries are planned instead.
func newProbe(file *ast.File, statement ast.Statement) (probe, bool) {
	span := statement.Bounds()
	whole := probe{statement: statement, sql: file.Text(span), start: span.Start, exact: true}
	switch s := statement.(type) {
	case *ast.Select, *ast.Insert, *ast.Update, *ast.Delete:
		whole.sql, whole.lead = explain+whole.sql, len(explain)
		return whole, true
	case *ast.Unload:
		return unloaded(file, s), true
	case *ast.Copy:
		return reads(s, s.Target, s.Columns), true
	case *ast.Truncate:
		return reads(s, s.Target, nil), true
	case *ast.Refresh:
		return reads(s, s.Name, nil), true
	case *ast.Merge:
		return whole, true
	case *ast.AlterTable:
		if !inTransaction(s) {
			return reads(s, s.Name, nil), true
		}
	case *ast.CreateTable, *ast.CreateTableAs, *ast.SelectInto, *ast.CreateView, *ast.DropRelation, *ast.Set:
	default:
		return probe{}, false
	}
	whole.lasting = true
	return whole, true
}

// unloaded plans the query inside UNLOAD.
func unloaded(file *ast.File, s *ast.Unload) probe {
	p := probe{statement: s, sql: explain + s.Query.Text, lead: len(explain)}
	if at := strings.Index(file.Text(s.Bounds()), s.Query.Text); at >= 0 {
		p.start, p.exact = s.Start+at, true // no quote was doubled: it stands there as it is
	}
	return p
}

// reads plans a query of a table's columns, which shows that they exist.
func reads(s ast.Statement, table ast.Name, columns []ast.Ident) probe {
	list := "*"
	if len(columns) > 0 {
		names := make([]string, len(columns))
		for i, c := range columns {
			names[i] = ddl.Quote(c.Name)
		}
		list = strings.Join(names, ", ")
	}
	name := ddl.Quote(table.Name)
	if table.Schema != "" {
		name = ddl.Quote(table.Schema) + "." + name
	}
	return probe{statement: s, sql: explain + "SELECT " + list + " FROM " + name}
}

// inTransaction reports whether ALTER TABLE may run inside of a transaction (r_ALTER_TABLE, r_ALTER_TABLE_APPEND).
func inTransaction(s *ast.AlterTable) bool {
	for _, action := range s.Actions {
		switch action.(type) {
		case *ast.AlterColumnType, *ast.AppendFrom, *ast.AlterExternal, *ast.AlterDistribution, *ast.AlterSortKey,
			*ast.AlterColumnEncode, *ast.AlterEncodeAuto:
			return false
		}
	}
	return true
}
