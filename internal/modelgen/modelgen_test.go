package modelgen_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/internal/modelgen"
	"github.com/redraft/redraft/model"
)

func TestLawDrawnDatabasesObeyTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := modelgen.Draw(t, modelgen.Medium())
		for _, p := range problems(w.DB) {
			t.Error(p)
		}
	})
}

func TestLawEditedDatabasesObeyTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := modelgen.Draw(t, modelgen.Medium())
		before := w.DB.Fingerprint()
		edited := w.Mutate(t, 5)
		for _, p := range problems(edited.DB) {
			t.Error(p)
		}
		if w.DB.Fingerprint() != before {
			t.Error("the world that was edited has changed")
		}
		for to, from := range edited.RenamedObjects {
			if !w.DB.Has(from) || w.DB.Has(to) || edited.DB.Has(from) || !edited.DB.Has(to) {
				t.Errorf("%s is no rename of %s", to, from)
			}
		}
	})
}

// examples is how many worlds the tests of coverage look at; they are the same in every run.
const examples = 200

// TestEveryEditFindsSomethingToDo keeps an edit from being there in name only.
func TestEveryEditFindsSomethingToDo(t *testing.T) {
	changes := make(map[string]int)
	generator := rapid.Custom(func(t *rapid.T) bool {
		w := modelgen.Draw(t, modelgen.Medium())
		for _, name := range modelgen.EditNames() {
			if edited, done := w.Edit(t, name); done && !edited.DB.Equal(w.DB) {
				changes[name]++
			}
		}
		return true
	})
	for seed := range examples {
		generator.Example(seed)
	}
	for _, name := range modelgen.EditNames() {
		if changes[name] == 0 && name != "change the order of columns" { // which is no difference
			t.Errorf("%q never changed anything", name)
		}
	}
}

// TestEveryFeatureIsDrawn keeps the generator from forgetting one in silence.
func TestEveryFeatureIsDrawn(t *testing.T) {
	seen := make(map[string]int)
	generator := rapid.Custom(func(t *rapid.T) *modelgen.World { return modelgen.Draw(t, modelgen.Medium()) })
	for seed := range examples {
		w := generator.Example(seed)
		for _, table := range w.DB.Tables.All() {
			noteTable(seen, table)
		}
		for id, v := range w.DB.Views.All() {
			seen[fmt.Sprintf("view late %t", v.NoBinding)]++
			seen[fmt.Sprintf("view with column names %t", len(v.Columns) > 0)]++
			for _, name := range v.Query.Relations {
				read, _ := w.DB.Relation(name)
				seen[fmt.Sprintf("%s reads %s", id.Kind, read.Kind)]++
			}
			seen[fmt.Sprintf("view calls a function %t", len(v.Query.Functions) > 0)]++
		}
		for _, v := range w.DB.MaterializedViews.All() {
			seen["materialized distribution "+v.Distribution.Style.String()]++
			seen["materialized sort key "+v.SortKey.Style.String()]++
			seen[fmt.Sprintf("materialized refresh %t", v.AutoRefresh)]++
		}
		for _, f := range w.DB.Functions.All() {
			seen["function in "+f.Language]++
		}
		for _, p := range w.DB.Procedures.All() {
			seen[fmt.Sprintf("procedure definer %t nonatomic %t settings %d", p.SecurityDefiner, p.NonAtomic, len(p.Settings))]++
		}
		for id := range w.DB.Grants.Objects() {
			for _, g := range w.DB.Grants.On(id) {
				seen[fmt.Sprintf("grant on %s to %s", id.Kind, g.To.Kind)]++
				seen[fmt.Sprintf("grant on column %t, option %t", g.Column != "", g.Option)]++
			}
		}
	}
	for _, feature := range []string{
		"distribution ", "distribution AUTO", "distribution EVEN", "distribution ALL", "distribution KEY",
		"sort key ", "sort key AUTO", "sort key NONE", "sort key COMPOUND", "sort key INTERLEAVED",
		"encode auto true", "encode auto false", "filled true", "filled false",
		"identity by default true", "identity by default false",
		"PRIMARY KEY named true", "PRIMARY KEY named false", "UNIQUE named true",
		"FOREIGN KEY named true", "FOREIGN KEY named false",
		"refers to itself", "refers to another", "default", "collation CASE_SENSITIVE", "no backup",
		"view late true", "view late false", "view with column names true", "view reads table", "view reads view",
		"view reads materialized view", "view calls a function true", "materialized distribution KEY",
		"materialized distribution AUTO",
		"materialized sort key COMPOUND", "materialized refresh true", "function in sql",
		"function in plpythonu", "function in exfunc",
		"procedure definer true nonatomic false settings 1", "procedure definer false nonatomic true settings 0",
		"grant on table to user", "grant on schema to group", "grant on view to role", "grant on default privileges to group",
		"grant on language to user", "grant on database to role", "grant on procedure to public",
		"grant on column true, option false",
		"grant on column false, option true",
	} {
		if seen[feature] == 0 {
			t.Errorf("%q was never drawn", feature)
		}
	}
}

