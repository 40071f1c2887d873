package query

import "strings"

// The grammar that reads queries is PostgreSQL 16's, and it takes much that Redshift, a descendant of 8.0, has never had
// (c_redshift-and-postgres-sql). The statements of the manual (r_SELECT_synopsis, r_FROM_clause30, r_WITH_clause,
// r_INSERT_30, r_UPDATE, r_DELETE, r_MERGE) can only make the nodes and fields below, and so can what the manual is silent
// on and much SQL holds: DISTINCT ON, FILTER, WINDOW, FETCH FIRST, COLLATE, LATERAL (docs/evidence.md). Whatever else is in
// a tree is refused at the entrance, so that everything behind it knows all that it can meet.
var dialect = nodeFields(`
	SelectStmt: distinctClause intoClause targetList fromClause whereClause groupClause havingClause windowClause
		valuesLists sortClause limitOffset limitCount limitOption withClause op all larg rarg
	InsertStmt: relation cols selectStmt withClause override
	UpdateStmt: relation targetList whereClause fromClause withClause
	DeleteStmt: relation usingClause whereClause withClause
	MergeStmt: relation sourceRelation joinCondition mergeWhenClauses withClause
	MergeWhenClause: matched commandType override condition targetList values
	CreateTableAsStmt: query into objtype is_select_into if_not_exists
	IntoClause: rel colNames onCommit
	WithClause: ctes recursive
	CommonTableExpr: ctename aliascolnames ctematerialized ctequery
	RangeVar: catalogname schemaname relname inh relpersistence alias
	RangeSubselect: lateral subquery alias
	RangeFunction: lateral functions alias coldeflist
	ColumnDef: colname typeName is_local
	JoinExpr: jointype isNatural larg rarg usingClause quals alias
	Alias: aliasname colnames
	ResTarget: name indirection val
	MultiAssignRef: source colno ncolumns
	SetToDefault:
	SortBy: node sortby_dir sortby_nulls
	WindowDef: name refname partitionClause orderClause frameOptions startOffset endOffset
	GroupingSet: kind content
	GroupingFunc: args
	List: items
	ColumnRef: fields
	A_Star:
	Integer: ival
	A_Const: ival fval sval boolval bsval isnull
	ParamRef: number
	A_Expr: kind name lexpr rexpr
	BoolExpr: boolop args
	TypeCast: arg typeName
	TypeName: names typmods typemod arrayBounds
	CollateClause: arg collname
	FuncCall: funcname args agg_order agg_filter over agg_within_group agg_star agg_distinct funcformat
	A_Indices: is_slice lidx uidx
	A_Indirection: arg indirection
	A_ArrayExpr: elements
	CaseExpr: arg args defresult
	CaseWhen: expr result
	CoalesceExpr: args
	MinMaxExpr: op args
	NullTest: arg nulltesttype
	BooleanTest: arg booltesttype
	SQLValueFunction: op typmod
	SubLink: subLinkType testexpr operName subselect
	RowExpr: args row_format`)

// nodeFields reads lines "Node: field field"; a line that is indented further goes on with the node before.
func nodeFields(lines string) map[string]map[string]bool {
	nodes := make(map[string]map[string]bool)
	var fields map[string]bool
	for _, word := range strings.Fields(lines) {
		if kind, ok := strings.CutSuffix(word, ":"); ok {
			fields = make(map[string]bool)
			nodes[kind] = fields
			continue
		}
		fields[word] = true
	}
	return nodes
}

// refusal says what is wrong with a piece of PostgreSQL and what to write instead.
type refusal struct{ message, hint string }

// refusals are for the nodes and the fields ("Node.field") that PostgreSQL's grammar makes of queries beyond those of the
// dialect.
var refusals = map[string]refusal{
	"SelectStmt.groupDistinct": {"Redshift has no GROUP BY DISTINCT", "list each grouping once"},
	"SelectStmt.lockingClause": {"Redshift has no FOR UPDATE and no FOR SHARE in queries",
		"lock the table with LOCK before the query"},
	"InsertStmt.onConflictClause":   {"Redshift has no ON CONFLICT", "use MERGE"},
	"InsertStmt.returningList":      noReturning,
	"UpdateStmt.returningList":      noReturning,
	"DeleteStmt.returningList":      noReturning,
	"IntoClause.accessMethod":       {"Redshift has no USING here", "take it out; tables have no access methods"},
	"IntoClause.options":            {"Redshift has no storage parameters", "take WITH (…) out"},
	"IntoClause.tableSpaceName":     {"Redshift has no tablespaces", "take TABLESPACE out"},
	"IntoClause.skipData":           {"Redshift has no WITH NO DATA", "use CREATE TABLE … LIKE, or WHERE false"},
	"CommonTableExpr.search_clause": {"Redshift has no SEARCH clause", "compute the order in the query and sort by it"},
	"CommonTableExpr.cycle_clause":  {"Redshift has no CYCLE clause", "carry the path along and test it in WHERE"},
	"RangeFunction.ordinality":      {"Redshift has no WITH ORDINALITY", "use AT to number the elements of an array"},
	"RangeFunction.is_rowsfrom":     {"Redshift has no ROWS FROM", "join the functions' rows"},
	"JoinExpr.join_using_alias":     {"USING cannot have an alias in Redshift", "give the tables aliases"},
	"SortBy.useOp":                  {"Redshift has no ORDER BY … USING", "use ASC or DESC"},
	"FuncCall.func_variadic":        {"Redshift has no VARIADIC arguments", "write the arguments one by one"},
	"TypeName.setof":                {"a cast cannot make a set", "take SETOF out"},
	"CurrentOfExpr":                 {"Redshift has no WHERE CURRENT OF", "find the row by a condition on its columns"},
	"NamedArgExpr":                  {"arguments cannot be named in Redshift", "write them in the order of the function's parameters"},
	"RangeTableSample":              {"Redshift has no TABLESAMPLE", "limit the rows by a condition on random() or on a hash"},
	"RangeTableFunc":                noXML,
	"XmlExpr":                       noXML,
	"XmlSerialize":                  noXML,
	"JsonIsPredicate":               {"Redshift has no IS JSON", "use is_valid_json"},
	"JsonObjectConstructor":         noJSON,
	"JsonArrayConstructor":          noJSON,
	"JsonArrayQueryConstructor":     noJSON,
	"JsonObjectAgg":                 noJSON,
	"JsonArrayAgg":                  noJSON,
}

