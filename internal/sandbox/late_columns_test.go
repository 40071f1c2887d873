package sandbox_test

import (
	"slices"
	"testing"
)

func TestColumnsOfLateBindingViewsAreThoseOfNow(t *testing.T) {
	d := open(t)
	d.must("create schema s")
	d.must("create view s.late as select id, name from s.t with no schema binding")
	d.must("create view s.over as select late.name from s.late with no schema binding")
	columns := "select view_name, col_name, col_type, col_num from pg_get_late_binding_view_cols() cols(view_schema name, view_name name, col_name name, col_type varchar, col_num int)"
	if got := d.rows("select count(*) from svv_columns where table_schema = 's'"); !slices.Equal(got, []string{"0"}) {
		t.Errorf("before there is a table: %q", got)
	}
	for _, table := range []string{"create table s.t (id int, name varchar(20))", "create table s.t (id bigint, name super)"} {
		d.must(table)
		want := []string{"late\tid\tinteger\t1", "late\tname\tcharacter varying(20)\t2", "over\tname\tcharacter varying(20)\t1"}
		if table == "create table s.t (id bigint, name super)" {
			want = []string{"late\tid\tbigint\t1", "late\tname\tsuper\t2", "over\tname\tsuper\t1"}
		}
		d.must("begin read only")
		if got := d.rows(columns); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", table, got, want)
		}
		d.must("commit")
		d.must("drop table s.t")
	}
	if got := d.rows("select count(*) from pg_attribute where attrelid = 's.late'::regclass"); !slices.Equal(got, []string{"0"}) {
		t.Errorf("pg_attribute has %q columns of a late-binding view", got)
	}
}
