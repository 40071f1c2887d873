package deps

import (
	"fmt"
	"strings"
	"testing"

	"github.com/redraft/redraft/model"
)

// The notation of the cases: one object a line, its kind and name, then pairs of a word and a comma list.
//
//	schema core
//	table core.a references core.b, core.c like core.d default core.f
//	view mart.v reads core.a calls core.f
//	late view mart.l reads core.a
//	materialized view mart.m reads core.a
//	function core.f(integer) calls core.g
//	procedure core.p() names core.a calls core.f performs core.q
//	external schema lake
//	external table lake.t
//	database other
//	model core.churn
var kindWords = []struct {
	words string
	kind  model.Kind
}{
	{"schema", model.KindSchema},
	{"table", model.KindTable},
	{"late view", model.KindView},
	{"view", model.KindView},
	{"materialized view", model.KindMaterializedView},
	{"function", model.KindFunction},
	{"procedure", model.KindProcedure},
	{"external schema", model.KindExternalSchema},
	{"external table", model.KindExternalTable},
	{"database", model.KindDatabase},
	{"model", model.KindMLModel},
}

func parseModel(t testing.TB, text string) *model.Database {
	t.Helper()
	db := &model.Database{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			db.Put(parseObject(t, line))
		}
	}
	return db
}

func parseObject(t testing.TB, line string) model.Object {
	t.Helper()
	for _, k := range kindWords {
		rest, ok := strings.CutPrefix(line, k.words+" ")
		if !ok {
			continue
		}
		// A signature may hold blanks after its commas.
		end := strings.IndexByte(rest, ' ')
		if open := strings.IndexByte(rest, '('); open >= 0 && (end < 0 || open < end) {
			end = open + strings.IndexByte(rest[open:], ')') + 1
		}
		if end < 0 || end > len(rest) {
			end = len(rest)
		}
		id := parseID(t, k.kind, rest[:end])
		return makeObject(t, id, parseClauses(rest[end:]), k.words == "late view")
	}
	t.Fatalf("%q does not begin with a kind", line)
	return nil
}

func parseID(t testing.TB, kind model.Kind, name string) model.ID {
	t.Helper()
	id, err := model.ParseID(kind.String() + " " + name)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// parseClauses reads "reads a.b, c.d calls e.f".
func parseClauses(text string) map[string][]model.Name {
	clauses := map[string][]model.Name{}
	var word string
	more := false // a comma came last
	for field := range strings.FieldsSeq(text) {
		name, comma := strings.CutSuffix(field, ",")
		if word == "" || !more && len(clauses[word]) > 0 {
			word, clauses[field] = field, nil
			continue
		}
		schema, relation, qualified := strings.Cut(name, ".")
		if !qualified {
			schema, relation = "", name
		}
		clauses[word] = append(clauses[word], model.Name{Schema: schema, Name: relation})
		more = comma
	}
	return clauses
}

func makeObject(t testing.TB, id model.ID, c map[string][]model.Name, late bool) model.Object {
	query := model.Query{Relations: c["reads"], Functions: c["calls"]}
	switch id.Kind {
	case model.KindSchema:
		return &model.Schema{ID: id}
	case model.KindTable:
		return makeTable(id, c)
	case model.KindView:
		return &model.View{ID: id, Query: query, NoBinding: late}
	case model.KindMaterializedView:
		return &model.MaterializedView{ID: id, Query: query}
	case model.KindFunction:
		return &model.Function{ID: id, Relations: c["names"], Functions: c["calls"]}
	case model.KindProcedure:
		return &model.Procedure{ID: id, Relations: c["names"], Functions: c["calls"], Procedures: c["performs"]}
	}
	return &model.Unplanned{ID: id}
}

func makeTable(id model.ID, c map[string][]model.Name) *model.Table {
	table := &model.Table{ID: id, Columns: []model.Column{{Name: "x", Default: model.Expr{Functions: c["default"]}}}}
	for i, parent := range c["references"] {
		table.Constraints = append(table.Constraints, model.Constraint{
			Name: fmt.Sprintf("fk%d", i+1), Kind: model.ForeignKey, Columns: []string{"x"},
			RefTable: model.TableID(parent.Schema, parent.Name), RefColumns: []string{"x"},
		})
	}
	for _, parent := range c["like"] {
		table.Like = append(table.Like, model.TableID(parent.Schema, parent.Name))
	}
	return table
}