func noteTable(seen map[string]int, t *model.Table) {
	seen["distribution "+t.Distribution.Style.String()]++
	seen["sort key "+t.SortKey.Style.String()]++
	seen[fmt.Sprintf("encode auto %t", t.EncodeAuto)]++
	if t.NoBackup {
		seen["no backup"]++
	}
	for _, c := range t.Columns {
		seen["type "+string(c.Type.Name)]++
		seen[fmt.Sprintf("filled %t", c.EncodingFilled)]++
		seen["collation "+c.Collation.String()]++
		if c.Identity != nil {
			seen[fmt.Sprintf("identity by default %t", c.Identity.ByDefault)]++
		}
		if !c.Default.IsZero() {
			seen["default"]++
		}
	}
	for _, c := range t.Constraints {
		seen[fmt.Sprintf("%s named %t", c.Kind, c.Name != "")]++
		if c.Kind == model.ForeignKey && c.RefTable == t.ID {
			seen["refers to itself"]++
		} else if c.Kind == model.ForeignKey {
			seen["refers to another"]++
		}
	}
}

// problems tells the rules a second time, over the finished model.
func problems(db *model.Database) []string {
	var list []string
	say := func(id model.ID, format string, args ...any) {
		list = append(list, id.String()+": "+fmt.Sprintf(format, args...))
	}
	names := make(map[model.Name]model.ID)
	for object := range db.Objects() {
		id := object.Identity()
		if id.Schema != "" && !db.Has(model.SchemaID(id.Schema)) {
			say(id, "no schema")
		}
		if name := (model.Name{Schema: id.Schema, Name: id.Name}); id.Kind.IsRelation() {
			if other, taken := names[name]; taken {
				say(id, "has the name of %s", other)
			}
			names[name] = id
		}
	}
	for id, t := range db.Tables.All() {
		for _, p := range tableProblems(db, t) {
			say(id, "%s", p)
		}
	}
	for id, v := range db.Views.All() {
		for _, name := range v.Query.Relations {
			read, ok := db.Relation(name)
			if !ok {
				say(id, "reads %s, which does not exist", name)
			}
			if view, isView := db.Views.Get(read); isView && view.NoBinding && !v.NoBinding {
				say(id, "binds to the late-binding %s", name)
			}
		}
	}
	for id, v := range db.MaterializedViews.All() {
		for _, name := range v.Query.Relations {
			read, ok := db.Relation(name)
			if !ok || read.Kind == model.KindView {
				say(id, "reads %s", name)
			}
			if v.AutoRefresh && read.Kind != model.KindTable {
				say(id, "refreshes by itself over %s", name)
			}
		}
		if len(v.Query.Functions) > 0 {
			say(id, "calls a function")
		}
	}
	for id := range db.Grants.Objects() {
		for _, g := range db.Grants.On(id) {
			whole := g
			whole.Column = ""
			if g.Column != "" && (g.Option || db.Grants.Has(whole)) {
				say(id, "privilege %s on column %s beside the whole", g.Privilege, g.Column)
			}
			if g.Option && g.To.Kind != model.ToUser {
				say(id, "grant option for %s", g.To)
			}
			if t, ok := db.Tables.Get(id); ok && g.Column != "" && t.Column(g.Column) == nil {
				say(id, "privilege on missing column %s", g.Column)
			}
		}
	}
	return list
}

