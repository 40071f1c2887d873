package query

import (
	"strings"

	"github.com/redraft/redraft/model"
)

// Procedure returns what the body of a PL/pgSQL procedure names, as far as its text tells. What cannot be read makes
// the result Opaque, and of such a statement the names behind FROM, JOIN, INTO, UPDATE and the like are taken.
//
// The body is cut into statements by its tokens, and what is SQL in them goes through PostgreSQL's grammar.
// pg_query's own parser for PL/pgSQL is not used: it wants every variable and argument declared, refuses the whole body
// for one statement that only Redshift knows, and tells nothing about dependencies that the tokens do not.
func (a *Analyzer) Procedure(body string, qualify func(name string) (schema string)) (Use, error) {
	return a.procedures.get(body, qualify, func(ask func(string) string) (use Use, err error) {
		w := a.workspace()
		defer a.release(w, &err)
		if err := w.read(body); err != nil {
			return Use{Opaque: true}, nil
		}
		b := reader{w: w, usage: newUsage(ask)}
		b.findTemporary()
		for b.i < len(w.tokens) {
			b.statement()
		}
		return b.done(), nil
	})
}

// reader reads a procedure's body.
type reader struct {
	w *workspace
	*usage
	i           int  // the token at hand
	declaration bool // between DECLARE and BEGIN
}

// findTemporary notes the temporary tables that the body creates, before any is used.
func (b *reader) findTemporary() {
	w := b.w
	for i := range w.tokens {
		if w.word(i) != "temp" && w.word(i) != "temporary" || w.word(i+1) != "table" {
			continue
		}
		at := i + 2
		if w.word(at) == "if" {
			at += 3
		}
		if end, parts, _ := w.path(at); parts == 1 {
			b.use.Temporary = append(b.use.Temporary, w.nameOf(at, end).Name)
		}
	}
}

// statement reads the statement, or the part of a control structure, that begins at the token at hand.
func (b *reader) statement() {
	w, first := b.w, b.i
	if symbol := w.symbol(first); symbol == ";" || symbol == "<<" {
		b.skipLabel(symbol)
		return
	}
	switch word := w.word(first); word {
	case "declare", "begin":
		b.declaration = word == "declare"
		b.i++
	case "else", "loop", "exception", "then":
		b.i++
	case "if", "elsif", "elseif":
		b.i = b.until(first+1, "then")
		b.expression(first+1, b.i)
	case "while":
		b.i = b.until(first+1, "loop")
		b.expression(first+1, b.i)
	case "case":
		b.i = b.until(first+1, "when")
		b.expression(first+1, b.i)
	case "when":
		b.i = b.until(first+1, "then")
		if w.word(first+1) != "others" { // the condition of an exception (stored-procedure-trapping-errors)
			b.expression(first+1, b.i)
		}
	case "for":
		b.forLoop()
	default:
		b.i = b.until(first, ";")
		if b.declaration {
			b.declare(first, b.i)
			return
		}
		b.simple(word, first, b.i)
	}
}

func (b *reader) skipLabel(symbol string) {
	b.i++
	for symbol == "<<" && b.i < len(b.w.tokens) && b.w.symbol(b.i-1) != ">>" {
		b.i++
	}
}

// until returns the index of a word or symbol outside of parentheses and CASE, or of the semicolon before it.
func (b *reader) until(i int, stop string) int { return b.within(i, len(b.w.tokens), stop) }

// within is until, and looks no further than the token last.
func (b *reader) within(i, last int, stop string) int {
	depth := 0
	for ; i < last; i++ {
		word, symbol := b.w.word(i), b.w.symbol(i)
		switch {
		case symbol == ";" && (depth == 0 || stop == ";"), depth == 0 && (word == stop || symbol == stop):
			return i
		case symbol == "(" || word == "case":
			depth++
		case symbol == ")" || word == "end":
			depth--
		}
	}
	return i
}

// silent are the statements that name no relation a dependency could be made of.
var silent = wordSet(`end null fetch close move commit rollback get savepoint set reset analyze vacuum grant
	revoke comment`)

