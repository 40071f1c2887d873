package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

func buildTable(p *planner, w *work) {
	switch w.strategy {
	case Create:
		p.createTable(w)
	case Drop:
		p.dropTable(w)
	case Rebuild:
		p.renameSteps(w)
		p.rebuildTable(w)
	case InPlace:
		p.renameSteps(w)
		p.alterTable(w)
	}
}

// createTable creates a table with its keys. A foreign key into a ring of new tables comes after all of them, and so does
// a state that CREATE TABLE has no word for.
func (p *planner) createTable(w *work) {
	to, _ := p.to.Tables.Get(w.id)
	table := to.Clone()
	table.Constraints = slices.DeleteFunc(table.Constraints, func(c model.Constraint) bool { return p.isRing(w.id, c) })
	statements := []string{ddl.CreateTable(table, ddl.TableOptions{Keys: true})}
	late := len(table.Constraints) < len(to.Constraints)
	if !late {
		statements = append(statements, p.attributes(w)...)
	}
	p.add(Step{
		Object: w.id, Strategy: Create, Title: "create " + w.id.String(), Reason: "new", Changes: describe(w.changes),
		Statements: statements, Transactional: true, op: opCreate,
	})
	for _, c := range to.Constraints {
		if p.isRing(w.id, c) {
			p.addKeyStep(w.id, c, "the tables refer to each other")
		}
	}
	if late {
		p.attributesStep(w, "create "+w.id.String())
	}
	if to.SortKey.Style == model.SortNone {
		p.sortStep(w.id, to.SortKey, Create, []string{"sort key NONE"})
	}
}

func (p *planner) attributesStep(w *work, why string) {
	statements := p.attributes(w)
	if len(statements) == 0 {
		return
	}
	p.add(Step{
		Object: w.id, Strategy: w.strategy, Title: "comments, owner and privileges of " + w.id.String(), Reason: why,
		Statements: statements, Transactional: true, op: opComment, part: "attributes",
		Hazards: p.lostPrivileges(w),
	})
}

func (p *planner) dropTable(w *work) {
	p.add(Step{
		Object: w.id, Strategy: Drop, Title: "drop " + w.id.String(), Reason: "no script defines it any more", Changes: describe(w.changes),
		Statements: []string{ddl.Drop(w.id)}, Transactional: true, op: opDrop,
		Hazards: slices.Concat([]Hazard{{DataLoss, "all rows of " + w.id.QualifiedName() + " are deleted"}}, p.untracked(w.id)),
	})
}

func (p *planner) renameSteps(w *work) {
	for _, c := range every[diff.RenameObject](w.changes) {
		s := inPlace(w.id, opRename, "", "rename "+c.From.String()+" to "+w.id.Name, describe([]diff.Change{c}), ddl.RenameTable(c.From, w.id.Name))
		s.Hazards = slices.Concat([]Hazard{{ReadersSeeGap, "what names " + c.From.QualifiedName() + " no longer finds it"}}, p.untracked(w.id))
		p.add(s)
	}
	for _, c := range every[diff.RenameColumn](w.changes) {
		s := inPlace(w.id, opRenameColumn, c.To, "rename column "+c.From+" of "+w.id.String()+" to "+c.To,
			describe([]diff.Change{c}), ddl.RenameColumn(w.id, c.From, c.To))
		s.oldColumn = c.From
		s.Hazards = p.untracked(w.id)
		p.add(s)
	}
}

// alterTable makes one step for every change that ALTER TABLE can make: Redshift takes one action a statement, but for
// pairs that gain nothing here (r_ALTER_TABLE).
func (p *planner) alterTable(w *work) {
	from, _ := p.from.Tables.Get(w.id)
	to, _ := p.to.Tables.Get(w.id)
	for _, change := range w.changes {
		p.alterStep(w, from, change)
	}
	p.encodingSteps(w, from, to)
	p.commentSteps(w)
	p.ownerStep(w)
	p.grantSteps(w)
}

