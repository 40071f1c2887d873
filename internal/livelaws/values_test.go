package livelaws

import (
	"context"
	"fmt"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// minRows is how many rows a table gets at least.
const minRows = 4

// fill puts rows into a table: values of every column's type in turn, nulls where they may be, and one row twice, for keys
// are declared and never enforced.
func (s *station) fill(ctx context.Context, f *freight, table *model.Table) error {
	var columns []model.Column
	var choices [][]string
	var given []string // identities that take values
	rows := minRows - 1
	for _, c := range table.Columns {
		if c.Identity != nil {
			if c.Identity.ByDefault {
				given = append(given, ddl.Quote(c.Name))
			}
			continue
		}
		values, err := s.choices(ctx, f, c)
		if err != nil {
			return err
		}
		columns, choices = append(columns, c), append(choices, values)
		rows = max(rows, len(values))
	}
	if len(columns) == 0 {
		for range minRows {
			if err := s.conn.Exec(ctx, "INSERT INTO "+ddl.QualifiedName(table.ID)+" DEFAULT VALUES"); err != nil {
				return err
			}
		}
		return nil
	}
	tuples := make([]string, rows+1)
	for n := range tuples {
		tuples[n] = tuple(choices, max(n-1, 0), 0)
	}
	if err := s.insert(ctx, table.ID, names(columns), tuples); err != nil || len(given) == 0 {
		return err
	}
	return s.insert(ctx, table.ID, append(names(columns), given...), []string{tuple(choices, 0, len(given))})
}

func names(columns []model.Column) []string {
	list := make([]string, len(columns))
	for i, c := range columns {
		list[i] = ddl.Quote(c.Name)
	}
	return list
}

// tuple is the row with that number: each column has its values in turn. Behind it stand values of identities.
func tuple(choices [][]string, row, identities int) string {
	var values []string
	for i, list := range choices {
		values = append(values, list[(row+i)%len(list)])
	}
	for range identities {
		values = append(values, "4711")
	}
	return "(" + strings.Join(values, ", ") + ")"
}

func (s *station) insert(ctx context.Context, id model.ID, columns, tuples []string) error {
	statement := "INSERT INTO " + ddl.QualifiedName(id) + " (" + strings.Join(columns, ", ") + ") VALUES " + strings.Join(tuples, ", ")
	if err := s.conn.Exec(ctx, statement); err != nil {
		return fmt.Errorf("%w\n%.500s", err, statement)
	}
	return nil
}

// choices returns values for a column: all samples of its type where the plan says that none changes, and those that the
// plan's cast takes where it warns.
func (s *station) choices(ctx context.Context, f *freight, c model.Column) ([]string, error) {
	list := samples(c.Type)
	nullable := !c.NotNull
	for _, pair := range f.columns {
		if pair.old.Name != c.Name {
			continue
		}
		nullable = nullable && !pair.new.NotNull
		if !pair.exact {
			taken, err := s.castable(ctx, pair, list)
			if err != nil {
				return nil, err
			}
			if len(taken) > 0 || nullable {
				list = taken
			}
		}
	}
	if nullable {
		list = append(list, "NULL")
	}
	return list, nil
}

// castable returns the values that a column of the new type takes by the plan's cast: the server is asked for each.
func (s *station) castable(ctx context.Context, c pairing, values []string) ([]string, error) {
	const probe = "redraft_probe"
	err := s.runAll(ctx, []string{"CREATE TEMP TABLE " + probe + " (a " + c.old.Type.String() + ", b " + c.new.Type.String() + ")"})
	if err != nil {
		return nil, err
	}
	var taken []string
	for _, value := range values {
		if err := s.conn.Exec(ctx, "INSERT INTO "+probe+" (a) VALUES ("+value+")"); err != nil {
			return nil, err
		}
		if s.conn.Exec(ctx, "UPDATE "+probe+" SET b = "+ddl.Cast("a", c.old.Type, c.new.Type)) == nil {
			taken = append(taken, value)
		}
		if err := s.conn.Exec(ctx, "DELETE FROM "+probe); err != nil {
			return nil, err
		}
	}
	return taken, s.conn.Exec(ctx, "DROP TABLE "+probe)
}

// samples returns values of a type as SQL writes them, ordinary ones and those at its edges.
func samples(t model.DataType) []string {
	switch t.Name {
	case model.Smallint:
		return []string{"1", "0", "-32768", "32767"}
	case model.Integer:
		return []string{"1", "0", "-2147483648", "2147483647"}
	case model.Bigint:
		return []string{"1", "0", "-9223372036854775808", "9223372036854775807"}
	case model.Numeric:
		return numerics(t)
	case model.Real, model.DoublePrecision:
		return []string{"0", "1.5", "-2.25", "1e10"}
	case model.Boolean:
		return []string{"true", "false"}
	case model.Char, model.Varchar:
		return texts(t)
	case model.Date:
		return []string{"'2024-02-29'", "'1900-01-01'", "'9999-12-31'"}
	case model.Time:
		return []string{"'00:00:00'", "'12:30:00.25'", "'23:59:59.999999'"}
	case model.TimeTZ:
		return []string{"'00:00:00+00'", "'12:30:00.25+00'", "'23:59:59.999999+00'"}
	case model.Timestamp:
		return []string{"'2024-02-29 00:00:00'", "'2024-02-29 12:30:00.25'", "'1900-01-01 23:59:59.999999'"}
	case model.TimestampTZ:
		return []string{"'2024-02-29 00:00:00+00'", "'2024-02-29 12:30:00.25+00'", "'1900-01-01 23:59:59.999999+00'"}
	case model.IntervalYearToMonth:
		return []string{"INTERVAL '1 year 2 months'", "INTERVAL '0 months'"}
	case model.IntervalDayToSecond:
		return []string{"INTERVAL '1 day 02:03:04.5'", "INTERVAL '0 seconds'"}
	case model.Super:
		return []string{`JSON_PARSE('{"a": [1, "zwei"]}')`, "JSON_PARSE('7')", `JSON_PARSE('"text"')`}
	case model.Varbyte:
		return []string{"TO_VARBYTE('ab', 'utf8')", "TO_VARBYTE('00ff', 'hex')"}
	case model.Geometry:
		return []string{point}
	case model.Geography:
		return []string{point}
	case model.HLLSketch:
		return []string{`'{"version":1,"logm":15,"sparse":{"indices":[4878],"values":[1]}}'`}
	}
	return []string{"NULL"}
}

// point is POINT(1 2) as a server writes it (r_Spatial_data_types: the hexadecimal form of EWKB).
const point = "'0101000000000000000000F03F0000000000000040'"

// numerics are the greatest value, its opposite, the least fraction and nothing.
func numerics(t model.DataType) []string {
	whole, fraction := strings.Repeat("9", t.Length-t.Scale), strings.Repeat("9", t.Scale)
	greatest, least := "0"+whole, "0"
	if t.Scale > 0 {
		greatest += "." + fraction
		least += "." + strings.Repeat("0", t.Scale-1) + "1"
	}
	return []string{"0", least, greatest, "-" + greatest}
}

// texts are what fits: words, numbers and dates, so that some cast takes some of them, what quoting is about, blanks at the
// end, and one that fills the length with characters of several bytes where the type takes them.
func texts(t model.DataType) []string {
	list := []string{"7", "x", "", "0", "12.50", "true", "2024-02-29", "2024-02-29 12:30:00", "12:30:00", "it's", `a\b`, "x ",
		strings.Repeat("y", t.Length)}
	if t.Name == model.Varchar {
		list = append(list, strings.Repeat("ß", t.Length/2))
	}
	var fitting []string
	for _, text := range list {
		if len(text) <= t.Length {
			fitting = append(fitting, ddl.Literal(text))
		}
	}
	return fitting
}
