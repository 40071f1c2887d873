// Package bench generates projects of any size and measures the offline path over them: from the text of absolute scripts
// and changesets to a proven plan.
//
// It owns the generator, which is plain arithmetic: the same size gives the same project. It is no part of the product.
package bench

import (
	"fmt"
	"strings"

	"github.com/redraft/redraft/parser"
)

// Project is the text of a generated project.
type Project struct {
	Absolute   []parser.Input
	Changesets []parser.Input
}

// objectsPerArea is how many objects share a schema.
const objectsPerArea = 250

// Generate returns a project of about n objects: four tenths tables, four tenths views of which most read other views, two
// tenths grants. Its changesets arrive at its absolute scripts, but for one table in every hundred objects when changed is
// true: a varchar there is longer in the absolute scripts, under the views that read it.
func Generate(n int, changed bool) Project {
	g := generator{changed: changed}
	for area := 0; area*objectsPerArea < n; area++ {
		g.area(area, min(objectsPerArea, n-area*objectsPerArea))
	}
	return g.project
}

type generator struct {
	project Project
	changed bool
	script  strings.Builder // the changeset at work
	version int
}

// area makes one schema: an absolute file for every object, and one changeset for all of them, as a team that adopted
// redraft would have.
func (g *generator) area(area, n int) {
	schema := fmt.Sprintf("area_%03d", area)
	g.both(schema+"/schema.sql", "CREATE SCHEMA "+schema+";\n", "")
	tables, views := n*4/10, n*4/10
	for i := range tables {
		g.table(schema, i)
	}
	for i := range views {
		g.view(schema, i, tables)
	}
	for i := range n - tables - views {
		relation := fmt.Sprintf("%s.table_%04d", schema, i%max(1, tables))
		grant := fmt.Sprintf("GRANT SELECT ON TABLE %s TO GROUP readers_%02d;\n", relation, i/max(1, tables))
		g.both(fmt.Sprintf("%s/grants/grant_%04d.sql", schema, i), grant, "")
	}
	g.version++
	name := fmt.Sprintf("V%d__%s.sql", g.version, schema)
	g.project.Changesets = append(g.project.Changesets, parser.Input{Name: name, Content: []byte(g.script.String())})
	g.script.Reset()
}

// both puts a text into an absolute file and into the changeset; history replaces it there when it is not empty.
func (g *generator) both(path, text, history string) {
	g.project.Absolute = append(g.project.Absolute, parser.Input{Name: path, Content: []byte(text)})
	if history == "" {
		history = text
	}
	g.script.WriteString(history)
}

func (g *generator) table(schema string, i int) {
	text := func(note int) string {
		return fmt.Sprintf(`CREATE TABLE %[1]s.table_%04[2]d (
    id BIGINT NOT NULL ENCODE az64,
    parent_id BIGINT ENCODE az64,
    country CHAR(2) NOT NULL ENCODE bytedict,
    name VARCHAR(200) ENCODE zstd,
    note VARCHAR(%[3]d) ENCODE lzo,
    amount NUMERIC(18,4) DEFAULT 0 ENCODE az64,
    rate DOUBLE PRECISION ENCODE raw,
    is_active BOOLEAN DEFAULT true ENCODE raw,
    payload SUPER ENCODE zstd,
    created_at TIMESTAMP NOT NULL DEFAULT getdate() ENCODE raw,
    updated_at TIMESTAMPTZ ENCODE az64,
    batch INTEGER ENCODE az64,
    PRIMARY KEY (id)
)
DISTSTYLE KEY
DISTKEY (id)
COMPOUND SORTKEY (created_at);
COMMENT ON TABLE %[1]s.table_%04[2]d IS 'table %[2]d of %[1]s';
`, schema, i, note)
	}
	note := 500
	if g.changed && i%40 == 7 {
		note = 1000
	}
	g.both(fmt.Sprintf("%s/tables/table_%04d.sql", schema, i), text(note), text(500))
}

// view makes a view over a table and, for three of four, over the view before it, in chains of four.
func (g *generator) view(schema string, i, tables int) {
	source, columns := fmt.Sprintf("%s.table_%04d", schema, i%max(1, tables)), "t.id, t.country, t.note, t.amount, t.created_at"
	join := ""
	if i%4 != 0 {
		join = fmt.Sprintf("\nJOIN %s.view_%04d p ON p.id = t.id AND p.country = t.country", schema, i-1)
		columns += ", p.total AS total_before"
	} else {
		columns += ", 0 AS total_before"
	}
	g.both(fmt.Sprintf("%s/views/view_%04d.sql", schema, i), fmt.Sprintf(`CREATE VIEW %s.view_%04d AS
SELECT %s,
       sum(t.amount * coalesce(t.rate, 1)) OVER (PARTITION BY t.country ORDER BY t.created_at ROWS UNBOUNDED PRECEDING) AS total
FROM %s t%s
WHERE t.is_active AND t.created_at >= dateadd(day, -%d, getdate()) AND t.country <> 'xx';
`, schema, i, columns, source, join, 30+i), "")
}
