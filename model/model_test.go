package model_test

import (
	"testing"

	"github.com/redraft/redraft/model"
)

func TestTypesHaveOneSpelling(t *testing.T) {
	for _, c := range []struct {
		spelling string
		args     []int
		want     string
	}{
		{"int", nil, "integer"}, {"text", nil, "varchar(256)"}, {"varchar", []int{model.MaxLength}, "varchar(65535)"},
		{"char", nil, "char(1)"}, {"bpchar", nil, "char(256)"}, {"decimal", nil, "numeric(18,0)"}, {"numeric", []int{9, 2}, "numeric(9,2)"},
		{"float", []int{24}, "real"}, {"float", []int{25}, "double precision"}, {"datetime", nil, "timestamp"},
		{"timestamp with time zone", []int{3}, "timestamptz"}, {"varbinary", nil, "varbyte(64000)"},
	} {
		got, err := model.ResolveType(c.spelling, c.args...)
		if err != nil || got.String() != c.want {
			t.Errorf("%s%v is %s (%v), want %s", c.spelling, c.args, got, err, c.want)
		}
	}
}

func TestWhatIsNoTypeIsRefused(t *testing.T) {
	for spelling, args := range map[string][]int{
		"json": nil, "serial": nil, "integer": {4}, "varchar": {70000}, "numeric": {39}, "decimal": {5, 6}, "float": {54}, "char": {0},
	} {
		if got, err := model.ResolveType(spelling, args...); err == nil {
			t.Errorf("%s%v is taken for %s", spelling, args, got)
		}
	}
}

func TestGrantingAgainKeepsTheOption(t *testing.T) {
	var grants model.Grants
	g := model.Grant{On: model.TableID("core", "a"), Privilege: "SELECT", To: model.Public, Option: true}
	grants.Add(g)
	g.Option = false
	grants.Add(g)
	if held := grants.On(g.On); len(held) != 1 || !held[0].Option {
		t.Errorf("after granting again: %+v", held)
	}
	grants.RemoveOption(g)
	if held := grants.On(g.On); len(held) != 1 || held[0].Option {
		t.Errorf("after revoking the option: %+v", held)
	}
	grants.Remove(g)
	if grants.AnyOn(g.On) || grants.Len() != 0 {
		t.Error("a revoked privilege is still held")
	}
}

func TestACloneIsChangedAlone(t *testing.T) {
	var db model.Database
	db.Tables.Put(&model.Table{ID: model.TableID("core", "a")})
	before := db.Fingerprint()
	clone := db.Clone()
	clone.Tables.Put(&model.Table{ID: model.TableID("core", "b")})
	clone.Grants.Add(model.Grant{On: model.TableID("core", "a"), Privilege: "SELECT", To: model.Public})
	if db.Fingerprint() != before || clone.Equal(&db) {
		t.Error("a change of the clone reached the original, or was lost")
	}
}

func TestColumnOrderIsNoDifference(t *testing.T) {
	a, b := model.Column{Name: "a", Type: model.DataType{Name: model.Date}}, model.Column{Name: "b", Type: model.DataType{Name: model.Date}}
	one := &model.Table{ID: model.TableID("core", "t"), Columns: []model.Column{a, b}}
	two := &model.Table{ID: model.TableID("core", "t"), Columns: []model.Column{b, a}}
	if !model.Same(one, two) {
		t.Error("the order of columns counts")
	}
	two.Columns[0].Comment = "x"
	if model.Same(one, two) {
		t.Error("a comment does not count")
	}
}
