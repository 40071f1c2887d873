package dialect

// outerJoins refuses Oracle's (+) where it stands; the sandbox cannot say it to PostgreSQL.
func (r *rewriter) outerJoins(b block) error {
	for i := b.where; i < min(b.group, b.having, b.qualify, b.order, b.limit, b.end); i++ {
		if r.symbol(i) == "(" && r.symbol(i+1) == "+" && r.symbol(i+2) == ")" {
			return r.fail(i, codeNotSupported, "(+) cannot be run by the sandbox", "write LEFT OUTER JOIN … ON")
		}
	}
	return nil
}
