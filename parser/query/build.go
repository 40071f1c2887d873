package query

import (
	"strings"

	"github.com/redraft/redraft/model"
)

// builder makes a Statement of a tree, which lives only until the next text is parsed. Markers end here: what they stand for
// has a field of its own in the Statement.
type builder struct {
	*workspace
	names map[string]string // texts that were copied out of the tree, each once
	slab  []Expr            // room for expressions, so that they are not made one by one
}

func (w *workspace) builder() *builder { return &builder{workspace: w, names: make(map[string]string)} }

// make returns a place in memory for an expression.
func (b *builder) make(e Expr) *Expr {
	const room = 16
	if len(b.slab) == cap(b.slab) {
		b.slab = make([]Expr, 0, room)
	}
	b.slab = append(b.slab, e)
	return &b.slab[len(b.slab)-1]
}

// keep copies a text out of the memory that the tree lives in.
func (b *builder) keep(text string) string {
	kept, ok := b.names[text]
	if !ok {
		kept = strings.Clone(text)
		b.names[kept] = kept
	}
	return kept
}

// token returns the place of a token.
func (b *builder) token(i int) Place {
	end := int32(b.end())
	place := Place{end, end}
	if i < len(b.tokens) {
		place = Place{b.tokens[i].start, b.tokens[i].end}
	}
	if b.within != nil {
		place = Place{b.within(place.Start), b.within(place.End)}
	}
	return place
}

// at returns the place of the token at which a node begins.
func (b *builder) at(n *node) Place { return b.token(b.placeOf(n)) }

// path returns the names of a list of String nodes that begins at a node's place: tokens and dots take turns.
func (b *builder) path(list, n *node) []Name {
	tok := b.placeOf(n)
	names := make([]Name, 0, list.len())
	for part := list.items(); part != nil; part = part.next {
		if part.is("A_Star") {
			break
		}
		names = append(names, Name{b.keep(part.text()), b.token(tok)})
		tok += 2
	}
	return names
}

// labels returns names that the tree has no places for.
func (b *builder) labels(list *node) []Name {
	var names []Name
	for part := list.items(); part != nil; part = part.next {
		if !isMarker(part.text()) {
			names = append(names, Name{Text: b.keep(part.text())})
		}
	}
	return names
}

// statement makes a Statement of the tree of the tokens from first to last-1; nil when it is of no kind that holds columns.
func (b *builder) statement(n *node, first, last int) *Statement {
	s := &Statement{Place: Place{b.token(first).Start, b.token(max(first, last-1)).End}}
	switch n.kind {
	case "SelectStmt":
		s.Verb, s.Query = Select, b.selection(n)
		if s.Target = s.into(); s.Target != nil {
			s.Verb = Create
			s.Temporary = b.intoTemporary(n)
		}
		return s
	case "CreateTableAsStmt":
		into := n.get("into")
		s.Verb, s.Target, s.Columns = Create, b.table(into.get("rel")), b.labels(into.get("colNames"))
		s.Temporary = into.get("rel").str("relpersistence") == "t" || strings.HasPrefix(into.get("rel").str("relname"), "#")
		s.Query = b.selection(n.get("query"))
		return s
	case "InsertStmt":
		s.Verb = Insert
		s.Columns = b.targets(n.get("cols"))
		if query := n.get("selectStmt"); query != nil {
			s.Query = b.selection(query)
		}
	case "UpdateStmt":
		s.Verb, s.Set = Update, b.assignments(n.get("targetList"))
		s.From = b.fromList(n.get("fromClause"))
	case "DeleteStmt":
		s.Verb, s.From = Delete, b.fromList(n.get("usingClause"))
	case "MergeStmt":
		s.Verb = Merge
		s.From = []*From{b.from(n.get("sourceRelation"))}
		s.Where = b.expr(n.get("joinCondition"))
		s.Branches = b.branches(n.get("mergeWhenClauses"))
	default:
		return nil
	}
	s.Target = b.table(n.get("relation"))
	s.With, s.Recursive = b.with(n.get("withClause"))
	if where := n.get("whereClause"); where != nil {
		s.Where = b.expr(where)
	}
	return s
}

// into returns the table that a query makes, which a set operation names on its left side.
func (s *Statement) into() *From {
	q := s.Query
	for q != nil && q.Into == nil {
		q = q.Left
	}
	if q == nil {
		return nil
	}
	return q.Into
}

func (b *builder) intoTemporary(n *node) bool {
	for ; n != nil; n = n.get("larg") {
		if rel := n.get("intoClause").get("rel"); rel != nil {
			return rel.str("relpersistence") == "t" || strings.HasPrefix(rel.str("relname"), "#")
		}
	}
	return false
}

// targets returns the names of a list of columns that are written to.
func (b *builder) targets(list *node) []Name {
	var names []Name
	for t := list.items(); t != nil; t = t.next {
		names = append(names, Name{b.keep(t.str("name")), b.at(t)})
	}
	return names
}

func (b *builder) assignments(list *node) []Assignment {
	var set []Assignment
	for t := list.items(); t != nil; t = t.next {
		column := Name{b.keep(t.str("name")), b.at(t)}
		if parts := t.get("indirection"); parts != nil && parts.last().text() != "" { // SET t.column = …
			column = Name{b.keep(parts.last().text()), b.token(b.placeOf(t) + 2*parts.len())}
		}
		set = append(set, Assignment{column, b.expr(t.get("val"))})
	}
	return set
}

