package resolve

import (
	_ "embed" // the table of functions is a file
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/query"
)

//go:embed functions.txt
var functionTable string

// builtin is one of the engine's own functions.
type builtin struct {
	least, most int
	result      string
}

var builtins = readFunctions(functionTable)

// IsBuiltin reports whether a name, folded, is that of one of the engine's own functions.
func IsBuiltin(name string) bool { _, ok := builtins[name]; return ok }

// readFunctions reads the table: names, arguments, result and page, with blanks between them.
func readFunctions(table string) map[string]builtin {
	known := make(map[string]builtin)
	for line := range strings.Lines(table) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		f := builtin{result: fields[len(fields)-2]}
		f.least, f.most = readArguments(fields[len(fields)-3])
		for _, name := range fields[:len(fields)-3] {
			known[name] = f
		}
	}
	return known
}

func readArguments(text string) (least, most int) {
	from, to, isRange := strings.Cut(text, "-")
	least, err := strconv.Atoi(strings.TrimSuffix(from, "+"))
	switch {
	case text == "*" || err != nil:
		return 0, math.MaxInt
	case strings.HasSuffix(text, "+"):
		return least, math.MaxInt
	case isRange:
		most, _ = strconv.Atoi(to)
		return least, most
	}
	return least, least
}

// systemFunctions are the beginnings of names of functions that the manual does not list one by one: spatial functions, and
// those of PostgreSQL's catalogs.
var systemFunctions = []string{"st_", "geography", "geometry", "h3_", "pg_", "has_", "txid_", "stv_", "stl_", "svv_", "svl_"}

// call resolves the function of a call and returns the type of its result.
func (r *resolver) call(e *query.Expr, args []value) model.DataType {
	if len(e.Path) == 0 || !e.Type.IsZero() {
		return e.Type
	}
	name := e.Path[len(e.Path)-1]
	schema := ""
	if len(e.Path) > 1 {
		schema = e.Path[len(e.Path)-2].Text
	}
	if isPlaceholder(name.Text) || isPlaceholder(schema) {
		return model.DataType{}
	}
	if f, ok := builtins[name.Text]; ok && (schema == "" || schema == "pg_catalog") {
		return r.builtin(name, f, e, args)
	}
	own, closed := r.catalog.Functions(schema, name.Text)
	if len(own) == 0 {
		r.noFunction(e, schema, name, closed)
	}
	return overload(own, args)
}

// overload returns what all functions of a name that take so many arguments return.
func overload(list []Function, args []value) model.DataType {
	var t model.DataType
	first := true
	for _, f := range list {
		if len(f.Args) != len(args) {
			continue
		}
		if !first && t != f.Returns {
			return model.DataType{}
		}
		t, first = f.Returns, false
	}
	return t
}

// noFunction reports a function that does not exist. In a schema of the model that is proved; a name without a schema may be
// a function of the engine that is newer than the table.
func (r *resolver) noFunction(e *query.Expr, schema string, name query.Name, closed bool) {
	if schema == "" {
		for _, prefix := range systemFunctions {
			if strings.HasPrefix(name.Text, prefix) {
				return
			}
		}
	}
	if !closed {
		return
	}
	at := query.Place{Start: e.Path[0].Start, End: name.End}
	full := model.Name{Schema: schema, Name: name.Text}.String()
	if schema != "" {
		r.fail(at, MissingFunction, "function "+full+" does not exist", didYouMean(r.catalog.Near([]string{schema, name.Text})))
		return
	}
	r.warn(at, MissingFunction, "function "+full+" is neither one of the engine's that redraft knows nor of this model",
		nearest(name.Text, builtinNames()))
}

func builtinNames() []string {
	names := make([]string, 0, len(builtins))
	for name := range builtins {
		names = append(names, name)
	}
	return names // the hint sorts what it takes of them
}

func (r *resolver) builtin(name query.Name, f builtin, e *query.Expr, args []value) model.DataType {
	if n := len(args); !e.All && (n < f.least || n > f.most) && !hasParts(e) {
		r.warn(name.Place, ArgumentCount, fmt.Sprintf("function %s is given %s", name.Text, plural(n, "argument")),
			"it takes "+f.arguments())
	}
	return f.typeOf(args)
}

// arguments says how many arguments the function takes.
func (f builtin) arguments() string {
	switch f.most {
	case f.least:
		return strconv.Itoa(f.least)
	case math.MaxInt:
		return strconv.Itoa(f.least) + " or more"
	}
	return strconv.Itoa(f.least) + " to " + strconv.Itoa(f.most)
}

