package query

import (
	"strconv"

	"github.com/pganalyze/pg_query_go/v5/parser"
)

// node is a value of pg_query's tree: an object, a list or a scalar. A nil node answers every question with nothing, so
// that paths through the tree need no checks.
type node struct {
	key   string // the field of the parent; empty in a list
	kind  string // the type of node, such as SelectStmt; empty for lists and scalars
	value string // a scalar or a String as text
	first *node  // the fields of an object or the items of a list
	next  *node
	entry *entry // what a RangeVar was found to be; set when scopes are resolved
	place int32  // the offset into the rewritten text, -1 when the tree has none
	list  bool
}

// get returns a field.
func (n *node) get(key string) *node {
	if n == nil {
		return nil
	}
	for f := n.first; f != nil; f = f.next {
		if f.key == key {
			return f
		}
	}
	return nil
}

// str returns the text of a scalar field.
func (n *node) str(key string) string {
	if f := n.get(key); f != nil {
		return f.value
	}
	return ""
}

// flag reports whether a boolean field is set.
func (n *node) flag(key string) bool { return n.str(key) == "true" }

// is reports whether the node is of that type.
func (n *node) is(kind string) bool { return n != nil && n.kind == kind }

// len returns the number of fields or items.
func (n *node) len() int {
	count := 0
	if n != nil {
		for f := n.first; f != nil; f = f.next {
			count++
		}
	}
	return count
}

// item returns the item of a list at an index.
func (n *node) item(i int) *node {
	if n == nil {
		return nil
	}
	f := n.first
	for ; f != nil && i > 0; i-- {
		f = f.next
	}
	return f
}

// last returns the last item of a list.
func (n *node) last() *node { return n.item(n.len() - 1) }

// text returns the text of a String node.
func (n *node) text() string {
	if n == nil {
		return ""
	}
	return n.value
}

// names returns the texts of a list of String nodes.
func (n *node) names() []string {
	if n == nil {
		return nil
	}
	names := make([]string, 0, 4)
	for s := n.first; s != nil; s = s.next {
		names = append(names, s.text())
	}
	return names
}

// fieldKinds are the types of the fields that pg_query's JSON writes without their type.
var fieldKinds = map[string]string{
	"larg": "SelectStmt", "rarg": "SelectStmt", "typeName": "TypeName", "alias": "Alias", "over": "WindowDef",
	"withClause": "WithClause", "relation": "RangeVar", "rel": "RangeVar", "intoClause": "IntoClause",
	"into": "IntoClause",
}

// decoder reads the JSON of pg_query, which is well formed, into nodes that live in one slab. It is reused for many
// trees.
type decoder struct {
	sql       string // what was parsed
	json      string
	pos       int
	longNames []string
	slabs     [][]node
	used      int // nodes of the last slab
	spare     [][]node
}

const slabSize = 512

// parse gives the rewritten text to PostgreSQL's grammar and returns its list of statements. The tree lives until the
// next call.
func (d *decoder) parse(text []byte, long []string) (*node, error) {
	sql := string(text)
	json, err := parser.ParseToJSON(sql)
	if err != nil {
		return nil, err
	}
	d.sql, d.json, d.pos, d.longNames = sql, json, 0, long
	d.spare = append(d.spare, d.slabs...)
	d.slabs, d.used = d.slabs[:0], slabSize
	root := d.value("", false)
	d.sql, d.json = "", ""
	return root.get("stmts"), nil
}

func (d *decoder) alloc() *node {
	if d.used == slabSize {
		if n := len(d.spare); n > 0 {
			d.slabs, d.spare = append(d.slabs, d.spare[n-1]), d.spare[:n-1]
		} else {
			d.slabs = append(d.slabs, make([]node, slabSize))
		}
		d.used = 0
	}
	n := &d.slabs[len(d.slabs)-1][d.used]
	d.used++
	*n = node{}
	return n
}

// value reads one value. Inside a constant, text is the text of a literal and never a marker.
func (d *decoder) value(key string, constant bool) *node {
	n := d.alloc()
	n.key = key
	if d.pos >= len(d.json) {
		return n
	}
	switch d.json[d.pos] {
	case '{':
		d.object(n, constant)
	case '[':
		n.list = true
		d.items(n, constant)
	case '"':
		n.value = d.string()
		if !constant && len(d.longNames) > 0 {
			n.value = d.restore(n.value)
		}
	default:
		n.value = d.scalar()
	}
	return n
}

