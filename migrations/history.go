package migrations

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/redraft/redraft/model/diag"
)

// Policy holds the choices that change what is pending. The zero value is Flyway's default.
type Policy struct {
	// Target is the highest version to run; the zero value and the word "latest" set no bound, "current" stops at the
	// version that the database has, "next" after one migration.
	Target Version
	// OutOfOrder runs versions below the newest one that was applied.
	OutOfOrder bool
	// Ignore are the states that validate passes over; nil is Flyway's default, IgnoreFuture.
	Ignore []Pattern
	// Values are those of the built-in placeholders, by name in lower case.
	Values map[string]string
}

func (p Policy) ignore() patterns {
	if p.Ignore == nil {
		return patterns{IgnoreFuture}
	}
	return p.Ignore
}

// Info is a migration of the folder, a row of the history, or both.
type Info struct {
	State State
	// Migration is nil when the folder does not hold it.
	Migration *Migration
	// Row is nil when it was not applied.
	Row *Row
	// Checksum is what Flyway records when it runs the migration: for a repeatable one that of the text with its
	// placeholders replaced. Nil without a migration.
	Checksum *int32

	file                *resolved
	outOfOrder, deleted bool
}

// Version returns the version, which is the zero value for repeatable migrations.
func (i *Info) Version() Version {
	if i.Row != nil {
		return i.Row.Version
	}
	return i.file.version
}

// Description returns the description as recorded, or as the file's name has it.
func (i *Info) Description() string {
	if i.Row != nil {
		return i.Row.Description
	}
	return i.file.description
}

// Script returns the path as recorded, or within the folder.
func (i *Info) Script() string {
	if i.Row != nil {
		return i.Row.Script
	}
	return i.file.migration.Script
}

// Type returns the type as recorded, or that under which the file would be.
func (i *Info) Type() string {
	if i.Row != nil {
		return i.Row.Type
	}
	return i.file.kind
}

// resolved is a migration as the history knows it.
type resolved struct {
	migration     *Migration
	version       Version
	description   string
	kind          string
	checksum, raw int32
}

func (r *resolved) repeatable() bool { return r.version.IsZero() }

// matches reports whether a recorded checksum is that of the file. For a repeatable migration the raw text's counts too.
func (r *resolved) matches(sum *int32) bool {
	return sum != nil && (*sum == r.checksum || r.repeatable() && *sum == r.raw)
}

// History is a folder and a history table, looked at together.
type History struct {
	infos  []Info
	rows   []Row
	policy Policy

	lastResolved, lastApplied        Version
	pendingBaseline, appliedBaseline Version
	latest                           map[string]int // rank of the latest run by description
	target                           Version
}

// Info returns what Flyway would say of a folder and a history, whose rows are in the order of ranks. An error is a
// history that Flyway cannot read, a placeholder without a value or a target that does not exist.
func (f *Folder) Info(rows []Row, policy Policy) (*History, error) {
	h := &History{rows: rows, policy: policy, latest: map[string]int{}, target: policy.Target}
	files, err := f.resolve(policy.Values)
	if err != nil {
		return nil, err
	}
	h.resolvedVersions(files)
	if err := h.applied(rows); err != nil {
		return nil, err
	}
	h.pair(files)
	h.decide()
	if err := h.checkTarget(files); err != nil {
		return nil, err
	}
	h.sort()
	return h, nil
}

// resolve returns what the folder holds and Flyway's free edition runs.
func (f *Folder) resolve(values map[string]string) ([]*resolved, error) {
	var files []*resolved
	for _, group := range []struct {
		list []Migration
		kind string
	}{{f.Migrations, TypeSQL}, {f.Baselines, TypeSQLBaseline}, {f.Scripts, TypeScript}} {
		for i := range group.list {
			m := &group.list[i]
			if m.Name.Kind == Undo || m.Name.Kind == Callback || m.Name.Script && m.Name.Kind == Baseline {
				continue
			}
			r := &resolved{migration: m, version: m.Name.Version, description: m.Name.Description(), kind: group.kind,
				checksum: m.Checksum, raw: m.Checksum}
			if m.Name.Kind == Repeatable && group.kind == TypeSQL {
				filled, err := f.filledChecksum(m, values)
				if err != nil {
					return nil, err
				}
				r.checksum = filled
			}
			files = append(files, r)
		}
	}
	return files, nil
}

// filledChecksum is that of the text with its placeholders replaced. Byte order marks within the text count here.
func (f *Folder) filledChecksum(m *Migration, values map[string]string) (int32, error) {
	text, err := decode(m.Content, m.Encoding)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", m.Path, err)
	}
	whole := *m
	whole.Text = text
	source, findings := f.Filled(&whole, values)
	return ChecksumText(source.Text), findings.Err()
}

func (h *History) resolvedVersions(files []*resolved) {
	for _, r := range files {
		if r.version.Compare(h.lastResolved) > 0 {
			h.lastResolved = r.version
		}
	}
}

