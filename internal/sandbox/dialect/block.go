package dialect

import "slices"

// block is one SELECT with its clauses; each field is the index of the token that begins the clause, or end.
type block struct {
	sel     int // SELECT
	list    int // the first token of the select list
	into    int
	from    int
	where   int
	group   int
	having  int
	qualify int
	order   int
	limit   int
	end     int // the token behind the block: a parenthesis, a set operator or the end
	depth   int
}

// clauseWords are the words that begin a clause at a SELECT's own level.
var clauseWords = map[string]func(*block) *int{
	"into":    func(b *block) *int { return &b.into },
	"from":    func(b *block) *int { return &b.from },
	"where":   func(b *block) *int { return &b.where },
	"group":   func(b *block) *int { return &b.group },
	"having":  func(b *block) *int { return &b.having },
	"qualify": func(b *block) *int { return &b.qualify },
	"order":   func(b *block) *int { return &b.order },
	"limit":   func(b *block) *int { return &b.limit },
	"offset":  func(b *block) *int { return &b.limit },
}

// blocks finds every SELECT of the statement, inner ones before those around them.
func (r *rewriter) blocks() []block {
	var found []block
	depth := 0
	for i := range r.pieces {
		switch r.symbol(i) {
		case "(":
			depth++
		case ")":
			depth--
		}
		if r.word(i) == "select" && r.symbol(i-1) != "." && (r.word(i-1) != "as" || r.isBodyAs(i-1)) {
			found = append(found, r.block(i, depth))
		}
	}
	slices.Reverse(found)
	return found
}

// isBodyAs reports whether AS stands before a query, as in CREATE TABLE t AS SELECT, and not before an alias.
func (r *rewriter) isBodyAs(i int) bool {
	if r.word(i) != "as" {
		return false
	}
	first := r.word(0)
	return first == "create" || first == "declare" || first == "prepare"
}

// block reads the clauses of the SELECT at i.
func (r *rewriter) block(i, depth int) block {
	b := block{sel: i, list: i + 1, depth: depth}
	marks := make(map[string]int)
	for i++; i < len(r.pieces); i++ {
		if s := r.symbol(i); s == "(" || s == "[" {
			i = r.closing(i)
			continue
		} else if s == ")" || s == "]" || s == ";" {
			break
		}
		word := r.word(i)
		if r.isSetOperator(i) {
			break
		}
		if clauseWords[word] != nil && r.beginsClause(i, marks) {
			if _, known := marks[word]; !known {
				marks[word] = i
			}
		}
	}
	b.end = min(i, len(r.pieces))
	for _, field := range clauseWords {
		*field(&b) = b.end
	}
	for word, at := range marks {
		field := clauseWords[word](&b)
		*field = min(*field, at) // LIMIT and OFFSET begin the same clause
	}
	return b
}

// beginsClause reports whether the word at i is a clause's and not part of an expression or a name.
func (r *rewriter) beginsClause(i int, marks map[string]int) bool {
	if r.symbol(i-1) == "." || r.word(i-1) == "as" {
		return false
	}
	switch r.word(i) {
	case "from":
		return r.word(i-1) != "distinct" || r.word(i-2) != "is" && r.word(i-2) != "not"
	case "group", "order":
		return r.word(i+1) == "by" && r.word(i-1) != "within"
	case "into":
		_, from := marks["from"]
		return !from
	case "qualify":
		_, from := marks["from"]
		return from && r.startsOperand(i+1) && r.endsOperand(i-1)
	}
	return true
}

// isSetOperator reports whether a SELECT ends at i because another follows.
func (r *rewriter) isSetOperator(i int) bool {
	switch r.word(i) {
	case "union", "intersect", "except", "minus":
	default:
		return false
	}
	next := i + 1
	if w := r.word(next); w == "all" || w == "distinct" {
		next++
	}
	return (r.word(next) == "select" || r.word(next) == "with" || r.symbol(next) == "(") && r.endsOperand(i-1)
}
