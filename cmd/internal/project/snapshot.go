package project

import (
	"fmt"
	"strings"

	"github.com/redraft/redraft/deps"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// WriteSnapshot returns one script that makes the whole model from nothing: every object with its comments, owner and
// grants, what is needed first. It says the same for the same model, so that two snapshots can be compared as text.
func WriteSnapshot(db *model.Database) string {
	var b strings.Builder
	fmt.Fprintf(&b, "-- redraft snapshot: %d objects\n-- fingerprint %s\n", db.Len(), db.Fingerprint())
	for _, id := range AllIDs(db) {
		if statements := ddl.Object(db, id); len(statements) > 0 {
			fmt.Fprintf(&b, "\n-- %s\n%s", oneLine(id.String()), ddl.Script(statements))
		}
	}
	return b.String()
}

// AllIDs returns the objects of a model in the order of their creation, and behind them what carries grants and is no
// object: the database, languages, default privileges.
func AllIDs(db *model.Database) []model.ID {
	var ids []model.ID
	for object := range db.Objects() {
		ids = append(ids, object.Identity())
	}
	ids = deps.Build(db).CreateOrder(ids)
	for id := range db.Grants.Objects() {
		if !db.Has(id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// oneLine keeps a line end in a name from ending a comment.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, text)
}
