package plan

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
)

// decideTable chooses between ALTERs in place and a rebuild with the rows kept, change by change.
func decideTable(p *planner, w *work) {
	p.refuseUnknownTypes(w)
	if w.strategy != InPlace {
		return
	}
	from, _ := p.from.Tables.Get(w.id)
	to, _ := p.to.Tables.Get(w.id)
	for _, change := range w.changes {
		reason := p.rebuildReason(change, from, to)
		if reason == "" {
			continue
		}
		w.strategy = Rebuild
		if !slices.Contains(w.reasons, reason) {
			w.reasons = append(w.reasons, reason)
		}
	}
	p.refuseImpossibleColumns(w)
	if w.strategy == Rebuild {
		p.refuseImpossibleCasts(w)
		p.refuseTakenNames(w)
	}
}

// refuseUnknownTypes refuses to create columns whose type the to-model does not tell.
func (p *planner) refuseUnknownTypes(w *work) {
	to, ok := p.to.Tables.Get(w.id)
	if !ok {
		return
	}
	from, _ := p.from.Tables.Get(w.id)
	for _, c := range to.Columns {
		if c.Type.IsZero() && (from == nil || from.Column(c.Name) == nil) {
			p.refuseColumn(w, diff.AddColumn{On: diff.On{ID: w.id}, Column: c}, c.Name, "the type of column "+c.Name+" is not known",
				"state the columns: CREATE TABLE … (columns) and INSERT … SELECT")
		}
	}
}

// rebuildReason says why a change of a table needs a new table; empty when ALTER TABLE can make it (r_ALTER_TABLE).
func (p *planner) rebuildReason(change diff.Change, from, to *model.Table) string {
	switch c := change.(type) {
	case diff.AlterColumnType:
		return typeReason(c, from)
	case diff.SetNotNull:
		return "ALTER TABLE can neither set nor drop NOT NULL"
	case diff.SetDefault:
		return "ALTER TABLE cannot change a default"
	case diff.SetIdentity:
		return "ALTER TABLE cannot change an identity"
	case diff.SetCollation:
		return "ALTER TABLE cannot change a collation"
	case diff.SetBackup:
		return "ALTER TABLE cannot change BACKUP"
	case diff.AddColumn:
		if c.Column.Identity != nil {
			return "ALTER TABLE cannot add an identity column"
		}
	case diff.SetEncoding, diff.SetEncodeAuto:
		return encodingReason(change, from, to)
	case diff.SetSortKey:
		if c.To.Style == model.SortInterleaved {
			return "ALTER TABLE cannot make a sort key interleaved"
		}
	case diff.SetDistribution:
		interleaved := from.SortKey.Style == model.SortInterleaved && to.SortKey.Style == model.SortInterleaved
		keyGoes := c.From.Key != "" && to.Column(c.From.Key) == nil
		if interleaved && (c.To.Style != model.DistAuto || keyGoes) {
			return "ALTER TABLE cannot change the distribution of a table with an interleaved sort key"
		}
	case diff.DropConstraint:
		if _, certain := keyName(from, c.Constraint); !certain {
			return "the key has no name of its own to drop it by"
		}
	}
	return ""
}

// resistant are the encodings under which ALTER COLUMN TYPE is refused (r_ALTER_TABLE).
var resistant = []model.Encoding{"bytedict", "runlength", "text255", "text32k"}

func typeReason(c diff.AlterColumnType, from *model.Table) string {
	column := from.Column(c.Column)
	switch {
	case c.From.Name != c.To.Name || c.To.Name != model.Varchar && c.To.Name != model.Varbyte:
		return "ALTER COLUMN TYPE changes the length of varchar and varbyte only"
	case slices.Contains(resistant, column.Encoding):
		return "ALTER COLUMN TYPE is refused under encoding " + string(column.Encoding)
	case !column.Default.IsZero():
		return "ALTER COLUMN TYPE is refused for a column with a default"
	}
	return ""
}

