package migrations

import (
	"path"
	"slices"
	"strings"
)

// Kind is what Flyway makes of a file.
type Kind uint8

// The kinds of files. Baselines and undos have versions of their own, apart from the versioned migrations.
const (
	Other      Kind = iota // nothing that Flyway runs
	Versioned              // runs once, in the order of versions
	Repeatable             // runs whenever its checksum changes, after all versioned ones
	Baseline               // replaces the versions up to its own in an empty database
	Undo                   // takes a version back; paid editions only
	Callback               // runs at an event
)

// Naming says how a project names its files. Use DefaultNaming and change what differs.
type Naming struct {
	Versioned, Repeatable, Baseline, Undo string // prefixes, case-sensitive
	Separator                             string
	Suffixes                              []string // case-insensitive
}

// DefaultNaming returns Flyway's own naming.
func DefaultNaming() Naming {
	return Naming{Versioned: "V", Repeatable: "R", Baseline: "B", Undo: "U", Separator: "__", Suffixes: []string{".sql"}}
}

// Name is a file's name, taken apart.
type Name struct {
	Kind   Kind
	Prefix string // for a callback the id of its event
	// Spelled is the version as it stands in the name, Version what it means.
	Spelled   string
	Version   Version
	Separator string // empty when the name has none
	// Words is the description as it stands in the name.
	Words  string
	Suffix string
	// Script is true for a file that Flyway hands to a shell.
	Script bool
	// Problem is why Flyway passes over a file that looks like a migration; then Kind is Other.
	Problem string

	base string
}

// ParseName reads the last element of a path with Flyway's own naming.
func ParseName(file string) Name { return DefaultNaming().Parse(file) }

// String returns the name as it was written, without folders.
func (n Name) String() string {
	if n.Kind == Other {
		return n.base
	}
	return n.Prefix + n.Spelled + n.Separator + n.Words + n.Suffix
}

// Description returns the description as Flyway records it, with blanks for underscores.
func (n Name) Description() string { return strings.ReplaceAll(n.Words, "_", " ") }

// scriptSuffixes are those that Flyway hands to a shell (ScriptMigrationResolver).
var scriptSuffixes = []string{".cmd", ".bat", ".ps1", ".py", ".sh", ".bash"}

// Parse reads the last element of a path as Flyway's ResourceNameParser and resolvers do.
func (n Naming) Parse(file string) Name {
	base := path.Base(file)
	stem, suffix, isSQL := cutSuffix(base, n.Suffixes)
	if isSQL {
		return n.parseStem(base, stem, suffix)
	}
	if !isScript(base) {
		return Name{base: base, Problem: n.resemblance(base)}
	}
	stem, suffix, _ = cutSuffix(base, scriptSuffixes)
	name := n.parseStem(base, stem, suffix)
	name.Script = name.Kind != Other
	if name.Kind == Other {
		name.Problem = n.resemblance(base)
	}
	return name
}

// cutSuffix cuts the first of the suffixes that the name ends with.
func cutSuffix(name string, suffixes []string) (stem, suffix string, found bool) {
	for _, s := range suffixes {
		if at := len(name) - len(s); at >= 0 && strings.EqualFold(name[at:], s) {
			return name[:at], name[at:], true
		}
	}
	return name, "", false
}

// isScript reports whether Flyway takes a file for a script: by its extension, or because it has none. What follows the
// last dot of "V1.5__x" counts as an extension, a dot at the end does not (StringUtils.getFileNameAndExtension).
func isScript(base string) bool {
	stem := strings.TrimRight(base, ".")
	if !strings.Contains(stem, ".") {
		return true
	}
	extension := path.Ext(stem)
	return slices.ContainsFunc(scriptSuffixes, func(s string) bool { return strings.EqualFold(s, extension) })
}

// parseStem reads a name without its suffix.
func (n Naming) parseStem(base, stem, suffix string) Name {
	kind, prefix := n.prefix(stem)
	name := Name{Kind: kind, Prefix: prefix, Suffix: suffix, base: base}
	var found bool
	name.Spelled, name.Words, found = strings.Cut(stem[len(prefix):], n.Separator)
	if found {
		name.Separator = n.Separator
	}
	if problem := n.problem(&name, stem); problem != "" {
		return Name{base: base, Problem: problem}
	}
	return name
}

// problem says why Flyway passes over a name; it sets the version where there is none.
func (n Naming) problem(name *Name, stem string) string {
	switch name.Kind {
	case Other:
		return "its name begins with none of " + strings.Join([]string{n.Versioned, n.Repeatable, n.Baseline}, ", ") +
			" and the callbacks' names; upper and lower case differ"
	case Versioned, Baseline, Undo:
		if name.Spelled == "" {
			return "there is no version between " + name.Prefix + " and " + n.Separator
		}
		version, err := ParseVersion(name.Spelled)
		if err != nil {
			return err.Error()
		}
		name.Version = version
	case Repeatable, Callback:
		if name.Spelled != "" {
			return name.Prefix + " must be followed by " + n.Separator
		}
		// Scanner.getResources wants more than prefix and suffix; for scripts it looks at the prefix alone.
		if name.Kind == Repeatable && stem == n.Repeatable && !isScriptSuffix(name.Suffix) {
			return "it has no description"
		}
	}
	return ""
}

func isScriptSuffix(suffix string) bool {
	return slices.ContainsFunc(scriptSuffixes, func(s string) bool { return strings.EqualFold(s, suffix) })
}

// prefix returns the longest prefix that a name begins with; the first in Flyway's order wins among equals.
func (n Naming) prefix(stem string) (Kind, string) {
	kind, longest := Other, ""
	consider := func(k Kind, prefix string) {
		if strings.HasPrefix(stem, prefix) && (kind == Other || len(prefix) > len(longest)) {
			kind, longest = k, prefix
		}
	}
	consider(Versioned, n.Versioned)
	consider(Repeatable, n.Repeatable)
	for _, event := range events {
		consider(Callback, event)
	}
	consider(Baseline, n.Baseline)
	consider(Undo, n.Undo)
	return kind, longest
}

// resemblance returns a problem when a file without a known suffix looks like a migration.
func (n Naming) resemblance(base string) string {
	rest, versioned := strings.CutPrefix(base, n.Versioned)
	spelled, _, separated := strings.Cut(rest, n.Separator)
	_, err := ParseVersion(spelled)
	if versioned && separated && err == nil || strings.HasPrefix(base, n.Repeatable+n.Separator) {
		return "its name does not end in " + strings.Join(n.Suffixes, " or ")
	}
	return ""
}
