package introspect_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/redraft/redraft/internal/cluster"
	"github.com/redraft/redraft/introspect"
	"github.com/redraft/redraft/parser/query"
)

// counting counts the queries that go to the server.
type counting struct {
	introspect.Reader
	n int
}

func (c *counting) Query(ctx context.Context, sql string, each func(row []*string) error) error {
	c.n++
	return c.Reader.Query(ctx, sql, each)
}

// many makes tables, views and procedures in equal parts.
func many(t reporter, s station, objects int) {
	t.Helper()
	var batch strings.Builder
	run := func() {
		if err := s.conn.Exec(t.Context(), batch.String()); err != nil {
			t.Fatalf("%v", err)
		}
		batch.Reset()
	}
	for i := range objects / 3 {
		fmt.Fprintf(&batch, "CREATE TABLE public.t%d (id bigint NOT NULL, name varchar(40) DEFAULT 'x', made timestamp DEFAULT getdate(), "+
			"amount numeric(12,2), PRIMARY KEY (id)) DISTSTYLE KEY DISTKEY (id) SORTKEY (made);\n", i)
		fmt.Fprintf(&batch, "CREATE VIEW public.v%d AS SELECT id, name FROM public.t%d WHERE amount > %d AND name IN ('a', 'b');\n", i, i, i)
		fmt.Fprintf(&batch, "CREATE PROCEDURE public.p%d(a integer) AS $$ begin delete from public.t%d; end; $$ LANGUAGE plpgsql;\n", i, i)
		if i%100 == 99 {
			run()
		}
	}
	run()
}

// BenchmarkTwelveThousandObjects reads a database of tables, views and procedures; the number of queries is reported.
func BenchmarkTwelveThousandObjects(b *testing.B) {
	s := newStation(b, nil)
	many(b, s, 12000)
	for b.Loop() {
		var reader counting
		objects := 0
		err := s.conn.ReadOnly(b.Context(), func(c *cluster.Conn) error {
			reader = counting{Reader: c}
			db, _, err := introspect.Read(b.Context(), &reader, introspect.Options{Analyzer: query.NewAnalyzer()})
			if err == nil {
				objects = db.Len()
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(reader.n), "queries")
		b.ReportMetric(float64(objects), "objects")
	}
}

// TestTheNumberOfQueriesDoesNotGrow reads an empty database and one with objects of every sort.
func TestTheNumberOfQueriesDoesNotGrow(t *testing.T) {
	count := func(objects int) int {
		s := newStation(t, query.NewAnalyzer())
		many(t, s, objects)
		reader := counting{}
		err := s.conn.ReadOnly(t.Context(), func(c *cluster.Conn) error {
			reader.Reader = c
			_, _, err := introspect.Read(t.Context(), &reader, introspect.Options{})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return reader.n
	}
	if few, more := count(3), count(300); few != more || few > 25 {
		t.Errorf("%d queries for 3 objects, %d for 300", few, more)
	}
}