// encodingReason says when encodings need a new table. Leaving ENCODE AUTO for encodings that are the engine's defaults
// cannot be said by ALTER: naming the present one is an error (r_ALTER_TABLE, ENCODE).
func encodingReason(change diff.Change, from, to *model.Table) string {
	if to.SortKey.Style == model.SortInterleaved && len(encodingsToAlter(from, to)) > 0 {
		return "encodings of a table with an interleaved sort key cannot be altered"
	}
	auto, ok := change.(diff.SetEncodeAuto)
	switch {
	case !ok || auto.To:
		return ""
	case len(encodingsToAlter(from, to)) == 0:
		return "no ALTER can take ENCODE AUTO away without naming an encoding that differs"
	}
	return ""
}

func withoutEncoding(c model.Column) model.Column {
	c.Encoding, c.EncodingFilled = model.EncodeUnspecified, false
	return c
}

// encodingsToAlter returns the columns whose encoding an ALTER must name: the engine's own refilling after a change of the
// sort key is followed first.
func encodingsToAlter(from, to *model.Table) []model.Column {
	if to.EncodeAuto {
		return nil
	}
	followed := from.Clone()
	if from.EncodeAuto {
		// A column that is added under ENCODE AUTO comes without an encoding of its own.
		for _, c := range to.Columns {
			if from.Column(c.Name) == nil {
				followed.Columns = append(followed.Columns, withoutEncoding(c))
			}
		}
	}
	followed.SortKey = to.SortKey
	followed.EncodeAuto = false
	followed.FillEncodings()
	var list []model.Column
	for _, want := range to.Columns {
		have := followed.Column(want.Name)
		if have != nil && have.Encoding != want.Encoding {
			list = append(list, want)
		}
	}
	return list
}

// refuseImpossibleColumns refuses columns that existing rows could have no value for.
func (p *planner) refuseImpossibleColumns(w *work) {
	for _, add := range every[diff.AddColumn](w.changes) {
		c := add.Column
		if c.NotNull && c.Identity == nil && c.Default.IsZero() {
			p.refuseColumn(w, add, c.Name, "column "+c.Name+" is NOT NULL and has no default, so existing rows would have no value for it",
				"give it a DEFAULT, or add it without NOT NULL, fill it in a changeset, and add NOT NULL after")
		}
	}
}

func (p *planner) refuseColumn(w *work, change diff.Change, column, reason, way string) {
	w.refusals = append(w.refusals, Refusal{
		Object: w.id, Change: change.Describe(), Reason: reason, Way: way, Pos: p.place(w.id, column),
	})
}

func (p *planner) refuseImpossibleCasts(w *work) {
	for _, c := range every[diff.AlterColumnType](w.changes) {
		if judgeCast(c.From, c.To) == castNone {
			p.refuseColumn(w, c, c.Column, "no cast leads from "+c.From.String()+" to "+c.To.String(),
				"add a new column, fill it in a changeset as the values need it, and drop the old one")
		}
	}
}

// refuseTakenNames refuses a rebuild whose working names exist already: an earlier one was not finished.
func (p *planner) refuseTakenNames(w *work) {
	for _, id := range []model.ID{copyID(w.id, newSuffix), copyID(w.id, oldSuffix)} {
		for _, db := range []*model.Database{p.before, p.to} {
			if taken, ok := db.Relation(model.Name{Schema: id.Schema, Name: id.Name}); ok {
				p.refuse(w, "rebuild", taken.String()+" exists, and the rebuild needs that name",
					"an earlier rebuild was not finished: look at what it holds, and drop or rename it in a changeset")
				return
			}
		}
	}
}

// The names under which a rebuild works.
const (
	newSuffix = "__redraft_new"
	oldSuffix = "__redraft_old"
	maxName   = 127 // bytes (r_names)
)

// copyID returns the working name of a table's new or old copy.
func copyID(id model.ID, suffix string) model.ID {
	base := id.Name
	for len(base)+len(suffix) > maxName {
		_, size := utf8.DecodeLastRuneInString(base)
		base = base[:len(base)-size]
	}
	id.Name = base + suffix
	return id
}

// keyName returns the name to drop a key of the from-model by: its own, or the one that the engine gave it, where that is
// certain.
func keyName(table *model.Table, key model.Constraint) (string, bool) {
	at := slices.IndexFunc(table.Constraints, func(c model.Constraint) bool { return c.SameKey(key) && c.Name == key.Name })
	if at < 0 {
		return key.Name, key.Name != ""
	}
	name := cmp.Or(key.Name, table.Constraints[at].Given)
	return name, name != ""
}
