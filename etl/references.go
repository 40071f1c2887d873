package etl

import (
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/parser/resolve"
)

// Reference is a place in a script that reads or writes a column of the model, or a whole relation.
type Reference struct {
	Pos diag.Position
	resolve.Ref
	Role resolve.Role
}

// References returns the places of a script that name columns or relations, statement by statement. A star stands for a
// reference to each column.
func (c *Checker) References(file *ast.File) (list []Reference) {
	s := c.begin(file)
	s.visit = func(start int, _ *query.Statement, result resolve.Result) {
		for _, u := range append(result.Reads, result.Uses...) {
			list = append(list, Reference{file.Source.Position(start + int(u.Start)), u.Ref, u.Role})
		}
	}
	s.run()
	return list
}
