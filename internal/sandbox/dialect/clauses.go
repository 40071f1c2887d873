package dialect

import (
	"strconv"
	"strings"
)

// refusals are the clauses that cannot be said to PostgreSQL without knowing the columns of the tables.
func (r *rewriter) refusals(b block) error {
	for i := b.list; i < b.end; i++ {
		switch {
		case r.symbol(i) == "(":
			i = r.closing(i)
		case r.word(i) == "connect" && r.word(i+1) == "by" && i > b.from:
			return r.fail(i, codeNotSupported, "CONNECT BY cannot be run by the sandbox", "write a recursive common table expression")
		case r.word(i) == "exclude" && i < b.from && r.endsOperand(i-1) && (r.symbol(i+1) == "(" || r.name(i+1) != "" && r.word(i+1) != "from"):
			return r.fail(i, codeNotSupported, "EXCLUDE cannot be run by the sandbox", "name the columns")
		}
	}
	return nil
}

// aggregates are the functions that gather rows (c_Aggregate_Functions).
var aggregates = wordSet(`any_value avg bit_and bit_or bool_and bool_or count hll hll_create_sketch hll_combine listagg max median min
	percentile_cont percentile_disc stddev stddev_samp stddev_pop sum variance var_samp var_pop`)

// groupByAll groups by every item of the select list that gathers nothing (r_GROUP_BY_clause).
func (r *rewriter) groupByAll(b block) error {
	all := b.group + 2
	if b.group == b.end || r.word(all) != "all" || all+1 != min(b.having, b.qualify, b.order, b.limit, b.end) {
		return nil
	}
	last, number := min(b.into, b.from), 0
	var keys []string
	for start := b.list; start < last; {
		end := r.itemEnd(start, last)
		number++
		if r.symbol(end-1) == "*" && r.symbol(end-2) != ")" && (end-1 == start || r.symbol(end-2) == ".") {
			return r.fail(all, codeNotSupported, "* and GROUP BY ALL in one query cannot be run by the sandbox", "name the columns")
		}
		if !r.gathers(start, end) {
			keys = append(keys, strconv.Itoa(number))
		}
		start = end + 1
	}
	if len(keys) == 0 {
		r.remove(b.group, all+1)
		return nil
	}
	r.pieces[all].text = strings.Join(keys, ", ")
	return nil
}

// gathers reports whether an expression calls an aggregate that is no window function.
func (r *rewriter) gathers(first, last int) bool {
	for i := first; i < last; i++ {
		if aggregates[r.word(i)] && r.symbol(i+1) == "(" && r.word(r.closing(i+1)+1) != "over" {
			return true
		}
	}
	return false
}
