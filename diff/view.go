package diff

import (
	"slices"

	"github.com/redraft/redraft/model"
)

// The changes of views.
type (
	// SetQuery is another query or another list of column names. SameShape says that the output columns are provably
	// the same as before, given the same tables.
	SetQuery struct {
		On
		SameShape bool
	}
	// SetBinding is a regular view becoming a late-binding one (To is true), or the other way round.
	SetBinding struct {
		On
		To bool
	}
	// SetAutoRefresh is AUTO REFRESH of a materialized view coming (To is true) or going.
	SetAutoRefresh struct {
		On
		To bool
	}
)

// Describe says the change in words.
func (c SetQuery) Describe() string {
	if c.SameShape {
		return "another query with the same columns"
	}
	return "another query"
}

// Describe says the change in words.
func (c SetBinding) Describe() string {
	if c.To {
		return "becomes late-binding"
	}
	return "is no longer late-binding"
}

// Describe says the change in words.
func (c SetAutoRefresh) Describe() string {
	if c.To {
		return "AUTO REFRESH YES"
	}
	return "AUTO REFRESH NO"
}

func compareView(from, to *model.View) []Change {
	on := On{to.ID}
	var changes []Change
	sameColumns := slices.Equal(from.Columns, to.Columns)
	if from.Query.Canonical != to.Query.Canonical || !sameColumns {
		changes = append(changes, SetQuery{on, sameColumns && sameShape(from.Query, to.Query)})
	}
	if from.NoBinding != to.NoBinding {
		changes = append(changes, SetBinding{on, to.NoBinding})
	}
	return append(changes, compareColumnComments(on, from.ColumnComments, to.ColumnComments)...)
}

func sameShape(from, to model.Query) bool { return from.Shape != "" && from.Shape == to.Shape }

func compareMaterializedView(from, to *model.MaterializedView) []Change {
	on := On{to.ID}
	var changes []Change
	if from.Query.Canonical != to.Query.Canonical {
		changes = append(changes, SetQuery{on, sameShape(from.Query, to.Query)})
	}
	if a, b := from.Distribution.Declared(model.DistEven), to.Distribution.Declared(model.DistEven); a != b {
		changes = append(changes, SetDistribution{on, a, b})
	}
	if a, b := from.SortKey.Declared(model.SortNone), to.SortKey.Declared(model.SortNone); !sameSortKey(a, b) {
		changes = append(changes, SetSortKey{on, a, b})
	}
	if from.AutoRefresh != to.AutoRefresh {
		changes = append(changes, SetAutoRefresh{on, to.AutoRefresh})
	}
	if from.NoBackup != to.NoBackup {
		changes = append(changes, SetBackup{on, !to.NoBackup})
	}
	return append(changes, compareColumnComments(on, from.ColumnComments, to.ColumnComments)...)
}

func compareColumnComments(on On, from, to []model.ColumnComment) []Change {
	var changes []Change
	find := func(list []model.ColumnComment, column string) string {
		if at := slices.IndexFunc(list, func(c model.ColumnComment) bool { return c.Column == column }); at >= 0 {
			return list[at].Comment
		}
		return ""
	}
	for _, c := range from {
		if find(to, c.Column) == "" {
			changes = append(changes, SetColumnComment{on, c.Column, c.Comment, ""})
		}
	}
	for _, c := range to {
		if old := find(from, c.Column); old != c.Comment {
			changes = append(changes, SetColumnComment{on, c.Column, old, c.Comment})
		}
	}
	return changes
}
