package parser

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// maxDepth bounds the nesting of an expression; a deeper one was not written by a person.
const maxDepth = 500

// exprReader reads one expression and collects what it calls.
type exprReader struct {
	*parser
	calls []model.Name
	depth int
}

// defaultExpr reads the expression of a DEFAULT up to the next attribute of the column. Outside of parentheses it knows
// no AND, NOT, IN and IS, so that NOT NULL may follow it; PostgreSQL's grammar calls this a b_expr.
func (p *parser) defaultExpr(column model.DataType) ast.Expr {
	first := p.pos
	r := exprReader{parser: p}
	value := r.binary()
	if p.failed {
		return ast.Expr{}
	}
	span := p.spanFrom(first)
	return ast.Expr{
		Span:      span,
		Text:      p.src.Text[span.Start:span.End],
		Canonical: value.without(column).text,
		Functions: r.calls,
	}
}

// binary reads operand operator operand ….
func (r *exprReader) binary() operand {
	left := r.unary()
	if !r.atOperator() {
		return left
	}
	parts := []string{left.text}
	for r.atOperator() {
		parts = append(parts, r.word(r.pos))
		r.pos++
		parts = append(parts, r.unary().text)
	}
	return operand{text: strings.Join(parts, " ")}
}

func (r *exprReader) atOperator() bool {
	w := r.word(r.pos)
	return w != "" && classOf[w[0]]&isOperator != 0
}

func (r *exprReader) unary() operand {
	sign := r.acceptOne("-", "+")
	value := r.postfix(r.primary())
	switch {
	case sign == "-" && r.isNumber(value.text):
		return operand{text: "-" + value.text, simple: true}
	case sign == "-":
		return operand{text: "-" + value.text}
	}
	return value
}

func (r *exprReader) isNumber(text string) bool { return text != "" && classOf[text[0]]&isDigit != 0 }

// postfix reads the casts, subscripts and time zones behind an operand.
func (r *exprReader) postfix(value operand) operand {
	for n := 0; ; n++ {
		switch {
		case n > maxDepth:
			r.fail(r.tok().span(), codeSyntax, "too many casts", "")
			return operand{}
		case r.accept("::"):
			value = r.castOf(value)
		case r.accept("["):
			value = operand{text: value.text + "[" + r.loose("]") + "]", simple: true}
			r.expect("]")
		case r.accept("at", "time", "zone"):
			value = operand{text: value.text + " at time zone " + r.primary().text}
		default:
			return value
		}
	}
}

// castOf reads a type and returns the cast of an operand to it.
func (r *exprReader) castOf(value operand) operand {
	t := r.dataType()
	written := strings.Contains(t.Text, "(")
	name := t.Data.String()
	if !written {
		name = string(t.Data.Name)
	}
	if !value.simple {
		value = grouped(value)
	}
	inner := value
	return operand{text: value.text + "::" + name, simple: true, bare: &inner, cast: t.Data, castLength: written}
}

func (r *exprReader) primary() operand {
	if r.depth++; r.depth > maxDepth {
		r.fail(r.tok().span(), codeSyntax, "the expression is nested too deeply", "")
	}
	defer func() { r.depth-- }()
	switch t := r.tok(); {
	case r.atEnd():
	case t.kind == tokNumber, t.kind == tokParam:
		r.pos++
		return operand{text: r.folded[t.start:t.end], simple: true}
	case t.kind == tokString, t.kind == tokDollar:
		r.pos++
		return operand{text: r.quoted(t), simple: true}
	case t.kind == tokWord, t.kind == tokQuoted:
		return r.wordOperand()
	case r.accept("("):
		inner := r.items(")")
		r.expect(")")
		return grouped(inner)
	}
	return r.noValue()
}

// noValue fails where a value should stand.
func (r *exprReader) noValue() operand {
	r.triedAt = -1 // signs and parentheses may begin a value, and nobody needs to be told
	r.unexpected("a value")
	return operand{}
}

