package apply

import (
	"time"

	"github.com/redraft/redraft/model/diag"
)

// EventKind says what happened.
type EventKind uint8

// The kinds of events.
const (
	HistoryCreated    EventKind = iota + 1
	LockWaiting                 // the lock is asked for; nothing follows while somebody else holds it
	ChangesetStarted            // its first statement comes next
	StatementStarted            //
	StatementDone               //
	StatementFailed             // the server refused it, or the connection was lost
	StatementSkipped            // the journal says that it ran before
	ChangesetDone               // script and history row are committed
	ChangesetRetrying           // rolled back after a conflict; begins anew after Elapsed
	CallbackStarted
)

// Event is a piece of progress.
type Event struct {
	Kind EventKind
	// Script is the changeset's or callback's path within the folder, or the name of the plan.
	Script string
	// Statement counts from 1 up to Of; 0 for events of the whole script.
	Statement, Of int
	Pos           diag.Position
	// Summary is the beginning of the statement, up to its first literal, so that no secret is in it.
	Summary string
	// Elapsed is how long it took, or how long redraft waits.
	Elapsed time.Duration
	Err     error
}

// Observer is told of progress as it happens, one call after the other. A nil Observer is fine.
type Observer func(Event)

func (o Observer) tell(e Event) {
	if o != nil {
		o(e)
	}
}
