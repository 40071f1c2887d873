package resolve

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/query"
)

// family is a group of types among which values are converted without being asked (c_Supported_data_types).
type family uint8

const (
	number family = iota + 1
	text
	truth
	moment // dates, times and timestamps
	span
	bytes
	super
	shape
	sketch
)

var families = map[model.TypeName]family{
	model.Smallint: number, model.Integer: number, model.Bigint: number, model.Numeric: number, model.Real: number,
	model.DoublePrecision: number, model.Char: text, model.Varchar: text, model.NameType: text, model.Boolean: truth,
	model.Date: moment, model.Timestamp: moment, model.TimestampTZ: moment, model.Time: moment, model.TimeTZ: moment,
	model.IntervalDayToSecond: span, model.IntervalYearToMonth: span, model.Varbyte: bytes, model.Super: super,
	model.Geometry: shape, model.Geography: shape, model.HLLSketch: sketch,
}

func familyOf(t model.DataType) family { return families[t.Name] }

// rank orders the number types by what is converted into what (r_Numeric_computations201).
var rank = map[model.TypeName]int{
	model.Smallint: 1, model.Integer: 2, model.Bigint: 3, model.Numeric: 4, model.Real: 5, model.DoublePrecision: 6,
	model.Date: 1, model.Timestamp: 2, model.TimestampTZ: 3,
}

func named(name model.TypeName) model.DataType { return model.DataType{Name: name} }

// literalType returns the type of a constant. The length of a text is that of its bytes.
func literalType(e *query.Expr) model.DataType {
	if e.Type.Name == model.Varchar {
		return model.DataType{Name: model.Varchar, Length: max(1, len(e.Text))}
	}
	return e.Type
}

// castType returns the type of a cast; a character type without a length takes that of its input.
func castType(e *query.Expr, args []value) model.DataType {
	t := e.Type
	if t.Name == model.Varchar && t.Length == 0 && len(args) == 1 && args[0].typ.Name == model.Varchar {
		return args[0].typ
	}
	return t
}

// commonOf returns the type that CASE, COALESCE and the like give their values.
func commonOf(args []value) model.DataType {
	var t model.DataType
	typed, literal := 0, false
	for _, arg := range args {
		if arg.literal {
			literal = true
			continue
		}
		t = common(t, arg.typ, typed == 0)
		typed++
	}
	switch {
	case typed == 0:
		return longest(args)
	case literal && familyOf(t) == text:
		return named(t.Name)
	}
	return t
}

// longest returns the type of texts without a type of their own.
func longest(args []value) model.DataType {
	var t model.DataType
	for _, arg := range args {
		if arg.typ.Name == model.Varchar && arg.typ.Length >= t.Length {
			t = arg.typ
		}
	}
	return t
}

// common returns the type into which values of two types are both converted; unknown when one of them is, or when there is
// none. Which length or precision two different ones end in is not documented, so that it is not known. With first set there is no left side yet.
func common(a, b model.DataType, first bool) model.DataType {
	switch {
	case first:
		return b
	case a == b:
		return a
	case a.Name == "" || b.Name == "" || familyOf(a) != familyOf(b):
		return model.DataType{}
	}
	switch familyOf(a) {
	case number:
		return commonNumber(a, b)
	case text:
		if a.Name == b.Name {
			return named(a.Name)
		}
		return named(model.Varchar)
	case moment:
		if rank[a.Name] > 0 && rank[b.Name] > 0 {
			if rank[a.Name] < rank[b.Name] {
				return b
			}
			return a
		}
	case bytes:
		return named(model.Varbyte)
	}
	return model.DataType{}
}

// digits are the precisions that integers have as numerics (r_Numeric_computations201).
var digits = map[model.TypeName]int{model.Smallint: 5, model.Integer: 10, model.Bigint: 19}

// asNumeric returns a number as a numeric.
func asNumeric(t model.DataType) model.DataType {
	if n := digits[t.Name]; n > 0 {
		return model.DataType{Name: model.Numeric, Length: n}
	}
	return t
}