// hasParts reports whether words stand among the arguments that may be no arguments.
func hasParts(e *query.Expr) bool {
	for _, arg := range e.Args {
		if arg.Kind == query.Part || arg.Kind == query.Other {
			return true
		}
	}
	return false
}

// typeOf returns the type of the result.
func (f builtin) typeOf(args []value) model.DataType {
	first := model.DataType{}
	if len(args) > 0 {
		first = args[0].typ
	}
	if rule, ok := results[f.result]; ok {
		return rule(first, args)
	}
	if index, ok := strings.CutPrefix(f.result, "$"); ok {
		if n, err := strconv.Atoi(index); err == nil && n <= len(args) {
			return args[n-1].typ
		}
		return model.DataType{}
	}
	spelling, length, _ := strings.Cut(strings.TrimSuffix(f.result, ")"), "(")
	t := named(model.TypeName(spelling))
	t.Length, _ = strconv.Atoi(length)
	return t
}

// results are the rules that the table names.
var results = map[string]func(first model.DataType, args []value) model.DataType{
	"?":      func(model.DataType, []value) model.DataType { return model.DataType{} },
	"text":   func(model.DataType, []value) model.DataType { return named(model.Varchar) },
	"double": func(model.DataType, []value) model.DataType { return named(model.DoublePrecision) },
	"common": func(_ model.DataType, args []value) model.DataType { return commonOf(args) },
	"common2": func(_ model.DataType, args []value) model.DataType {
		return commonOf(args[min(1, len(args)):])
	},
	"decode": decoded, "sum": sumType, "avg": averageType, "median": medianType, "round": roundType, "trunc": truncType,
	"dateadd": dateaddType, "date_trunc": dateTruncType,
}

// decoded is the type of DECODE(expression, search, result, search, result, …, default).
func decoded(_ model.DataType, args []value) model.DataType {
	var values []value
	for i := 2; i < len(args); i += 2 {
		values = append(values, args[i])
	}
	if len(args)%2 == 0 {
		values = append(values, args[len(args)-1])
	}
	return commonOf(values)
}

// sumType is the type of SUM (r_SUM). The page says that the precision of a numeric becomes 19 or 38, and clusters are seen
// to answer 38 for both, so that it is not known.
func sumType(first model.DataType, _ []value) model.DataType {
	switch first.Name {
	case model.Smallint, model.Integer:
		return named(model.Bigint)
	case model.Bigint:
		return model.DataType{Name: model.Numeric, Length: 38}
	case model.Numeric:
		return named(model.Numeric)
	case model.Real, model.DoublePrecision:
		return named(model.DoublePrecision)
	}
	return model.DataType{}
}

func averageType(first model.DataType, _ []value) model.DataType {
	switch first.Name {
	case model.Smallint, model.Integer, model.Bigint:
		return named(model.Bigint)
	}
	return sumType(first, nil)
}

func medianType(first model.DataType, _ []value) model.DataType {
	switch familyOf(first) {
	case number:
		if rank[first.Name] > 4 {
			return named(model.DoublePrecision)
		}
		return named(model.Numeric)
	case moment:
		return first
	}
	return model.DataType{}
}

// roundType is the type of ROUND, CEILING and FLOOR (r_ROUND): integers stay what they are.
func roundType(first model.DataType, _ []value) model.DataType {
	switch first.Name {
	case model.Real, model.DoublePrecision:
		return named(model.DoublePrecision)
	case model.Numeric:
		return named(model.Numeric)
	}
	return model.DataType{}
}

// truncType is the type of TRUNC, which also makes a date of a timestamp (r_TRUNC_date).
func truncType(first model.DataType, _ []value) model.DataType {
	if familyOf(first) == moment {
		return named(model.Date)
	}
	return roundType(first, nil)
}

// dateaddType is the type of DATEADD (r_DATEADD_function): a date becomes a timestamp.
func dateaddType(_ model.DataType, args []value) model.DataType {
	if len(args) == 3 {
		switch t := args[2].typ; t.Name {
		case model.Date:
			return named(model.Timestamp)
		case model.Timestamp, model.TimestampTZ, model.Time, model.TimeTZ:
			return t
		}
	}
	return model.DataType{}
}

// dateTruncType is the type of DATE_TRUNC (r_DATE_TRUNC).
func dateTruncType(_ model.DataType, args []value) model.DataType {
	if len(args) == 2 && args[1].typ.Name == model.TimestampTZ {
		return args[1].typ
	}
	if len(args) == 2 && (args[1].typ.Name == model.Timestamp || args[1].typ.Name == model.Date) {
		return named(model.Timestamp)
	}
	return model.DataType{}
}
