package apply

import (
	"errors"
	"unicode/utf8"

	"github.com/redraft/redraft/migrations"
	"github.com/redraft/redraft/model/diag"
)

// Statement is one statement of a script.
type Statement struct {
	SQL string
	Pos diag.Position
	// Summary is the beginning of the statement without literals.
	Summary string

	offset int // in the source's text
}

// Script is a file that is ready to run: placeholders replaced, cut into statements.
type Script struct {
	// Name is the path within the folder, as the history has it.
	Name string
	Path string
	// Transactional is false when each statement runs alone and is journaled.
	Transactional bool
	Statements    []Statement

	source *diag.Source
}

// The codes of findings about scripts.
const (
	codeShell      diag.Code = "script-migration"
	codeVacuumAll  diag.Code = "vacuum-every-table"
	codeCommits    diag.Code = "transaction-broken"
	codeNoHistory  diag.Code = "history-absent"
	codeValidation diag.Code = "history-failed"
)

// script makes a migration ready to run.
func (o Options) script(f *migrations.Folder, m *migrations.Migration, values map[string]string) (*Script, diag.List) {
	if m.Name.Script {
		return nil, diag.List{{Severity: diag.Error, Code: codeShell, Pos: diag.Position{File: m.Path},
			Summary: "redraft does not run shell scripts, and Flyway would run this one next",
			Hint:    "let Flyway run it, or move it out of the folder"}}
	}
	source, findings := f.Filled(m, values)
	if findings.HasErrors() {
		return nil, findings
	}
	var cut []migrations.Statement
	if o.Split != nil {
		cut = o.Split(source.Text)
	} else if cut, findings = migrations.Statements(source); findings.HasErrors() {
		return nil, findings
	}
	s := &Script{Name: migrations.ShortScript(m.Script), Path: m.Path, Transactional: m.Transactional, source: source}
	for _, c := range cut {
		s.Statements = append(s.Statements, Statement{SQL: c.Text, Pos: source.Position(c.First),
			Summary: summarize(source.Text[c.First:c.End]), offset: c.Start})
	}
	s.checkCommits()
	return s, s.vacuums()
}

// checkCommits takes a script out of transactions in which a statement would end the transaction: what came before it
// would be committed without a trace, and the lock would be gone.
func (s *Script) checkCommits() {
	for _, statement := range s.Statements {
		if s.Transactional && migrations.CommitsTransaction(statement.SQL) {
			s.Transactional = false
		}
	}
}

// vacuums refuses a VACUUM of every table: it would wait for the history, which redraft has locked, for ever.
func (s *Script) vacuums() diag.List {
	if s.Transactional {
		return nil
	}
	var findings diag.List
	for _, statement := range s.Statements {
		if migrations.VacuumsEveryTable(statement.SQL) {
			findings = append(findings, s.source.Diagnose(diag.Error, codeVacuumAll, statement.offset,
				statement.offset+len("VACUUM"), "VACUUM without a table would wait for the history table, which is locked meanwhile",
				"name the tables, one statement each"))
		}
	}
	return findings
}

// failure makes the error of a statement, with the place that the server gives.
func (s *Script) failure(n int, rolledBack bool, err error) *StatementError {
	statement := s.Statements[n]
	e := &StatementError{Script: s.Name, Statement: n + 1, Pos: statement.Pos, RolledBack: rolledBack, Err: err}
	var positioned PositionedError
	if s.source != nil && errors.As(err, &positioned) && positioned.ServerPosition() > 0 {
		e.Pos = s.source.Position(statement.offset + byteOffset(statement.SQL, positioned.ServerPosition()-1))
	}
	return e
}

// byteOffset returns where a text's n-th character begins.
func byteOffset(text string, n int) int {
	at := 0
	for range n {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

// event makes a progress event about a statement.
func (s *Script) event(kind EventKind, n int) Event {
	return Event{Kind: kind, Script: s.Name, Statement: n + 1, Of: len(s.Statements), Pos: s.Statements[n].Pos,
		Summary: s.Statements[n].Summary}
}
