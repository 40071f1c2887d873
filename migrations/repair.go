package migrations

// FixKind is what repair does to a row.
type FixKind uint8

// The kinds of fixes, in the order in which they are made.
const (
	RemoveFailed FixKind = iota + 1 // the row is deleted
	MarkDeleted                     // a row of type DELETE is added
	Align                           // description, type and checksum become the file's
)

// Fix is one thing that repair does to the history.
type Fix struct {
	Kind FixKind
	// Row is the row as it is.
	Row Row
	// Aligned is the row as it will be; of the kind Align only.
	Aligned Row
	// Statement is what to run.
	Statement string
}

// Repair returns what Flyway's repair would do to the history, in its order (DbRepair): failed rows go, missing and
// future ones are marked as deleted unless a pattern ignores them, the others get the files' descriptions and
// checksums. The second step looks at the history as the first leaves it, out of order and without a target.
func (f *Folder) Repair(table Table, rows []Row, policy Policy, by string) ([]Fix, error) {
	var fixes []Fix
	var kept []Row
	removed := map[string]bool{}
	for _, r := range rows {
		if r.Success {
			kept = append(kept, r)
			continue
		}
		statement := table.DeleteFailed(r)
		if !removed[statement] {
			fixes = append(fixes, Fix{Kind: RemoveFailed, Row: r, Statement: statement})
		}
		removed[statement] = true
	}
	policy.OutOfOrder, policy.Target = true, Version{}
	h, err := f.Info(kept, policy)
	if err != nil {
		return nil, err
	}
	rank := NextRank(kept, TypeDelete)
	for _, i := range h.infos {
		if i.gone() && !policy.ignore().match(!i.Version().IsZero(), i.State) {
			mark := *i.Row
			mark.Rank, mark.Type, mark.Milliseconds, mark.InstalledBy = rank, TypeDelete, 0, by
			fixes = append(fixes, Fix{Kind: MarkDeleted, Row: *i.Row, Statement: table.Insert(mark)})
			rank++
		}
	}
	for _, i := range h.infos {
		if aligned, differs := i.aligned(); differs {
			fixes = append(fixes, Fix{Kind: Align, Row: *i.Row, Aligned: aligned, Statement: table.Update(aligned)})
		}
	}
	return fixes, nil
}

// gone reports whether the row's file is not there.
func (i *Info) gone() bool {
	if i.Row == nil || i.Row.IsSynthetic() || i.Row.Type == "UNDO_SCRIPT" {
		return false
	}
	switch i.State {
	case MissingSuccess, MissingFailed, FutureSuccess, FutureFailed:
		return true
	}
	return false
}

// aligned returns the row with what the file says. Flyway writes the description uncut; cut, it fits into its column
// and compares as equal. A repeatable row changes only when it holds the checksum of the raw text.
func (i *Info) aligned() (Row, bool) {
	if i.Row == nil || i.file == nil || i.Row.IsSynthetic() {
		return Row{}, false
	}
	r := *i.Row
	r.Description, r.Type, r.Checksum = ShortDescription(i.file.description), i.file.kind, &i.file.checksum
	if i.file.repeatable() {
		sum := i.Row.Checksum
		return r, sum != nil && *sum == i.file.raw && *sum != i.file.checksum
	}
	return r, !i.file.matches(i.Row.Checksum) || r.Description != i.Row.Description || r.Type != i.Row.Type
}
