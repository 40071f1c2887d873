package query

import (
	"strconv"
	"strings"

	"github.com/redraft/redraft/model"
)

// castType resolves the type of a cast; it is zero when the type or its length is not known. A character type without a
// length takes that of its input in an expression (r_Character_types), so that its length is not known.
func castType(n *node) model.DataType {
	t := readType(n)
	if t.bare && t.resolved.Length > 0 && t.resolved.Name != model.Numeric {
		return model.DataType{}
	}
	return t.resolved
}

// typeName is a type as a tree spells it.
type typeName struct {
	resolved model.DataType // zero when Redshift has no such type
	spelling string
	args     []string
	bare     bool // no parentheses were written
	plain    bool // nothing else was said, such as SETOF or an array's bounds
}

func readType(n *node) typeName {
	names := n.get("names").names()
	switch own := len(names) > 1 && names[0] == "pg_catalog"; {
	case own && names[1] == "bpchar":
		names = []string{"char"} // so it was written; who writes BPCHAR gets a name without pg_catalog
	case own:
		names = names[1:]
	case len(names) == 1 && names[0] == "char":
		names[0] = `"char"` // the catalogs' type of one byte
	}
	t := typeName{spelling: strings.Join(names, "."), bare: true, plain: true}
	for f := n.items(); f != nil; f = f.next {
		switch f.key {
		case "names", "typmods", "typemod":
		default:
			t.plain = false
		}
	}
	var args []int
	for mod := n.get("typmods").items(); mod != nil; mod = mod.next {
		if mod.place < 0 {
			continue // PostgreSQL's grammar has added the length of CHAR
		}
		text := mod.get("ival").str("ival")
		if text == "" && mod.get("ival") != nil {
			text = "0" // which pg_query leaves out
		}
		number, err := strconv.Atoi(text)
		t.plain = t.plain && err == nil
		if text == markMaxLength {
			text, number = "max", model.MaxLength
		}
		t.args, args, t.bare = append(t.args, text), append(args, number), false
	}
	if resolved, err := model.ResolveType(t.spelling, args...); err == nil && t.plain {
		t.resolved = resolved
	}
	return t
}

// appendType appends the canonical spelling of a type: aliases are one, lengths count. VARCHAR(MAX) and VARCHAR without
// a length stay themselves, for in expressions their length depends on a cluster's parameter and on the input
// (r_Character_types). The precision of times is kept, for what the engine does with it is not documented
// (docs/evidence.md).
func (p *printer) appendType(n *node) {
	t := readType(n)
	switch {
	case !t.plain:
		p.generic(n)
		return
	case t.resolved.IsZero():
		p.b = append(p.b, t.spelling...)
	case t.bare && (t.spelling == "text" || t.spelling == "bpchar"):
		p.b = append(p.b, t.spelling...)
	case t.resolved.Name == model.Numeric, !t.bare && t.resolved.Length > 0 && t.args[0] != "max":
		p.b = append(p.b, t.resolved.String()...)
		return
	default:
		p.b = append(p.b, t.resolved.Name...)
	}
	if len(t.args) > 0 {
		p.b = append(p.b, '(')
		p.b = append(p.b, strings.Join(t.args, ",")...)
		p.b = append(p.b, ')')
	}
}
