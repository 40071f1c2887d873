package plan

import (
	"cmp"
	"slices"
	"strings"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// rebuildTable makes the steps of a rebuild: a new table is created, filled from the old one with stated casts, checked by
// row count and swapped in by two renames; the old table stays under another name until the last transaction drops it.
// All of it happens under one lock, taken as the transaction's first statement, because a statement before it would fix an
// older snapshot and rows written meanwhile would be lost (r_LOCK, c_serial_isolation, performing-a-deep-copy).
func (p *planner) rebuildTable(w *work) {
	from, _ := p.from.Tables.Get(w.id)
	to, _ := p.to.Tables.Get(w.id)
	fresh, kept := copyID(w.id, newSuffix), copyID(w.id, oldSuffix)
	statements := []string{ddl.CreateTable(to, ddl.TableOptions{Name: fresh.Name})}
	title := "rebuild " + w.id.String() + " with its rows"
	copied := assignments(from, to)
	if len(copied) == 0 {
		title = "replace " + w.id.String() + " by an empty table"
	} else {
		statements = append(statements, ddl.CopyRows(w.id, fresh, copied), ddl.CompareRowCounts(w.id, fresh))
	}
	for _, name := range p.keysToFree(from, to) {
		statements = append(statements, ddl.DropConstraint(w.id, name))
	}
	statements = append(statements, ddl.RenameTable(w.id, kept.Name), ddl.RenameTable(fresh, w.id.Name))
	for _, key := range to.Constraints {
		if key.Kind != model.ForeignKey {
			statements = append(statements, ddl.AddConstraint(w.id, key))
		}
	}
	p.add(Step{
		Object: w.id, Strategy: Rebuild, Title: title, Reason: strings.Join(w.reasons, "; "),
		Changes: describe(w.changes), Statements: statements, Transactional: true, op: opRebuild, oldID: p.oldID(w.id),
		Hazards: p.rebuildHazards(w, from, to),
	})
	for _, key := range to.Constraints {
		if key.Kind == model.ForeignKey {
			p.addKeyStep(w.id, key, "the new table gets the keys of the old one")
		}
	}
	p.attributesStep(w, "the new table has none yet")
	if to.SortKey.Style == model.SortNone {
		p.sortStep(w.id, to.SortKey, Rebuild, []string{"sort key NONE"})
	}
	p.dropOldStep(w, kept)
}

func (p *planner) dropOldStep(w *work, kept model.ID) {
	p.add(Step{
		Object: w.id, Strategy: Rebuild, Title: "drop the old copy " + kept.QualifiedName(),
		Reason:     w.id.QualifiedName() + " has taken its place since the rebuild",
		Statements: []string{ddl.Drop(kept)}, Transactional: true, op: opDropOld,
	})
}

// assignments says what each column of the new table is filled with. A column that is new gets its default; an identity
// that does not take values gets new ones (r_CREATE_TABLE_NEW, IDENTITY).
func assignments(from, to *model.Table) []ddl.Assignment {
	var list []ddl.Assignment
	for _, c := range to.Columns {
		old := from.Column(c.Name)
		if old == nil || c.Identity != nil && !c.Identity.ByDefault {
			continue
		}
		list = append(list, ddl.Assignment{Column: c.Name, Expr: ddl.Cast(c.Name, old.Type, c.Type)})
	}
	return list
}

// keysToFree returns the names of keys that the old table must give up within the rebuild.
func (p *planner) keysToFree(from, to *model.Table) []string {
	var free []string
	for _, key := range from.Constraints {
		if name := nameToFree(to, key); name != "" && !p.isLifted(from.ID, key) {
			free = append(free, name)
		}
	}
	return free
}

// nameToFree returns the name that a key of the old table must give up, empty when it can keep it: a key's name lives on
// when its table is renamed and would block the new one's, or make the engine add a number to it (r_ALTER_TABLE; public
// projects that swapped tables met it).
func nameToFree(to *model.Table, key model.Constraint) string {
	name := cmp.Or(key.Name, key.Given)
	wanted := slices.ContainsFunc(to.Constraints, func(c model.Constraint) bool {
		return cmp.Or(c.Name, model.GeneratedName(to.ID.Name, c)) == name
	})
	if key.Kind == model.ForeignKey || key.Name == "" && !wanted {
		return ""
	}
	return name
}

func (p *planner) isLifted(table model.ID, key model.Constraint) bool {
	return slices.ContainsFunc(p.lifts[table], func(l lift) bool {
		return l.drop && l.key.SameKey(key) && l.key.Name == key.Name
	})
}

func (p *planner) rebuildHazards(w *work, from, to *model.Table) []Hazard {
	name := w.id.QualifiedName()
	hazards := []Hazard{
		{TableRewrite, "all rows of " + name + " are written again, and the table takes its space twice until the old copy is dropped"},
		{BlockingLock, "readers and writers of " + name + " wait until the transaction ends"},
		{ReadersSeeGap, "a query may find " + name + " missing while the names are swapped"},
		{LongRunning, "takes time in proportion to the rows"},
	}
	if len(assignments(from, to)) == 0 {
		hazards = append(hazards, Hazard{DataLoss, "no column can be copied, so all rows of " + name + " are deleted with the old copy"})
	}
	for _, c := range every[diff.DropColumn](w.changes) {
		hazards = append(hazards, Hazard{DataLoss, "the values of column " + c.Column.Name + " are deleted with the old copy"})
	}
	for _, c := range every[diff.AlterColumnType](w.changes) {
		if judgeCast(c.From, c.To) == castLossy {
			hazards = append(hazards, Hazard{LossyCast, "column " + c.Column + ": " + c.From.String() + " → " + c.To.String() + " may fail or change values"})
		}
	}
	for _, c := range every[diff.SetNotNull](w.changes) {
		if c.To {
			hazards = append(hazards, Hazard{LossyCast, "the copy fails when column " + c.Column + " holds a null"})
		}
	}
	hazards = append(hazards, identityHazards(from, to)...)
	if has[diff.DropColumn](w.changes) {
		// What names the table finds the new one; only a column that is gone can break it.
		hazards = append(hazards, p.untracked(w.id)...)
	}
	return hazards
}

// identityHazards names what becomes of identity values: a plain IDENTITY takes no values, so a copy numbers the rows anew;
// one BY DEFAULT takes them, but its generator starts at its seed again (r_CREATE_TABLE_NEW, r_COPY EXPLICIT_IDS).
func identityHazards(from, to *model.Table) []Hazard {
	var hazards []Hazard
	for _, c := range to.Columns {
		old := from.Column(c.Name)
		switch {
		case c.Identity == nil || old == nil:
		case !c.Identity.ByDefault:
			hazards = append(hazards, Hazard{IdentityRenumbered, "column " + c.Name +
				" is numbered anew: IDENTITY takes no values; GENERATED BY DEFAULT AS IDENTITY with a seed above the greatest value would keep them"})
		default:
			hazards = append(hazards, Hazard{IdentityRenumbered, "column " + c.Name +
				" keeps its values, but new rows are numbered from the seed again: state a seed above the greatest value"})
		}
	}
	return hazards
}
