package dialect

// commands rewrites what is said of a whole statement.
func (r *rewriter) commands() error {
	if r.word(0) == "delete" && r.word(1) != "from" && r.name(1) != "" {
		r.pieces[0].after = " FROM" // FROM may be left out (r_DELETE)
	}
	return nil
}
