package query

// clauseRule follows the clauses of a SELECT and rewrites those that PostgreSQL does not have.
func (r *rewriter) clauseRule(word string) bool {
	switch word {
	case "select":
		return r.selectRule()
	case "from":
		begins := r.top().clause == inSelectList || len(r.frames) == 1 // and not EXTRACT(year FROM x)
		return begins && r.keyword(r.i-1) != "distinct" && r.from()    // and not IS DISTINCT FROM
	case "where":
		r.begin(inWhere)
	case "having":
		r.begin(inHaving)
	case "limit", "offset":
		r.begin(inTail)
	case "union", "intersect", "except":
		r.begin(noClause)
	case "order":
		if r.word(r.i+1) == "by" {
			r.begin(inTail)
		}
	case "group":
		return r.word(r.i+1) == "by" && r.groupBy()
	case "minus":
		return r.minus()
	case "qualify":
		return r.qualify()
	case "start":
		return r.word(r.i+1) == "with" && r.hierarchy("START WITH")
	case "connect":
		return r.word(r.i+1) == "by" && r.hierarchy("CONNECT BY")
	case "exclude":
		return r.exclude()
	}
	return false
}

func (r *rewriter) from() bool {
	r.begin(inFrom)
	r.copy()
	r.fromItem()
	return true
}

// selectRule begins a select list and rewrites TOP n, which stands before ALL and DISTINCT (r_SELECT_list) and is taken
// behind them too.
func (r *rewriter) selectRule() bool {
	r.begin(inSelectList)
	r.top().hierarchy = false
	r.copy()
	r.top().list = r.i
	at, distinct := r.quantifier(r.i, false)
	if r.word(at) != "top" {
		r.top().list = at
		return true
	}
	number := at + 1
	if r.symbol(number) == "(" {
		number++
	}
	after := number + 1
	if number == at+2 {
		after++
	}
	if r.kind(number) != tokNumber && r.kind(number) != tokParam || number == at+2 && r.symbol(number+1) != ")" {
		return true
	}
	after, distinct = r.quantifier(after, distinct)
	r.i = number
	r.synth("DISTINCT ON (" + quotedMarker("TOP") + "(")
	r.copy()
	r.i = number
	if distinct {
		r.synth(")," + quotedMarker("DISTINCT") + ")")
	} else {
		r.synth("))")
	}
	r.i, r.top().list = after, after
	return true
}

// quantifier reads ALL or DISTINCT, if it stands there, and returns what follows.
func (r *rewriter) quantifier(i int, distinct bool) (int, bool) {
	switch r.word(i) {
	case "distinct":
		return i + 1, true
	case "all":
		return i + 1, distinct
	}
	return i, distinct
}

// groupBy joins the clause to what START WITH and CONNECT BY have opened and rewrites GROUP BY ALL (r_GROUP_BY_clause).
func (r *rewriter) groupBy() bool {
	r.begin(inGroupBy)
	if r.top().hierarchy {
		r.replace(2, ",")
	} else {
		r.copy()
		r.copy()
	}
	if r.word(r.i) == "all" && r.endsClause(r.i+1) {
		r.replace(1, quotedMarker("ALL")+"()")
	}
	return true
}

var clauseEnds = wordSet(`having qualify order limit offset union except minus intersect fetch`)

func (r *rewriter) endsClause(i int) bool {
	return i >= len(r.tokens) || clauseEnds[r.word(i)] || r.symbol(i) == ")" || r.symbol(i) == ";"
}

// minus rewrites the set operator, which is another word for EXCEPT (r_UNION).
func (r *rewriter) minus() bool {
	at, _ := r.quantifier(r.i+1, false)
	next := r.word(at)
	if !r.afterOperand() || next != "select" && next != "with" && next != "values" && r.symbol(at) != "(" {
		return false
	}
	r.begin(noClause)
	return r.replace(1, "EXCEPT")
}

// qualifyFollowers are words that show that a QUALIFY before them is an alias: the word is not reserved
// (r_QUALIFY_clause).
var qualifyFollowers = wordSet(`as on using where group having order limit offset union except minus intersect join
	inner left right full cross natural pivot unpivot at start connect qualify fetch`)

func (r *rewriter) qualify() bool {
	c := r.top().clause
	if c == noClause || c == inSelectList || c == inTail || !r.afterOperand() || r.i+1 >= len(r.tokens) {
		return false
	}
	if next := r.i + 1; qualifyFollowers[r.word(next)] {
		return false
	} else if s := r.symbol(next); s != "" && s != "(" && s != "-" && s != "+" {
		return false
	}
	r.begin(inQualify)
	r.top().owed = "))"
	return r.replace(1, "WINDOW "+quotedMarker("QUALIFY")+" AS (ORDER BY (")
}

// hierarchy rewrites START WITH and CONNECT BY (r_CONNECT_BY_clause).
func (r *rewriter) hierarchy(which string) bool {
	c := r.top().clause
	if c != inFrom && c != inWhere && c != inHierarchy || !r.afterOperand() {
		return false
	}
	opening := "GROUP BY "
	if r.top().hierarchy {
		opening = ", "
	}
	r.begin(inHierarchy)
	r.top().hierarchy, r.top().owed = true, ")"
	return r.replace(2, opening+quotedMarker(which)+"(")
}

// exclude rewrites the end of a select list that leaves columns out (r_EXCLUDE_list). The word is not reserved.
func (r *rewriter) exclude() bool {
	if r.top().clause != inSelectList || !r.afterOperand() {
		return false
	}
	if r.symbol(r.i+1) == "(" {
		return r.replace(1, ", "+quotedMarker("EXCLUDE"))
	}
	if !r.isName(r.i+1) || reservedWords[r.word(r.i+1)] {
		return false
	}
	r.replace(1, ", "+quotedMarker("EXCLUDE")+"(")
	for r.copy(); r.symbol(r.i) == "," && r.isName(r.i+1); {
		r.copy()
		r.copy()
	}
	r.synth(")")
	return true
}