var (
	noReturning = refusal{"Redshift has no RETURNING", "query the table after the statement"}
	noXML       = refusal{"Redshift has no XML", "load the values into columns or into SUPER"}
	noJSON      = refusal{"Redshift has no such JSON constructor", "use the functions array and object, which make SUPER values"}
	noOnly      = refusal{"Redshift has no ONLY before a table", "take it out; tables have no heirs"}
	noHeirs     = refusal{"Redshift has no * behind a table", "take it out; tables have no heirs"}
	noTable     = refusal{"Redshift has no TABLE for reading a table", "write SELECT * FROM and the name"}
	noChange    = refusal{"a common table expression can only be a query in Redshift", "make the change a statement of its own"}
	noList      = refusal{"the select list is empty", "list columns or expressions, or write *"}
	noValue     = refusal{"a parameter stands for a value and cannot be a name", "write the name here"}
	notLast     = refusal{"EXCLUDE ends a select list", "move what follows before it"}
	noSuch      = refusal{"this is PostgreSQL's and not Redshift's", "write it otherwise; the Redshift manual has nothing like it"}
)

// foreigner looks for what is not of the dialect.
type foreigner struct {
	*rewriter
	near  int32 // an offset into the rewritten text: where the last node that was looked at begins
	found *refusal
}

// dialect refuses a tree that Redshift's grammar could not have made.
func (w *workspace) dialect(root *node) error {
	f := foreigner{rewriter: &w.rewriter}
	if f.look(root, ""); f.found != nil {
		return w.failure(w.tokenAt(int(f.near)), f.found.message, f.found.hint)
	}
	return nil
}

// look walks the tree up to the first foreign part. The owner is the kind of the node that a name belongs to.
func (f *foreigner) look(n *node, owner string) {
	if n.place > 0 {
		f.near = n.place
	}
	if n.value == markParameter && !mayBeParameter(n, owner) {
		f.found = &noValue
		return
	}
	var fields map[string]bool
	if n.kind != "" && n.kind != "String" {
		owner = n.kind
		if fields = dialect[n.kind]; fields == nil {
			f.refuse(n, n.kind)
			return
		}
		if f.check(n); f.found != nil {
			return
		}
	}
	for child := n.first; child != nil && f.found == nil; child = child.next {
		if fields != nil && !fields[child.key] {
			f.refuse(child, n.kind+"."+child.key)
			return
		}
		f.look(child, owner)
	}
}

// mayBeParameter reports whether a ? may stand in place of a name, which is so for a value and a table; a literal is no
// name.
func mayBeParameter(n *node, owner string) bool {
	return owner == "ColumnRef" || owner == "A_Const" || owner == "RangeVar" && n.key == "relname"
}

// check finds what the fields of a node do not tell by being there.
func (f *foreigner) check(n *node) {
	switch n.kind {
	case "ResTarget":
		if n.next != nil && callName(n.get("val")) == markExclude {
			f.found = &notLast
			f.moveTo(n.next)
		}
	case "RangeVar":
		if !n.flag("inh") {
			f.found = &noOnly
		} else if _, last := f.spanOf(n); f.symbol(last) == "*" { // of which the tree says nothing
			f.found = &noHeirs
		}
	case "CommonTableExpr":
		if !n.get("ctequery").is("SelectStmt") {
			f.found = &noChange
		}
	case "SelectStmt":
		list := n.get("targetList")
		switch {
		case list == nil && n.get("valuesLists") == nil && n.get("larg") == nil:
			f.found = &noList
		case list != nil && list.first.place < 0: // the star that the grammar makes of TABLE stands nowhere
			f.found = &noTable
		}
		if f.found != nil {
			f.moveTo(n.get("fromClause"))
		}
	}
}

// refuse notes why a node is not of the dialect, and where it, or else what comes after it, stands.
func (f *foreigner) refuse(n *node, name string) {
	f.found = &noSuch
	if r, ok := refusals[name]; ok {
		f.found = &r
	}
	for ; n != nil && !f.moveTo(n); n = n.next {
	}
}

// moveTo takes the place of the first node that has one, in a node and all below it. It returns false when none has.
func (f *foreigner) moveTo(n *node) bool {
	if n == nil {
		return false
	}
	if n.place > 0 {
		f.near = n.place
		return true
	}
	for child := n.first; child != nil; child = child.next {
		if f.moveTo(child) {
			return true
		}
	}
	return false
}