func commonNumber(a, b model.DataType) model.DataType {
	if a.Name != model.Numeric && b.Name != model.Numeric || rank[a.Name] > 4 || rank[b.Name] > 4 {
		if rank[a.Name] < rank[b.Name] {
			a = b
		}
		if rank[a.Name] > 4 { // a real meets another number as a double
			return named(model.DoublePrecision)
		}
		return a
	}
	return named(model.Numeric)
}

// limited returns a numeric; a precision above 38 takes digits off the scale, down to a floor.
func limited(precision, scale, floor int) model.DataType {
	const most = 38
	if precision > most {
		scale = max(floor, scale-(precision-most), 0)
		precision = most
	}
	return model.DataType{Name: model.Numeric, Length: precision, Scale: min(scale, precision)}
}

// operatorType returns the type of an operator's result.
func operatorType(op string, args []value) model.DataType {
	switch op {
	case "=", "<>", "!=", "<", ">", "<=", ">=", "~", "~*", "!~", "!~*", "~~", "!~~", "~~*", "!~~*":
		return named(model.Boolean)
	case "||":
		return concatenated(args)
	}
	if len(args) == 1 {
		return args[0].typ
	}
	if len(args) != 2 {
		return model.DataType{}
	}
	a, b := args[0], args[1]
	switch {
	case a.literal && familyOf(b.typ) == number:
		return b.typ
	case b.literal && familyOf(a.typ) == number:
		return a.typ
	case familyOf(a.typ) == number && familyOf(b.typ) == number:
		return arithmetic(op, a.typ, b.typ)
	case familyOf(a.typ) == moment || familyOf(b.typ) == moment:
		return momentType(op, a.typ, b.typ)
	case familyOf(a.typ) == span && familyOf(b.typ) == span:
		return common(a.typ, b.typ, false)
	}
	return model.DataType{}
}

// concatenated is the type of ||; how long the result may be is not documented (r_concat_op).
func concatenated(args []value) model.DataType {
	for _, arg := range args {
		if arg.typ.Name == model.Super || arg.typ.Name == model.Varbyte || arg.typ.IsZero() && !arg.literal {
			return model.DataType{}
		}
	}
	return named(model.Varchar)
}

// arithmetic returns the type of a computation with two numbers (r_Numeric_computations201).
func arithmetic(op string, a, b model.DataType) model.DataType {
	switch {
	case rank[a.Name] > 4 || rank[b.Name] > 4:
		return named(model.DoublePrecision)
	case a.Name != model.Numeric && b.Name != model.Numeric:
		if op == "^" {
			return named(model.DoublePrecision)
		}
		return commonNumber(a, b)
	}
	a, b = asNumeric(a), asNumeric(b)
	if a.Length == 0 || b.Length == 0 {
		return named(model.Numeric)
	}
	switch op {
	case "+", "-":
		scale := max(a.Scale, b.Scale)
		return limited(scale+max(a.Length-a.Scale, b.Length-b.Scale)+1, scale, scale)
	case "*":
		scale := a.Scale + b.Scale
		return limited(a.Length+b.Length+1, scale, scale)
	case "/":
		scale := max(4, a.Scale+b.Length-b.Scale+1)
		return limited(a.Length-a.Scale+b.Scale+scale, scale, 4)
	}
	return named(model.Numeric)
}

// momentType returns the type of a computation with dates and times (r_Dateparts_for_datetime_functions,
// r_Datetime_types).
func momentType(op string, a, b model.DataType) model.DataType {
	switch {
	case a.Name == model.Date && familyOf(b) == number && op != "*":
		return a
	case b.Name == model.Date && familyOf(a) == number && op == "+":
		return b
	case a.Name == model.Date && b.Name == model.Date && op == "-":
		return named(model.Integer) // a number of days
	case a.Name == model.Date && familyOf(b) == span:
		return named(model.Timestamp)
	case familyOf(b) == span:
		return a
	case familyOf(a) == span && op == "+":
		return b
	case familyOf(a) == moment && familyOf(b) == moment && op == "-":
		return named(model.IntervalDayToSecond)
	}
	return model.DataType{}
}
