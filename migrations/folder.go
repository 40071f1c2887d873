package migrations

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/redraft/redraft/model/diag"
)

// Migration is one script with all that Flyway knows of it before running it.
type Migration struct {
	Name Name
	// Path is the file's path in the file system that was read, Script its path within the folder, which is what the
	// history calls the script.
	Path, Script string
	Content      []byte
	// Text is the decoded content without byte order marks, before the replacement of placeholders.
	Text     string
	Encoding string
	// Checksum is that of the raw text. For a repeatable migration with placeholders, Flyway also takes the one of the
	// replaced text: see ChecksumText.
	Checksum int32
	SideCar  SideCar
	// Transactional is whether Flyway runs the script in a transaction.
	Transactional bool
	// PlaceholderReplace is whether Flyway replaces placeholders in the script.
	PlaceholderReplace bool
}

// Folder is a folder of migrations as Flyway sees it.
type Folder struct {
	Root   string
	Config Config
	// Migrations are the SQL scripts in Flyway's order: versioned by version, then repeatable by description.
	Migrations []Migration
	// Baselines are in the order of versions. In an empty database Flyway runs the newest in place of all versions up to
	// its own.
	Baselines []Migration
	Undos     []Migration
	// Callbacks are in the order of events, then of descriptions.
	Callbacks []Migration
	// Scripts are what Flyway would hand to a shell; redraft does not run them.
	Scripts []Migration

	paths  map[string]bool // every file, in lower case
	errors diag.List
}

// Newest returns the highest version of the folder, of whatever kind of file; the zero version when there is none.
func (f *Folder) Newest() Version {
	var newest Version
	for _, list := range [][]Migration{f.Migrations, f.Baselines, f.Undos, f.Scripts} {
		for _, m := range list {
			if m.Name.Version.Compare(newest) > 0 {
				newest = m.Name.Version
			}
		}
	}
	return newest
}

// versioned returns the versioned SQL migrations.
func (f *Folder) versioned() []Migration {
	n := 0
	for n < len(f.Migrations) && f.Migrations[n].Name.Kind == Versioned {
		n++
	}
	return f.Migrations[:n]
}

// add puts a migration where it belongs.
func (f *Folder) add(m Migration) {
	switch {
	case m.Name.Script:
		f.Scripts = append(f.Scripts, m)
	case m.Name.Kind == Baseline:
		f.Baselines = append(f.Baselines, m)
	case m.Name.Kind == Undo:
		f.Undos = append(f.Undos, m)
	case m.Name.Kind == Callback:
		f.Callbacks = append(f.Callbacks, m)
	default:
		f.Migrations = append(f.Migrations, m)
	}
}

// sort puts every list into its order; equal ones stay in the order of their paths.
func (f *Folder) sort() {
	for _, list := range [][]Migration{f.Migrations, f.Baselines, f.Undos, f.Callbacks, f.Scripts} {
		slices.SortFunc(list, compareMigrations)
	}
}

// compareMigrations is ResolvedMigrationComparator: versions, then descriptions. Among callbacks the event comes first.
func compareMigrations(a, b Migration) int {
	return cmp.Or(
		cmp.Compare(order(a.Name), order(b.Name)),
		a.Name.Version.Compare(b.Name.Version),
		compareUTF16(a.Name.Description(), b.Name.Description()),
		strings.Compare(a.Path, b.Path),
	)
}

// order puts versioned files before repeatable ones and callbacks into the order of their events.
func order(n Name) int {
	switch n.Kind {
	case Callback:
		return 2 + slices.Index(events, n.Prefix)
	case Repeatable:
		return 1
	}
	return 0
}

// compareUTF16 is Java's String.compareTo: by UTF-16 code unit, so that capitals come first and characters beyond the
// basic plane before some within it.
func compareUTF16(a, b string) int {
	return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
}

// directory returns where the newest versioned migration lies, or the root.
func (f *Folder) directory() string {
	if list := f.versioned(); len(list) > 0 {
		return path.Dir(list[len(list)-1].Path)
	}
	return f.Root
}
