package query

import "github.com/redraft/redraft/model"

// Place is where something stands in a text: offsets in bytes, the end behind the last byte.
type Place struct{ Start, End int32 }

// Name is a name with its place, folded as Redshift folds it.
type Name struct {
	Text string
	Place
}

// Verb is what a Statement does.
type Verb uint8

// The verbs. Evaluate is an expression on its own, as in a procedure's assignment.
const (
	Select Verb = iota + 1
	Insert
	Update
	Delete
	Merge
	Create // CREATE TABLE AS and SELECT INTO
	Evaluate
)

// Statement is a statement as a tree in which everything that is only Redshift's has a place of its own. It does not change
// once it is made and is shared between callers.
type Statement struct {
	Verb Verb
	Place
	Target    *From      // what is changed or created; nil for Select and Evaluate
	Temporary bool       // of Create
	Columns   []Name     // the columns that INSERT or CREATE TABLE AS lists
	With      []CTE      // in front of UPDATE and the like; a query has its own
	Recursive bool       // WITH RECURSIVE
	Query     *Selection // the query of Select, Insert, Create and Evaluate
	From      []*From    // UPDATE … FROM, DELETE … USING, MERGE … USING
	Set       []Assignment
	Where     *Expr // also MERGE … ON
	Branches  []Branch
}

// Assignment is column = value in UPDATE and MERGE.
type Assignment struct {
	Column Name
	Value  *Expr
}

// Branch is WHEN … THEN of MERGE.
type Branch struct {
	Condition *Expr
	Set       []Assignment // of UPDATE
	Columns   []Name       // of INSERT
	Values    []*Expr
	Insert    bool
}

// Selection is a SELECT, a set operation over two, or VALUES.
type Selection struct {
	Place
	With      []CTE
	Recursive bool

	Operation   string // union, intersect or except; empty for a plain SELECT
	Left, Right *Selection

	Rows [][]*Expr // VALUES

	Distinct  bool
	Items     []Item
	Exclude   []Name // EXCLUDE, which leaves columns out of all that is selected
	From      []*From
	Where     *Expr
	StartWith *Expr
	ConnectBy *Expr
	GroupBy   []*Expr
	Having    *Expr
	Qualify   *Expr
	OrderBy   []*Expr
	Windows   []*Expr // what a WINDOW clause holds
	Limits    []*Expr
	Into      *From
}

// CTE is a common table expression.
type CTE struct {
	Name
	Columns []Name
	Query   *Selection // nil when something else than a query stands there
}

// Item is an item of a select list.
type Item struct {
	*Expr
	Alias string // empty when none is written
	Label string // what the column is called; empty when that cannot be told
}

// FromKind is what an item of a FROM clause is.
type FromKind uint8

// The items of FROM. Unnest is an array of a SUPER value, Unpack the attributes of an object (UNPIVOT object AS v AT k).
const (
	FromTable FromKind = iota + 1
	FromQuery
	FromJoin
	FromFunction
	FromUnnest
	FromUnpack
	FromPivot
	FromUnpivot
	FromUnknown
)

// From is an item of a FROM clause, or the target of a statement.
type From struct {
	Kind FromKind
	Place
	Path    []Name // the parts of a table's name, or a path into a SUPER value that looks like one
	Alias   string
	Columns []Name // the alias list of columns
	At      string // the name for an array's position or an object's key
	Query   *Selection
	Lateral bool
	// Left and Right are joined; a pivot turns Left.
	Left, Right *From
	Natural     bool
	Using       []Name
	On          *Expr
	Call        *Expr // a function, or the path that is unnested
	Pivot       *Pivot
}

// Pivot is PIVOT (Aggregates FOR On IN (Values)) or UNPIVOT (value FOR name IN (columns)).
type Pivot struct {
	Aggregates []Item
	On         *Expr
	Values     []Item
}

// ExprKind is the sort of an expression.
type ExprKind uint8

// The sorts of expressions. A Navigation goes into a SUPER value; Part is a word such as a date part and no value.
const (
	Column ExprKind = iota + 1
	Star
	Constant
	Null
	Call
	Operator
	Logic // AND, OR, NOT, IS, IN, LIKE, BETWEEN, EXISTS: a truth value
	Cast
	Case // the arguments are the results; conditions are in Also
	Scalar
	Navigation
	Part
	Parameter
	List
	Other
)

// Expr is an expression.
type Expr struct {
	Kind ExprKind
	Place
	Path []Name // of a Column; of a Star what stands before the asterisk; of a Call its name
	Text string // the operator, the constant's text, the word of a Part
	Type model.DataType
	Args []*Expr
	// Also holds what has no say in the type: FILTER, ORDER BY, PARTITION BY, conditions of CASE.
	Also  []*Expr
	Query *Selection
	Over  bool // a window function
	All   bool // count(*)
}
