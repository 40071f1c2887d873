package migrations

import (
	"strings"

	"github.com/redraft/redraft/model/diag"
)

// The words that stand for a target (MigrationVersion).
const (
	targetCurrent = "current"
	targetNext    = "next"
	targetLatest  = "latest"
)

func (h *History) targetWord() string {
	if !h.policy.Target.IsReserved() {
		return ""
	}
	return strings.ToLower(h.policy.Target.String())
}

// decide gives every info its state.
func (h *History) decide() {
	switch h.targetWord() {
	case targetCurrent:
		h.target = h.lastApplied
	case targetNext, targetLatest:
		h.target = Version{}
	}
	h.states()
	if h.targetWord() != targetNext {
		return
	}
	h.sort()
	if pending := h.Pending(); len(pending) > 0 {
		h.target = pending[0].Version() // the zero value, no bound, for a repeatable one
		h.states()
	}
}

func (h *History) states() {
	for i := range h.infos {
		info := &h.infos[i]
		switch {
		case info.deleted:
			info.State = Deleted
		case info.Row != nil:
			info.State = h.rowState(info)
		default:
			info.State = h.fileState(info.file)
		}
	}
}

// fileState is the state of a file without a row (ResolvedMigration.getState, BaselineResolvedMigration.getState).
func (h *History) fileState(r *resolved) State {
	if r.repeatable() {
		return Pending
	}
	state := h.versionState(r.version)
	if r.kind != TypeSQLBaseline {
		return state
	}
	populated := !h.appliedBaseline.IsZero() || !h.lastApplied.IsZero()
	switch {
	case state == Pending && populated:
		return Ignored
	case state == BaselineIgnored && !populated && r.version.Compare(h.pendingBaseline) == 0:
		return Pending
	}
	return state
}

func (h *History) versionState(v Version) State {
	baseline := h.appliedBaseline
	if h.lastApplied.IsZero() {
		baseline = h.pendingBaseline
	}
	switch c := v.Compare(baseline); {
	case c < 0:
		return BelowBaseline
	case c == 0:
		return BaselineIgnored
	case !h.target.IsZero() && v.Compare(h.target) > 0, h.targetWord() == targetCurrent && h.target.IsZero():
		return AboveTarget
	case v.Compare(h.lastApplied) < 0 && !h.policy.OutOfOrder:
		return Ignored
	}
	return Pending
}

// rowState is the state of a row (BaseAppliedMigration.getState, BaselineAppliedMigration.getState).
func (h *History) rowState(i *Info) State {
	r := i.Row
	missing := h.missing(i)
	switch {
	case r.Type == TypeDelete:
		return Success
	case r.Type == TypeBaseline:
		return Baselined
	case r.isBaseline() && !r.Success:
		return Failed
	case r.isBaseline() && missing == 0:
		return Baselined
	case missing != 0:
		return missing
	case !r.Success:
		return Failed
	case r.Type == TypeSchema:
		return Success
	case r.Version.IsZero() && r.Rank != h.latest[r.Description]:
		return Superseded
	case r.Version.IsZero() && (i.file == nil || !i.file.matches(r.Checksum)):
		return Outdated
	case i.outOfOrder:
		return OutOfOrder
	}
	return Success
}

// missing is the state of a row whose file the folder does not hold; 0 for other rows.
func (h *History) missing(i *Info) State {
	r := i.Row
	if i.file != nil || r.Version.IsZero() && r.Rank != h.latest[r.Description] {
		return 0
	}
	below := r.Version.IsZero() || r.Version.Compare(h.lastResolved) < 0
	switch {
	case r.Type == TypeSchema:
		return Success
	case below && r.Success:
		return MissingSuccess
	case below:
		return MissingFailed
	case r.Success:
		return FutureSuccess
	}
	return FutureFailed
}

// checkTarget refuses a target that is nowhere, as Flyway does.
func (h *History) checkTarget(files []*resolved) error {
	t := h.policy.Target
	if t.IsZero() || t.IsReserved() {
		return nil
	}
	for i := range h.infos {
		if h.infos[i].Version().Compare(t) == 0 {
			return nil
		}
	}
	known := make([]string, 0, len(files))
	for _, r := range files {
		known = append(known, r.version.String())
	}
	hint := "name a version of the folder"
	if near := diag.Nearest(t.String(), known); len(near) > 0 {
		hint += ", such as " + strings.Join(near, ", ")
	}
	return diag.Diagnostic{Severity: diag.Error, Code: codeTarget,
		Summary: "there is no migration with the target version " + t.String(), Hint: hint}
}

// All returns every info in Flyway's order.
func (h *History) All() []Info { return h.infos }

// Pending returns what would run, in the order of running.
func (h *History) Pending() []Info { return h.with(func(s State) bool { return s == Pending }) }

// Failed returns what failed and left a row.
func (h *History) Failed() []Info { return h.with(State.IsFailed) }

func (h *History) with(want func(State) bool) []Info {
	var list []Info
	for _, i := range h.infos {
		if want(i.State) {
			list = append(list, i)
		}
	}
	return list
}

// Current returns the info of the version that the database has: the highest that was applied, and without any the
// latest repeatable migration; ok is false when there is neither.
func (h *History) Current() (current Info, ok bool) {
	for _, i := range h.infos {
		if i.counts() && !i.Row.Version.IsZero() && (!ok || i.Row.Version.Compare(current.Row.Version) > 0) {
			current, ok = i, true
		}
	}
	if ok {
		return current, true
	}
	for n := len(h.infos) - 1; n >= 0; n-- {
		if i := h.infos[n]; i.counts() {
			return i, true
		}
	}
	return Info{}, false
}

// counts reports whether the info is of something that holds in the database.
func (i *Info) counts() bool {
	return i.Row != nil && i.State != Deleted && i.Row.Type != TypeDelete
}

// Version returns the version that the database has; the zero value when it has none.
func (h *History) Version() Version {
	if i, ok := h.Current(); ok {
		return i.Row.Version
	}
	return Version{}
}

// Blocking returns the failed row at which migrate stops, or nil. A single failed one above every file is forgiven when
// future ones are ignored (DbMigrate.migrateGroup).
func (h *History) Blocking() *Info {
	failed := h.Failed()
	if len(failed) == 0 || len(failed) == 1 && failed[0].State == FutureFailed && h.policy.ignore().ignore(FutureSuccess) {
		return nil
	}
	return &failed[0]
}
