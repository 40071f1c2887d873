package query

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
)

// Use is what a statement or a body of statements needs and does. The lists are sorted and without repetition.
type Use struct {
	Reads, Writes         []model.Name
	Functions, Procedures []model.Name
	// Temporary are the temporary tables that are created; unqualified names that mean them are left out of Reads and
	// Writes.
	Temporary []string
	// Dynamic says that statements are put together while it runs, so that more may be read and written.
	Dynamic bool
	// Opaque says that a part could not be read, so that the lists may lack something.
	Opaque bool
	// Defines are the relations that are created or altered in a way of which no tree tells the columns.
	Defines []model.Name
	// Trees are the statements that could be read, in the order of the text.
	Trees []*Statement
	// Variables are what a procedure's body declares, sorted.
	Variables []string
}

// usage gathers a Use.
type usage struct {
	resolver
	use       Use
	temporary map[string]bool // the first names of use.Temporary, as many as counted
	counted   int
}

// temporarySchema is the schema of temporary tables while a Use is gathered.
const temporarySchema = "\x01temporary"

func newUsage(ask func(string) string) *usage {
	u := new(usage)
	u.ask = func(name string) string {
		if u.isTemporary(name) {
			return temporarySchema
		}
		return ask(name)
	}
	return u
}

// isTemporary reports whether a table of that name is one of the temporary ones.
func (u *usage) isTemporary(name string) bool {
	for ; u.counted < len(u.use.Temporary); u.counted++ {
		if u.temporary == nil {
			u.temporary = make(map[string]bool)
		}
		u.temporary[u.use.Temporary[u.counted]] = true
	}
	return u.temporary[name]
}

// done returns the Use with everything in order.
func (u *usage) done() Use {
	temporary := func(n model.Name) bool { return strings.HasPrefix(n.Name, "#") || n.Schema == temporarySchema }
	u.use.Reads = sortNames(slices.DeleteFunc(u.relations, temporary))
	u.use.Writes = sortNames(slices.DeleteFunc(u.use.Writes, temporary))
	u.use.Defines = sortNames(u.use.Defines)
	u.use.Functions = sortNames(u.functions)
	u.use.Procedures = sortNames(u.use.Procedures)
	slices.Sort(u.use.Variables)
	u.use.Variables = slices.Compact(u.use.Variables)
	slices.Sort(u.use.Temporary)
	u.use.Temporary = slices.Compact(u.use.Temporary)
	return u.use
}

// Script returns what one statement reads and writes: a query, INSERT, UPDATE, DELETE, MERGE, SELECT INTO, CREATE TABLE
// AS, and of the statements that hold no query those that name tables in a way that is easily told: COPY, UNLOAD,
// TRUNCATE, CALL and the like. The error is a *SyntaxError.
func (a *Analyzer) Script(text string, qualify func(name string) (schema string)) (Use, error) {
	return a.scripts.get(text, qualify, func(ask func(string) string) (use Use, err error) {
		w := a.workspace()
		defer a.release(w, &err)
		if err := w.read(text); err != nil {
			return Use{}, err
		}
		if w.trim(); len(w.tokens) == 0 {
			return Use{}, w.failure(0, "there is no statement", "")
		}
		u := newUsage(ask)
		if err := w.statement(u, 0, len(w.tokens)); err != nil {
			return Use{}, err
		}
		return u.done(), nil
	})
}

// Function returns what the body of a SQL function, one SELECT without FROM, calls; its arguments are $1, $2 and so on
// (r_CREATE_FUNCTION). The error is a *SyntaxError.
func (a *Analyzer) Function(body string) (Use, error) {
	return a.functions.get(body, nil, func(ask func(string) string) (use Use, err error) {
		w := a.workspace()
		defer a.release(w, &err)
		root, err := w.parseQuery(body)
		if err != nil {
			return Use{}, err
		}
		u := newUsage(ask)
		u.query(root, nil, nil)
		return u.done(), nil
	})
}

// statement adds to u what the statement from token first to last-1 uses.
func (w *workspace) statement(u *usage, first, last int) error {
	switch w.word(first) {
	case "select", "with", "values", "insert", "update", "delete", "merge":
		return w.sql(u, first, last)
	case "create":
		if w.bodyOfCreate(first, last) > 0 {
			return w.sql(u, first, last)
		}
	}
	if w.symbol(first) == "(" {
		return w.sql(u, first, last)
	}
	return w.command(u, first, last)
}

