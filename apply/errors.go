package apply

import (
	"fmt"
	"strings"

	"github.com/redraft/redraft/model/diag"
)

// StatementError is a statement that failed.
type StatementError struct {
	Script    string
	Statement int // from 1
	// Pos is where the server saw the error, or where the statement begins.
	Pos diag.Position
	// RolledBack is true when nothing of the script is left in the database; false when statements before this one stay.
	RolledBack bool
	Err        error
}

// Error gives the place, the server's words and what is left.
func (e *StatementError) Error() string { return e.Pos.String() + ": " + e.Explain() }

// Explain gives the server's words and what is left, without the place.
func (e *StatementError) Explain() string {
	left := "nothing of the file is left in the database"
	if !e.RolledBack {
		left = "the statements before it stay, and apply goes on with this one"
	}
	return fmt.Sprintf("statement %d: %v (%s)", e.Statement, e.Err, left)
}

// Unwrap returns the server's error.
func (e *StatementError) Unwrap() error { return e.Err }

// InDoubtError says that a statement was running when an earlier apply ended, and that nobody knows whether it took
// effect. A person has to look and to decide: see Decide.
type InDoubtError struct {
	Script    string
	Statement int
	Pos       diag.Position
	// Summary is the beginning of the statement.
	Summary string
	// By and At are who ran it and when, by the cluster's clock.
	By, At string
	// Backend is the process that still runs it, or 0.
	Backend int
}

// Error says what to look at and how to go on.
func (e *InDoubtError) Error() string {
	if e.Backend != 0 {
		return fmt.Sprintf("%s: statement %d of %s (%s) was started by %s at %s and still runs on the server as process %d: "+
			"wait until it ends, or cancel it there, and run redraft apply again",
			e.Pos, e.Statement, e.Script, e.Summary, e.By, e.At, e.Backend)
	}
	return fmt.Sprintf("%s: statement %d of %s (%s) was started by %s at %s, and the connection was lost before its end was "+
		"known: look whether its effect is in the database, then run redraft repair with --statement-ran %s:%d or "+
		"--statement-did-not-run %s:%d, and apply goes on from there",
		e.Pos, e.Statement, e.Script, e.Summary, e.By, e.At, e.Script, e.Statement, e.Script, e.Statement)
}

// LockError says that the lock of the history was not to be had in time.
type LockError struct {
	Table  string
	Waited string
	Err    error
}

// Error says who may hold it.
func (e *LockError) Error() string {
	return fmt.Sprintf("waited %s for the lock of %s: another migration is running there, redraft's or Flyway's (%v)",
		e.Waited, e.Table, e.Err)
}

// Unwrap returns the server's error.
func (e *LockError) Unwrap() error { return e.Err }

// RefusedError holds the findings that keep work from being run.
type RefusedError struct{ Findings diag.List }

// Error returns the findings, one a line.
func (e *RefusedError) Error() string { return e.Findings.Error() }

// ChangedError says that what is pending is no longer what was shown.
type ChangedError struct{ Script string }

// Error names the script.
func (e *ChangedError) Error() string {
	return e.Script + " is pending now, and was not when the work was prepared: somebody changed the history; look at it and run redraft apply again"
}

// summarize returns the beginning of a statement for people: one line, without comments at its front, up to the first
// literal, which may be a secret.
func summarize(sql string) string {
	line := strings.Join(strings.Fields(sql), " ")
	if cut := strings.IndexAny(line, "'$"); cut >= 0 {
		line = line[:cut] + "…"
	}
	if runes := []rune(line); len(runes) > maxSummary {
		line = string(runes[:maxSummary-1]) + "…"
	}
	return line
}

// maxSummary is how much of a statement fits into a line of progress, in characters.
const maxSummary = 60
