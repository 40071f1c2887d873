package ddl

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/redraft/redraft/model"
)

// TableOptions say how CREATE TABLE is written.
type TableOptions struct {
	// Keys includes primary, unique and foreign keys.
	Keys bool
	// Name stands in for the table's own name, in the same schema, when it is not empty.
	Name string
}

func (o TableOptions) id(t *model.Table) model.ID {
	id := t.ID
	if o.Name != "" {
		id.Name = o.Name
	}
	return id
}

// CreateTable returns CREATE TABLE. What the model leaves unspecified is left out. SORTKEY NONE cannot be said here:
// CreateTableStatements adds it.
func CreateTable(t *model.Table, o TableOptions) string {
	var b strings.Builder
	b.WriteString("CREATE TABLE " + QualifiedName(o.id(t)) + " (\n    ")
	lines := columnLines(t)
	if o.Keys {
		for _, c := range keys(t) {
			lines = append(lines, constraint(c))
		}
	}
	b.WriteString(strings.Join(lines, ",\n    "))
	b.WriteString("\n)")
	if t.NoBackup {
		b.WriteString("\nBACKUP NO")
	}
	for _, clause := range layout(t.Distribution, t.SortKey) {
		b.WriteString("\n" + clause)
	}
	return b.String()
}

// CreateTableStatements returns CREATE TABLE and, for a table without any sort key, the ALTER TABLE that takes AUTO
// away: CREATE TABLE has no word for it (r_CREATE_TABLE_NEW, r_ALTER_TABLE).
func CreateTableStatements(t *model.Table, o TableOptions) []string {
	statements := []string{CreateTable(t, o)}
	if t.SortKey.Style == model.SortNone {
		statements = append(statements, AlterSortKey(o.id(t), t.SortKey))
	}
	return statements
}

// layout returns the distribution and sort clauses of CREATE TABLE and CREATE MATERIALIZED VIEW. A compound key is
// written without its word, for the page of materialized views does not have it.
func layout(d model.Distribution, k model.SortKey) []string {
	var clauses []string
	if d.Style != model.DistUnspecified {
		clauses = append(clauses, "DISTSTYLE "+d.Style.String())
	}
	if d.Style == model.DistKey {
		clauses = append(clauses, "DISTKEY "+nameList([]string{d.Key}))
	}
	switch k.Style {
	case model.SortAuto:
		clauses = append(clauses, "SORTKEY AUTO")
	case model.SortCompound:
		clauses = append(clauses, "SORTKEY "+nameList(k.Columns))
	case model.SortInterleaved:
		clauses = append(clauses, "INTERLEAVED SORTKEY "+nameList(k.Columns))
	}
	return clauses
}

// maxAligned is the longest name or type, in characters, that others are aligned to.
const maxAligned = 32

// columnLines returns the definitions of the columns, names and types aligned.
func columnLines(t *model.Table) []string {
	n := len(t.Columns)
	names, types, attributes := make([]string, n), make([]string, n), make([]string, n)
	nameWidth, typeWidth := 0, 0
	encodings := encodings(t)
	for i, c := range t.Columns {
		names[i], types[i], attributes[i] = Quote(c.Name), c.Type.String(), columnAttributes(c, encodings[i])
		nameWidth = alignTo(nameWidth, names[i])
		if attributes[i] != "" {
			typeWidth = alignTo(typeWidth, types[i])
		}
	}
	lines := make([]string, n)
	for i := range lines {
		lines[i] = pad(names[i], nameWidth) + " " + types[i]
		if attributes[i] != "" {
			lines[i] = pad(names[i], nameWidth) + " " + pad(types[i], typeWidth) + attributes[i]
		}
	}
	return lines
}

func alignTo(width int, text string) int {
	if n := utf8.RuneCountInString(text); n <= maxAligned {
		return max(width, n)
	}
	return width
}

func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
}

// encodings returns the encoding to write for each column; empty for none. One written encoding ends ENCODE AUTO for
// the whole table (r_CREATE_TABLE_NEW), so a table that has it shows none, and a table that lost it must show at
// least one. Encodings that the engine would fill in again are left out where that is possible.
func encodings(t *model.Table) []model.Encoding {
	list := make([]model.Encoding, len(t.Columns))
	if t.EncodeAuto {
		return list
	}
	written := false
	for i, c := range t.Columns {
		if !refilled(c, t.SortKey.HasColumn(c.Name)) {
			list[i] = c.Encoding
			written = written || c.Encoding != model.EncodeUnspecified
		}
	}
	if !written {
		for i, c := range t.Columns {
			list[i] = c.Encoding
		}
	}
	return list
}

// refilled reports whether the engine chose the column's encoding and would choose it again.
func refilled(c model.Column, sortColumn bool) bool {
	return c.EncodingFilled && c.Encoding == model.DefaultEncoding(c.Type, sortColumn)
}

// columnAttributes returns what follows a column's type in CREATE TABLE, in the manual's order, with a blank in front.
func columnAttributes(c model.Column, encoding model.Encoding) string {
	text := columnValue(c) + encode(encoding)
	if c.Collation != model.CollateUnspecified {
		text += " COLLATE " + c.Collation.String()
	}
	if c.NotNull {
		text += " NOT NULL"
	}
	return text
}

// columnValue returns DEFAULT or IDENTITY with a blank in front.
func columnValue(c model.Column) string {
	text := ""
	if !c.Default.IsZero() {
		text = " DEFAULT " + closed(expression(c.Default))
	}
	if c.Identity != nil {
		words := " IDENTITY("
		if c.Identity.ByDefault {
			words = " GENERATED BY DEFAULT AS IDENTITY("
		}
		text += words + strconv.FormatInt(c.Identity.Seed, 10) + "," + strconv.FormatInt(c.Identity.Step, 10) + ")"
	}
	return text
}

// expression returns an expression as it was written or, when nobody wrote it, its canonical form.
func expression(e model.Expr) string {
	if e.Text == "" {
		return e.Canonical
	}
	return e.Text
}

func encode(e model.Encoding) string {
	if e == model.EncodeUnspecified {
		return ""
	}
	return " ENCODE " + string(e)
}

// keys returns the keys with foreign ones last: one may refer to another key of the same table.
func keys(t *model.Table) []model.Constraint {
	byKind := func(a, b model.Constraint) int { return cmp.Compare(a.Kind, b.Kind) }
	return slices.SortedStableFunc(slices.Values(t.Constraints), byKind)
}

// constraint returns a key as a table-level constraint.
func constraint(c model.Constraint) string {
	text := ""
	if c.Name != "" {
		text = "CONSTRAINT " + Quote(c.Name) + " "
	}
	text += c.Kind.String() + " " + nameList(c.Columns)
	if c.Kind == model.ForeignKey {
		text += " REFERENCES " + QualifiedName(c.RefTable)
		if len(c.RefColumns) > 0 {
			text += " " + nameList(c.RefColumns)
		}
	}
	return text
}
