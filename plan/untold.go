package plan

import (
	"maps"
	"slices"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
)

// settle takes what one side does not tell to be as the other side says, and returns both sides: the catalog of a cluster
// keeps less than a script says, and what it does not keep is neither a difference nor a reason to write anything else than
// the script's text. Where neither side tells, the from-model's guess holds.
func settle(from, to *model.Database, renames diff.Renames) (before, target *model.Database) {
	before, target = from, to
	was := maps.Clone(renames.Objects)
	for object := range to.Objects() {
		id := object.Identity()
		oldID, renamed := was[id]
		if !renamed || !from.Has(oldID) {
			oldID = id
		}
		old, ok := from.Object(oldID)
		if !ok || old.Attributes().Untold|object.Attributes().Untold == 0 {
			continue
		}
		if old.Attributes().Untold != 0 {
			if before == from {
				before = from.Clone()
			}
			old = settled(old, object)
			before.Put(old)
		}
		if object.Attributes().Untold != 0 {
			if target == to {
				target = to.Clone()
			}
			target.Put(settled(object, old))
		}
	}
	return before, target
}

// settled returns an object with what it does not tell taken from another one.
func settled(object, other model.Object) model.Object {
	untold := object.Attributes().Untold
	switch o := object.(type) {
	case *model.Schema:
		if t, ok := other.(*model.Schema); ok && untold.Has(model.UntoldQuota) {
			o = o.Clone()
			o.QuotaMB = t.QuotaMB
			return o
		}
	case *model.Table:
		if t, ok := other.(*model.Table); ok {
			return settledTable(o.Clone(), t, untold)
		}
	case *model.MaterializedView:
		if t, ok := other.(*model.MaterializedView); ok && untold.Has(model.UntoldAutoRefresh) {
			o = o.Clone()
			o.AutoRefresh = t.AutoRefresh
			return o
		}
	case *model.Function:
		if t, ok := other.(*model.Function); ok {
			return settledFunction(o.Clone(), t, untold)
		}
	case *model.Procedure:
		if t, ok := other.(*model.Procedure); ok {
			return settledProcedure(o.Clone(), t, untold)
		}
	case *model.Unplanned:
		if t, ok := other.(*model.Unplanned); ok && untold.Has(model.UntoldStatements) {
			o = o.Clone()
			o.Statements, o.Columns, o.On, o.Common = t.Statements, t.Columns, t.On, t.Common
			return o
		}
	}
	return object
}

func settledTable(o, t *model.Table, untold model.Untold) model.Object {
	if untold.Has(model.UntoldSortKey) && (len(o.SortKey.Columns) == 0 && len(t.SortKey.Columns) == 0 || isAuto(t.SortKey)) {
		o.SortKey = t.SortKey
	}
	if untold.Has(model.UntoldBackup) {
		o.NoBackup = t.NoBackup
	}
	if untold.Has(model.UntoldCollation) {
		for i := range o.Columns {
			if c := t.Column(o.Columns[i].Name); c != nil {
				o.Columns[i].Collation = c.Collation
			}
		}
	}
	if untold.Has(model.UntoldEncoding) {
		settleEncodings(o, t)
	}
	return o
}

// isAuto reports whether the engine may choose the sort key, so that one that is there may be its choice.
func isAuto(k model.SortKey) bool { return k.Style == model.SortAuto || k.Style == model.SortUnspecified }

// settleEncodings takes the other side's word for whether the engine owns the encodings, as long as those that are there
// allow it.
func settleEncodings(o, t *model.Table) {
	if o.EncodeAuto == t.EncodeAuto {
		return
	}
	if t.EncodeAuto {
		o.EncodeAuto = true
		o.FillEncodings()
		return
	}
	filled := o.Clone()
	filled.EncodeAuto = false
	filled.FillEncodings()
	for _, c := range filled.Columns {
		if other := t.Column(c.Name); other != nil && other.Encoding != c.Encoding {
			return
		}
	}
	*o = *filled
}

func settledFunction(o, t *model.Function, untold model.Untold) model.Object {
	if untold.Has(model.UntoldLengths) {
		o.Args = settledArguments(o.Args, t.Args)
		if o.Returns.Name == t.Returns.Name {
			o.Returns = t.Returns
		}
	}
	if untold.Has(model.UntoldExternal) && t.External != nil {
		o.External = t.External
	}
	return o
}

func settledProcedure(o, t *model.Procedure, untold model.Untold) model.Object {
	if untold.Has(model.UntoldLengths) {
		o.Args = settledArguments(o.Args, t.Args)
	}
	if untold.Has(model.UntoldSettings) {
		o.NonAtomic, o.Settings = t.NonAtomic, t.Settings
	}
	return o
}

// settledArguments returns the other side's arguments where they differ in nothing but lengths.
func settledArguments(args, other []model.Argument) []model.Argument {
	alike := func(a, b model.Argument) bool { return a.Name == b.Name && a.Mode == b.Mode && a.Type.Name == b.Type.Name }
	if slices.EqualFunc(args, other, alike) {
		return other
	}
	return args
}
