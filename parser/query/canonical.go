package query

import "strings"

// printer writes a tree as compact text from which the tree could be told: equal text means equal trees. What is only
// spelling is gone from the tree already or is left out here.
type printer struct {
	b     []byte
	shape bool // leave out what has no say in the names, types and order of the output columns
}

// canonical returns the text in which two spellings of one query are equal.
func (p *printer) canonical(n *node) string {
	p.b, p.shape = p.b[:0], false
	p.node(n)
	return string(p.b)
}

// shapeOf returns text that is equal for two queries only if their output columns are the same.
func (p *printer) shapeOf(n *node) string {
	p.b, p.shape = p.b[:0], true
	p.node(n)
	return string(p.b)
}

func (p *printer) str(text string) { p.b = append(p.b, text...) }

func (p *printer) node(n *node) {
	if n == nil {
		p.str("{}")
		return
	}
	switch n.kind {
	case "SelectStmt":
		p.selectStmt(n)
	case "ColumnRef":
		p.dotted(n.get("fields"))
	case "A_Const":
		p.constant(n)
	case "String":
		p.name(n.text())
	case "A_Star":
		p.b = append(p.b, '*')
	case "A_Expr":
		p.operator(n)
	case "BoolExpr":
		p.boolean(n)
	case "TypeCast":
		p.cast(n.get("arg"), n.get("typeName"))
	case "TypeName":
		p.appendType(n)
	case "FuncCall":
		p.call(n)
	case "ResTarget":
		p.target(n)
	case "RangeVar":
		p.relation(n)
	default:
		p.generic(n)
	}
}

// generic writes any node with all its fields but places and values that nobody wrote.
func (p *printer) generic(n *node) {
	switch {
	case n.list:
		p.b = append(p.b, '[')
		for item := n.first; item != nil; item = item.next {
			if item != n.first {
				p.b = append(p.b, ',')
			}
			p.node(item)
		}
		p.b = append(p.b, ']')
	case n.value != "":
		p.scalar(n.value)
	default:
		p.b = append(p.b, '{')
		p.str(n.kind)
		p.fields(n)
		p.b = append(p.b, '}')
	}
}

func (p *printer) fields(n *node, printed ...string) {
next:
	for f := n.items(); f != nil; f = f.next {
		if f.value != "" && isUnsaid(f) || p.shape && f.key == "quals" && n.is("JoinExpr") {
			continue
		}
		for _, key := range printed {
			if f.key == key {
				continue next
			}
		}
		p.field(f)
	}
}

func (p *printer) field(f *node) {
	p.b = append(p.b, ' ')
	p.str(f.key)
	p.b = append(p.b, '=')
	p.node(f)
}

// isUnsaid reports whether a field holds what it holds when nothing is said about it.
func isUnsaid(f *node) bool {
	switch f.value {
	case "LIMIT_OPTION_DEFAULT", "LIMIT_OPTION_COUNT", "SETOP_NONE", "SORTBY_DEFAULT", "SORTBY_ASC",
		"SORTBY_NULLS_DEFAULT", "JOIN_INNER", "COERCE_EXPLICIT_CALL", "CTEMaterializeDefault":
		return true
	case "1058":
		return f.key == "frameOptions"
	case "-1":
		return f.key == "typemod"
	case "true":
		return f.key == "inh"
	case "p":
		return f.key == "relpersistence"
	}
	return false
}

func (p *printer) scalar(text string) {
	switch {
	case isPlainName(text) || isNumber(text):
		p.str(text)
	case isMarker(text):
		p.name(text)
	default:
		p.b = appendQuoted(p.b, text, '\'')
	}
}

