package sandbox_test

import (
	"slices"
	"strings"
	"testing"
)

func TestShowAnswersFromTheCatalogs(t *testing.T) {
	d := open(t)
	d.must("create schema s")
	d.must(`create table s.parent (id int not null encode az64, primary key (id)) diststyle all`)
	d.must(`create table s.child (id bigint identity(1,1), name varchar(40) encode zstd, parent int references s.parent (id), v varbyte(7))
		diststyle key distkey (parent) compound sortkey (parent, name)`)
	d.must("create view s.v as select id from s.parent")
	d.must("create procedure s.p(a int, b inout varchar(20)) as $$ begin b := 'x'; end $$ language plpgsql")
	for statement, want := range map[string][]string{
		"show tables from schema s like '%i%' limit 1": {"child\tTABLE\tKEY\tREGULAR TABLE"},
		"show tables from schema s like 'v'":           {"v\tVIEW\t\tREGULAR VIEW"},
		"show columns from table s.child":              {"1 id bigint 0", "2 name character varying 2", "3 parent integer 1", "4 v binary varying 0"},
		"show constraints primary keys from table s.parent": {
			"parent_pkey id 1"},
		"show constraints foreign keys exported from table s.parent": {"s.parent.id <- s.child.parent"},
		"show procedures from schema s":                              {"p 2 integer, character varying"},
		"show parameters of procedure s.p(int, varchar)":             {"a IN integer", "b INOUT character varying"},
	} {
		columns := map[string][]int{
			"show tables": {2, 3, 9, 10}, "show columns": {4, 3, 7, 13}, "show procedures": {2, 3, 4}, "show parameters": {3, 5, 6},
		}[strings.Join(strings.Fields(statement)[:2], " ")]
		var got []string
		for _, row := range d.rows(statement) {
			v := strings.Split(row, "\t")
			switch {
			case strings.Contains(statement, "primary"):
				got = append(got, v[3]+" "+v[4]+" "+v[5])
			case strings.Contains(statement, "foreign"):
				got = append(got, v[1]+"."+v[2]+"."+v[3]+" <- "+v[5]+"."+v[6]+"."+v[7])
			default:
				var kept []string
				for _, c := range columns {
					kept = append(kept, v[c])
				}
				separator := " "
				if strings.Contains(statement, "tables") {
					separator = "\t"
				}
				got = append(got, strings.Join(kept, separator))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", statement, got, want)
		}
	}
	want := "CREATE TABLE s.child (\n    id bigint DEFAULT \"identity\"(OID, 0, '1,1'::text) NOT NULL ENCODE az64,\n" +
		"    name character varying(40) ENCODE zstd,\n    parent integer distkey,\n    v binary varying(7) ENCODE lzo,\n" +
		"    FOREIGN KEY (parent) REFERENCES s.parent(id)\n)\nDISTSTYLE KEY\nSORTKEY (parent, name);"
	want = strings.Replace(want, "OID", d.rows("select 's.child'::regclass::oid")[0], 1)
	if got := d.rows("show table s.child"); !slices.Equal(got, []string{want}) {
		t.Errorf("show table: got %q, want %q", got, want)
	}
	if got := d.rows("show view s.v"); len(got) != 1 || !strings.Contains(got[0], "FROM s.parent") {
		t.Errorf("show view: %q", got)
	}
	if got := d.rows("show procedure s.p(integer, varchar)"); len(got) != 1 || !strings.Contains(got[0], "p(a integer, b INOUT character varying)") {
		t.Errorf("show procedure: %q", got)
	}
}
