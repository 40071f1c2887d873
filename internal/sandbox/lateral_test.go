package sandbox_test

import (
	"slices"
	"testing"
)

func TestAliasesStandForTheirExpressionsWhereNoColumnHasTheName(t *testing.T) {
	d := open(t)
	d.must("create table t (a int, b int)")
	d.must("insert into t values (1, 10), (2, 20)")
	for statement, want := range map[string][]string{
		"select a + 1 as c, c * 2 as d, d + c from t order by 1":                  {"2\t4\t6", "3\t6\t9"},
		"select b as a, a + 1 from t order by 1":                                  {"10\t2", "20\t3"}, // the column wins
		"select b / 10 as c from t where c > 1":                                   {"2"},
		"with w as (select a as x, x + 1 as y from t) select y from w order by 1": {"2", "3"},
		"select x + 1 as y from (select a as x from t) order by y":                {"2", "3"},
	} {
		if got := d.rows(statement); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", statement, got, want)
		}
	}
	d.must("create table u as select a as x, x * 10 as y from t")
	d.must("create view v as select y + 1 as z, z + 1 as zz from u")
	if got := d.rows("select sum(zz) from v"); !slices.Equal(got, []string{"34"}) {
		t.Errorf("a view with a lateral alias: %q", got)
	}
}

func TestSelectIntoMakesATableAndInAProcedureGivesAValue(t *testing.T) {
	d := open(t)
	d.must("create table t (a int)")
	d.must("insert into t values (1), (2)")
	d.must("select a into #copy from t where a > 1")
	d.must(`create procedure p(n inout int) as $$
		begin
			select count(*) into n from t where nvl(a, 0) > 0;
		end $$ language plpgsql`)
	if got := d.rows("select * from #copy"); !slices.Equal(got, []string{"2"}) {
		t.Errorf("the table holds %q", got)
	}
	if got := d.rows("call p(0)"); !slices.Equal(got, []string{"2"}) {
		t.Errorf("the procedure gives %q", got)
	}
}
