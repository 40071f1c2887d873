package plan

import "github.com/redraft/redraft/model"

// castVerdict says what copying values from one type to another can do to them.
type castVerdict uint8

const (
	castSafe  castVerdict = iota // every value arrives as it was
	castLossy                    // it may fail, or values may change
	castNone                     // no cast exists
)

// family groups types that convert alike (r_Type_conversion).
type family uint8

const (
	familyOther family = iota
	familyInteger
	familyNumeric
	familyFloat
	familyText
	familyBoolean
	familyDate
	familyTime
	familyTimestamp
	familySuper
)

var families = map[model.TypeName]family{
	model.Smallint: familyInteger, model.Integer: familyInteger, model.Bigint: familyInteger,
	model.Numeric: familyNumeric,
	model.Real:    familyFloat, model.DoublePrecision: familyFloat,
	model.Char: familyText, model.Varchar: familyText,
	model.Boolean: familyBoolean,
	model.Date:    familyDate,
	model.Time:    familyTime, model.TimeTZ: familyTime,
	model.Timestamp: familyTimestamp, model.TimestampTZ: familyTimestamp,
	model.Super: familySuper,
}

// integerDigits is how many decimal digits hold every value of an integer type.
var integerDigits = map[model.TypeName]int{model.Smallint: 5, model.Integer: 10, model.Bigint: 19}

// judgeCast says what a cast can do. Evidence for what converts at all: r_Type_conversion's table of allowed conversions.
// What is not in the table is refused.
func judgeCast(from, to model.DataType) castVerdict {
	if from == to {
		return castSafe
	}
	a, b := families[from.Name], families[to.Name]
	switch {
	case a == familyOther || b == familyOther:
		return sameFamilyOther(from, to)
	case a == b:
		return judgeWithin(a, from, to)
	case b == familyText:
		return judgeToText(a, from, to)
	case a == familySuper || b == familySuper:
		return castLossy
	}
	return judgeAcross(a, b, from, to)
}

func sameFamilyOther(from, to model.DataType) castVerdict {
	if from.Name == to.Name && to.Length >= from.Length {
		return castSafe
	}
	if from.Name == model.Varbyte && to.Name == model.Varbyte {
		return castLossy
	}
	return castNone
}

func judgeWithin(f family, from, to model.DataType) castVerdict {
	switch f {
	case familyInteger:
		return safeIf(integerDigits[to.Name] >= integerDigits[from.Name])
	case familyNumeric:
		return safeIf(to.Scale >= from.Scale && to.Length-to.Scale >= from.Length-from.Scale)
	case familyFloat:
		return safeIf(to.Name == model.DoublePrecision)
	case familyText:
		// char holds single-byte characters only and its trailing blanks do not count (r_Character_types).
		return safeIf(to.Name == model.Varchar && to.Length >= from.Length || to.Name == from.Name && to.Length >= from.Length)
	}
	// A time zone is lost, or assumed.
	return castLossy
}

func safeIf(safe bool) castVerdict {
	if safe {
		return castSafe
	}
	return castLossy
}

// printed is how many characters the longest value of a family takes as text; 0 when it has no bound worth stating.
func printed(f family, t model.DataType) int {
	switch f {
	case familyInteger:
		return integerDigits[t.Name] + 1
	case familyNumeric:
		return t.Length + 3
	case familyBoolean:
		return 5
	case familyDate:
		return 13
	}
	return 0
}

func judgeToText(f family, from, to model.DataType) castVerdict {
	if f == familySuper || f == familyFloat {
		return castLossy
	}
	need := printed(f, from)
	return safeIf(need > 0 && to.Length >= need)
}

func judgeAcross(a, b family, from, to model.DataType) castVerdict {
	switch {
	case a == familyText:
		return castLossy
	case a == familyInteger && b == familyNumeric:
		return safeIf(to.Length-to.Scale >= integerDigits[from.Name])
	case a == familyInteger && b == familyFloat:
		return safeIf(to.Name == model.DoublePrecision && from.Name != model.Bigint)
	case isNumber(a) && isNumber(b):
		return castLossy
	case a == familyInteger && b == familyBoolean, a == familyBoolean && b == familyInteger:
		return castLossy
	case a == familyDate && b == familyTimestamp:
		return safeIf(to.Name == model.Timestamp)
	case a == familyTimestamp && b == familyDate:
		return castLossy
	}
	return castNone
}

func isNumber(f family) bool { return f == familyInteger || f == familyNumeric || f == familyFloat }