// simple reads a statement that ends at a semicolon.
func (b *reader) simple(word string, first, last int) {
	if silent[word] || b.assignment(first, last) {
		return
	}
	switch word {
	case "return":
		b.returns(first+1, last)
	case "exit", "continue":
		b.expression(b.within(first, last, "when")+1, last)
	case "raise":
		b.expression(b.within(first, last, ",")+1, last)
	case "perform":
		b.expression(first+1, last)
	case "execute":
		b.execute(first+1, last)
	case "open":
		if next := b.within(first, last, "for") + 1; b.w.word(next) == "execute" {
			b.execute(next+1, last)
		} else {
			b.sql(next, last)
		}
	case "select", "with":
		b.selectInto(first, last)
	default:
		b.check(b.w.statement(b.usage, first, last), first, last)
	}
}

// assignment reads variable := expression.
func (b *reader) assignment(first, last int) bool {
	end, _, _ := b.w.path(first)
	if sign := b.w.symbol(end); end == first || sign != ":=" && sign != "=" {
		return false
	}
	b.expression(end+1, last)
	return true
}

// returns reads RETURN [NEXT|QUERY] and what follows it.
func (b *reader) returns(first, last int) {
	switch word := b.w.word(first); {
	case word == "query" && b.w.word(first+1) == "execute":
		b.execute(first+2, last)
	case word == "query":
		b.sql(first+1, last)
	case word == "next":
		b.expression(first+1, last)
	default:
		b.expression(first, last)
	}
}

// execute reads EXECUTE text [INTO variables] [USING expressions]. A text that is one literal is read as a statement.
func (b *reader) execute(first, last int) {
	b.use.Dynamic = true
	end := min(b.within(first, last, "into"), b.within(first, last, "using"))
	if _, ok := b.w.stringValue(first); ok && end == first+1 {
		b.use.Opaque = b.w.literal(b.usage, first) != nil || b.use.Opaque
		return
	}
	b.expression(first, end)
}

// selectInto reads a query whose INTO, unless it creates a temporary table, names variables that PostgreSQL's grammar
// must not see.
func (b *reader) selectInto(first, last int) {
	w := b.w
	into := b.within(first, last, "into")
	if before := w.word(into - 1); into >= last || before == "insert" || before == "merge" {
		b.sql(first, last)
		return
	}
	end := into + 1
	switch w.word(end) {
	case "temp", "temporary", "table":
		b.sql(first, last)
		return
	case "strict":
		end++
	}
	for {
		end, _, _ = w.path(end)
		if w.symbol(end) != "," {
			break
		}
		end++
	}
	b.check(w.sqlWithout(b.usage, first, last, into, min(end, last)), first, last)
}

// forLoop reads the head of FOR variable IN … LOOP.
func (b *reader) forLoop() {
	w := b.w
	b.variable(b.i + 1)
	first := b.until(b.i+1, "in") + 1
	b.i = b.until(first, "loop")
	switch next := w.word(first); {
	case next == "execute":
		b.execute(first+1, b.i)
	case next == "select" || next == "with" || w.symbol(first) == "(" && w.word(first+1) == "select":
		b.sql(first, b.i)
	}
}

// variable notes the name of a variable.
func (b *reader) variable(at int) {
	if b.w.isName(at) {
		b.use.Variables = append(b.use.Variables, strings.Clone(b.w.name(at)))
	}
}

func (b *reader) sql(first, last int) {
	if first < last {
		b.check(b.w.sql(b.usage, first, last), first, last)
	}
}

func (b *reader) expression(first, last int) {
	if first < last {
		b.check(b.w.expression(b.usage, first, last), first, last)
	}
}

// check falls back on single words where PostgreSQL's grammar has refused a statement.
func (b *reader) check(err error, first, last int) {
	if err == nil {
		return
	}
	b.use.Opaque = true
	for i := first; i < last; i++ {
		switch b.w.word(i) {
		case "from", "join", "using":
			if name, ok := b.nameAt(i + 1); ok {
				b.relations = append(b.relations, name)
			}
		case "into", "update", "table":
			if name, ok := b.nameAt(i + 1); ok {
				b.use.Writes = append(b.use.Writes, name)
			}
		}
	}
}

// nameAt returns the name that begins at a token, with its schema.
func (b *reader) nameAt(i int) (model.Name, bool) {
	end, _, _ := b.w.path(i)
	if end == i {
		return model.Name{}, false
	}
	return b.complete(b.w.nameOf(i, end)), true
}
