package model_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/model"
)

var anyName = rapid.OneOf(rapid.StringMatching(`[a-z_][a-z0-9_$]{0,8}`), rapid.StringN(1, 12, 40))

// kindsWithSchema are kinds whose objects live in a schema and are known by their name alone.
var kindsWithSchema = []model.Kind{model.KindTable, model.KindView, model.KindMaterializedView, model.KindExternalTable}

func anyID(t *rapid.T) model.ID {
	switch rapid.IntRange(0, 3).Draw(t, "sort") {
	case 0:
		return model.SchemaID(anyName.Draw(t, "name"))
	case 1:
		kind := rapid.SampledFrom(kindsWithSchema).Draw(t, "kind")
		return model.ID{Kind: kind, Schema: anyName.Draw(t, "schema"), Name: anyName.Draw(t, "name")}
	case 2:
		types := rapid.SliceOfN(rapid.SampledFrom([]model.DataType{{Name: model.Integer}, {Name: model.DoublePrecision}}), 0, 3)
		kind := rapid.SampledFrom([]model.Kind{model.KindFunction, model.KindProcedure}).Draw(t, "kind")
		return model.ID{Kind: kind, Schema: anyName.Draw(t, "schema"), Name: anyName.Draw(t, "name"), Signature: model.Signature(types.Draw(t, "types")...)}
	}
	id := model.ID{Kind: model.KindDefaultPrivileges, Signature: rapid.SampledFrom([]string{"TABLES", "FUNCTIONS", "PROCEDURES"}).Draw(t, "on")}
	if rapid.Bool().Draw(t, "in a schema") {
		id.Schema = anyName.Draw(t, "schema")
	}
	if rapid.Bool().Draw(t, "of a user") {
		id.Name = anyName.Draw(t, "user")
	}
	return id
}

func TestLawAnIDReadsBackAsItPrints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := anyID(t)
		again, err := model.ParseID(id.String())
		if err != nil || again != id {
			t.Fatalf("%#v prints as %q, which reads as %#v (%v)", id, id, again, err)
		}
	})
}

func TestLawIDsAreTotallyOrdered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyID(t), anyID(t), anyID(t)
		if (a.Compare(b) == 0) != (a == b) || a.Compare(b) != -b.Compare(a) {
			t.Fatalf("%v and %v: %d and %d", a, b, a.Compare(b), b.Compare(a))
		}
		if a.Compare(b) <= 0 && b.Compare(c) <= 0 && a.Compare(c) > 0 {
			t.Fatalf("%v ≤ %v ≤ %v, but not the first and the last", a, b, c)
		}
	})
}

func TestWhatIsNoIDIsRefused(t *testing.T) {
	for _, text := range []string{"", "table", "table ", "chair core.a", `table "core`, "table core.a b", "default privileges near tables"} {
		if id, err := model.ParseID(text); err == nil {
			t.Errorf("%q reads as %#v", text, id)
		}
	}
}
