package query

import "strings"

// typeFunctions are type names that Redshift takes as functions, as in CHAR(65), and PostgreSQL's grammar does not.
var typeFunctions = wordSet(`char character varchar nchar numeric decimal dec int integer bigint smallint real float
	boolean`)

// lengthTypes are the types whose parentheses may say MAX (r_Character_types, r_VARBYTE_type).
var lengthTypes = wordSet(`char character varchar nchar nvarchar varying varbyte varbinary bpchar`)

// datePartFunctions take a date part as a bare word first (r_DATEADD_function, r_DATEDIFF_function,
// r_DATE_PART_function, r_DATE_TRUNC).
var datePartFunctions = wordSet(`dateadd date_add datediff date_diff date_part pgdate_part date_trunc timestampadd
	timestampdiff`)

// expressionRule rewrites what Redshift has in expressions beyond PostgreSQL.
func (r *rewriter) expressionRule(word string) bool {
	switch word {
	case "distinct":
		return r.listaggDistinct()
	case "approximate":
		return r.approximate()
	case "ignore", "respect":
		return r.word(r.i+1) == "nulls" && r.nulls(word)
	case "convert":
		return r.symbol(r.i+1) == "(" && r.convert()
	case "interval":
		return r.interval()
	case "array":
		return r.array()
	case "collate":
		return r.symbol(r.i+1) == "(" && !r.afterOperand() && r.replace(1, `"collate"`)
	case "binary":
		return r.word(r.i+1) == "varying" && r.replace(2, "varbyte")
	case "max":
		return r.symbol(r.i-1) == "(" && r.symbol(r.i+1) == ")" && lengthTypes[r.word(r.i-2)] && r.replace(1, markMaxLength)
	case "sysdate", "current_user_id":
		return r.pseudoColumn(word)
	case "prior":
		return r.prior()
	case "remove":
		// MERGE … REMOVE DUPLICATES (r_MERGE); what it does to the rows is of no interest here.
		return r.word(r.i+1) == "duplicates" && r.endsClause(r.i+2) && r.replace(2, "WHEN MATCHED THEN DO NOTHING")
	case "keep", "set":
		return r.objectTransform(word)
	}
	switch {
	case typeFunctions[word] && r.symbol(r.i+1) == "(":
		return r.typeFunction()
	case barelyLabels[word]:
		return r.bareLabel()
	case namesInRedshift[word]:
		return r.freeName(word)
	}
	return false
}

// listaggDistinct rewrites LISTAGG(DISTINCT …) WITHIN GROUP (r_LISTAGG); PostgreSQL refuses the pair.
func (r *rewriter) listaggDistinct() bool {
	top := r.top()
	if top.open != r.i-1 || r.i == 0 || r.word(r.matching(top.open)+1) != "within" {
		return false
	}
	return r.replace(1, quotedMarker("DISTINCT")+",")
}

// approximate rewrites the word before COUNT and PERCENTILE_DISC (r_COUNT, r_APPROXIMATE_PERCENTILE_DISC).
func (r *rewriter) approximate() bool {
	if !r.isName(r.i+1) || r.symbol(r.i+2) != "(" {
		return false
	}
	return r.replace(1, quotedMarker("APPROXIMATE")+".")
}

// nulls rewrites IGNORE NULLS and RESPECT NULLS inside the parentheses of a window function and behind them
// (r_WF_first_value, r_WF_LAG).
func (r *rewriter) nulls(word string) bool {
	condition := "FILTER (WHERE " + quotedMarker(strings.ToUpper(word)+" NULLS")
	switch {
	case r.symbol(r.i+2) == ")":
		return r.replace(2, ") "+condition)
	case r.symbol(r.i-1) == ")":
		return r.replace(2, condition+")")
	}
	return false
}

// convert rewrites CONVERT(type, expression), which is another spelling of CAST (r_CONVERT_function).
func (r *rewriter) convert() bool {
	if r.kind(r.i+2) != tokWord || r.arguments(r.i+1) != 2 {
		return false
	}
	r.synth(quotedMarker("CONVERT"))
	r.i++
	r.push(frame{call: "convert"})
	r.synth("(NULL::")
	r.i++
	r.typeAt = r.i
	return true
}

