package dialect

// seriesInCase lets a CASE choose between series of rows, as PostgreSQL did before release 10, and as AWS's JDBC driver asks
// for the arguments of routines: CASE WHEN a THEN generate_series(1, 2) … END. Today's PostgreSQL wants such functions outside:
// each branch becomes an array, and the CASE, which chooses one of them, is unnested.
func (r *rewriter) seriesInCase(start int) {
	if r.word(start) != "case" || r.symbol(start-1) == "." {
		return
	}
	marks := r.caseWords(start)
	last := len(marks) - 1
	if last < 0 || r.word(marks[last]) != "end" || !r.hasSeries(marks) {
		return
	}
	for i, mark := range marks[:last] {
		if r.isBranch(mark) {
			r.pieces[mark].after = " ARRAY(SELECT" + r.pieces[mark].after
			r.pieces[marks[i+1]].before += ") "
		}
	}
	r.pieces[start].before += "unnest("
	r.pieces[marks[last]].after = ")" + r.pieces[marks[last]].after
}

func (r *rewriter) isBranch(i int) bool { return r.word(i) == "then" || r.word(i) == "else" }

// caseWords returns where WHEN, THEN, ELSE and END of the CASE at start are.
func (r *rewriter) caseWords(start int) []int {
	var marks []int
	for i, depth := start+1, 0; i < len(r.pieces) && depth >= 0; i++ {
		if r.symbol(i) == "(" {
			i = r.closing(i)
			continue
		}
		switch r.word(i) {
		case "case":
			depth++
		case "end":
			if depth == 0 {
				marks = append(marks, i)
			}
			depth--
		case "when", "then", "else":
			if depth == 0 {
				marks = append(marks, i)
			}
		}
	}
	return marks
}

// hasSeries reports whether a branch, outside of parentheses, calls generate_series.
func (r *rewriter) hasSeries(marks []int) bool {
	for n, mark := range marks[:len(marks)-1] {
		for i := mark; r.isBranch(mark) && i < marks[n+1]; i++ {
			if r.symbol(i) == "(" {
				if r.word(i-1) == "generate_series" {
					return true
				}
				i = r.closing(i)
			}
		}
	}
	return false
}
