package dialect

import "github.com/redraft/redraft/parser/query"

// rewrite edits the pieces: first what stands for itself and the names of relations, then calls and SELECTs from the last to the
// first, which is inner ones before those around them, so that whoever moves text moves it done.
func (r *rewriter) rewrite() error {
	for i := range r.pieces {
		r.literal(i)
		if r.kind(i) == query.Word {
			r.wordRule(i)
		}
	}
	if r.asksLateColumns() && r.options.LateColumns != nil {
		r.options.LateColumns()
	}
	if done, err := r.show(); done || err != nil {
		return err
	}
	blocks := r.blocks()
	r.found = blocks
	r.findCommon()
	r.super(blocks)
	if err := r.relations(blocks); err != nil {
		return err
	}
	for i := len(r.pieces) - 1; i >= 0; i-- {
		if p := r.pivots[i]; p != nil {
			if err := r.writePivot(p); err != nil {
				return err
			}
		}
		if r.symbol(i) == "(" {
			if err := r.call(i); err != nil {
				return err
			}
		}
		r.seriesInCase(i)
		if len(blocks) > 0 && blocks[0].sel == i {
			if err := r.selectRules(blocks[0]); err != nil {
				return err
			}
			blocks = blocks[1:]
		}
	}
	return r.commands()
}

// lateColumns are the relations, functions and commands that list columns, those of late-binding views too.
var lateColumns = wordSet(`pg_get_late_binding_view_cols pg_get_cols svv_columns svv_all_columns svv_redshift_columns`)

func (r *rewriter) asksLateColumns() bool {
	for i := range r.pieces {
		if lateColumns[r.name(i)] {
			return true
		}
	}
	return r.word(0) == "show" && r.word(1) == "columns"
}
