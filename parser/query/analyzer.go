package query

import (
	"sync"

	"github.com/redraft/redraft/model"
)

// Analyzer understands texts and remembers what it found, so that each distinct text is parsed once however many
// callers ask. It is safe for concurrent use. What it returns is shared between callers: they must not change the
// slices.
//
// Its methods ask qualify once for the schema of each relation that a text names without one and that is no common
// table expression; "" means that nobody knows, and so does a nil qualify. qualify must not call the Analyzer.
type Analyzer struct {
	// CaseSensitive says that names in quotes keep their case (enable_case_sensitive_identifier). It must be set before
	// the first text is given.
	CaseSensitive bool
	// KeepTrees says that the tree of each query is kept from the first time it is analysed on, for callers who will ask
	// for all of them; otherwise Tree parses a text once more. It costs some ten kilobytes a query. It must be set before
	// the first text is given.
	KeepTrees bool

	queries    cache[analysis]
	scripts    cache[Use]
	procedures cache[Use]
	functions  cache[Use]
	trees      sync.Map // of queries: text → *Statement
	workspaces sync.Pool
}

// NewAnalyzer returns an Analyzer that knows nothing yet.
func NewAnalyzer() *Analyzer { return &Analyzer{} }

// analysis is what is kept of a query.
type analysis struct {
	query   model.Query
	columns []column
	known   bool         // whether columns are all output columns
	into    *SyntaxError // where the query says INTO, which makes it a statement
}

// Query analyses a SELECT, WITH or VALUES query. The error is a *SyntaxError.
//
// The Text of the result ends with the last token, so that a comment or a semicolon behind the query cannot swallow
// what is written after it.
func (a *Analyzer) Query(text string, qualify func(name string) (schema string)) (model.Query, error) {
	found, err := a.analyse(text, qualify)
	switch {
	case err != nil:
		return model.Query{}, err
	case found.into != nil:
		return model.Query{}, found.into
	}
	return found.query, nil
}

func (a *Analyzer) analyse(text string, qualify func(string) string) (analysis, error) {
	return a.queries.get(text, qualify, func(ask func(string) string) (found analysis, err error) {
		w := a.workspace()
		defer a.release(w, &err)
		root, err := w.parseQuery(text)
		if err != nil {
			return analysis{}, err
		}
		if a.KeepTrees {
			a.trees.Store(text, w.builder().statement(root, 0, len(w.tokens)))
		}
		return w.query(text, root, ask), nil
	})
}

// Tree returns the tree of a query. The error is a *SyntaxError.
func (a *Analyzer) Tree(text string) (tree *Statement, err error) {
	if kept, ok := a.trees.Load(text); ok {
		return kept.(*Statement), nil
	}
	w := a.workspace()
	defer a.release(w, &err)
	root, err := w.parseQuery(text)
	if err != nil {
		return nil, err
	}
	tree = w.builder().statement(root, 0, len(w.tokens))
	a.trees.Store(text, tree)
	return tree, nil
}

// release hands a workspace back. A panic over a tree of a shape that this package does not know becomes an error, for one
// odd query must not end a run over thousands; the workspace is given up then, because its state is not known.
func (a *Analyzer) release(w *workspace, err *error) {
	if recover() == nil {
		a.workspaces.Put(w)
		return
	}
	*err = &SyntaxError{Message: "redraft does not know the shape of this query", Hint: "please report it"}
}

// workspace is the memory that one analysis needs; it is reused.
type workspace struct {
	rewriter
	decoder
	print  printer
	within func(offset int32) int32 // where a text that stands inside a string lies in the text around it
}

func (a *Analyzer) workspace() *workspace {
	w, ok := a.workspaces.Get().(*workspace)
	if !ok {
		w = new(workspace)
	}
	w.caseSensitive = a.CaseSensitive
	return w
}

func (w *workspace) query(text string, root *node, ask func(string) string) analysis {
	v := resolver{ask: ask}
	columns, known := v.query(root, nil, nil)
	return analysis{
		query: model.Query{
			Text:      text[:w.end()],
			Canonical: w.print.canonical(root),
			Shape:     w.print.shapeOf(root),
			Relations: sortNames(v.relations),
			Functions: sortNames(v.functions),
		},
		columns: keep(columns),
		known:   known,
		into:    w.into(root),
	}
}

// parseQuery returns the tree of a text that must be one query.
func (w *workspace) parseQuery(text string) (*node, error) {
	if err := w.read(text); err != nil {
		return nil, err
	}
	if w.trim(); len(w.tokens) == 0 {
		return nil, w.failure(0, "there is no query", "expected SELECT, WITH or VALUES")
	}
	w.rewrite(0, len(w.tokens))
	root, err := w.tree()
	if err != nil {
		return nil, err
	}
	if !root.is("SelectStmt") {
		return nil, w.failure(0, "this is not a query", "expected SELECT, WITH or VALUES")
	}
	return root, nil
}

func (w *workspace) into(root *node) *SyntaxError {
	into := root.get("intoClause")
	if into == nil {
		return nil
	}
	return w.failure(w.placeOf(into.get("rel")), "a query cannot have INTO here", "take the INTO clause out")
}

// trim takes semicolons off the end of the tokens.
func (r *rewriter) trim() {
	for n := len(r.tokens); n > 0 && r.symbol(n-1) == ";"; n-- {
		r.tokens = r.tokens[:n-1]
	}
}

// end returns the offset behind the last token.
func (r *rewriter) end() int {
	if len(r.tokens) == 0 {
		return 0
	}
	return int(r.tokens[len(r.tokens)-1].end)
}

// tree parses the rewritten text, which must be one statement.
func (w *workspace) tree() (*node, error) {
	statements, err := w.parse(w.out, w.long)
	if err != nil {
		return nil, w.explain(err)
	}
	if n := statements.len(); n != 1 {
		at := 0
		for at < len(w.tokens) && w.symbol(at) != ";" {
			at++
		}
		return nil, w.failure(at, "one statement is expected here", "take away all but one")
	}
	root := statements.first.get("stmt")
	return root, w.dialect(root)
}

// placeOf returns the token at which a node begins.
func (r *rewriter) placeOf(n *node) int {
	if n == nil || n.place < 0 {
		return 0
	}
	return r.tokenAt(int(n.place))
}
