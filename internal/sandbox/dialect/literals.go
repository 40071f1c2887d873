package dialect

import (
	"strings"

	"github.com/redraft/redraft/parser/query"
)

// literal rewrites a text in which a backslash escapes, as in every text of Redshift's (c_redshift-and-postgres-sql), and
// the question mark of a parameter.
func (r *rewriter) literal(i int) {
	p := &r.pieces[i]
	switch p.kind {
	case query.String:
		if p.text[0] == '\'' && strings.IndexByte(p.text, '\\') >= 0 {
			p.text = "E" + p.text
		}
	case query.Quoted:
		p.text = quoteName(r.name(i))
	}
}

// partNames are the words for date parts (r_Dateparts_for_datetime_functions) and PostgreSQL's for them.
var partNames = partTable(map[string]string{
	"millennium":      "millennium millennia mil mils",
	"century":         "century centuries c cent cents",
	"decade":          "decade decades dec decs",
	"epoch":           "epoch",
	"year":            "year years y yr yrs",
	"quarter":         "quarter quarters qtr qtrs",
	"month":           "month months mon mons",
	"week":            "week weeks w",
	"dow":             "dayofweek dow dw weekday",
	"doy":             "dayofyear doy dy yearday",
	"day":             "day days d",
	"hour":            "hour hours h hr hrs",
	"minute":          "minute minutes m min mins",
	"second":          "second seconds s sec secs",
	"millisecond":     "millisecond milliseconds ms msec msecs msecond mseconds millisec millisecs millisecon",
	"microsecond":     "microsecond microseconds microsec microsecs microsecond usecond useconds us usec usecs",
	"timezone":        "timezone",
	"timezone_hour":   "timezone_hour",
	"timezone_minute": "timezone_minute",
})

func partTable(words map[string]string) map[string]string {
	table := make(map[string]string)
	for part, spellings := range words {
		for _, s := range strings.Fields(spellings) {
			table[s] = part
		}
	}
	return table
}

// part returns PostgreSQL's word for the date part at i, a word or a text.
func (r *rewriter) part(i int) (string, bool) {
	word := r.word(i)
	if r.kind(i) == query.String {
		word = strings.ToLower(strings.Trim(r.source[r.pieces[i].start:r.pieces[i].end], "'"))
	}
	part, ok := partNames[word]
	return part, ok
}

// wordRule rewrites a word that stands for itself.
func (r *rewriter) wordRule(i int) {
	if r.symbol(i-1) == "." {
		return
	}
	p := &r.pieces[i]
	switch word := r.word(i); word {
	case "sysdate", "current_user_id", "current_namespace", "current_aws_account":
		if r.symbol(i+1) != "(" && r.symbol(i+1) != "." && r.word(i-1) != "as" {
			p.text = "pg_catalog." + word + "()"
		}
	case "minus":
		if r.isSetOperator(i) {
			p.text = "EXCEPT"
		}
	case "interval":
		r.interval(i)
	case "approximate":
		if n := r.word(i + 1); (n == "count" || n == "percentile_disc" || n == "percentile_cont") && r.symbol(i+2) == "(" {
			r.remove(i, i+1)
		}
	case "nvarchar", "nchar", "datetime", "varbinary", "hllsketch", "geometry", "geography":
		r.typeName(i)
	case "binary":
		if r.word(i+1) == "varying" {
			p.text = "varbyte"
			r.remove(i+1, i+2)
		}
	case "max":
		if r.symbol(i-1) == "(" && r.symbol(i+1) == ")" && lengthTypes[r.word(i-2)] {
			p.text = "65535"
		}
	}
}

// lengthTypes are the types whose parentheses may say MAX (r_Character_types, r_VARBYTE_type).
var lengthTypes = wordSet(`char character varchar nchar nvarchar varying varbyte varbinary bpchar`)

// typeName rewrites a type's name that PostgreSQL does not know, where a type stands.
func (r *rewriter) typeName(i int) {
	if r.symbol(i-1) != "::" && (r.word(i-1) != "as" || r.symbol(i+1) != ")" && r.symbol(i+1) != "(") {
		return
	}
	switch r.word(i) {
	case "nvarchar":
		r.pieces[i].text = "varchar"
	case "nchar":
		r.pieces[i].text = "char"
	case "datetime":
		r.pieces[i].text = "timestamp"
	case "varbinary":
		r.pieces[i].text = "varbyte"
	}
}

// interval rewrites INTERVAL '2' weeks and INTERVAL 2 days: the unit goes into the text (interval-literals).
func (r *rewriter) interval(i int) {
	value := i + 1
	unit, ok := partNames[r.word(value+1)]
	if !ok || r.kind(value) != query.String && r.kind(value) != query.Number || r.word(value+2) == "to" {
		return
	}
	text := strings.Trim(r.source[r.pieces[value].start:r.pieces[value].end], "'")
	for _, c := range text {
		if c < '0' || c > '9' {
			if c != '.' && c != '-' && c != '+' {
				return
			}
		}
	}
	if unit == "quarter" {
		return
	}
	r.pieces[value].text = "'" + text + " " + unit + "'"
	r.remove(value+1, value+2)
}