func isNumber(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// name writes a name; markers stand between angle brackets.
func (p *printer) name(name string) {
	switch {
	case isMarker(name):
		p.b = append(p.b, '<')
		p.str(name[1:])
		p.b = append(p.b, '>')
	case isPlainName(name):
		p.str(name)
	default:
		p.b = appendQuoted(p.b, name, '"')
	}
}

// dotted writes the parts of a name with dots between them.
func (p *printer) dotted(list *node) {
	for part := list.items(); part != nil; part = part.next {
		if part != list.first {
			p.b = append(p.b, '.')
		}
		p.node(part)
	}
}

func (p *printer) constant(n *node) {
	switch f := n.first; {
	case n.get("isnull") != nil:
		p.str("NULL")
	case f == nil:
		p.str("{}")
	case f.key == "sval":
		p.b = appendQuoted(p.b, f.str("sval"), '\'')
	case f.key == "ival" && f.first == nil:
		p.b = append(p.b, '0')
	case f.key == "ival", f.key == "fval":
		p.str(f.first.value)
	case f.key == "boolval" && f.flag("boolval"):
		p.str("TRUE")
	case f.key == "boolval":
		p.str("FALSE")
	default:
		p.generic(n)
	}
}

// operator writes (a + b) and (- a); PostgreSQL's grammar has put every other test into the kind.
func (p *printer) operator(n *node) {
	p.b = append(p.b, '(')
	if left := n.get("lexpr"); left != nil {
		p.node(left)
		p.b = append(p.b, ' ')
	}
	if kind := n.str("kind"); kind != "AEXPR_OP" {
		p.str(strings.TrimPrefix(kind, "AEXPR_"))
	}
	for part := n.get("name").items(); part != nil; part = part.next {
		p.str(part.text())
		if part.next != nil {
			p.b = append(p.b, '.')
		}
	}
	if as := n.str(computedAs); as != "" {
		p.str("::")
		p.str(as)
	}
	if right := n.get("rexpr"); right != nil {
		p.b = append(p.b, ' ')
		p.node(right)
	}
	p.b = append(p.b, ')')
}

// boolean writes (and a b c): AND inside AND says no more than one long AND.
func (p *printer) boolean(n *node) {
	op := n.str("boolop")
	p.b = append(p.b, '(')
	p.str(strings.ToLower(strings.TrimSuffix(op, "_EXPR")))
	p.operands(n, op)
	p.b = append(p.b, ')')
}

func (p *printer) operands(n *node, op string) {
	for arg := n.get("args").items(); arg != nil; arg = arg.next {
		if arg.is("BoolExpr") && arg.str("boolop") == op && op != "NOT_EXPR" {
			p.operands(arg, op)
			continue
		}
		p.b = append(p.b, ' ')
		p.node(arg)
	}
}

func (p *printer) cast(arg, typeName *node) {
	p.b = append(p.b, '(')
	p.node(arg)
	p.str("::")
	p.node(typeName)
	p.b = append(p.b, ')')
}

func (p *printer) call(n *node) {
	args := n.get("args")
	if typeName := args.item(0).get("typeName"); callName(n) == markConvert && args.len() == 2 && typeName != nil {
		p.cast(args.item(1), typeName)
		return
	}
	p.dotted(n.get("funcname"))
	p.b = append(p.b, '(')
	if n.flag("agg_star") {
		p.b = append(p.b, '*')
	}
	for arg := args.items(); arg != nil; arg = arg.next {
		if arg != args.first {
			p.b = append(p.b, ',')
		}
		p.node(arg)
	}
	p.b = append(p.b, ')')
	before := len(p.b)
	p.b = append(p.b, '{')
	p.fields(n, "funcname", "args", "agg_star")
	if len(p.b) == before+1 {
		p.b = p.b[:before]
		return
	}
	p.b = append(p.b, '}')
}

// target writes an item of a select list. An alias that repeats a column's own name says nothing.
func (p *printer) target(n *node) {
	name, val := n.str("name"), n.get("val")
	if val == nil || n.get("indirection") != nil {
		p.generic(n)
		return
	}
	p.node(val)
	if name == "" || val.is("ColumnRef") && val.get("fields").last().text() == name {
		return
	}
	p.str(" as ")
	p.name(name)
}

// relation writes a name in FROM with the schema that it was found to have. An alias that repeats the name says
// nothing.
func (p *printer) relation(n *node) {
	schema, name := n.str("schemaname"), n.str("relname")
	if n.entry != nil && n.entry.isRelation() {
		schema = n.entry.relation.Schema
	}
	for _, part := range []string{n.str("catalogname"), schema} {
		if part != "" {
			p.name(part)
			p.b = append(p.b, '.')
		}
	}
	p.name(name)
	alias := n.get("alias")
	if alias != nil && (alias.str("aliasname") != name || alias.get("colnames") != nil) {
		p.b = append(p.b, ' ')
		p.generic(alias)
	}
	before := len(p.b)
	p.b = append(p.b, '{')
	p.fields(n, "catalogname", "schemaname", "relname", "alias")
	if len(p.b) == before+1 {
		p.b = p.b[:before]
		return
	}
	p.b = append(p.b, '}')
}
