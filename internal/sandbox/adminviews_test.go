package sandbox_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// rows runs a query and returns its rows, values separated by tabs.
func (d *database) rows(statement string) []string {
	d.t.Helper()
	results, err := d.conn.Exec(context.Background(), statement).ReadAll()
	if err != nil {
		d.t.Fatalf("%s: %v", statement, err)
	}
	var list []string
	for _, result := range results {
		for _, row := range result.Rows {
			values := make([]string, len(row))
			for i, value := range row {
				values[i] = string(value)
			}
			list = append(list, strings.Join(values, "\t"))
		}
	}
	return list
}

// What AWS's own view makes of a table is the statement that made it.
func TestTheAdminViewOfTablesWritesWhatWasCreated(t *testing.T) {
	folder := corpus(t, "redshift-utils/AdminViews")
	d := open(t)
	d.must("create schema admin")
	d.must(strings.TrimSuffix(strings.TrimSpace(read(t, filepath.Join(folder, "v_generate_tbl_ddl.sql"))), ";"))
	d.must(`create table public.parent (id int not null encode az64 primary key)`)
	d.must(`create table public.child (
		id bigint identity(1,1) not null encode az64,
		name varchar(40) default 'none' encode zstd,
		parent int encode raw references public.parent (id),
		note char(3),
		price numeric(8,2) encode bytedict,
		primary key (id)
	) backup no diststyle key distkey (parent) interleaved sortkey (parent, name)`)
	d.must("comment on table public.child is 'a child'")
	got := d.rows(`select trim(ddl) from admin.v_generate_tbl_ddl where tablename = 'child' order by seq`)
	for i := range got {
		got[i] = strings.Join(strings.Fields(got[i]), " ")
	}
	oid := d.rows(`select 'public.child'::regclass::oid`)[0]
	want := []string{
		`--DROP TABLE public.child;`,
		`--WARNING: This DDL inherited the BACKUP NO property from the source table`,
		`CREATE TABLE IF NOT EXISTS public.child`,
		`(`,
		`id BIGINT NOT NULL DEFAULT "identity"(` + oid + `, 0, '1,1'::text) ENCODE az64`,
		`,name VARCHAR(40) DEFAULT 'none'::character varying ENCODE zstd`,
		`,parent INTEGER ENCODE RAW`,
		`,note CHAR(3) ENCODE lzo`,
		`,price NUMERIC(8,2) ENCODE bytedict`,
		`,PRIMARY KEY (id)`,
		`)`,
		`BACKUP NO`,
		`DISTSTYLE KEY`,
		`DISTKEY (parent)`,
		`INTERLEAVED SORTKEY (`,
		`parent`,
		`, name`,
		`)`,
		`;`,
		`COMMENT ON table public.child IS 'a child';`,
		`ALTER TABLE public.child owner to awsuser;`,
		`ALTER TABLE public.child ADD FOREIGN KEY (parent) REFERENCES parent(id);`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
