package migrations

// State is what Flyway says of a migration or a row (MigrationState).
type State uint8

// The states that Flyway's free edition has.
const (
	Pending         State = iota + 1 // runs next
	AboveTarget                      // not now: the target is lower
	BelowBaseline                    // never: the baseline is higher
	BaselineIgnored                  // never: the baseline is this version
	Baselined                        // the row of a baseline
	Ignored                          // never, unless out of order: a higher version was applied
	MissingSuccess                   // applied, and the file is gone
	MissingFailed                    // failed, and the file is gone
	Success
	Failed
	OutOfOrder    // applied after a higher version
	FutureSuccess // applied, and higher than every file
	FutureFailed  // failed, and higher than every file
	Outdated      // a repeatable migration whose text changed since
	Superseded    // a repeatable migration that ran again later
	Deleted       // applied, and taken away by repair
)

// states holds the words of Flyway's info.
var states = [...]string{
	Pending: "Pending", AboveTarget: "Above Target", BelowBaseline: "Below Baseline", BaselineIgnored: "Ignored (Baseline)",
	Baselined: "Baseline", Ignored: "Ignored", MissingSuccess: "Missing", MissingFailed: "Failed (Missing)",
	Success: "Success", Failed: "Failed", OutOfOrder: "Out of Order", FutureSuccess: "Future",
	FutureFailed: "Failed (Future)", Outdated: "Outdated", Superseded: "Superseded", Deleted: "Deleted",
}

// String returns the word that Flyway's info shows.
func (s State) String() string { return states[s] }

// IsFailed reports whether a migration failed and left a row.
func (s State) IsFailed() bool { return s == Failed || s == MissingFailed || s == FutureFailed }

// IsApplied reports whether there is a row.
func (s State) IsApplied() bool {
	switch s {
	case Pending, AboveTarget, BelowBaseline, BaselineIgnored, Ignored:
		return false
	}
	return true
}
