package dialect

import (
	"strings"

	"github.com/redraft/redraft/parser/query"
)

// partFunctions take a date part first, often as a bare word (r_DATEADD_function, r_DATEDIFF_function, r_DATE_PART_function).
// The value is the name that the server has; Redshift calls the columns date_add and date_diff.
var partFunctions = map[string]string{
	"dateadd": "date_add", "date_add": "date_add", "timestampadd": "date_add",
	"datediff": "date_diff", "date_diff": "date_diff", "timestampdiff": "date_diff",
	"date_part": "date_part", "datepart": "date_part", "pgdate_part": "pgdate_part", "date_trunc": "date_trunc",
}

// elsewhere are functions that PostgreSQL has with another meaning; the stand-in's are in schema pg_redshift.
var elsewhere = wordSet(`avg regexp_replace regexp_substr regexp_instr regexp_count any_value`)

// call rewrites the call whose parenthesis is at open.
func (r *rewriter) call(open int) error {
	name := open - 1
	if r.kind(name) != query.Word || r.symbol(name-1) == "." && r.word(name-2) != "pg_catalog" {
		return nil
	}
	word := r.word(name)
	if server, ok := partFunctions[word]; ok {
		r.partFunction(open, server)
		return nil
	}
	switch word {
	case "extract":
		r.extract(open)
	case "nvl", "isnull":
		if r.symbol(name-1) != "." && len(r.arguments(open)) > 2 {
			r.pieces[name].text = "COALESCE"
		}
	case "nvl2":
		return r.nvl2(open)
	case "decode":
		return r.decode(open)
	case "convert":
		r.convert(open)
	case "array":
		r.pieces[name].text = `pg_catalog."array"`
	case "collate":
		return r.collate(open)
	case "listagg":
		return r.listagg(open)
	case "percentile_cont", "percentile_disc":
		return r.percentile(open)
	case "ratio_to_report":
		return r.ratioToReport(open)
	case "first_value", "last_value", "lag", "lead", "nth_value":
		return r.ignoreNulls(open)
	case "text", "bpchar", "json_serialize": // keywords to PostgreSQL, the last since 17
		r.pieces[name].text = quoteName(word)
	case "char", "varchar", "numeric", "decimal", "int", "integer", "bigint", "smallint", "real", "float", "boolean":
		r.typeCall(open)
	}
	if elsewhere[word] && r.symbol(name-1) != "." {
		r.pieces[name].before = "pg_redshift."
	}
	return nil
}

func (r *rewriter) partFunction(open int, server string) {
	r.pieces[open-1].text = server
	if part, ok := r.part(open + 1); ok && (r.symbol(open+2) == "," || r.symbol(open+2) == "::") {
		r.pieces[open+1].text = "'" + part + "'"
	}
}

// extract makes a call of EXTRACT, which is an integer here and a numeric there (r_EXTRACT_function).
func (r *rewriter) extract(open int) {
	part, ok := r.part(open + 1)
	if !ok || r.word(open+2) != "from" {
		return
	}
	r.pieces[open-1].text = "pg_redshift.date_part"
	if part == "epoch" {
		r.pieces[open-1].text = "date_part"
		r.pieces[r.closing(open)].after = "::bigint"
	}
	r.pieces[open+1].text = "'" + part + "'"
	r.pieces[open+2].text = ","
}

// nvl2 is one value when the expression is not null and another when it is (r_NVL2).
func (r *rewriter) nvl2(open int) error {
	at := r.arguments(open)
	if len(at) != 4 {
		return r.fail(open-1, codeSyntax, "NVL2 takes three arguments", "")
	}
	r.pieces[open-1].text = "(CASE WHEN "
	r.pieces[at[1]-1].text = ") IS NOT NULL THEN "
	r.pieces[at[2]-1].text = " ELSE "
	r.pieces[at[3]-1].text = " END)"
	return nil
}

// decode compares with each search value, nulls being equal (r_DECODE_expression). With two arguments it is PostgreSQL's.
func (r *rewriter) decode(open int) error {
	at := r.arguments(open)
	n := len(at) - 1
	if n < 3 {
		return nil
	}
	expression := strings.TrimSpace(r.render(at[0], at[1]-1))
	r.remove(at[0], at[1])
	r.pieces[open-1].text = "(CASE"
	r.pieces[open].text = ""
	i := 1
	for ; i+1 < n; i += 2 {
		r.pieces[at[i]].before = " WHEN (" + expression + ") IS NOT DISTINCT FROM (" + r.pieces[at[i]].before
		r.pieces[at[i+1]-1].text = ") THEN "
		if i+2 < n {
			r.pieces[at[i+2]-1].text = ""
		}
	}
	if i < n {
		r.pieces[at[i]].before = " ELSE " + r.pieces[at[i]].before
	}
	r.pieces[at[n]-1].text = " END)"
	return nil
}

// typeWords are the types that CONVERT and casts in the form of a call may name.
var typeWords = wordSet(`smallint int2 integer int int4 bigint int8 decimal numeric real float4 float float8 double boolean bool
	char character nchar bpchar varchar nvarchar text date time timetz timestamp timestamptz datetime super varbyte interval`)

// convert rewrites CONVERT(type, expression), another spelling of CAST (r_CONVERT_function).
func (r *rewriter) convert(open int) {
	at := r.arguments(open)
	if len(at) != 3 || !typeWords[r.word(at[0])] {
		return
	}
	switch r.word(at[0]) {
	case "nvarchar", "text":
		r.pieces[at[0]].text = "varchar"
	case "datetime":
		r.pieces[at[0]].text = "timestamp"
	}
	to := strings.TrimSpace(r.render(at[0], at[1]-1))
	r.remove(at[0], at[1])
	r.pieces[open-1].text = "CAST"
	r.pieces[at[2]-1].before = " AS " + to
}

// collate rewrites COLLATE as a function (r_COLLATE).
func (r *rewriter) collate(open int) error {
	at := r.arguments(open)
	if len(at) != 3 || r.kind(at[1]) != query.String {
		return nil
	}
	var collation string
	switch strings.Trim(r.source[r.pieces[at[1]].start:r.pieces[at[1]].end], "'") {
	case "case_insensitive", "ci":
		collation = "case_insensitive"
	case "case_sensitive", "cs":
		collation = "case_sensitive"
	default:
		return r.fail(at[1], codeSyntax, "an unknown collation", "write 'case_sensitive' or 'case_insensitive'")
	}
	r.remove(at[1]-1, at[1]+1)
	r.pieces[open-1].text = "("
	r.pieces[at[2]-1].after = " COLLATE pg_catalog." + collation + ")" + r.pieces[at[2]-1].after
	return nil
}

// typeCall rewrites a type's name used as a function, as in INT(x) and CHAR(65); a cast is what stands behind :: or AS.
func (r *rewriter) typeCall(open int) {
	name := open - 1
	if r.symbol(name-1) == "::" || r.word(name-1) == "as" || r.kind(open+1) == query.Number && r.endsOperand(name-1) {
		return
	}
	if r.symbol(name-1) == "," && r.word(0) == "create" || r.kind(open+1) == 0 {
		return
	}
	to := r.word(name)
	at := r.arguments(open)
	if len(at) != 2 || r.kind(open+1) == query.Number && to != "int" && to != "integer" && to != "bigint" {
		return
	}
	r.pieces[name].text = ""
	r.pieces[at[1]-1].after = "::" + to + r.pieces[at[1]-1].after
}
