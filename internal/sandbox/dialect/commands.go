package dialect

// commands rewrites what is said of a whole statement.
func (r *rewriter) commands() error {
	if r.word(0) == "delete" && r.word(1) != "from" && r.name(1) != "" {
		r.pieces[0].after = " FROM" // FROM may be left out (r_DELETE)
	}
	if r.word(0) == "merge" {
		for i := range r.pieces {
			if r.word(i) == "remove" && r.word(i+1) == "duplicates" {
				return r.fail(i, codeNotSupported, "MERGE … REMOVE DUPLICATES cannot be run by the sandbox", "")
			}
		}
	}
	return nil
}
