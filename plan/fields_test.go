package plan_test

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/redraft/redraft/model"
)

// planned are the types whose fields a plan can change. A field of one of them that no case covers fails the test below.
var planned = []any{
	model.Schema{}, model.Table{}, model.Column{}, model.Identity{}, model.Constraint{}, model.Distribution{}, model.SortKey{},
	model.DataType{}, model.View{}, model.MaterializedView{}, model.Function{}, model.External{}, model.Argument{},
	model.Procedure{}, model.Setting{}, model.Common{}, model.ColumnComment{}, model.Grant{}, model.Grantee{},
}

// notCompared are the fields that are no part of equality, each with the reason; a case can show nothing for them.
var notCompared = map[string]string{
	"Schema.ID":             "identity: a schema of another name is another schema",
	"MaterializedView.ID":   "identity: a materialized view cannot be renamed",
	"Function.ID":           "identity",
	"Procedure.ID":          "identity",
	"Table.Like":            "how the columns came to be, not what they are",
	"Column.EncodingFilled": "who chose the encoding, not which it is",
	"Constraint.Given":      "the engine's choice, not the script's",
	"Function.Relations":    "follows from the body",
	"Function.Functions":    "follows from the body",
	"Procedure.Relations":   "follows from the body",
	"Procedure.Functions":   "follows from the body",
	"Procedure.Procedures":  "follows from the body",
	"Common.Untold":         "what is not known, not what is",
}

// TestEveryFieldHasACase demands that the cases name every field of the planned types in a line "covers: Type.Field, …" of
// their comment, and no field that does not exist.
func TestEveryFieldHasACase(t *testing.T) {
	covered := coveredFields(t)
	known := make(map[string]bool)
	for _, value := range planned {
		typ := reflect.TypeOf(value)
		for i := range typ.NumField() {
			name := typ.Name() + "." + typ.Field(i).Name
			known[name] = true
			_, excused := notCompared[name]
			switch {
			case typ.Field(i).Anonymous: // its own fields are in the list
			case excused && len(covered[name]) > 0:
				t.Errorf("%s is said to be no part of equality (%s), and %v covers it", name, notCompared[name], covered[name])
			case !excused && len(covered[name]) == 0:
				t.Errorf("no case covers %s", name)
			}
		}
	}
	for name, cases := range covered {
		if !known[name] {
			t.Errorf("%v covers %s, which is no field of a planned type", cases, name)
		}
	}
	for name := range notCompared {
		if !known[name] {
			t.Errorf("%s is excused and does not exist", name)
		}
	}
}

func coveredFields(t *testing.T) map[string][]string {
	t.Helper()
	files, err := filepath.Glob("testdata/cases/*/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	covered := make(map[string][]string)
	for _, path := range files {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(txtar.Parse(content).Comment)) {
			list, ok := strings.CutPrefix(strings.TrimSpace(line), "covers:")
			if !ok {
				continue
			}
			for name := range strings.SplitSeq(list, ",") {
				name = strings.TrimSpace(name)
				covered[name] = append(covered[name], filepath.Base(path))
			}
		}
	}
	for _, cases := range covered {
		slices.Sort(cases)
	}
	return covered
}
