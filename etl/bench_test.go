package etl

import (
	"fmt"
	"strings"
	"testing"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/parser/query"
)

// manyQueries writes n views over a few tables, every second one over the view before it, and n statements on the views.
func manyQueries(n int) (absolute, etl string) {
	var a, e strings.Builder
	a.WriteString(`CREATE SCHEMA core;
CREATE TABLE core.customer (customer_id bigint, name varchar(100), region_id integer, active boolean, created_at timestamp);
CREATE TABLE core.orders (order_id bigint, customer_id bigint, total numeric(12,2), status varchar(20), created_at timestamp,
    deleted boolean);
CREATE TABLE core.region (region_id integer, code char(2));
CREATE TABLE core.target (customer_id bigint, total numeric(12,2), orders bigint);
`)
	for i := range n {
		from := "core.orders o"
		if i%2 == 1 {
			from = fmt.Sprintf("(SELECT order_id, customer_id, total, status, created_at, false AS deleted FROM core.v%d) o", i-1)
		}
		fmt.Fprintf(&a, `CREATE VIEW core.v%d AS
SELECT o.order_id, c.customer_id, c.name AS customer_name, o.total::numeric(12,2) AS total, o.status, o.created_at,
       count(*) OVER (PARTITION BY c.customer_id ORDER BY o.created_at) AS n,
       CASE WHEN o.status = 'paid' THEN 1 ELSE 0 END AS paid, dateadd(day, %d, o.created_at) AS due
FROM core.customer c
LEFT JOIN %s ON o.customer_id = c.customer_id AND NOT o.deleted
JOIN core.region r ON r.region_id = c.region_id
WHERE c.active AND o.created_at >= '2020-01-01' AND r.code IN ('ES', 'FR', 'DE');
`, i, i, from)
		fmt.Fprintf(&e, `INSERT INTO core.target (customer_id, total, orders)
WITH paid AS (SELECT v.customer_id, v.total FROM core.v%d v WHERE v.paid = 1 AND v.n > %d)
SELECT p.customer_id, sum(p.total) AS total, count(*) AS orders
FROM paid p
JOIN core.customer c ON c.customer_id = p.customer_id
WHERE NOT EXISTS (SELECT 1 FROM core.target t WHERE t.customer_id = p.customer_id)
GROUP BY p.customer_id
HAVING total > 100
ORDER BY orders DESC;
`, i, i)
	}
	return a.String(), e.String()
}

func benchmarkCheck(b *testing.B, n int) {
	absolute, script := manyQueries(n)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		model, findings := parser.Parse("absolute.sql", []byte(absolute), parser.Options{})
		scripts, more := parser.Parse("etl.sql", []byte(script), parser.Options{})
		analyzer := query.NewAnalyzer()
		analyzer.KeepTrees = true
		result, others := interpret.Declare([]*ast.File{model}, interpret.Options{Analyzer: analyzer})
		if err := append(append(findings, more...), others...).Err(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		c := NewChecker(result.Database, analyzer, "public", []*ast.File{scripts})
		var found diag.List
		found = append(append(found, c.Declared(model)...), c.Script(scripts)...)
		if len(found) > 0 {
			b.Fatal(found)
		}
	}
}

// BenchmarkThousandViewsAndStatements resolves 1,000 views, whose queries were read when the model was made, and reads and
// resolves 1,000 statements, all in one goroutine.
func BenchmarkThousandViewsAndStatements(b *testing.B) { benchmarkCheck(b, 1000) }

func BenchmarkTenThousandViewsAndStatements(b *testing.B) { benchmarkCheck(b, 10000) }
