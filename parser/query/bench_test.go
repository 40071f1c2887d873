package query

import (
	"strconv"
	"testing"
)

const tenLines = `select c.customer_id, c.name as customer_name, o.order_id,
       o.total::numeric(12,2) as total, count(*) over (partition by c.customer_id order by o.created_at) as n,
       case when o.status = 'paid' then 1 else 0 end as paid,
       dateadd(day, 7, o.created_at) as due, coalesce(o.note, 'none') as note
from core.customer c
left join core.orders o on o.customer_id = c.customer_id and o.deleted = false
join core.region r on r.region_id = c.region_id
where c.active and o.created_at >= '2020-01-01' and r.code in ('ES', 'FR', 'DE')
group by 1, 2, 3
order by c.customer_id desc`

func BenchmarkTenLines(b *testing.B) {
	w := NewAnalyzer().workspace()
	ask := func(string) string { return "" }
	b.ReportAllocs()
	for b.Loop() {
		root, err := w.parseQuery(tenLines)
		if err != nil {
			b.Fatal(err)
		}
		w.query(tenLines, root, ask)
	}
}

func BenchmarkTokens(b *testing.B) {
	w := NewAnalyzer().workspace()
	b.ReportAllocs()
	for b.Loop() {
		if err := w.read(tenLines); err != nil {
			b.Fatal(err)
		}
		w.rewrite(0, len(w.tokens))
	}
}

func BenchmarkTree(b *testing.B) {
	w := NewAnalyzer().workspace()
	if err := w.read(tenLines); err != nil {
		b.Fatal(err)
	}
	w.rewrite(0, len(w.tokens))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.tree(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTenThousandViews(b *testing.B) {
	texts := make([]string, 10000)
	for i := range texts {
		texts[i] = tenLines + ", " + strconv.Itoa(i)
	}
	b.ReportAllocs()
	for b.Loop() {
		a := NewAnalyzer()
		for _, text := range texts {
			if _, err := a.Query(text, nil); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkKnownText(b *testing.B) {
	a := NewAnalyzer()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := a.Query(tenLines, nil); err != nil {
			b.Fatal(err)
		}
	}
}
