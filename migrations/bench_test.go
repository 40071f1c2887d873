package migrations

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

func BenchmarkRead(b *testing.B) {
	files := fstest.MapFS{}
	statement := "create table mart.t (a integer not null, b varchar(20) default 'x') diststyle even;\n"
	statements := strings.Repeat(statement, 20)
	for i := range 1000 {
		files[fmt.Sprintf("sql/V%d__change_%d.sql", i+1, i)] = &fstest.MapFile{Data: []byte(statements)}
	}
	b.SetBytes(int64(1000 * len(statements)))
	for b.Loop() {
		if _, findings := Read(files, "sql", DefaultConfig()); len(findings) > 0 {
			b.Fatal(findings)
		}
	}
}
