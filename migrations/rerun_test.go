package migrations

import "testing"

func TestWhatMayRunTwiceIsTold(t *testing.T) {
	for statement, want := range map[string]bool{
		"vacuum full dw.t": true, "ANALYZE t": true, "grant select on t to public": true, "comment on table t is 'x'": true,
		"create or replace view v as select 1": true, "create external table if not exists s.t (a int) stored as orc location 's3://x/'": true,
		"drop table if exists t": true, "truncate t": true, "-- why\nset query_group to 'x'": true,
		"alter table s.t add if not exists partition (d = '1') location 's3://x/'": true,
		"alter table t append from u": false, "alter table t alter column c type varchar(20)": false, "insert into t values (1)": false,
		"create external table s.t (a int) stored as orc location 's3://x/'": false, "drop table t": false, "call p()": false,
		"select f()": false, "": false,
	} {
		if got := Rerunnable(statement); got != want {
			t.Errorf("%q: got %v", statement, got)
		}
	}
}

func TestWhatEndsWithItsSessionIsTold(t *testing.T) {
	for statement, want := range map[string][2]bool{
		"set search_path to a": {true, true}, "create temp table t (a int)": {true, false}, "create temporary table t as select 1": {true, false},
		"create table #t (a int)": {true, false}, "select 1 into #t": {true, false}, "create table t (a int)": {},
		"insert into t values ('#')": {},
	} {
		if bound, restores := SessionBound(statement); bound != want[0] || restores != want[1] {
			t.Errorf("%q: got %v %v", statement, bound, restores)
		}
	}
}

func TestAVacuumWithoutTableIsTold(t *testing.T) {
	for statement, want := range map[string]bool{
		"vacuum": true, "VACUUM FULL": true, "vacuum sort only to 75 percent": true, "vacuum reindex; -- x": true, "vacuum delete only boost": true,
		"vacuum t": false, "vacuum full dw.t to 99 percent": false, `vacuum "T"`: false, "vacuum table1": false, "analyze": false, "": false,
	} {
		if got := VacuumsEveryTable(statement); got != want {
			t.Errorf("%q: got %v", statement, got)
		}
	}
}
