package migrations

import (
	"path"

	"github.com/redraft/redraft/model/diag"
)

// transaction decides whether Flyway runs a script in a transaction, as ParserSqlScript does, and reports where that is
// not what Redshift wants.
func (r *reader) transaction(m *Migration) {
	source := diag.NewSource(m.Path, m.Text)
	if m.PlaceholderReplace {
		source = r.config.fill(m.Path, m.Text)
		if _, open := r.config.placeholders(m.Text); open >= 0 {
			r.findings = append(r.findings, diag.NewSource(m.Path, m.Text).Diagnose(diag.Error, codePlaceholderOpen, open,
				open+len(r.config.PlaceholderPrefix), "Flyway stops here: the placeholder is never closed",
				"close it with "+r.config.PlaceholderSuffix+
					", or write placeholderReplacement=false into "+path.Base(m.Path)+sideCarSuffix))
		}
	}
	statements, odd := cut(source.Text)
	for _, o := range odd {
		kind := oddities[o.kind]
		r.findings = append(r.findings, source.Diagnose(diag.Warning, kind.code, o.start, o.end, kind.summary, kind.hint))
	}
	t := transactionCheck{source: source, script: path.Base(m.Path), statements: statements}
	decided := r.config.Mixed || !r.config.ExecuteInTransaction || m.SideCar.ExecuteInTransaction != Unsaid
	detected := r.config.ExecuteInTransaction && t.first(false) < 0
	m.Transactional = m.SideCar.ExecuteInTransaction.Or(detected)
	if !decided {
		t.mixed()
	}
	if m.Transactional {
		t.refused()
	}
	r.findings = append(r.findings, t.findings...)
}

// transactionCheck looks at the statements of one script.
type transactionCheck struct {
	source     *diag.Source
	script     string
	statements []Statement
	findings   diag.List
}

// first returns the index of the first statement that Flyway takes for transactional or not, or -1.
func (t *transactionCheck) first(transactional bool) int {
	for i, s := range t.statements {
		if s.Transactional == transactional {
			return i
		}
	}
	return -1
}

// mixed reports a script that Flyway refuses to run.
func (t *transactionCheck) mixed() {
	with, without := t.first(true), t.first(false)
	if with < 0 || without < 0 {
		return
	}
	s := t.statements[without]
	d := t.at(diag.Error, codeMixed, s,
		"Flyway stops at this file: it takes this statement out of transactions, but not the others",
		"move the statement to a file of its own, or write executeInTransaction=false into "+t.script+sideCarSuffix)
	other := t.source.Position(t.statements[with].First)
	d.Related = []diag.Related{{Pos: other, Message: "this one runs in a transaction"}}
	t.findings = append(t.findings, d)
}

// refused reports statements that fail in a transaction, or end it, when the script runs in one.
func (t *transactionCheck) refused() {
	hint := "move the statement to a file of its own, with a side-car that says executeInTransaction=false"
	if len(t.statements) == 1 {
		hint = "write executeInTransaction=false into " + t.script + sideCarSuffix
	}
	for i, s := range t.statements {
		refusal, ok := findRefusal(t.source.Text[s.First:s.End])
		switch {
		case ok && !refusal.commits:
			t.findings = append(t.findings, t.at(diag.Warning, codeRefused, s,
				"Redshift refuses "+refusal.pattern+" in a transaction, and Flyway runs this file in one", hint))
		case ok && i > 0:
			t.findings = append(t.findings, t.at(diag.Warning, codeCommits, s,
				refusal.pattern+" commits the transaction, with everything before it in this file",
				"move the statement to a file of its own"))
		}
	}
}

// at makes a finding about a statement's first line.
func (t *transactionCheck) at(severity diag.Severity, code diag.Code, s Statement, what, hint string) diag.Diagnostic {
	return t.source.Diagnose(severity, code, s.First, s.First+lineLength(t.source.Text[s.First:s.End]), what, hint)
}
