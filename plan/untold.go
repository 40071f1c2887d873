package plan

import (
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// settler takes what one side does not tell to be as the other side says: the catalog of a cluster keeps less than a script
// says, and what it does not keep is neither a difference nor a reason to write anything else than the script's text. Where
// neither side tells, the from-model's guess holds.
type settler struct {
	from, to       *model.Database
	before, target *model.Database // the two sides settled; the given ones until something is
	options        Options
	notes          []Note
}

func (s *settler) settle() {
	s.before = withUser(s.before, s.to.User)
	s.target = withUser(s.target, s.from.User)
	s.before, s.target = withInitial(s.before, s.target), withInitial(s.target, s.before)
	s.from, s.to = s.before, s.target
	for object := range s.to.Objects() {
		id := object.Identity()
		oldID, renamed := s.options.Renames.Objects[id]
		if !renamed || !s.from.Has(oldID) {
			oldID = id
		}
		old, ok := s.from.Object(oldID)
		if !ok || old.Attributes().Untold|object.Attributes().Untold == 0 {
			continue
		}
		if old.Attributes().Untold != 0 {
			old = s.put(&s.before, s.from, s.one(old, object, s.from, s.to))
		}
		if object.Attributes().Untold != 0 {
			s.put(&s.target, s.to, s.one(object, old, s.to, s.before))
		}
	}
	s.leaveOut()
}

// leaveOut takes external functions out of the target of which only the cluster knows where they run: nothing can be written
// that would make them.
func (s *settler) leaveOut() {
	for id, f := range s.to.Functions.All() {
		if !f.Untold.Has(model.UntoldExternal) || f.External == nil || f.External.Service != "" || s.before.Has(id) {
			continue
		}
		if s.target == s.to {
			s.target = s.to.Clone()
		}
		s.target.Delete(id)
		s.note(id, "not-planned", "only in the to-model, and the cluster does not tell where it runs; create it by hand")
	}
}

// withUser names the user whose default privileges nobody named: whoever runs the script, which is taken to be the user who
// read the other side.
func withUser(db *model.Database, user string) *model.Database {
	if user == "" || db.User != "" {
		return db
	}
	named := db
	for id := range db.Grants.Objects() {
		if id.Kind != model.KindDefaultPrivileges || id.Name != "" {
			continue
		}
		if named == db {
			named = db.Clone()
		}
		of := id
		of.Name = user
		for _, g := range db.Grants.On(id) {
			g.On = of
			named.Grants.Add(g)
		}
		named.Grants.Clear(id)
	}
	return named
}

// withInitial adds to a model that comes from a cluster what is there without any grant, where the other side says it:
// what everybody has from the start, and the owner's own rights. Introspection leaves both out.
func withInitial(db, other *model.Database) *model.Database {
	if db.User == "" {
		return db
	}
	filled := db
	for id := range other.Grants.Objects() {
		owner := id.Name // of default privileges
		if object, ok := db.Object(id); ok {
			owner = object.Attributes().Owner
		}
		for _, g := range other.Grants.On(id) {
			implied := g.To == model.Grantee{Kind: model.ToUser, Name: owner} || slices.Contains(ddl.Initial(id), g)
			if !implied || filled.Grants.Has(g) {
				continue
			}
			if filled == db {
				filled = db.Clone()
			}
			filled.Grants.Add(g)
		}
	}
	return filled
}

// put puts a settled object into a side, which is copied first.
func (s *settler) put(side **model.Database, given *model.Database, object model.Object) model.Object {
	if *side == given {
		*side = given.Clone()
	}
	(*side).Put(object)
	return object
}

// one settles one object by its counterpart; both come with the models that their names mean something in.
func (s *settler) one(object, other model.Object, db, otherDB *model.Database) model.Object {
	view, isView := object.(*model.View)
	written, both := other.(*model.View)
	if !isView || !both || !view.Untold.Has(model.UntoldText) || view.NoBinding || written.NoBinding || s.options.Bind == nil {
		return settled(object, other)
	}
	if view.Query.Canonical == written.Query.Canonical && slices.Equal(view.Columns, written.Columns) {
		return object
	}
	form, loose, ok := s.options.Bind(db, view)
	otherForm, otherLoose, otherOK := s.options.Bind(otherDB, written)
	switch {
	case !ok || !otherOK:
		s.note(view.ID, "view-not-comparable", "whether the query differs from what the server made of it cannot be told; "+
			"it is taken to differ")
		return object
	case loose != otherLoose:
		return object
	case form != otherForm:
		s.note(view.ID, "view-casts", "the query differs from the server's text in casts alone, which the server may have written; "+
			"they are taken to be the same")
	}
	same := view.Clone()
	same.Query, same.Columns = written.Query, written.Columns
	return same
}

func (s *settler) note(id model.ID, code, text string) {
	s.notes = append(s.notes, Note{Code: diagCode(code), Object: id, Text: text})
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
		if t, ok := other.(*model.MaterializedView); ok {
			return settledMaterialized(o.Clone(), t, untold)
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
	if untold.Has(model.UntoldSortKey) {
		o.SortKey = settledKey(o.SortKey, t.SortKey)
	}
	if untold.Has(model.UntoldBackup) {
		o.NoBackup = t.NoBackup
	}
	for i := range o.Columns {
		column := &o.Columns[i]
		c := t.Column(column.Name)
		if c == nil {
			continue
		}
		if untold.Has(model.UntoldCollation) {
			column.Collation = c.Collation
		}
		if untold.Has(model.UntoldText) && column.Type == c.Type {
			column.Default = settledDefault(column.Default, c.Default, c.Type)
		}
	}
	if untold.Has(model.UntoldEncoding) {
		settleEncodings(o, t)
	}
	return o
}

// settledKey takes the other side's sort key where what is there may be the same: no key is AUTO's or NONE's, a key may be
// AUTO's choice, and one of a single column may be compound or interleaved.
func settledKey(key, other model.SortKey) model.SortKey {
	auto := other.Style == model.SortAuto || other.Style == model.SortUnspecified
	if len(key.Columns) < 2 && slices.Equal(key.Columns, other.Columns) || auto {
		return other
	}
	return key
}

func settledMaterialized(o, t *model.MaterializedView, untold model.Untold) model.Object {
	if untold.Has(model.UntoldAutoRefresh) {
		o.AutoRefresh = t.AutoRefresh
	}
	if untold.Has(model.UntoldSortKey) {
		o.SortKey = settledKey(o.SortKey, t.SortKey)
	}
	return o
}

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
	alike := func(a, b model.Argument) bool {
		return a.Name == b.Name && a.Mode == b.Mode && a.Type.Name == b.Type.Name
	}
	if slices.EqualFunc(args, other, alike) {
		return other
	}
	return args
}
