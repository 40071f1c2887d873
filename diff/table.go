package diff

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
)

// The changes of a table.
type (
	// AddColumn says that a column is new.
	AddColumn struct {
		On
		Column model.Column
	}
	// DropColumn says that a column goes.
	DropColumn struct {
		On
		Column model.Column
	}
	// AlterColumnType is another data type.
	AlterColumnType struct {
		On
		Column   string
		From, To model.DataType
	}
	// SetNotNull is NOT NULL coming (To is true) or going.
	SetNotNull struct {
		On
		Column string
		To     bool
	}
	// SetDefault is another default expression; zero is none.
	SetDefault struct {
		On
		Column   string
		From, To model.Expr
	}
	// SetIdentity is another generator; nil is none.
	SetIdentity struct {
		On
		Column   string
		From, To *model.Identity
	}
	// SetEncoding is another compression of one column of a table that is not ENCODE AUTO.
	SetEncoding struct {
		On
		Column   string
		From, To model.Encoding
	}
	// SetCollation is another collation of a column.
	SetCollation struct {
		On
		Column   string
		From, To model.Collation
	}
	// SetEncodeAuto is the table's encodings becoming the engine's (To is true) or the script's.
	SetEncodeAuto struct {
		On
		To bool
	}
	// SetDistribution is another distribution of a table or materialized view.
	SetDistribution struct {
		On
		From, To model.Distribution
	}
	// SetSortKey is another sort key of a table or materialized view.
	SetSortKey struct {
		On
		From, To model.SortKey
	}
	// SetBackup is BACKUP NO coming (To is false) or going, of a table or materialized view.
	SetBackup struct {
		On
		To bool
	}
	// AddConstraint says that a key is new.
	AddConstraint struct {
		On
		Constraint model.Constraint
	}
	// DropConstraint says that a key goes.
	DropConstraint struct {
		On
		Constraint model.Constraint
	}
	// SetConstraintComment is a change of a key's comment.
	SetConstraintComment struct {
		On
		Constraint model.Constraint
		From, To   string
	}
)

func compareTable(from, to *model.Table) []Change {
	on := On{to.ID}
	var changes []Change
	changes = append(changes, compareColumns(on, from, to)...)
	changes = append(changes, compareConstraints(on, from.Constraints, to.Constraints)...)
	if a, b := from.Distribution.Declared(model.DistAuto), to.Distribution.Declared(model.DistAuto); a != b {
		changes = append(changes, SetDistribution{on, a, b})
	}
	if a, b := from.SortKey.Declared(model.SortAuto), to.SortKey.Declared(model.SortAuto); !sameSortKey(a, b) {
		changes = append(changes, SetSortKey{on, a, b})
	}
	if from.EncodeAuto != to.EncodeAuto {
		changes = append(changes, SetEncodeAuto{on, to.EncodeAuto})
	}
	if from.NoBackup != to.NoBackup {
		changes = append(changes, SetBackup{on, !to.NoBackup})
	}
	return changes
}

func sameSortKey(a, b model.SortKey) bool {
	return a.Style == b.Style && slices.Equal(a.Columns, b.Columns)
}

func compareColumns(on On, from, to *model.Table) []Change {
	var changes []Change
	for _, c := range from.Columns {
		if to.Column(c.Name) == nil {
			changes = append(changes, DropColumn{on, c})
		}
	}
	for _, c := range to.Columns {
		old := from.Column(c.Name)
		if old == nil {
			changes = append(changes, AddColumn{on, c})
			continue
		}
		// Under ENCODE AUTO on either side the encodings are not the script's to compare: SetEncodeAuto says it all.
		encodings := !from.EncodeAuto && !to.EncodeAuto
		changes = append(changes, compareColumn(on, *old, c, encodings)...)
	}
	return changes
}

func compareColumn(on On, from, to model.Column, encodings bool) []Change {
	var changes []Change
	if from.Type != to.Type {
		changes = append(changes, AlterColumnType{on, to.Name, from.Type, to.Type})
	}
	if from.NotNull != to.NotNull {
		changes = append(changes, SetNotNull{on, to.Name, to.NotNull})
	}
	if from.Default.Canonical != to.Default.Canonical {
		changes = append(changes, SetDefault{on, to.Name, from.Default, to.Default})
	}
	if !sameIdentity(from.Identity, to.Identity) {
		changes = append(changes, SetIdentity{on, to.Name, from.Identity, to.Identity})
	}
	if encodings && from.Encoding != to.Encoding {
		changes = append(changes, SetEncoding{on, to.Name, from.Encoding, to.Encoding})
	}
	if from.Collation != to.Collation {
		changes = append(changes, SetCollation{on, to.Name, from.Collation, to.Collation})
	}
	if from.Comment != to.Comment {
		changes = append(changes, SetColumnComment{on, to.Name, from.Comment, to.Comment})
	}
	return changes
}

