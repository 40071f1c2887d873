package query

import (
	"strings"

	"github.com/redraft/redraft/model"
)

// from resolves one item of a FROM clause and puts it into the scope.
func (v *resolver) from(n *node, s *scope, ctes *commonTables) {
	switch n.kind {
	case "RangeVar":
		v.relation(n, s, ctes)
	case "JoinExpr":
		v.from(n.get("larg"), s, ctes)
		v.from(n.get("rarg"), s, ctes)
		s.using = append(s.using, n.get("usingClause").names()...)
		s.natural = s.natural || n.flag("isNatural")
		s.hidden = s.hidden || n.get("alias") != nil
		if quals := n.get("quals"); quals != nil {
			v.walk(quals, s, ctes)
		}
	case "RangeSubselect":
		v.subquery(n, s, ctes)
	default:
		for f := n.items(); f != nil; f = f.next {
			v.walk(f, s, ctes)
		}
		e := newEntry(n)
		function := functionName(n)
		if e.alias == "" {
			e.alias = function
		}
		e.array = isMarker(function)
		v.add(s, e)
	}
}

func newEntry(n *node) *entry {
	alias := n.get("alias")
	e := &entry{alias: alias.str("aliasname"), named: alias != nil, at: n}
	if names := alias.get("colnames"); names != nil && names.item(0).text() != markAt {
		e.renames = true
	}
	return e
}

func (v *resolver) add(s *scope, e *entry) {
	e.index = len(s.entries)
	s.entries = append(s.entries, e)
	e.at.entry = e
	if v.note {
		v.entries = append(v.entries, e)
	}
}

// functionName returns the name of a function in FROM, by which its columns are qualified when it has no alias.
func functionName(n *node) string {
	call := n.get("functions").item(0).get("items").item(0)
	if call == nil {
		return ""
	}
	return call.get("funcname").last().text()
}

// subquery resolves a derived table. It sees nothing of the FROM clause around it unless the rewriting said so.
func (v *resolver) subquery(n *node, s *scope, ctes *commonTables) {
	outer, e := s.outer, newEntry(n)
	if n.flag("lateral") {
		outer = s
	}
	e.columns, e.known = v.query(n.get("subquery"), outer, ctes)
	if e.renames {
		e.columns, e.known = relabel(e.columns, e.known, n.get("alias").get("colnames").names())
	}
	if isPivot(n) {
		s.pivoted, e.known, e.columns = true, false, nil
	}
	v.add(s, e)
}

// isPivot reports whether a derived table stands for PIVOT or UNPIVOT.
func isPivot(n *node) bool {
	name := n.get("subquery").get("targetList").last().str("name")
	return strings.HasPrefix(name, markPivot) || strings.HasPrefix(name, markUnpivot)
}

// relation resolves a name in FROM: a common table expression, an array of a SUPER value, or a table.
func (v *resolver) relation(n *node, s *scope, ctes *commonTables) {
	e := newEntry(n)
	name, schema, database := n.str("relname"), n.str("schemaname"), n.str("catalogname")
	if e.alias == "" {
		e.alias = name
	}
	switch {
	case isMarker(name): // a parameter in place of a table
	case schema == "" && s.isElement(name):
		e.array = true
	case schema == "" && v.fromCTE(e, name, ctes):
	case schema == "" && strings.HasPrefix(name, "#"):
		e.relation = model.Name{Name: name}
	case schema == "":
		e.relation = model.Name{Schema: v.ask(name), Name: name}
	default:
		if e.owner = arrayOwner(s, schema, database); e.owner != nil {
			e.array = true
			break
		}
		e.relation, e.schema = model.Name{Schema: schema, Name: name}, schema
	}
	if e.isRelation() {
		v.relations = append(v.relations, e.relation)
	}
	v.add(s, e)
}

func (v *resolver) fromCTE(e *entry, name string, ctes *commonTables) bool {
	c, ok := ctes.find(name)
	if !ok {
		return false
	}
	e.columns, e.known = c.columns, c.known
	if e.renames {
		e.columns, e.known = relabel(e.columns, e.known, e.at.get("alias").get("colnames").names())
	}
	return true
}

// arrayOwner returns the item of FROM into which a qualified name is a path: FROM customer c, c.orders o
// (query-super). A prefix that also is the schema of the item whose alias it is remains a schema, as in FROM
// sales.sales, sales.returns; which of the two Redshift prefers is not documented (docs/evidence.md), and a
// dependency too many does less harm than one that is missed. Of a name with three parts the first is a database or an
// alias and never a schema.
func arrayOwner(s *scope, schema, database string) *entry {
	if database != "" {
		return s.find(database)
	}
	if e := s.find(schema); e != nil && e.schema != schema {
		return e
	}
	return nil
}

// isElement reports whether a name in FROM is that of an array's element, to be unnested once more:
// FROM t, t.rows AS r, r AS cell (query-super).
func (s *scope) isElement(name string) bool {
	e := s.find(name)
	return e != nil && e.array
}
