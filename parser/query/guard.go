package query

// Limits on nesting. pg_query walks its tree by recursion on the C stack and takes the process down when that is
// exhausted (measured: about 130 bytes a level, and some systems give a thread 512 kB), so that texts beyond these are
// refused before they get there.
const (
	maxParentheses = 1000
	maxDepth       = 2000
)

// level is one pair of parentheses or one CASE, with how deep the tree may be at its present place.
type level struct {
	base        int // depth at which it opened
	run         int // operators since the last comma or clause
	chain       int // set operators and joins, which only the parenthesis ends
	parentheses int
	isCase      bool
}

func (l level) depth() int { return l.base + l.run + l.chain }

var (
	// deepeners are words that put what stands before or behind them one level down.
	deepeners = wordSet(`not is in like ilike similar between collate at escape overlaps isnull notnull prior`)
	chainers  = wordSet(`union except intersect minus join pivot unpivot`)
	// flatteners are words behind which the depth of what stands before them no longer counts.
	flatteners = wordSet(`and or when then else select from where on group having qualify order limit using set values`)
)

// checkNesting refuses a text whose tree may be too deep.
func (r *rewriter) checkNesting() *SyntaxError {
	r.levels = append(r.levels[:0], level{})
	levels := r.levels
	for i := range r.tokens {
		switch r.tokens[i].kind {
		case tokSymbol:
			levels = r.nestSymbol(i, levels)
		case tokWord:
			levels = r.nestWord(i, levels)
		}
		if top := levels[len(levels)-1]; top.parentheses > maxParentheses || top.depth() > maxDepth {
			return r.failure(i, "the query is nested too deeply", "split it into common table expressions or views")
		}
	}
	r.levels = levels
	return nil
}

func (r *rewriter) nestSymbol(i int, levels []level) []level {
	top := &levels[len(levels)-1]
	switch r.symbol(i) {
	case "(", "[":
		return append(levels, level{base: top.depth() + 1, parentheses: top.parentheses + 1})
	case ")", "]":
		for len(levels) > 1 {
			wasCase := levels[len(levels)-1].isCase
			if levels = levels[:len(levels)-1]; !wasCase {
				break
			}
		}
	case ",":
		top.run = 0
	case ";":
		top.run, top.chain = 0, 0
	case ".":
	default:
		top.run++
	}
	return levels
}

func (r *rewriter) nestWord(i int, levels []level) []level {
	top := &levels[len(levels)-1]
	switch word := r.word(i); {
	case word == "case":
		return append(levels, level{base: top.depth() + 1, parentheses: top.parentheses, isCase: true})
	case word == "end" && top.isCase:
		return levels[:len(levels)-1]
	case flatteners[word]:
		top.run = 0
	case deepeners[word]:
		top.run++
	case chainers[word]:
		top.chain++
	}
	return levels
}
