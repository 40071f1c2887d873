package dialect

import "testing"

func TestCatalogsAreRedirectedWhereARelationStands(t *testing.T) {
	for text, want := range map[string]string{
		"select pg_class.oid from pg_class":                "select pg_class.oid from pg_redshift.pg_class",
		"select 1 from pg_catalog.pg_class c, pg_user":     "select 1 from pg_redshift.pg_class c, pg_redshift.pg_user",
		"with pg_user as (select 1) select * from pg_user": "with pg_user as (select 1) select * from pg_user",
		"insert into #t select * from #s":                  `insert into "#t" select * from "#s"`,
	} {
		got, err := Rewrite(text, Options{})
		if err != nil || got != want {
			t.Errorf("%s\n got %s, %v\nwant %s", text, got, err, want)
		}
	}
}
