package modelgen

import (
	"slices"
	"strings"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// fact says what the manual allows for a data type.
type fact struct {
	key       bool // DISTKEY, SORTKEY and keys (r_CREATE_TABLE_NEW)
	python    bool // argument or result of a Python function (udf-data-types)
	encodings []model.Encoding
	defaults  []string // each is its own canonical form
}

var (
	integerDefaults = []string{"0", "1", "-1"}
	decimalDefaults = []string{"0", "1.5", "-0.25"}
	dateDefaults    = []string{"current_date", "'2024-01-31'"}
	stampDefaults   = []string{"getdate()", "sysdate", "'2024-01-31 10:00:00'"}

	integerEncodings = words("raw az64 bytedict delta lzo mostly8 runlength zstd")
	wideEncodings    = append(words("delta32k mostly16"), integerEncodings...)
	decimalEncodings = words("raw az64 bytedict delta delta32k lzo runlength zstd") // and dates
	floatEncodings   = words("raw bytedict runlength zstd")
	textEncodings    = words("raw bytedict lzo runlength zstd")
)

func words(list string) []model.Encoding {
	var encodings []model.Encoding
	for _, w := range strings.Fields(list) {
		encodings = append(encodings, model.Encoding(w))
	}
	return encodings
}

// facts holds the encodings of the manual's table (c_Compression_encodings) and, for types that it leaves out, what the
// engine fills in.
var facts = map[model.TypeName]fact{
	model.Smallint:            {true, true, integerEncodings, integerDefaults},
	model.Integer:             {true, true, wideEncodings, integerDefaults},
	model.Bigint:              {true, true, append(words("mostly32"), wideEncodings...), integerDefaults},
	model.Numeric:             {true, true, decimalEncodings, decimalDefaults},
	model.Real:                {true, true, floatEncodings, decimalDefaults},
	model.DoublePrecision:     {true, true, floatEncodings, decimalDefaults},
	model.Boolean:             {true, true, words("raw runlength zstd"), []string{"true", "false"}},
	model.Char:                {true, true, textEncodings, nil},
	model.Varchar:             {true, true, append(words("text255 text32k"), textEncodings...), nil},
	model.Date:                {true, true, decimalEncodings, dateDefaults},
	model.Time:                {true, false, words("raw az64"), nil},
	model.TimeTZ:              {true, false, words("raw az64"), nil},
	model.Timestamp:           {true, true, decimalEncodings, stampDefaults},
	model.TimestampTZ:         {true, false, decimalEncodings, stampDefaults},
	model.IntervalYearToMonth: {},
	model.IntervalDayToSecond: {},
	model.Super:               {encodings: words("raw zstd")},
	model.Varbyte:             {encodings: words("raw lzo zstd")},
	model.Geometry:            {encodings: words("raw")},
	model.Geography:           {encodings: words("raw")},
	model.HLLSketch:           {encodings: words("raw")},
}

// commonTypes are drawn more often than the rest.
var commonTypes = []model.TypeName{
	model.Integer, model.Bigint, model.Varchar, model.Varchar, model.Numeric, model.Date, model.Timestamp, model.Boolean,
}

func typeNames(keep func(fact) bool) []model.TypeName {
	var names []model.TypeName
	for name, f := range facts {
		if keep(f) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

var (
	allTypes    = typeNames(func(fact) bool { return true })
	pythonTypes = typeNames(func(f fact) bool { return f.python })
)

// dataType draws a type of a column.
func (m *maker) dataType() model.DataType {
	names := commonTypes
	if m.once(4, "rarer type") {
		names = allTypes
	}
	return m.sized(pick(m, "type", names))
}

// sized draws what stands in a type's parentheses.
func (m *maker) sized(name model.TypeName) model.DataType {
	t := model.DataType{Name: name}
	switch name {
	case model.Char:
		t.Length = pick(m, "char length", []int{1, 10, 4096})
	case model.Varchar:
		t.Length = pick(m, "varchar length", []int{20, 1, 256, 1000, 65535})
	case model.Varbyte:
		t.Length = pick(m, "varbyte length", []int{64000, 16, 1024000})
	case model.Numeric:
		t.Length = rapid.IntRange(1, 38).Draw(m.t, "precision")
		t.Scale = rapid.IntRange(0, min(t.Length, 37)).Draw(m.t, "scale")
	}
	return t
}

// isKey reports whether a column of the type can be part of a key.
func isKey(t model.DataType) bool { return facts[t.Name].key }

func isText(t model.DataType) bool { return t.Name == model.Char || t.Name == model.Varchar }

// defaultExpr draws a DEFAULT for a type; none for types without constants.
func (m *maker) defaultExpr(t model.DataType) model.Expr {
	texts := facts[t.Name].defaults
	if isText(t) {
		texts = []string{"''", "'x'"}
		if t.Length >= 20 {
			texts = append(texts, ddl.Literal("it's"), ddl.Literal(`a\b`), ddl.Literal("-- no, a text"))
		}
	}
	if len(texts) == 0 {
		return model.Expr{}
	}
	text := pick(m, "default", texts)
	return model.Expr{Text: text, Canonical: text}
}
