package apply

import (
	"context"
	"time"

	"github.com/redraft/redraft/migrations"
)

// Settings hold for everything that is run.
type Settings struct {
	Clock Clock
	// StatementTimeout bounds each statement on the server; 0 leaves the server's own.
	StatementTimeout time.Duration
	// LockTimeout bounds the waiting for the lock of the history; 0 waits for as long as the server lets us.
	LockTimeout time.Duration
	// Retries is how often a transaction begins anew after a conflict with another one.
	Retries int
	// InstalledBy is what the history says of who ran it; empty is the database's user.
	InstalledBy string
}

// Options are what changesets need besides.
type Options struct {
	Settings
	Policy migrations.Policy
	// SkipValidation leaves out what Flyway does with validateOnMigrate: stopping when the history and the folder differ.
	SkipValidation bool
	// Values are those of built-in placeholders that the cluster does not know (flyway:workingdirectory,
	// flyway:environment), by name in lower case.
	Values map[string]string
	// Split cuts a script into statements as Redshift does; nil cuts as Flyway does, and refuses where the two differ.
	Split func(text string) []migrations.Statement
}

// place is what a session tells of where it is.
type place struct {
	user, database, schema, path string
}

// locate asks a session where it is.
func locate(ctx context.Context, s Session) (place, error) {
	var p place
	if err := ask(ctx, s, "SELECT current_user, current_database(), current_schema()", &p.user, &p.database, &p.schema); err != nil {
		return p, err
	}
	return p, ask(ctx, s, "SHOW search_path", &p.path)
}

// ask runs a query with one row and stores its values; NULL is the empty text.
func ask(ctx context.Context, s Session, sql string, values ...*string) error {
	return s.Query(ctx, sql, func(row []*string) error {
		for i, v := range values {
			if i < len(row) && row[i] != nil {
				*v = *row[i]
			}
		}
		return nil
	})
}

// askBool runs a query with one boolean.
func askBool(ctx context.Context, s Session, sql string) (bool, error) {
	var answer string
	err := ask(ctx, s, sql, &answer)
	return answer == "t" || answer == "true" || answer == "1", err
}
