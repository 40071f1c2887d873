package model

import (
	"fmt"
	"strconv"
	"strings"
)

// TypeName is the canonical, shortest spelling of a data type without its length.
type TypeName string

// The data types of columns, arguments and results.
// Evidence: the manual's pages c_Supported_data_types, r_Character_types, r_Numeric_types201, r_Datetime_types,
// r_VARBYTE_type, r_SUPER_type, r_HLLSKTECH_type, r_interval_data_types.
const (
	Smallint            TypeName = "smallint"
	Integer             TypeName = "integer"
	Bigint              TypeName = "bigint"
	Numeric             TypeName = "numeric"
	Real                TypeName = "real"
	DoublePrecision     TypeName = "double precision"
	Boolean             TypeName = "boolean"
	Char                TypeName = "char"
	Varchar             TypeName = "varchar"
	Date                TypeName = "date"
	Time                TypeName = "time"
	TimeTZ              TypeName = "timetz"
	Timestamp           TypeName = "timestamp"
	TimestampTZ         TypeName = "timestamptz"
	IntervalYearToMonth TypeName = "interval year to month"
	IntervalDayToSecond TypeName = "interval day to second"
	Super               TypeName = "super"
	Varbyte             TypeName = "varbyte"
	Geometry            TypeName = "geometry"
	Geography           TypeName = "geography"
	HLLSketch           TypeName = "hllsketch"
	// Types of arguments, results and catalogs only.
	AnyElement TypeName = "anyelement"
	RefCursor  TypeName = "refcursor"
	Record     TypeName = "record"
	OID        TypeName = "oid"
	NameType   TypeName = "name"
	Void       TypeName = "void"
)

// MaxLength stands for the word MAX in a type's parentheses.
const MaxLength = -1

// DataType is a data type with what stands in its parentheses. The zero value means "not known".
type DataType struct {
	Name TypeName
	// Length is bytes for char, varchar and varbyte, precision for numeric; 0 for other types.
	Length int
	// Scale is the number of fractional digits of a numeric.
	Scale int
}

// IsZero reports whether the type is not known.
func (t DataType) IsZero() bool { return t.Name == "" }

// String returns the canonical spelling: integer, varchar(256), numeric(18,0), timestamptz.
func (t DataType) String() string {
	switch t.Name {
	case Numeric:
		return "numeric(" + strconv.Itoa(t.Length) + "," + strconv.Itoa(t.Scale) + ")"
	case Char, Varchar, Varbyte:
		return string(t.Name) + "(" + strconv.Itoa(t.Length) + ")"
	case "":
		return "unknown"
	}
	return string(t.Name)
}

// typeAliases maps every accepted spelling to the canonical one.
var typeAliases = map[string]TypeName{
	"smallint": Smallint, "int2": Smallint,
	"integer": Integer, "int": Integer, "int4": Integer,
	"bigint": Bigint, "int8": Bigint,
	"numeric": Numeric, "decimal": Numeric, "dec": Numeric,
	"real": Real, "float4": Real,
	"double precision": DoublePrecision, "float8": DoublePrecision, "float": DoublePrecision,
	"boolean": Boolean, "bool": Boolean,
	"char": Char, "character": Char, "nchar": Char, "national character": Char, "national char": Char, "bpchar": Char,
	"varchar": Varchar, "character varying": Varchar, "char varying": Varchar, "nvarchar": Varchar, "text": Varchar,
	"national character varying": Varchar, "national char varying": Varchar,
	"date": Date,
	"time": Time, "time without time zone": Time,
	"timetz": TimeTZ, "time with time zone": TimeTZ,
	"timestamp": Timestamp, "timestamp without time zone": Timestamp, "datetime": Timestamp,
	"timestamptz": TimestampTZ, "timestamp with time zone": TimestampTZ,
	"interval year to month": IntervalYearToMonth, "interval year": IntervalYearToMonth,
	"interval month": IntervalYearToMonth, "intervaly2m": IntervalYearToMonth,
	"interval day to second": IntervalDayToSecond, "interval day": IntervalDayToSecond,
	"interval hour": IntervalDayToSecond, "interval minute": IntervalDayToSecond,
	"interval second": IntervalDayToSecond, "interval day to hour": IntervalDayToSecond,
	"interval day to minute": IntervalDayToSecond, "interval hour to minute": IntervalDayToSecond,
	"interval hour to second": IntervalDayToSecond, "interval minute to second": IntervalDayToSecond,
	"intervald2s": IntervalDayToSecond,
	"super":       Super,
	"varbyte":     Varbyte, "varbinary": Varbyte, "binary varying": Varbyte,
	"geometry": Geometry, "geography": Geography, "hllsketch": HLLSketch,
	"anyelement": AnyElement, "refcursor": RefCursor, "record": Record, "oid": OID, "name": NameType, "void": Void,
}