// wordOperand reads what begins with a word: CASE, CAST, a literal with its type, a call, or a word alone.
func (r *exprReader) wordOperand() operand {
	switch {
	case r.accept("case"):
		text := "case " + r.loose("end") + " end"
		r.expect("end")
		return operand{text: text, simple: true}
	case r.at("cast", "("):
		return r.castCall()
	case r.at("interval") && r.tokens[r.pos+1].kind == tokString:
		return r.intervalLiteral()
	case r.atTypedLiteral():
		t := r.dataType()
		inner := r.primary()
		return operand{text: inner.text + "::" + string(t.Data.Name), simple: true, bare: &inner, cast: t.Data}
	}
	if w := r.word(r.pos); strictlyReserved[w] && !valueWords[w] {
		return r.noValue()
	}
	return r.nameOrCall()
}

// valueWords are reserved words that are values themselves.
var valueWords = wordSet("null true false default user")

func (r *exprReader) nameOrCall() operand {
	text := r.namePart()
	name := model.Name{Name: strings.Trim(text, `"`)}
	for r.accept(".") && !r.failed {
		part := r.namePart()
		name = model.Name{Schema: name.Name, Name: strings.Trim(part, `"`)}
		text += "." + part
	}
	if wordsBeforeParenthesis[text] || !r.accept("(") {
		return operand{text: text, simple: true}
	}
	arguments := r.items(")")
	r.expect(")")
	if !slices.Contains(r.calls, name) {
		r.calls = append(r.calls, name)
	}
	return operand{text: text + "(" + arguments.text + ")", simple: true}
}

// namePart returns a name as it is written, folded as names are.
func (r *exprReader) namePart() string {
	t := r.tok()
	if r.atEnd() || t.kind != tokWord && t.kind != tokQuoted {
		r.unexpected("a name")
		return ""
	}
	r.pos++
	if t.kind == tokQuoted {
		return shownName(r.unquote(t, r.opts.CaseSensitive))
	}
	return r.folded[t.start:t.end]
}

func (r *exprReader) castCall() operand {
	r.expect("cast", "(")
	value := r.binary()
	r.expect("as")
	value = r.castOf(value)
	r.expect(")")
	return value
}

// atTypedLiteral reports whether a literal with its type in front stands at the cursor, as in DATE '2024-01-01'.
func (r *exprReader) atTypedLiteral() bool {
	switch r.word(r.pos) {
	case "date", "time", "timestamp", "timestamptz", "timetz":
		next := r.tokens[r.pos+1]
		return next.kind == tokString || r.word(r.pos+1) == "with" || r.word(r.pos+1) == "without"
	}
	return false
}

// intervalLiteral reads INTERVAL '1 day' or INTERVAL '1' DAY.
func (r *exprReader) intervalLiteral() operand {
	first := r.pos
	r.pos += 2
	r.intervalFields()
	return operand{text: r.normalised(first, r.pos), simple: true}
}

// items reads a comma list up to a closing symbol, which it leaves.
func (r *exprReader) items(closing string) operand {
	if r.at(closing) {
		return operand{simple: true}
	}
	list := []operand{r.item(closing)}
	for r.accept(",") {
		list = append(list, r.item(closing))
	}
	if len(list) == 1 {
		return list[0]
	}
	texts := make([]string, len(list))
	for i, o := range list {
		texts[i] = o.text
	}
	return operand{text: strings.Join(texts, ", ")}
}

// item reads operands and words, such as AND, FROM and DISTINCT, up to a comma or the closing symbol.
func (r *exprReader) item(closing string) operand {
	if w := r.word(r.pos); strictlyReserved[w] && !valueWords[w] && w != "case" && w != "cast" {
		return operand{text: r.loose(closing)}
	}
	first := r.binary()
	if r.at(",") || r.at(closing) || r.atEnd() {
		return first
	}
	return operand{text: first.text + " " + r.loose(closing)}
}

// loose reads operands, operators and words one after the other and puts single blanks between them.
func (r *exprReader) loose(closing string) string {
	var parts []string
	for !r.atEnd() && !r.at(closing) && !r.at(",") && !r.at(")") {
		w := r.word(r.pos)
		switch {
		case strictlyReserved[w] && !valueWords[w] && w != "case" && w != "cast", r.atOperator():
			parts = append(parts, w)
			r.pos++
		default:
			parts = append(parts, r.unary().text)
		}
	}
	return strings.Join(parts, " ")
}
