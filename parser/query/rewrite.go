package query

import "slices"

// clause is the part of a SELECT in which a token stands.
type clause uint8

const (
	noClause clause = iota
	inSelectList
	inFrom
	inWhere
	inHierarchy // START WITH or CONNECT BY
	inGroupBy
	inHaving
	inQualify
	inTail // ORDER BY and what follows
)

// frame is one pair of parentheses, or the text outside of all.
type frame struct {
	clause    clause
	hierarchy bool   // START WITH or CONNECT BY has opened the GROUP BY clause
	call      string // the word before the parenthesis
	open      int    // the token that opens it
	list      int    // the first token of the select list
	owed      string // what the rewriting opened and must close at the end of the clause
}

// mark says which token made the rewritten text from an offset on.
type mark struct{ out, tok int32 }

// rewriter turns tokens by Redshift's rules into text for PostgreSQL's grammar. One is reused for many texts.
type rewriter struct {
	text, folded  string
	caseSensitive bool
	tokens        []token
	mates         []int32 // of an opening parenthesis or bracket, the token that closes it
	opened        []int32 // those that are not closed yet, while mates are found
	i             int     // the token at hand
	typeAt        int     // the token at which a type begins, where its name could be a function's
	itemAt        int     // the token at which an item of FROM begins; a word there is a name, whatever else it can be
	out           []byte
	marks         []mark
	frames        []frame
	levels        []level
	long          []string // names that are longer than PostgreSQL keeps
}

// read cuts a text into tokens and makes the rewriter ready for it.
func (r *rewriter) read(text string) *SyntaxError {
	tokens, err := scan(text, r.tokens[:0])
	if err != nil {
		return err
	}
	r.text, r.folded, r.tokens = text, foldASCII(text), tokens
	r.pair()
	r.reset()
	return r.checkNesting()
}

// pair finds out which parentheses and brackets belong together.
func (r *rewriter) pair() {
	r.mates, r.opened = slices.Grow(r.mates[:0], len(r.tokens))[:len(r.tokens)], r.opened[:0]
	for i := range r.tokens {
		switch r.symbol(i) {
		case "(", "[":
			r.mates[i] = int32(len(r.tokens))
			r.opened = append(r.opened, int32(i))
		case ")", "]":
			if n := len(r.opened); n > 0 {
				r.mates[r.opened[n-1]] = int32(i)
				r.opened = r.opened[:n-1]
			}
		}
	}
}

func (r *rewriter) reset() {
	r.i, r.typeAt, r.itemAt = 0, -1, -1
	r.out, r.marks, r.long = r.out[:0], r.marks[:0], r.long[:0]
	r.frames = append(r.frames[:0], frame{open: -1})
}

// rewrite turns the tokens from first to last-1 into r.out.
func (r *rewriter) rewrite(first, last int) {
	r.reset()
	r.run(first, last)
	r.endClause()
}

// run rewrites the tokens from first to last-1 behind what is written already. Rules do not look past them.
func (r *rewriter) run(first, last int) {
	all := r.tokens
	r.tokens = all[:last]
	for r.i = first; r.i < last; {
		r.step()
	}
	r.tokens = all
}

// step rewrites or copies the token at hand.
func (r *rewriter) step() {
	switch r.tokens[r.i].kind {
	case tokSymbol:
		r.symbolStep()
	case tokWord:
		switch word := r.word(r.i); {
		case r.isLabel(word):
			r.label(word)
		case !r.datePart(word) && !r.rule(word):
			r.copy()
		}
	default:
		r.copy()
	}
}

// isLabel reports whether the word at hand can only be a name because of what stands before it.
func (r *rewriter) isLabel(word string) bool {
	return r.symbol(r.i-1) == "." || r.keyword(r.i-1) == "as" && word != "select" && word != "binary"
}

// label writes a name that cannot be a keyword; PostgreSQL reserves words as aliases of tables that it takes elsewhere.
func (r *rewriter) label(word string) {
	if r.keyword(r.i-1) == "as" && r.top().clause == inFrom && isPlainName(word) {
		r.replace(1, `"`+word+`"`)
		return
	}
	r.copy()
}

