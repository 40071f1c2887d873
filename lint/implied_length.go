package lint

import (
	"fmt"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

var impliedLength = Rule{
	Code:  "implied-length",
	Title: "a column whose length nobody wrote",
	Why: "Redshift's TEXT and VARCHAR without a length hold 256 bytes, and its NUMERIC holds 18 digits and none after " +
		"the point, where PostgreSQL has no limit: longer texts fail to load and amounts are rounded in silence " +
		"(r_Character_types, r_Numeric_types201).",
	Severity: diag.Warning,
	Check:    checkImpliedLength,
}

func checkImpliedLength(in *Input) []Finding {
	var found []Finding
	check := func(file *ast.File, column *ast.ColumnDef) {
		if summary, hint := implied(column); summary != "" {
			found = append(found, Finding{File: file, Span: column.Type.Span, Summary: summary, Hint: hint})
		}
	}
	for file, table := range statements[*ast.CreateTable](in.Scripts) {
		for _, element := range table.Elements {
			if column, ok := element.(*ast.ColumnDef); ok && !table.Temporary {
				check(file, column)
			}
		}
	}
	for file, table := range statements[*ast.AlterTable](in.Scripts) {
		for _, action := range table.Actions {
			if add, ok := action.(*ast.AddColumn); ok {
				check(file, &add.Column)
			}
		}
	}
	return found
}

// implied says what length a column gets by itself. CHAR is left out: one character is what people mean by it.
func implied(c *ast.ColumnDef) (summary, hint string) {
	if c.Type.Text == "" || strings.Contains(c.Type.Text, "(") {
		return "", ""
	}
	written := strings.ToUpper(c.Type.Text)
	switch c.Type.Data.Name {
	case model.Varchar:
		return fmt.Sprintf("column %s is %s, which is VARCHAR(%d) in Redshift", c.Name.Name, written, c.Type.Data.Length),
			"write VARCHAR with the length in bytes that the values need"
	case model.Numeric:
		return fmt.Sprintf("column %s is %s, which is NUMERIC(18,0): nothing after the point is kept", c.Name.Name, written),
			"write precision and scale, for example NUMERIC(18,4), or BIGINT for whole numbers"
	}
	return "", ""
}