// scalar reads a number or a word.
func (d *decoder) scalar() string {
	start := d.pos
	for d.pos < len(d.json) && d.json[d.pos] != ',' && d.json[d.pos] != ']' && d.json[d.pos] != '}' {
		d.pos++
	}
	return d.json[start:d.pos]
}

func (d *decoder) number() int {
	n, _ := strconv.Atoi(d.scalar())
	return n
}

// restore returns the long name that a marker stands for.
func (d *decoder) restore(name string) string {
	if digits, ok := longName(name); ok {
		if i, err := strconv.Atoi(digits); err == nil && i < len(d.longNames) {
			return d.longNames[i]
		}
	}
	return name
}

// object reads {"field": …} or, when the only key begins with a capital, {"Type": {"field": …}}.
func (d *decoder) object(n *node, constant bool) {
	d.pos++ // {
	var tail *node
	for d.pos < len(d.json) && d.json[d.pos] != '}' {
		if d.json[d.pos] == ',' {
			d.pos++
		}
		key := d.string()
		d.pos++ // :
		if key != "" && 'A' <= key[0] && key[0] <= 'Z' {
			n.kind = key
			d.object(n, key == "A_Const")
			if key == "A_Const" {
				d.integer(n)
			}
			continue
		}
		if key == "location" {
			n.place = int32(d.number()) // which is left out when it is 0
			continue
		}
		field := d.value(key, constant)
		if n.kind == "String" {
			n.value = field.value
			continue
		}
		if field.kind == "" && !field.list && field.value == "" {
			field.kind = fieldKinds[key]
		}
		if tail == nil {
			n.first = field
		} else {
			tail.next = field
		}
		tail = field
	}
	d.pos++ // }
}

// integer gives an integer constant its value where the JSON lacks it: pg_query writes only integers above zero
// (_outInteger in its pg_query_outfuncs_json.c), and the grammar has folded a sign before a number into it.
func (d *decoder) integer(n *node) {
	field := n.get("ival")
	if field == nil || field.first != nil || int(n.place) >= len(d.sql) {
		return
	}
	value := "0"
	if d.sql[n.place] == '-' {
		// A comment may stand between the sign and the number, so the text is cut into tokens.
		tokens, _ := scan(d.sql[n.place:min(len(d.sql), int(n.place)+nearSign)], nil)
		if len(tokens) < 2 {
			tokens, _ = scan(d.sql[n.place:], nil)
		}
		if len(tokens) < 2 {
			return
		}
		value = "-" + d.sql[int(n.place)+int(tokens[1].start):int(n.place)+int(tokens[1].end)]
	}
	field.first = d.alloc()
	field.first.key, field.first.value = "ival", value
}

// nearSign is how far behind its sign, in bytes, a number is looked for first.
const nearSign = 64

func (d *decoder) items(n *node, constant bool) {
	d.pos++ // [
	var tail *node
	for d.pos < len(d.json) && d.json[d.pos] != ']' {
		if d.json[d.pos] == ',' {
			d.pos++
		}
		item := d.value("", constant)
		if tail == nil {
			n.first = item
		} else {
			tail.next = item
		}
		tail = item
	}
	d.pos++ // ]
}

// string reads "…"; it copies only when something in it is escaped.
func (d *decoder) string() string {
	d.pos++
	start := d.pos
	for d.pos < len(d.json) && d.json[d.pos] != '"' && d.json[d.pos] != '\\' {
		d.pos++
	}
	if d.pos < len(d.json) && d.json[d.pos] == '\\' {
		return d.escaped(start)
	}
	text := d.json[start:min(d.pos, len(d.json))]
	d.pos++
	return text
}

// escaped reads the rest of a string that begins at start and holds escapes. pg_query writes \u only for single bytes.
func (d *decoder) escaped(start int) string {
	b := []byte(d.json[start:d.pos])
	for d.pos < len(d.json) && d.json[d.pos] != '"' {
		c := d.json[d.pos]
		d.pos++
		if c != '\\' || d.pos >= len(d.json) {
			b = append(b, c)
			continue
		}
		c = d.json[d.pos]
		d.pos++
		switch c {
		case 'u':
			end := min(d.pos+4, len(d.json))
			code, _ := strconv.ParseUint(d.json[d.pos:end], 16, 16)
			b = append(b, string(rune(code))...)
			d.pos = end
		case 'b':
			b = append(b, '\b')
		case 'f':
			b = append(b, '\f')
		case 'n':
			b = append(b, '\n')
		case 'r':
			b = append(b, '\r')
		case 't':
			b = append(b, '\t')
		default:
			b = append(b, c)
		}
	}
	d.pos++
	return string(b)
}