func (p *planner) alterStep(w *work, from *model.Table, change diff.Change) {
	words := describe([]diff.Change{change})
	name := w.id.String()
	switch c := change.(type) {
	case diff.AddColumn:
		column := c.Column
		if from.EncodeAuto {
			column = withoutEncoding(column)
		}
		p.add(inPlace(w.id, opAddColumn, column.Name, "add column "+column.Name+" to "+name, words, ddl.AddColumn(w.id, column)))
	case diff.DropColumn:
		s := inPlace(w.id, opDropColumn, c.Column.Name, "drop column "+c.Column.Name+" of "+name, words, ddl.DropColumn(w.id, c.Column.Name))
		s.Hazards = slices.Concat([]Hazard{{DataLoss, "the values of column " + c.Column.Name + " are deleted"}}, p.untracked(w.id))
		p.add(s)
	case diff.AlterColumnType:
		s := alone(inPlace(w.id, opAlterType, c.Column, "alter column "+c.Column+" of "+name, words, ddl.AlterColumnType(w.id, c.Column, c.To)))
		if c.To.Length < c.From.Length {
			s.Hazards = append(s.Hazards, Hazard{LossyCast, "fails when a longer value is stored in column " + c.Column})
		}
		p.add(s)
	case diff.SetSortKey:
		p.sortSteps(w, c, words)
	case diff.SetDistribution:
		p.distributionSteps(w, c, words)
	case diff.AddConstraint:
		p.addKeyStep(w.id, c.Constraint, c.Describe())
	case diff.DropConstraint:
		p.dropKeyStep(from, c.Constraint, c.Describe())
	}
}

// sortSteps alters a sort key. SORTKEY AUTO keeps the present key, whose columns cannot be dropped (r_ALTER_TABLE, ALTER
// SORTKEY, DROP COLUMN): where one of them goes, the key goes first and AUTO comes last. The same way leads from an
// interleaved key, for which the manual names compound and NONE alone (docs/evidence.md).
func (p *planner) sortSteps(w *work, c diff.SetSortKey, words []string) {
	keeps := c.From.Style != model.SortInterleaved && !dropsOneOf(w, c.From.Columns)
	if c.To.Style != model.SortAuto || keeps {
		p.sortStep(w.id, c.To, InPlace, words)
		return
	}
	p.sortStep(w.id, model.SortKey{Style: model.SortNone}, InPlace, words)
	p.add(alone(inPlace(w.id, opAuto, "sort key", "leave the sort key of "+w.id.String()+" to the engine", words, ddl.AlterSortKey(w.id, c.To))))
}

// distributionSteps alters a distribution. DISTSTYLE AUTO may keep the present key as AUTO(KEY), and a distribution key
// cannot be dropped (r_ALTER_TABLE, ALTER DISTSTYLE AUTO, DROP COLUMN): where it goes, EVEN comes first.
func (p *planner) distributionSteps(w *work, c diff.SetDistribution, words []string) {
	if c.To.Style != model.DistAuto || !dropsOneOf(w, []string{c.From.Key}) {
		p.distributionStep(w.id, c.To, opDist, words)
		return
	}
	p.distributionStep(w.id, model.Distribution{Style: model.DistEven}, opDist, words)
	p.distributionStep(w.id, c.To, opAuto, words)
}

func (p *planner) distributionStep(id model.ID, to model.Distribution, o op, words []string) {
	s := alone(inPlace(id, o, "distribution", "alter the distribution of "+id.String(), words, ddl.AlterDistribution(id, to)))
	s.Hazards = []Hazard{{TableRewrite, "all rows are distributed again"}, {LongRunning, "takes time in proportion to the rows"}}
	s.Hazards = append(s.Hazards, p.fullRefreshes(id)...)
	p.add(s)
}

// fullRefreshes names the materialized views over a table whose layout changes: they stay, but their next refresh computes
// everything (materialized-view-refresh-sql-command).
func (p *planner) fullRefreshes(table model.ID) []Hazard {
	var hazards []Hazard
	for _, edge := range p.old.NeededBy(p.oldID(table)) {
		if w := p.works[p.newID(edge.From)]; edge.From.Kind == model.KindMaterializedView && (w == nil || w.strategy == InPlace) {
			hazards = append(hazards, Hazard{FullRefresh, "the next refresh of " + edge.From.QualifiedName() + " computes everything anew"})
		}
	}
	return hazards
}

func dropsOneOf(w *work, columns []string) bool {
	return slices.ContainsFunc(every[diff.DropColumn](w.changes), func(c diff.DropColumn) bool {
		return slices.Contains(columns, c.Column.Name)
	})
}

// sortStep alters a sort key. Whether it may run in a transaction is not documented; by itself is the safe side
// (docs/evidence.md).
func (p *planner) sortStep(id model.ID, key model.SortKey, strategy Strategy, words []string) {
	s := alone(inPlace(id, opSort, "", "alter the sort key of "+id.String(), words, ddl.AlterSortKey(id, key)))
	s.Strategy = strategy
	s.Hazards = []Hazard{{TableRewrite, "rows are sorted again"}, {LongRunning, "takes time in proportion to the rows"}}
	s.Hazards = append(s.Hazards, p.fullRefreshes(id)...)
	p.add(s)
}