func (r *rewriter) symbolStep() {
	switch r.symbol(r.i) {
	case "(":
		if r.symbol(r.i+1) == "+" && r.symbol(r.i+2) == ")" && r.afterOperand() {
			r.synth("::" + quotedMarker("OUTER"))
			r.i += 3
			return
		}
		if r.i == r.itemAt && !r.holdsQuery(r.i) {
			r.join()
			return
		}
		r.push(frame{call: r.word(r.i - 1)})
		r.copy()
	case ")":
		r.pop()
		r.copy()
	case ",":
		if r.top().clause == inSelectList && r.word(r.i+1) == "from" && r.afterOperand() {
			r.i++ // a comma may end the select list (r_SELECT_list)
			return
		}
		r.copy()
		r.fromItem()
	default:
		r.copy()
	}
}

// rule rewrites the token at hand if its word means more to Redshift than to PostgreSQL. It returns false when the
// token is to be copied as it is.
func (r *rewriter) rule(word string) bool {
	switch word {
	case "select", "from", "where", "group", "having", "order", "limit", "offset", "union", "intersect", "except", "minus",
		"qualify", "start", "connect", "exclude":
		return r.clauseRule(word)
	case "join", "pivot", "unpivot", "for", "in", "at":
		return r.fromRule(word)
	}
	return r.expressionRule(word)
}

// word returns the folded text of an unquoted word and "" for any other token.
func (r *rewriter) word(i int) string {
	if i < 0 || i >= len(r.tokens) || r.tokens[i].kind != tokWord {
		return ""
	}
	return r.folded[r.tokens[i].start:r.tokens[i].end]
}

// keyword returns what word does, and "" for a word behind a dot, which is a name.
func (r *rewriter) keyword(i int) string {
	if r.symbol(i-1) == "." {
		return ""
	}
	return r.word(i)
}

// symbol returns the text of a symbol and "" for any other token.
func (r *rewriter) symbol(i int) string {
	if i < 0 || i >= len(r.tokens) || r.tokens[i].kind != tokSymbol {
		return ""
	}
	return r.text[r.tokens[i].start:r.tokens[i].end]
}

// kind returns the kind of a token, and 0 past the ends.
func (r *rewriter) kind(i int) tokenKind {
	if i < 0 || i >= len(r.tokens) {
		return 0
	}
	return r.tokens[i].kind
}

// isName reports whether a token can be a name.
func (r *rewriter) isName(i int) bool {
	return r.kind(i) == tokQuoted || r.kind(i) == tokWord && !leadsOperand[r.word(i)]
}

// afterOperand reports whether an operand ends right before the token at hand.
func (r *rewriter) afterOperand() bool {
	switch i := r.i - 1; r.kind(i) {
	case 0:
		return false
	case tokWord:
		return !leadsOperand[r.word(i)] || r.symbol(i-1) == "." || i == r.itemAt
	case tokSymbol:
		symbol := r.symbol(i)
		return symbol == ")" || symbol == "]" || symbol == "*" && r.isStar(i)
	}
	return true
}

// isStar reports whether an asterisk stands for columns and does not multiply.
func (r *rewriter) isStar(i int) bool {
	before := r.symbol(i - 1)
	return i == r.top().list || before == "." || before == "," || before == "("
}

// matching returns the index of what closes the parenthesis or bracket at open, or the number of tokens.
func (r *rewriter) matching(open int) int { return min(int(r.mates[open]), len(r.tokens)) }

func (r *rewriter) top() *frame { return &r.frames[len(r.frames)-1] }

// push opens a frame at the token at hand.
func (r *rewriter) push(f frame) {
	f.open = r.i
	r.frames = append(r.frames, f)
}

func (r *rewriter) pop() {
	r.endClause()
	if len(r.frames) > 1 {
		r.frames = r.frames[:len(r.frames)-1]
	}
}

// endClause writes what the clause at hand owes.
func (r *rewriter) endClause() {
	top := r.top()
	if top.owed != "" {
		r.synth(top.owed)
		top.owed = ""
	}
	top.clause = noClause
}

// begin ends the clause at hand and begins another.
func (r *rewriter) begin(c clause) {
	r.endClause()
	r.top().clause = c
}