func sameIdentity(a, b *model.Identity) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// compareConstraints pairs keys that say the same under the same name; a key under another name is another key, for
// Redshift cannot rename one (r_ALTER_TABLE).
func compareConstraints(on On, from, to []model.Constraint) []Change {
	var changes []Change
	rest := slices.Clone(from)
	var added []Change
	for _, want := range to {
		at := slices.IndexFunc(rest, func(c model.Constraint) bool { return c.SameKey(want) && c.Name == want.Name })
		if at < 0 {
			added = append(added, AddConstraint{on, want})
			if want.Comment != "" {
				added = append(added, SetConstraintComment{on, want, "", want.Comment})
			}
			continue
		}
		if rest[at].Comment != want.Comment {
			changes = append(changes, SetConstraintComment{on, want, rest[at].Comment, want.Comment})
		}
		rest = slices.Delete(rest, at, at+1)
	}
	for _, gone := range rest {
		changes = append(changes, DropConstraint{on, gone})
	}
	return append(changes, added...)
}

// Describe says the change in words.
func (c AddColumn) Describe() string { return "column " + c.Column.Name + " added" }

// Describe says the change in words.
func (c DropColumn) Describe() string { return "column " + c.Column.Name + " dropped" }

// Describe says the change in words.
func (c AlterColumnType) Describe() string {
	return "column " + c.Column + ": " + c.From.String() + " → " + c.To.String()
}

// Describe says the change in words.
func (c SetNotNull) Describe() string {
	if c.To {
		return "column " + c.Column + ": NOT NULL"
	}
	return "column " + c.Column + ": no longer NOT NULL"
}

// Describe says the change in words.
func (c SetDefault) Describe() string {
	return "column " + c.Column + ": default " + orNone(c.From.Text) + " → " + orNone(c.To.Text)
}

// Describe says the change in words.
func (c SetIdentity) Describe() string { return "column " + c.Column + ": identity" }

// Describe says the change in words.
func (c SetEncoding) Describe() string {
	return "column " + c.Column + ": encoding " + string(c.From) + " → " + string(c.To)
}

// Describe says the change in words.
func (c SetCollation) Describe() string {
	return "column " + c.Column + ": collation " + orNone(c.From.String()) + " → " + orNone(c.To.String())
}

// Describe says the change in words.
func (c SetEncodeAuto) Describe() string {
	if c.To {
		return "encodings are left to the engine"
	}
	return "encodings are no longer left to the engine"
}

// Describe says the change in words.
func (c SetDistribution) Describe() string {
	return "distribution " + showDistribution(c.From) + " → " + showDistribution(c.To)
}

func showDistribution(d model.Distribution) string {
	if d.Style == model.DistKey {
		return "KEY(" + d.Key + ")"
	}
	return d.Style.String()
}

// Describe says the change in words.
func (c SetSortKey) Describe() string {
	return "sort key " + showSortKey(c.From) + " → " + showSortKey(c.To)
}

func showSortKey(k model.SortKey) string {
	if len(k.Columns) == 0 {
		return k.Style.String()
	}
	return k.Style.String() + "(" + strings.Join(k.Columns, ", ") + ")"
}

// Describe says the change in words.
func (c SetBackup) Describe() string {
	if c.To {
		return "becomes part of snapshots"
	}
	return "BACKUP NO"
}

// Describe says the change in words.
func (c AddConstraint) Describe() string { return ShowConstraint(c.Constraint) + " added" }

// Describe says the change in words.
func (c DropConstraint) Describe() string { return ShowConstraint(c.Constraint) + " dropped" }

// Describe says the change in words.
func (c SetConstraintComment) Describe() string { return "comment of " + ShowConstraint(c.Constraint) }

// ShowConstraint names a key for a sentence: "primary key (id)".
func ShowConstraint(c model.Constraint) string {
	text := strings.ToLower(c.Kind.String()) + " (" + strings.Join(c.Columns, ", ") + ")"
	if c.Name != "" {
		text += " " + c.Name
	}
	return text
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}
