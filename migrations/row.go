package migrations

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// Row is one row of Flyway's history table.
type Row struct {
	Rank int
	// Version is the zero value where the column is NULL: for repeatable migrations and the creation of schemas.
	Version     Version
	Description string
	// Type is one of Flyway's words, in capitals: see the Type constants.
	Type string
	// Script is the path within the folder, with slashes.
	Script string
	// Checksum is nil where the column is NULL; Flyway then compares nothing.
	Checksum    *int32
	InstalledOn time.Time
	InstalledBy string
	// Milliseconds is the execution time.
	Milliseconds int
	Success      bool
}

// The types of rows that redraft writes or looks for. Flyway stops at a type that it does not know.
const (
	TypeSQL         = "SQL"
	TypeScript      = "SCRIPT"
	TypeBaseline    = "BASELINE"     // the row of the command baseline
	TypeSQLBaseline = "SQL_BASELINE" // a baseline migration
	TypeDelete      = "DELETE"       // takes the newest row of its version or description away
	TypeSchema      = "SCHEMA"       // the schema was created
)

// types are what Flyway's free edition reads (CoreMigrationType, BaselineMigrationType), with what SPRING_JDBC means.
var types = map[string]string{
	TypeSQL: TypeSQL, "JDBC": "JDBC", "SPRING_JDBC": "JDBC", TypeScript: TypeScript, "UNDO_SCRIPT": "UNDO_SCRIPT",
	"CUSTOM": "CUSTOM", TypeBaseline: TypeBaseline, TypeSQLBaseline: TypeSQLBaseline, "JDBC_BASELINE": "JDBC_BASELINE",
	TypeDelete: TypeDelete, TypeSchema: TypeSchema,
}

// IsSynthetic reports whether no file stands behind the row.
func (r Row) IsSynthetic() bool {
	return r.Type == TypeBaseline || r.Type == TypeDelete || r.Type == TypeSchema
}

// isBaseline reports whether the versions below the row's own are taken for done.
func (r Row) isBaseline() bool {
	return slices.Contains([]string{TypeBaseline, TypeSQLBaseline, "JDBC_BASELINE"}, r.Type)
}

// The descriptions of rows without a file.
const (
	SchemaDescription   = "<< Flyway Schema Creation >>"
	BaselineDescription = "<< Flyway Baseline >>"
)

// ParseRow reads the values of the columns that Table.Select asks for, as the server writes them; nil is NULL.
func ParseRow(values []*string) (Row, error) {
	p := rowParser{values: values}
	if len(values) != len(columns) {
		return Row{}, fmt.Errorf("a row of the history has %d columns instead of %d", len(values), len(columns))
	}
	r := Row{Rank: p.number(0, 32), Version: p.version(1), Description: p.text(2), Type: p.kind(3), Script: p.text(4)}
	if values[5] != nil {
		sum := int32(p.number(5, 32))
		r.Checksum = &sum
	}
	r.InstalledOn, r.InstalledBy = p.moment(6), p.text(7)
	r.Milliseconds, r.Success = p.number(8, 32), p.boolean(9)
	return r, p.err
}

// rowParser keeps the first error.
type rowParser struct {
	values []*string
	err    error
}

func (p *rowParser) fail(column int, format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf("the history's column %s %s", columns[column], fmt.Sprintf(format, args...))
	}
}

func (p *rowParser) text(column int) string {
	if p.values[column] == nil {
		return ""
	}
	return *p.values[column]
}

func (p *rowParser) number(column, bits int) int {
	n, err := strconv.ParseInt(p.text(column), 10, bits)
	if err != nil {
		p.fail(column, "holds %q, which is no number", p.text(column))
	}
	return int(n)
}

func (p *rowParser) version(column int) Version {
	if p.values[column] == nil {
		return Version{}
	}
	v, err := ParseVersion(p.text(column))
	if err != nil {
		p.fail(column, "cannot be read: %v", err)
	}
	return v
}

func (p *rowParser) kind(column int) string {
	kind, known := types[p.text(column)]
	if !known {
		p.fail(column, "holds %q, at which Flyway's free edition stops: the row was written by another tool or edition",
			p.text(column))
	}
	return kind
}

// moment reads a timestamp as Redshift and PostgreSQL write it with DateStyle ISO. One that cannot be read is left out,
// as Flyway does.
func (p *rowParser) moment(column int) time.Time {
	moment, err := time.Parse("2006-01-02 15:04:05", p.text(column))
	if err != nil {
		return time.Time{}
	}
	return moment
}

func (p *rowParser) boolean(column int) bool {
	switch strings.ToLower(p.text(column)) {
	case "t", "true", "1":
		return true
	case "f", "false", "0":
		return false
	}
	p.fail(column, "holds %q, which is neither true nor false", p.text(column))
	return false
}

// NextRank returns the rank that Flyway gives the next row: that of the last one and one more (SchemaHistory).
// The rows are in the order of ranks.
func NextRank(rows []Row, kind string) int {
	switch {
	case len(rows) > 0:
		return rows[len(rows)-1].Rank + 1
	case kind == TypeSchema:
		return 0
	}
	return 1
}

// ShortDescription returns a description as Flyway records it (AbbreviationUtils): up to 200 UTF-16 units.
func ShortDescription(text string) string {
	if units := utf16.Encode([]rune(text)); len(units) > maxDescriptionBytes {
		return string(utf16.Decode(units[:maxDescriptionBytes-3])) + "..."
	}
	return text
}

// ShortScript returns a script's path as Flyway records it: of a path longer than 1000 UTF-16 units, the first 1000
// with dots in place of the first three.
func ShortScript(text string) string {
	if units := utf16.Encode([]rune(text)); len(units) > maxScriptBytes {
		return "..." + string(utf16.Decode(units[3:maxScriptBytes]))
	}
	return text
}
