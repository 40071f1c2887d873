package migrations

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func TestFlywayTransactionalLooksAtTheFirstStatement(t *testing.T) {
	for statement, want := range map[string]bool{
		"": true, "-- nothing": true, "select 1": true, "vacuum": false, "vacuum; select 1": false, "select 1; vacuum": true,
		"alter table t alter column c type varchar(20)": false, "create or replace library l": true,
	} {
		if got := FlywayTransactional(statement); got != want {
			t.Errorf("%q: got %v", statement, got)
		}
	}
}

func TestRedshiftRefusesMoreThanFlywayDetects(t *testing.T) {
	for _, v := range readVectors(t, "testdata/flyway/vectors.jsonl") {
		if v.Ask[0] != "split" || len(v.Answer) != 2 || v.Answer[0] != "outside" {
			continue
		}
		if sort, refused := RefusedInTransaction(v.Answer[1]); !refused || sort == "" {
			t.Errorf("%q runs in no transaction for Flyway, and is not known here", v.Answer[1])
		}
	}
	if sort, refused := RefusedInTransaction("truncate t"); refused || sort != "TRUNCATE" {
		t.Errorf("TRUNCATE is allowed in a transaction, although it ends it: got %s %v", sort, refused)
	}
}

func TestFilesThatCannotBeReadAreErrors(t *testing.T) {
	files := fstest.MapFS{
		"sql/V1__a.sql":      {Data: []byte("select 1;")},
		"sql/V2__b.sql":      {Mode: fs.ModeSymlink, Data: []byte("nowhere")},
		"sql/V3__c.sql":      {Data: []byte("select 1;")},
		"sql/V3__c.sql.conf": {Data: []byte("encoding=caf\xe9")},
		"sql/V4__d.sql":      {Data: []byte("select 1;")},
		"sql/V4__d.sql.conf": {Mode: fs.ModeSymlink, Data: []byte("nowhere")},
		"sql/more":           {Mode: fs.ModeSymlink, Data: []byte("../other")},
		"other/V5__e.sql":    {Data: []byte("select 1;")},
	}
	_, findings := Read(files, "sql", DefaultConfig())
	want := `sql/V2__b.sql: error: cannot be read: file does not exist [file-unreadable]
sql/V3__c.sql.conf:1:13: error: Flyway stops here: the file is not UTF-8 [encoding-malformed]
sql/V4__d.sql.conf: error: cannot be read: file does not exist [file-unreadable]
sql/more: warning: Flyway follows this link to a folder, and redraft does not [folder-link]`
	if got := findings.Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestChecksumTellsWhatItCannotDecode(t *testing.T) {
	var e *EncodingError
	_, err := Checksum([]byte("caf\xe9"), "")
	if !errors.As(err, &e) || e.Offset != 3 || err.Error() != "the bytes from offset 3 on are not UTF-8" {
		t.Errorf("got %v", err)
	}
	_, err = Checksum(nil, "klingon")
	if !errors.As(err, &e) || e.Offset != -1 || err.Error() != `the encoding "klingon" is not known` {
		t.Errorf("got %v", err)
	}
}

func TestPathsAreThoseOfTheHistory(t *testing.T) {
	for _, root := range []string{".", "sql", "sql/deep"} {
		files := fstest.MapFS{strings.TrimPrefix(root+"/x/V1__a.sql", "./"): {Data: []byte("select 1;")}}
		folder, findings := Read(files, root, DefaultConfig())
		if len(findings) > 0 || len(folder.Migrations) != 1 || folder.Migrations[0].Script != "x/V1__a.sql" {
			t.Errorf("%s: %v %v", root, folder.Migrations, findings)
		}
	}
}