func (b *builder) branches(list *node) []Branch {
	var branches []Branch
	for w := list.items(); w != nil; w = w.next {
		branch := Branch{Condition: b.optional(w.get("condition"))}
		switch w.str("commandType") {
		case "CMD_UPDATE":
			branch.Set = b.assignments(w.get("targetList"))
		case "CMD_INSERT":
			branch.Insert, branch.Columns = true, b.targets(w.get("targetList"))
			branch.Values = b.exprs(w.get("values"))
		}
		branches = append(branches, branch)
	}
	return branches
}

// with returns common table expressions and whether they may be recursive.
func (b *builder) with(n *node) ([]CTE, bool) {
	var list []CTE
	for c := n.get("ctes").items(); c != nil; c = c.next {
		cte := CTE{Name: Name{b.keep(c.str("ctename")), b.at(c)}, Columns: b.labels(c.get("aliascolnames"))}
		if query := c.get("ctequery"); query.is("SelectStmt") {
			cte.Query = b.selection(query)
		}
		list = append(list, cte)
	}
	return list, n.flag("recursive")
}

func (b *builder) selection(n *node) *Selection {
	s := new(Selection)
	s.With, s.Recursive = b.with(n.get("withClause"))
	if op := n.str("op"); op != "" && op != "SETOP_NONE" {
		s.Operation = strings.ToLower(strings.TrimPrefix(op, "SETOP_"))
		s.Left, s.Right = b.selection(n.get("larg")), b.selection(n.get("rarg"))
		s.Place = Place{s.Left.Start, s.Right.End}
	}
	for row := n.get("valuesLists").items(); row != nil; row = row.next {
		items := row.get("items")
		if items == nil {
			items = row
		}
		s.Rows = append(s.Rows, b.exprs(items))
	}
	b.items(s, n.get("targetList"))
	s.From = b.fromList(n.get("fromClause"))
	s.Where, s.Having = b.optional(n.get("whereClause")), b.optional(n.get("havingClause"))
	b.grouping(s, n.get("groupClause"))
	b.windows(s, n.get("windowClause"))
	s.OrderBy = b.exprs(n.get("sortClause"))
	for _, key := range []string{"limitCount", "limitOffset"} {
		if limit := n.get(key); limit != nil {
			s.Limits = append(s.Limits, b.expr(limit))
		}
	}
	if into := n.get("intoClause"); into != nil {
		s.Into = b.table(into.get("rel"))
	}
	if distinct := n.get("distinctClause"); distinct != nil && callName(distinct.item(0)) != markTop {
		s.Distinct = true
	}
	b.placeOfSelection(s)
	return s
}

// placeOfSelection says where a SELECT stands, by what it selects: the tree has no place for the word itself.
func (b *builder) placeOfSelection(s *Selection) {
	switch {
	case s.Left != nil:
	case len(s.Items) > 0:
		s.Place = Place{s.Items[0].Start, s.Items[len(s.Items)-1].End}
	case len(s.Rows) > 0 && len(s.Rows[0]) > 0:
		s.Place = Place{s.Rows[0][0].Start, s.Rows[0][len(s.Rows[0])-1].End}
	}
}

// items takes the select list apart: what is selected and what EXCLUDE leaves out.
func (b *builder) items(s *Selection, list *node) {
	for t := list.items(); t != nil; t = t.next {
		val := t.get("val")
		if callName(val) == markExclude {
			for arg := val.get("args").items(); arg != nil; arg = arg.next {
				fields := arg.get("fields")
				s.Exclude = append(s.Exclude, Name{b.keep(fields.last().text()), b.token(b.placeOf(arg) + 2*(fields.len()-1))})
			}
			continue
		}
		s.Items = append(s.Items, b.item(t))
	}
}

func (b *builder) item(t *node) Item {
	val := t.get("val")
	item := Item{Expr: b.expr(val), Alias: b.keep(t.str("name"))}
	item.Label = item.Alias
	if item.Alias == "" && item.Kind != Star && !oddlyNamed[callName(val)] {
		item.Label = b.keep(naturalName(val, nil))
	}
	if isMarker(item.Label) {
		item.Label, item.Alias = "", ""
	}
	return item
}

// oddlyNamed are functions whose column the manual's examples show now as date_part and now as pgdate_part
// (r_DATE_PART_function, r_EXTRACT_function).
var oddlyNamed = map[string]bool{"date_part": true, "extract": true, "pgdate_part": true}

// grouping takes GROUP BY apart; START WITH and CONNECT BY are written into it.
func (b *builder) grouping(s *Selection, list *node) {
	for item := list.items(); item != nil; item = item.next {
		switch first := item.get("args").item(0); callName(item) {
		case markStart:
			s.StartWith = b.optional(first)
		case markConnect:
			s.ConnectBy = b.optional(first)
		default:
			s.GroupBy = append(s.GroupBy, b.expr(item))
		}
	}
}

// windows takes the WINDOW clause apart; QUALIFY is written into it.
func (b *builder) windows(s *Selection, list *node) {
	for w := list.items(); w != nil; w = w.next {
		if w.str("name") == markQualify {
			s.Qualify = b.expr(w.get("orderClause").item(0))
			continue
		}
		s.Windows = append(s.Windows, b.children(w)...)
	}
}

func (b *builder) optional(n *node) *Expr {
	if n == nil {
		return nil
	}
	return b.expr(n)
}

func (b *builder) exprs(list *node) []*Expr {
	if list.len() == 0 {
		return nil
	}
	all := make([]*Expr, 0, list.len())
	for item := list.items(); item != nil; item = item.next {
		all = append(all, b.expr(item))
	}
	return all
}

// typed returns the type that a tree spells; a length that is not known is 0.
func typed(n *node) model.DataType {
	t := readType(n)
	if t.bare && t.resolved.Length > 0 && t.resolved.Name != model.Numeric {
		t.resolved.Length = 0
	}
	return t.resolved
}