// encodingSteps alters the encodings that still differ once the engine has followed a changed sort key.
func (p *planner) encodingSteps(w *work, from, to *model.Table) {
	if to.EncodeAuto && !from.EncodeAuto {
		p.add(alone(inPlace(w.id, opEncode, "", "leave the encodings of "+w.id.String()+" to the engine",
			[]string{"encodings are left to the engine"}, ddl.AlterEncodeAuto(w.id))))
		return
	}
	for _, c := range encodingsToAlter(from, to) {
		words := []string{"column " + c.Name + ": encoding " + string(c.Encoding)}
		s := alone(inPlace(w.id, opEncode, c.Name, "alter the encoding of column "+c.Name+" of "+w.id.String(), words,
			ddl.AlterColumnEncode(w.id, c.Name, c.Encoding)))
		s.Hazards = []Hazard{{LongRunning, "the column is written again"}}
		if from.EncodeAuto {
			p.note("encoding-assumed", w.id, "the present encoding of column "+c.Name+" was the engine's choice; ALTER to that very one fails")
		}
		p.add(s)
	}
}

func (p *planner) note(code string, id model.ID, text string) {
	p.notes = append(p.notes, Note{Code: diagCode(code), Object: id, Text: text})
}

func (p *planner) addKeyStep(id model.ID, key model.Constraint, reason string) *Step {
	s := inPlace(id, opAddKey, keyPart(key), "add "+diff.ShowConstraint(key)+" to "+id.String(), []string{reason}, ddl.AddConstraint(id, key))
	s.Hazards = []Hazard{{ConstraintUnverified, "the rows are not checked, and the optimizer trusts the key"}}
	s.key = key
	return p.add(s)
}

// dropKeyStep drops a key before anything is renamed.
func (p *planner) dropKeyStep(from *model.Table, key model.Constraint, reason string) {
	name, _ := keyName(from, key)
	if key.Name == "" {
		p.note("key-name-assumed", from.ID, "the "+diff.ShowConstraint(key)+" was created without a name; it is dropped by the one that the engine gives: "+name)
	}
	s := inPlace(from.ID, opDropKey, keyPart(key), "drop "+diff.ShowConstraint(key)+" of "+from.ID.String(), []string{reason},
		ddl.DropConstraint(p.oldID(from.ID), name))
	s.key = key
	p.add(s)
}

func keyPart(key model.Constraint) string {
	return fmt.Sprintf("%s %d %s %s", key.Name, key.Kind, strings.Join(key.Columns, ","), key.RefTable)
}

// commentSteps writes comments that differ, on the object and on its parts.
func (p *planner) commentSteps(w *work) {
	var statements, words []string
	say := func(c diff.Change, statement string) {
		words, statements = append(words, c.Describe()), append(statements, statement)
	}
	for _, change := range w.changes {
		switch c := change.(type) {
		case diff.SetComment:
			say(c, ddl.Comment(w.id, c.To))
		case diff.SetColumnComment:
			say(c, ddl.ColumnComment(w.id, c.Column, c.To))
		case diff.SetConstraintComment:
			say(c, ddl.ConstraintComment(w.id, p.commentedKey(w.id, c.Constraint), c.To))
		}
	}
	for _, c := range every[diff.AddColumn](w.changes) {
		if c.Column.Comment != "" {
			words = append(words, "comment of column "+c.Column.Name)
			statements = append(statements, ddl.ColumnComment(w.id, c.Column.Name, c.Column.Comment))
		}
	}
	if len(statements) > 0 {
		p.add(inPlace(w.id, opComment, "", "comment on "+w.id.String(), words, statements...))
	}
}

// commentedKey returns the name to comment a key by: a key without one answers to what the engine called it.
func (p *planner) commentedKey(id model.ID, key model.Constraint) string {
	if from, ok := p.from.Tables.Get(id); ok {
		if name, _ := keyName(from, key); name != "" {
			return name
		}
	}
	return cmp.Or(key.Name, model.GeneratedName(id.Name, key))
}

func (p *planner) ownerStep(w *work) {
	for _, c := range every[diff.SetOwner](w.changes) {
		p.add(inPlace(w.id, opOwner, "", "hand "+w.id.String()+" to "+c.To, describe([]diff.Change{c}), ddl.Owner(w.id, c.To)))
	}
}
