package parser

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

// CanonicalDefault returns an expression for the DEFAULT of a column of that type, as Parse gives it for the same text,
// and reports whether the text could be read. It is for texts that a catalog shows.
func CanonicalDefault(text string, column model.DataType, opts Options) (model.Expr, bool) {
	p := newParser(diag.NewSource("", text), opts)
	if !p.begin() || p.failed {
		return model.Expr{}, false
	}
	e := p.defaultExpr(column)
	if p.failed || !p.atEnd() || len(p.findings) > 0 {
		return model.Expr{}, false
	}
	return model.Expr{Text: e.Text, Canonical: e.Canonical, Functions: e.Functions}, true
}

// operand is a piece of an expression in canonical form.
type operand struct {
	text   string
	simple bool // needs no parentheses beside an operator
	// bare is what a pair of parentheses holds or what a cast casts, nil for anything else.
	bare *operand
	// cast is the type of a cast, and castLength whether its length was written.
	cast       model.DataType
	castLength bool
}

// without takes parentheses around the whole away, and casts that the column makes anyway.
func (o operand) without(column model.DataType) operand {
	for o.bare != nil && (o.cast.IsZero() || o.repeats(column)) {
		o = *o.bare
	}
	return o
}

// repeats reports whether the cast says no more than the column's type. A cast to a shorter length or another scale
// changes the value. One without a length is what the server prints, except for NUMERIC, which then is NUMERIC(18,0)
// (r_Numeric_types201).
func (o operand) repeats(column model.DataType) bool {
	if o.cast.Name != column.Name {
		return false
	}
	switch column.Name {
	case model.Char, model.Varchar, model.Varbyte:
		return !o.castLength || o.cast.Length >= column.Length
	}
	return o.cast == column
}

// grouped puts an operand in parentheses, unless it needs none.
func grouped(inner operand) operand {
	if inner.simple {
		return inner
	}
	return operand{text: "(" + inner.text + ")", simple: true, bare: &inner}
}

// quoted spells the value of a string token in the one way that Redshift reads back as it is.
func (p *parser) quoted(t token) string {
	value := p.stringValue(t)
	if plain := p.src.Text[t.start:t.end]; len(plain) == len(value)+2 && plain[0] == '\'' {
		return plain // nothing was escaped
	}
	return "'" + strings.ReplaceAll(strings.ReplaceAll(value, `\`, `\\`), "'", "''") + "'"
}
