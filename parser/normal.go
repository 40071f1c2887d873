package parser

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
)

// normalised returns tokens first to last-1 in one spelling: words folded, names quoted only where they need it, single
// blanks, none around dots, colons and casts or inside parentheses, and no secrets.
func (p *parser) normalised(first, last int) string {
	if last == first+1 && p.tokens[first].kind == tokWord {
		return p.lower(first)
	}
	var b strings.Builder
	last = min(last, len(p.tokens))
	if first < last {
		b.Grow(int(p.tokens[last-1].end - p.tokens[first].start))
	}
	for i := first; i < last; i++ {
		if i > first && p.blankBetween(i-1, i) {
			b.WriteByte(' ')
		}
		p.writeToken(&b, i)
	}
	return b.String()
}

func (p *parser) writeToken(b *strings.Builder, i int) {
	switch t := p.tokens[i]; t.kind {
	case tokWord, tokNumber:
		b.WriteString(p.folded[t.start:t.end])
	case tokQuoted:
		b.WriteString(shownName(p.unquote(t, p.opts.CaseSensitive || p.isUserName(i))))
	default:
		if p.isSecret(i) {
			b.WriteString(hiddenSecret)
			return
		}
		b.WriteString(p.src.Text[t.start:t.end])
	}
}

// shownName returns a name with quotes only where it needs them.
func shownName(name string) string {
	if strictlyReserved[name] {
		return `"` + name + `"`
	}
	return model.Name{Name: name}.String()
}

// isUserName reports whether a quoted token was read as the name of a user, group or role.
func (p *parser) isUserName(i int) bool {
	_, found := slices.BinarySearch(p.userNames, i)
	return found
}

// wordsBeforeParenthesis are keywords that a parenthesis follows with a blank; after any other word it opens arguments.
var wordsBeforeParenthesis = wordSet(`in and or not as on to from is then else when case by with using values select where
	partition columns properties like between all any some`)

func (p *parser) blankBetween(left, right int) bool {
	l, r := p.symbol(left), p.symbol(right)
	switch {
	case l == "(" || l == "." || l == ":" || l == "::" || l == "[":
		return false
	case r == ")" || r == "," || r == "." || r == ":" || r == "::" || r == "[" || r == "]":
		return false
	case r == "(":
		t := p.tokens[left]
		isName := t.kind == tokQuoted || t.kind == tokWord && !wordsBeforeParenthesis[p.folded[t.start:t.end]]
		return !isName
	}
	return true
}

// symbol returns the text of a symbol token and "" for any other.
func (p *parser) symbol(i int) string {
	if t := p.tokens[i]; t.kind == tokSymbol {
		return p.src.Text[t.start:t.end]
	}
	return ""
}