// applied makes an info of each row and marks what later rows took away.
func (h *History) applied(rows []Row) error {
	for n := range rows {
		r := &rows[n]
		if r.isBaseline() && r.Version.Compare(h.appliedBaseline) > 0 {
			h.appliedBaseline = r.Version
		}
		if r.Type == TypeDelete && r.Success {
			gone := h.newest(r)
			if gone != nil && gone.deleted && !r.Version.IsZero() {
				return diag.Diagnostic{Severity: diag.Error, Code: codeHistory,
					Summary: "the history takes version " + r.Version.String() + " away twice, and Flyway stops at that",
					Hint:    fmt.Sprintf("delete the row with installed_rank %d, after a look at what wrote it", r.Rank)}
			}
			if gone != nil {
				gone.deleted = true
			}
			if !r.Version.IsZero() {
				continue // Flyway shows those of repeatables only
			}
		}
		h.infos = append(h.infos, Info{Row: r})
	}
	h.lastVersions()
	return nil
}

// newest returns the newest row that a DELETE row is about.
func (h *History) newest(gone *Row) *Info {
	for i := len(h.infos) - 1; i >= 0; i-- {
		r := h.infos[i].Row
		same := r.Version.Compare(gone.Version) == 0
		if gone.Version.IsZero() {
			same = r.Version.IsZero() && r.Description == gone.Description
		}
		if same && !r.IsSynthetic() {
			return &h.infos[i]
		}
	}
	return nil
}

// lastVersions finds the newest version that holds, what came after a newer one, and the latest runs of repeatables.
func (h *History) lastVersions() {
	for i := range h.infos {
		info := &h.infos[i]
		r := info.Row
		switch {
		case r.Version.IsZero():
			h.latest[r.Description] = max(r.Rank, h.latest[r.Description])
		case r.Version.Compare(h.lastApplied) <= 0:
			info.outOfOrder = true
		case r.Type != TypeDelete && !info.deleted:
			h.lastApplied = r.Version
		}
	}
}

// pair finds the file of each row, and adds files that have no row that holds.
func (h *History) pair(files []*resolved) {
	byKey := map[string]*resolved{}
	for _, r := range files {
		byKey[r.key()] = r
	}
	done := map[*resolved]bool{}
	for i := range h.infos {
		info := &h.infos[i]
		r := info.Row
		info.setFile(byKey[rowKey(r)])
		if info.file == nil || info.deleted || r.Type == TypeDelete {
			continue
		}
		if !r.Version.IsZero() || r.Rank == h.latest[r.Description] && info.file.matches(r.Checksum) {
			done[info.file] = true
		}
	}
	for _, r := range files {
		if done[r] {
			continue
		}
		info := Info{}
		info.setFile(r)
		h.infos = append(h.infos, info)
		if r.kind == TypeSQLBaseline && r.version.Compare(h.pendingBaseline) > 0 {
			h.pendingBaseline = r.version
		}
	}
}

func (i *Info) setFile(r *resolved) {
	if i.file = r; r != nil {
		i.Migration, i.Checksum = r.migration, &r.checksum
	}
}

// key is what Flyway looks files up by: version and type, or the description.
func (r *resolved) key() string {
	if r.repeatable() {
		return "R " + r.description
	}
	return r.kind + " " + r.version.canonical()
}

func rowKey(r *Row) string {
	if r.Version.IsZero() {
		return "R " + r.Description
	}
	return r.Type + " " + r.Version.canonical()
}

// canonical returns the same text for versions that compare equal.
func (v Version) canonical() string {
	if v.rank != 0 {
		return fmt.Sprint("word ", v.rank)
	}
	parts := make([]string, len(v.parts))
	for i, part := range v.parts {
		parts[i] = part.String()
	}
	return strings.Join(parts, ".")
}

// sort puts the infos into Flyway's order (MigrationInfoImpl.compareTo): what is below a baseline comes before the rows,
// the rows by rank, then the rest as it would run.
func (h *History) sort() {
	applied := slices.ContainsFunc(h.infos, func(i Info) bool { return i.Row != nil })
	place := func(i *Info) int {
		switch {
		case i.Row != nil:
			return 1
		case applied && (i.State == BelowBaseline || i.State == BaselineIgnored):
			return 0
		}
		return 2
	}
	slices.SortStableFunc(h.infos, func(a, b Info) int {
		if c := cmp.Compare(place(&a), place(&b)); c != 0 {
			return c
		}
		if a.Row != nil {
			return cmp.Compare(a.Row.Rank, b.Row.Rank)
		}
		return cmp.Or(
			cmp.Compare(btoi(a.file.repeatable()), btoi(b.file.repeatable())),
			a.file.version.Compare(b.file.version),
			cmp.Compare(btoi(a.file.kind == TypeSQLBaseline), btoi(b.file.kind == TypeSQLBaseline)),
			compareUTF16(a.file.description, b.file.description),
		)
	})
}