// unfitForKeys cannot be DISTKEY, SORTKEY or part of a key.
var unfitForKeys = []model.TypeName{model.Super, model.Varbyte, model.Geometry, model.Geography, model.HLLSketch,
	model.IntervalDayToSecond, model.IntervalYearToMonth}

func tableProblems(db *model.Database, t *model.Table) []string {
	var list []string
	say := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	key := func(what, name string) {
		if c := t.Column(name); c == nil || slices.Contains(unfitForKeys, c.Type.Name) {
			say("%s %q is missing or of the wrong type", what, name)
		}
	}
	if (t.Distribution.Style == model.DistKey) != (t.Distribution.Key != "") {
		say("distribution %v", t.Distribution)
	}
	if t.Distribution.Key != "" {
		key("distribution key", t.Distribution.Key)
	}
	for _, name := range t.SortKey.Columns {
		key("sort column", name)
	}
	stated, identities := 0, 0
	for i, c := range t.Columns {
		if slices.ContainsFunc(t.Columns[:i], func(o model.Column) bool { return o.Name == c.Name }) {
			say("two columns %q", c.Name)
		}
		if t.EncodeAuto != (c.Encoding == "") {
			say("encoding %q of %q", c.Encoding, c.Name)
		}
		if c.EncodingFilled && c.Encoding != model.DefaultEncoding(c.Type, t.SortKey.HasColumn(c.Name)) {
			say("encoding %q of %q is not what the engine fills in", c.Encoding, c.Name)
		}
		if !c.EncodingFilled && c.Encoding != "" {
			stated++
		}
		if c.Identity != nil {
			identities++
			if !c.NotNull || !c.Default.IsZero() || c.Type.Name != model.Integer && c.Type.Name != model.Bigint {
				say("identity %q", c.Name)
			}
		}
		if c.Collation != model.CollateUnspecified && c.Type.Name != model.Char && c.Type.Name != model.Varchar {
			say("collation of %q", c.Name)
		}
	}
	if len(t.Columns) == 0 || identities > 1 || !t.EncodeAuto && stated == 0 {
		say("%d columns, %d identities, %d stated encodings", len(t.Columns), identities, stated)
	}
	return append(list, keyProblems(db, t)...)
}

func keyProblems(db *model.Database, t *model.Table) []string {
	var list []string
	say := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	for i, c := range t.Constraints {
		for _, name := range c.Columns {
			column := t.Column(name)
			unfit := column == nil || slices.Contains(unfitForKeys, column.Type.Name)
			if unfit || c.Kind == model.PrimaryKey && !column.NotNull {
				say("key column %q", name)
			}
		}
		same := func(o model.Constraint) bool { return o.SameKey(c) || o.Name != "" && o.Name == c.Name }
		if slices.ContainsFunc(t.Constraints[:i], same) {
			say("key %v twice", c)
		}
		if c.Kind != model.ForeignKey {
			continue
		}
		parent, ok := db.Tables.Get(c.RefTable)
		want := slices.Sorted(slices.Values(c.RefColumns))
		if !ok || !slices.ContainsFunc(parent.Constraints, func(k model.Constraint) bool {
			return k.Kind != model.ForeignKey && slices.Equal(slices.Sorted(slices.Values(k.Columns)), want)
		}) {
			say("foreign key without a parent's key: %v", c)
		}
	}
	return list
}