// arguments counts what commas separate between parentheses.
func (r *rewriter) arguments(open int) int {
	n := 1
	for i, end := open+1, r.matching(open); i < end; i++ {
		switch r.symbol(i) {
		case "(", "[":
			i = r.matching(i)
		case ",":
			n++
		}
	}
	return n
}

// interval rewrites INTERVAL 2 days (r_interval_literals).
func (r *rewriter) interval() bool {
	if r.kind(r.i+1) != tokNumber || r.kind(r.i+2) != tokWord {
		return false
	}
	number := r.tokens[r.i+1]
	return r.replace(3, "INTERVAL '"+r.text[number.start:number.end]+" "+r.word(r.i+2)+"'")
}

// array rewrites the function of that name (r_array) and the name; PostgreSQL's ARRAY[…] and ARRAY(query) stay.
func (r *rewriter) array() bool {
	if next := r.symbol(r.i + 1); next != "(" {
		return next != "[" && r.replace(1, `"array"`)
	}
	first := r.i + 2
	for r.symbol(first) == "(" {
		first++
	}
	switch r.word(first) {
	case "select", "with", "values":
		return false
	}
	return r.replace(1, `"array"`)
}

// pseudoColumn rewrites the functions without parentheses that PostgreSQL would take for columns; both are reserved.
func (r *rewriter) pseudoColumn(word string) bool {
	if r.symbol(r.i+1) == "." || r.symbol(r.i+1) == "(" {
		return false
	}
	return r.replace(1, quotedMarker(strings.ToUpper(word)))
}

// prior rewrites the operator of CONNECT BY (r_CONNECT_BY_clause).
func (r *rewriter) prior() bool {
	inside := false
	for i := range r.frames {
		inside = inside || r.frames[i].clause == inHierarchy
	}
	switch {
	case !inside || r.afterOperand():
		return false
	case r.symbol(r.i+1) == "(":
		return r.replace(1, quotedMarker("PRIOR"))
	case !r.isName(r.i + 1):
		return false
	}
	r.i++
	end, _, _ := r.path(r.i)
	r.wrap("PRIOR", end)
	return true
}

// objectTransform rewrites the words inside OBJECT_TRANSFORM(input KEEP path, … SET path, value, …)
// (r_object_transform_function).
func (r *rewriter) objectTransform(word string) bool {
	if r.top().call != "object_transform" || !r.afterOperand() {
		return false
	}
	return r.replace(1, ", "+quotedMarker(strings.ToUpper(word))+",")
}

// typeFunction quotes a type's name that is called as a function.
func (r *rewriter) typeFunction() bool {
	before := r.symbol(r.i - 1)
	isType := r.typeAt == r.i || before == "::" || r.afterOperand()
	if isType || r.kind(r.matching(r.i+1)+1) == tokString {
		return false
	}
	return r.replace(1, `"`+r.word(r.i)+`"`)
}

// bareLabel quotes an alias without AS that PostgreSQL takes only behind it: SELECT d year FROM t.
func (r *rewriter) bareLabel() bool {
	if r.top().clause != inSelectList || !r.afterOperand() {
		return false
	}
	switch next := r.word(r.i + 1); {
	case next == "from", next == "into", r.endsClause(r.i + 1), r.symbol(r.i+1) == ",":
	default:
		return false
	}
	switch before := r.keyword(r.i - 1); before {
	case "double", "character", "char", "national", "interval", "end":
		if before != "end" {
			return false
		}
	}
	if r.kind(r.i-1) == tokString && r.keyword(r.i-2) == "interval" {
		return false
	}
	return r.replace(1, `"`+r.word(r.i)+`"`)
}

// freeName quotes a name that PostgreSQL reserves.
func (r *rewriter) freeName(word string) bool {
	symmetry := word == "symmetric" || word == "asymmetric"
	if r.afterOperand() || symmetry && r.keyword(r.i-1) == "between" || word == "lateral" && r.symbol(r.i+1) == "(" {
		return false
	}
	return r.replace(1, `"`+word+`"`)
}

// datePart makes the first argument of a date function a marker, for it is a word and no column.
func (r *rewriter) datePart(word string) bool {
	top := r.top()
	if top.open != r.i-1 || r.symbol(r.i+1) != "," || !datePartFunctions[top.call] {
		return false
	}
	return r.replace(1, quotedMarker(strings.ToUpper(word)))
}
