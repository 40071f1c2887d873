package parser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/redraft/redraft/model/diag"
)

// project returns files as a team writes them: a table with grants and comments, every fifth a view.
func project(files int) []Input {
	inputs := make([]Input, files)
	for i := range inputs {
		var b strings.Builder
		if i%5 == 4 {
			fmt.Fprintf(&b, "create or replace view mart.v_%d as\nselect o.id, c.name, sum(o.total) as total\nfrom core.t_%d o\n", i, i-1)
			fmt.Fprintf(&b, "join core.t_%d c on c.id = o.customer_id -- the customer\nwhere o.placed_at > '2024-01-01'\ngroup by 1, 2;\n", i-2)
			fmt.Fprintf(&b, "GRANT SELECT ON mart.v_%d TO GROUP readers;\n", i)
			inputs[i] = Input{fmt.Sprintf("mart/v_%d.sql", i), []byte(b.String())}
			continue
		}
		fmt.Fprintf(&b, "-- Orders of shop %d.\nCREATE TABLE IF NOT EXISTS core.t_%d (\n    id BIGINT NOT NULL ENCODE az64,\n", i, i)
		for c := range 10 {
			fmt.Fprintf(&b, "    column_%d VARCHAR(%d) DEFAULT 'none'::varchar ENCODE zstd, -- what it holds\n", c, 10*c+10)
		}
		fmt.Fprintf(&b, "    placed_at TIMESTAMP DEFAULT getdate(),\n    PRIMARY KEY (id)\n)\nDISTSTYLE KEY DISTKEY (id) SORTKEY (placed_at);\n\n")
		fmt.Fprintf(&b, "COMMENT ON TABLE core.t_%d IS 'Orders of shop %d';\nGRANT SELECT ON core.t_%d TO GROUP readers, ROLE analyst;\n", i, i, i)
		inputs[i] = Input{fmt.Sprintf("core/t_%d.sql", i), []byte(b.String())}
	}
	return inputs
}

func BenchmarkParse(b *testing.B) {
	for _, files := range []int{1_000, 10_000, 100_000} {
		inputs := project(files)
		size := 0
		for _, in := range inputs {
			size += len(in.Content)
		}
		b.Run(fmt.Sprintf("files=%d", files), func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				if _, findings := ParseFiles(inputs, Options{}); len(findings) > 0 {
					b.Fatal(findings)
				}
			}
		})
	}
}

func BenchmarkLexer(b *testing.B) {
	var text strings.Builder
	for _, in := range project(1_000) {
		text.Write(in.Content)
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		l := lexer{text: text.String(), report: func(int, int, diag.Code, string, string) {}}
		for l.next().kind != tokEnd {
		}
	}
}
