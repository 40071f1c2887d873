package dialect

// rewrite edits the pieces. Inner SELECTs are done before those around them, so that whoever moves text moves it done.
func (r *rewriter) rewrite() error {
	return r.relations(r.blocks())
}