// Lengths that the engine fills in or caps at. Evidence: r_Character_types, r_VARBYTE_type, r_Numeric_types201.
const (
	maxChar        = 4096
	maxVarchar     = 65535
	defaultVarchar = 256
	defaultBpchar  = 256
	maxVarbyte     = 1024000
	defaultVarbyte = 64000
	maxPrecision   = 38
	maxScale       = 37
)

// ResolveType turns a spelling (lower case, words joined by single blanks, without parentheses) and the numbers of its
// parentheses into a data type; MaxLength stands for MAX. The error is a sentence that says what Redshift would refuse.
func ResolveType(spelling string, args ...int) (DataType, error) {
	name, ok := typeAliases[spelling]
	if !ok {
		return DataType{}, fmt.Errorf("%q is not a Redshift data type", spelling)
	}
	switch name {
	case Char, Varchar, Varbyte:
		return resolveLength(name, spelling, args)
	case Numeric:
		return resolveNumeric(args)
	case DoublePrecision:
		return resolveFloat(spelling, args)
	case Time, TimeTZ, Timestamp, TimestampTZ, IntervalDayToSecond, IntervalYearToMonth:
		// A precision is read and set aside: values are kept with six digits whatever it says (r_Datetime_types).
		return DataType{Name: name}, nil
	}
	if len(args) > 0 {
		return DataType{}, fmt.Errorf("type %s takes no length", name)
	}
	return DataType{Name: name}, nil
}

func resolveLength(name TypeName, spelling string, args []int) (DataType, error) {
	limits := map[TypeName][2]int{Char: {1, maxChar}, Varchar: {defaultVarchar, maxVarchar}, Varbyte: {defaultVarbyte, maxVarbyte}}
	length, limit := limits[name][0], limits[name][1]
	if spelling == "bpchar" {
		length = defaultBpchar
	}
	if len(args) > 1 {
		return DataType{}, fmt.Errorf("type %s takes one length", name)
	}
	if len(args) == 1 {
		length = args[0]
	}
	if length == MaxLength {
		length = limit
	}
	if length < 1 || length > limit {
		return DataType{}, fmt.Errorf("the length of %s must be between 1 and %d", name, limit)
	}
	return DataType{Name: name, Length: length}, nil
}

func resolveNumeric(args []int) (DataType, error) {
	t := DataType{Name: Numeric, Length: 18}
	if len(args) > 2 {
		return DataType{}, fmt.Errorf("numeric takes a precision and a scale")
	}
	if len(args) > 0 {
		t.Length = args[0]
	}
	if len(args) > 1 {
		t.Scale = args[1]
	}
	if t.Length < 1 || t.Length > maxPrecision || t.Scale < 0 || t.Scale > maxScale || t.Scale > t.Length {
		return DataType{}, fmt.Errorf("numeric(%d,%d): the precision must be 1 to %d and the scale 0 to %d and not above the precision",
			t.Length, t.Scale, maxPrecision, maxScale)
	}
	return t, nil
}

func resolveFloat(spelling string, args []int) (DataType, error) {
	if len(args) == 0 {
		return DataType{Name: DoublePrecision}, nil
	}
	if spelling != "float" || len(args) > 1 || args[0] < 1 || args[0] > 53 {
		return DataType{}, fmt.Errorf("float takes a precision between 1 and 53")
	}
	if args[0] <= 24 {
		return DataType{Name: Real}, nil
	}
	return DataType{Name: DoublePrecision}, nil
}

// Signature joins the names of input types without lengths, as routines are told apart (r_CREATE_FUNCTION).
func Signature(types ...DataType) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = string(t.Name)
	}
	return strings.Join(names, ", ")
}
