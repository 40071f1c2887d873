package migrations

import (
	"fmt"

	"github.com/redraft/redraft/model/diag"
)

// Validate returns what Flyway's validate would report, one finding an info, passing over the policy's patterns and the
// given ones: migrate adds IgnorePending (MigrationInfoImpl.validate).
func (h *History) Validate(ignore ...Pattern) diag.List {
	v := validator{history: h, ignored: append(append(patterns{}, h.policy.ignore()...), ignore...)}
	var findings diag.List
	for i := range h.infos {
		if d, found := v.check(&h.infos[i]); found {
			findings = append(findings, d)
		}
	}
	return findings
}

// Changed returns what was applied and is no longer what its file says: another text, type or description.
func (h *History) Changed() []Info {
	v := validator{history: h, ignored: append(append(patterns{}, h.policy.ignore()...), IgnorePending)}
	var changed []Info
	for i := range h.infos {
		if info := &h.infos[i]; info.Migration != nil && info.State.IsApplied() && info.State != Deleted && !info.State.IsFailed() {
			if _, differs := v.differs(info); differs {
				changed = append(changed, *info)
			}
		}
	}
	return changed
}

// Applied returns what the database has of the folder, in the order in which it came to have it: the versions that a
// baseline stands for, then what was applied. What was taken away since, or ran again later, is left out.
func (h *History) Applied() []Info {
	var below, applied []Info
	for _, i := range h.infos {
		switch {
		case i.Row == nil && i.Migration != nil && i.file.kind == TypeSQL && (i.State == BelowBaseline || i.State == BaselineIgnored):
			below = append(below, i)
		case i.Row != nil && i.Row.Success && !i.Row.IsSynthetic() && i.State != Deleted && i.State != Superseded:
			applied = append(applied, i)
		}
	}
	return append(below, applied...)
}

type validator struct {
	history *History
	ignored patterns
}

func (v *validator) check(i *Info) (diag.Diagnostic, bool) {
	if i.State == AboveTarget || i.State == Deleted || v.ignored.match(!i.Version().IsZero(), i.State) {
		return diag.Diagnostic{}, false
	}
	if i.State.IsFailed() && (i.State != FutureFailed || !v.ignored.ignore(FutureSuccess)) {
		return i.finding(codeHistoryFailed, "failed before and left a row",
			"remove what it left behind, then let redraft repair take the row out")
	}
	if i.Migration == nil {
		return v.missing(i)
	}
	switch {
	case i.State == Ignored && i.file.kind != TypeSQLBaseline && !v.ignored.ignore(Ignored):
		return i.finding(codeHistoryIgnored, "was not applied, and a higher version was",
			"give it a higher version, or allow it to run out of order")
	case i.State == Pending && !v.ignored.ignore(Pending):
		return i.finding(codeHistoryPending, "is not applied yet", "run redraft apply")
	case i.State == Outdated && !v.ignored.ignore(Pending):
		return i.finding(codeHistoryOutdated, "changed since it was applied", "run redraft apply")
	}
	return v.differs(i)
}

// missing reports an applied migration whose file is not there. Failed rows come here only when they are future ones.
func (v *validator) missing(i *Info) (diag.Diagnostic, bool) {
	switch {
	case i.Row.IsSynthetic() || i.State == Superseded,
		v.ignored.ignore(MissingSuccess) && (i.State == MissingSuccess || i.State == MissingFailed),
		v.ignored.ignore(FutureSuccess) && (i.State == FutureSuccess || i.State == FutureFailed):
		return diag.Diagnostic{}, false
	}
	return i.finding(codeHistoryMissing, "was applied, and the folder does not hold it",
		"bring the file back; if it was removed for good, let redraft repair mark it as deleted")
}

// differs reports a file that is no longer what was applied.
func (v *validator) differs(i *Info) (diag.Diagnostic, bool) {
	if i.Row == nil || i.Row.Type == TypeDelete || !i.Version().IsZero() &&
		i.Version().Compare(v.history.appliedBaseline) <= 0 {
		return diag.Diagnostic{}, false
	}
	// A repeatable migration is compared when nothing else would tell; here the raw text's checksum does not count.
	compared := !i.Version().IsZero() || v.ignored.ignore(Pending) && i.State != Outdated && i.State != Superseded
	switch {
	case i.file.kind != i.Row.Type:
		return i.finding(codeHistoryType, "was applied as "+i.Row.Type+" and is "+i.file.kind+" now",
			"bring the old file back, or let redraft repair bring the history into line")
	case compared && i.Row.Checksum != nil && *i.Row.Checksum != i.file.checksum:
		return i.finding(codeHistoryChecksum,
			fmt.Sprintf("changed after it was applied: its checksum was %d and is %d", *i.Row.Checksum, i.file.checksum),
			"take the edit back and write a new migration; if the text means the same, let redraft repair align the checksum")
	case ShortDescription(i.file.description) != i.Row.Description:
		return i.finding(codeHistoryDescription,
			fmt.Sprintf("was applied as %q and is called %q now", i.Row.Description, i.file.description),
			"take the renaming back, or let redraft repair align the description")
	}
	return diag.Diagnostic{}, false
}

// finding makes a finding about the info; it is found in any case.
func (i *Info) finding(code diag.Code, what, hint string) (diag.Diagnostic, bool) {
	d := diag.Diagnostic{Severity: diag.Error, Code: code, Summary: i.Name() + " " + what, Hint: hint}
	if i.Migration != nil {
		d.Pos.File = i.Migration.Path
	}
	return d, true
}

// Name returns what people call the migration: "version 7 (add orders)" or "the repeatable migration views".
func (i *Info) Name() string {
	switch {
	case i.Version().IsZero():
		return "the repeatable migration " + i.Description()
	case i.Description() == "":
		return "version " + i.Version().String()
	}
	return "version " + i.Version().String() + " (" + i.Description() + ")"
}