// sql adds what a statement uses that PostgreSQL's grammar reads. Between the columns of CREATE TABLE and its AS stand
// attributes that it does not.
func (w *workspace) sql(u *usage, first, last int) error {
	if w.word(first) == "create" {
		return w.sqlWithout(u, first, last, w.headOfCreate(first, last), w.bodyOfCreate(first, last))
	}
	return w.sqlWithout(u, first, last, last, last)
}

// sqlWithout leaves out the tokens from cut to resume-1.
func (w *workspace) sqlWithout(u *usage, first, last, cut, resume int) error {
	w.reset()
	if w.word(first) == "delete" && w.word(first+1) != "from" { // FROM may be left out (r_DELETE)
		w.run(first, first+1)
		w.synth("FROM")
		first++
	}
	w.run(first, cut)
	w.run(resume, last)
	w.endClause()
	root, err := w.tree()
	if err != nil {
		return err
	}
	u.root(root)
	u.keep(w.builder().statement(root, first, last))
	return nil
}

// keep adds a tree.
func (u *usage) keep(s *Statement) {
	if s != nil {
		u.use.Trees = append(u.use.Trees, s)
	}
}

// headOfCreate returns the token behind the name and the columns of CREATE TABLE.
func (r *rewriter) headOfCreate(first, last int) int {
	at := r.afterTable(first, last)
	if end, _, _ := r.path(at); end > at {
		at = end
	}
	if r.symbol(at) == "(" {
		at = min(r.matching(at)+1, last)
	}
	return at
}

// afterTable returns the token behind CREATE [LOCAL] [TEMPORARY] TABLE [IF NOT EXISTS], or first when it is something
// else.
func (r *rewriter) afterTable(first, last int) int {
	at := first + 1
	for at < last && (r.word(at) == "local" || r.word(at) == "temp" || r.word(at) == "temporary") {
		at++
	}
	if r.word(at) != "table" {
		return first
	}
	at++
	if r.word(at) == "if" && r.word(at+1) == "not" && r.word(at+2) == "exists" {
		at += 3
	}
	return at
}

// bodyOfCreate returns the AS of CREATE TABLE … AS query, or 0.
func (r *rewriter) bodyOfCreate(first, last int) int {
	if r.afterTable(first, last) == first {
		return 0
	}
	depth := 0
	for i := r.headOfCreate(first, last); i < last; i++ {
		switch {
		case r.symbol(i) == "(":
			depth++
		case r.symbol(i) == ")":
			depth--
		case depth == 0 && r.word(i) == "as":
			return i
		}
	}
	return 0
}

// root adds what a statement's tree uses.
func (u *usage) root(n *node) {
	if n.is("SelectStmt") {
		for s := n; s != nil; s = s.get("larg") {
			u.written(s.get("intoClause").get("rel"))
		}
		u.query(n, nil, nil)
		return
	}
	var ctes *commonTables
	if with := n.get("withClause"); with != nil {
		ctes = u.with(with, nil, nil)
	}
	if n.is("CreateTableAsStmt") {
		u.written(n.get("into").get("rel"))
		u.walk(n.get("query"), nil, nil)
		return
	}
	u.change(n, ctes)
}

// change adds what INSERT, UPDATE, DELETE and MERGE use.
func (u *usage) change(n *node, ctes *commonTables) {
	s := &scope{}
	if target := n.get("relation"); target != nil {
		e := newEntry(target)
		if e.alias == "" {
			e.alias = target.str("relname")
		}
		u.written(target)
		u.add(s, e)
	}
	for f := n.items(); f != nil; f = f.next {
		switch f.key {
		case "fromClause", "usingClause":
			for item := f.items(); item != nil; item = item.next {
				u.from(item, s, ctes)
			}
		case "sourceRelation":
			u.from(f, s, ctes)
		case "relation", "withClause":
		default:
			u.walk(f, s, ctes)
		}
	}
}

// written notes a table that a statement changes or creates.
func (u *usage) written(n *node) {
	if n == nil {
		return
	}
	name := model.Name{Schema: n.str("schemaname"), Name: n.str("relname")}
	if n.str("relpersistence") == "t" || strings.HasPrefix(name.Name, "#") {
		u.use.Temporary = append(u.use.Temporary, strings.Clone(name.Name))
		return
	}
	u.use.Writes = append(u.use.Writes, u.complete(name))
}

// complete adds the schema to a name without one.
func (u *usage) complete(name model.Name) model.Name {
	if name.Schema == "" && !strings.HasPrefix(name.Name, "#") {
		name.Schema = u.ask(name.Name)
	}
	return name
}
