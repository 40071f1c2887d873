package dialect

import (
	"slices"

	"github.com/redraft/redraft/internal/sandbox/catalog"
)

// hasColumn reports whether a source of the scope, or of those around it, is known to have a column.
func (r *rewriter) hasColumn(s *scope, name string) bool {
	for ; s != nil; s = s.outer {
		for i := range s.sources {
			if columns, _ := r.columnsOf(&s.sources[i]); slices.Contains(columns, name) {
				return true
			}
		}
	}
	return false
}

// columnsOf returns what the columns of a source are called, and whether those are all.
func (r *rewriter) columnsOf(o *source) (columns []string, ok bool) {
	switch {
	case o.pivot != nil:
		columns, ok = r.pivotColumns(o.pivot)
	case o.kind == fromElements:
		columns, ok = []string{o.alias}, true
		if o.position != "" {
			columns = append(columns, o.position)
		}
	case o.kind == fromQuery:
		columns, ok = r.queryColumns(o.first)
	case o.kind == fromRelation:
		columns, ok = r.relationColumns(o)
	}
	return rename(columns, o.columns), ok
}

// rename puts the names of an alias's column list before the columns that it does not rename.
func rename(columns, to []string) []string {
	if len(to) >= len(columns) {
		return to
	}
	return append(slices.Clone(to), columns[len(to):]...)
}

func (r *rewriter) relationColumns(o *source) ([]string, bool) {
	schema, name := "", o.relation[len(o.relation)-1]
	if len(o.relation) > 1 {
		schema = o.relation[len(o.relation)-2]
	} else if c, ok := r.common[name]; ok {
		delete(r.common, name) // it does not see itself, unless it is recursive, and then its first SELECT says all
		columns, known := r.queryColumns(c.body)
		r.common[name] = c
		return rename(columns, c.columns), known
	}
	if catalog.Shadowed(name) && (schema == "" || schema == "pg_catalog") {
		schema = catalog.Schema
	}
	if r.options.Inline != nil && r.nesting < maxNesting {
		if text, ok := r.options.Inline(schema, name); ok {
			return viewColumns(text, r.options, r.nesting+1)
		}
	}
	if r.options.Columns == nil {
		return nil, false
	}
	return r.options.Columns(schema, name)
}

// viewColumns returns the names of the columns of a late-binding view.
func viewColumns(text string, o Options, nesting int) ([]string, bool) {
	view, err := read(text, o)
	if err != nil {
		return nil, false
	}
	view.nesting, view.found = nesting, view.blocks()
	view.findCommon()
	view.super(view.found)
	return view.queryColumns(-1)
}

// queryColumns returns the names of the columns of the query in the parenthesis at open, or of the statement with -1.
func (r *rewriter) queryColumns(open int) ([]string, bool) {
	end := len(r.pieces)
	if open >= 0 {
		end = r.closing(open)
	}
	var first *block
	for i := range r.found { // from the last to the first
		b := &r.found[i]
		if b.sel > open && b.sel < end && (first == nil || b.depth <= first.depth) {
			first = b
		}
	}
	if first == nil {
		return nil, false
	}
	return r.outputs(*first)
}

// outputs returns the names of the columns of a SELECT.
func (r *rewriter) outputs(b block) (columns []string, ok bool) {
	ok = true
	first, last := b.list, min(b.into, b.from)
	for w := r.word(first); w == "all" || w == "distinct"; w = r.word(first) {
		first++
	}
	for start := first; start < last; {
		end := r.itemEnd(start, last)
		alias, _ := r.itemAlias(start, end)
		switch {
		case r.symbol(end-1) == "*" && (end == start+1 || r.symbol(end-2) == "."):
			more, known := r.starColumns(b, start, end)
			columns, ok = append(columns, more...), ok && known
		case r.labels[end-1] != "":
			columns = append(columns, r.labels[end-1])
		case alias != "":
			columns = append(columns, alias)
		case r.name(end-1) != "" && (end == start+1 || r.symbol(end-2) == "."):
			columns = append(columns, r.name(end-1))
		default:
			columns = append(columns, r.callName(start, end))
		}
		start = end + 1
	}
	return columns, ok
}

// starColumns returns the columns that a star stands for.
func (r *rewriter) starColumns(b block, start, end int) (columns []string, ok bool) {
	var s *scope
	for _, candidate := range r.scopes {
		if candidate.first == b.sel && candidate.last == b.end {
			s = candidate
		}
	}
	if s == nil {
		return nil, false
	}
	ok = true
	for i := range s.sources {
		o := &s.sources[i]
		if end > start+1 && r.name(end-3) != o.alias {
			continue
		}
		more, known := r.columnsOf(o)
		columns, ok = append(columns, more...), ok && known
	}
	return columns, ok
}
