package dialect

import (
	"strings"
)

// within finds WITHIN GROUP (ORDER BY …) behind the call that closes at end: order is the token after BY and shut the last
// parenthesis; ok is false when there is none.
func (r *rewriter) within(end int) (order, shut int, ok bool) {
	if r.word(end+1) != "within" || r.word(end+2) != "group" || r.symbol(end+3) != "(" || r.word(end+4) != "order" {
		return 0, 0, false
	}
	return end + 6, r.closing(end + 3), true
}

// listagg moves ORDER BY into the call (r_LISTAGG), or, for the window function, into the window (r_WF_LISTAGG).
func (r *rewriter) listagg(open int) error {
	end := r.closing(open)
	order, shut, ok := r.within(end)
	if !ok {
		return nil
	}
	by := strings.TrimSpace(r.render(order, shut))
	if r.word(shut+1) == "over" && r.symbol(shut+2) == "(" {
		r.remove(end+1, shut+1)
		over := r.closing(shut + 2)
		r.pieces[over].before = " ORDER BY " + by + " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
		return nil
	}
	r.remove(end+1, shut+1)
	r.pieces[end].before = " ORDER BY " + by + r.pieces[end].before
	return nil
}

// percentile makes a plain aggregate of PERCENTILE_CONT … WITHIN GROUP … OVER, for PostgreSQL's takes no window
// (r_WF_PERCENTILE_CONT).
func (r *rewriter) percentile(open int) error {
	end := r.closing(open)
	order, shut, ok := r.within(end)
	if !ok || r.word(shut+1) != "over" {
		return nil
	}
	last := shut
	switch r.word(shut - 1) {
	case "asc":
		last--
	case "desc":
		last--
		if r.word(open-1) == "percentile_disc" {
			return r.fail(shut-1, codeNotSupported, "PERCENTILE_DISC … DESC with OVER cannot be run by the sandbox", "")
		}
		r.pieces[open+1].before = "1 - (" + r.pieces[open+1].before
		r.pieces[end-1].after += ")"
	}
	by := strings.TrimSpace(r.render(order, last))
	r.remove(end+1, shut+1)
	r.pieces[open-1].text = "pg_redshift." + r.word(open-1)
	r.pieces[end].before = ", " + by
	return nil
}

// ratioToReport divides by the sum over the same window (r_WF_RATIO_TO_REPORT).
func (r *rewriter) ratioToReport(open int) error {
	end := r.closing(open)
	if r.word(end+1) != "over" || r.symbol(end+2) != "(" {
		return r.fail(open-1, codeSyntax, "RATIO_TO_REPORT is a window function: it needs OVER (…)", "")
	}
	over := r.closing(end + 2)
	value := strings.TrimSpace(r.render(open+1, end))
	r.pieces[open-1].text = "((" + value + ")::float8 / NULLIF(sum"
	r.pieces[over].after = ", 0))" + r.pieces[over].after
	return nil
}

// ignoreNulls rewrites IGNORE NULLS and RESPECT NULLS, which stand inside the parentheses of a window function or behind them
// (r_WF_first_value, r_WF_LAG).
func (r *rewriter) ignoreNulls(open int) error {
	end := r.closing(open)
	at := end - 2
	if r.word(end-1) != "nulls" {
		if at = end + 1; r.word(end+2) != "nulls" {
			return nil
		}
	}
	mode := r.word(at)
	if mode != "ignore" && mode != "respect" {
		return nil
	}
	r.remove(at, at+2)
	if mode == "respect" {
		return nil
	}
	over := end + 1
	if at > end {
		over = end + 3
	}
	switch r.word(open - 1) {
	case "first_value", "last_value":
		r.pieces[open-1].before = "pg_redshift."
		return nil
	case "lag", "lead":
		return r.neighbour(open, over)
	}
	return r.fail(open-1, codeNotSupported, "NTH_VALUE … IGNORE NULLS cannot be run by the sandbox", "")
}

// neighbour makes LAG and LEAD … IGNORE NULLS the nearest value that is not null before or behind the row.
func (r *rewriter) neighbour(open, over int) error {
	if len(r.arguments(open)) != 2 || r.word(over) != "over" || r.symbol(over+1) != "(" {
		return r.fail(open-1, codeNotSupported, "LAG and LEAD … IGNORE NULLS with an offset cannot be run by the sandbox", "")
	}
	shut := r.closing(over + 1)
	if r.word(open-1) == "lag" {
		r.pieces[open-1].text = "pg_redshift.last_value"
		r.pieces[shut].before = " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"
	} else {
		r.pieces[open-1].text = "pg_redshift.first_value"
		r.pieces[shut].before = " ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING"
	}
	return nil
}
