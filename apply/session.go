package apply

import (
	"context"
	"errors"
	"strings"
	"time"
)

// Session is one connection. Statements run alone, in the transaction that BEGIN opened or in none; a session makes no
// transactions of its own. When a context is cancelled the statement is cancelled on the server, and the session may be
// dead afterwards.
type Session interface {
	// Exec runs one statement and throws its rows away.
	Exec(ctx context.Context, sql string) error
	// Query runs one query and hands over its rows, all values as text and nil for NULL.
	Query(ctx context.Context, sql string, each func(row []*string) error) error
	Close(ctx context.Context) error
}

// Opener opens sessions with the same user, database and settings.
type Opener interface {
	Open(ctx context.Context) (Session, error)
}

// ServerError is what the server answers when it refuses a statement. An error that is none leaves open whether the
// statement took effect.
type ServerError interface {
	error
	SQLState() string
}

// PositionedError is a ServerError that knows a place in the statement's text.
type PositionedError interface {
	// ServerPosition counts characters from 1; 0 is unknown.
	ServerPosition() int
}

// Clock is where the time comes from.
type Clock interface {
	Now() time.Time
	// Sleep waits, or returns the context's error when that ends first.
	Sleep(ctx context.Context, d time.Duration) error
}

// answered reports whether the server answered with an error, so that it is known that the statement did nothing.
// Class 57P is the server going away, with which a statement's fate is open again; 08 is a lost connection.
func answered(err error) bool {
	var e ServerError
	if !errors.As(err, &e) {
		return false
	}
	return !strings.HasPrefix(e.SQLState(), "57P") && !strings.HasPrefix(e.SQLState(), "08")
}

// sqlState returns the server's code; empty when the server did not answer.
func sqlState(err error) string {
	var e ServerError
	if errors.As(err, &e) {
		return e.SQLState()
	}
	return ""
}

// cancelled is the server's code for a statement that ran into statement_timeout or was cancelled.
const cancelled = "57014"

// conflicts are pieces of messages after which the same transaction may succeed when it begins anew: serializable
// conflicts (error 1023, c_serial_isolation), write conflicts, and objects that another transaction dropped meanwhile.
// Redshift reports many of them under XX000, so that the text has to tell.
var conflicts = []string{
	"Serializable isolation violation", "conflict with concurrent transaction", "could not open relation with OID",
	"dropped by concurrent transaction", "deadlock detected", "could not serialize access",
}

// isConflict reports whether a transaction that failed so was rolled back because of another one.
func isConflict(err error) bool {
	if !answered(err) {
		return false
	}
	switch sqlState(err) {
	case "40001", "40P01":
		return true
	}
	for _, text := range conflicts {
		if strings.Contains(err.Error(), text) {
			return true
		}
	}
	return false
}
