package parser

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// Limits of a table (r_CREATE_TABLE_NEW).
const (
	maxColumns            = 1600
	maxSortColumns        = 400
	maxInterleavedColumns = 8
)

// checkColumn reports what Redshift refuses in one column's definition.
func (p *parser) checkColumn(c *ast.ColumnDef, encodingAt ast.Span) {
	t := c.Type.Data.Name
	if c.Identity != nil && t != "" && t != model.Integer && t != model.Bigint {
		p.errorAt(c.Type.Span, codeIdentityType,
			"an identity column must be INTEGER or BIGINT, not "+strings.ToUpper(string(t)),
			"change the type")
	}
	if c.Identity != nil && c.Default != nil {
		p.errorAt(c.Default.Span, codeConflict, "an identity column has no DEFAULT", "remove one of them")
	}
	if c.Null && (c.NotNull || c.PrimaryKey) {
		p.errorAt(c.Span, codeConflict, "column "+c.Name.Name+" is both NULL and NOT NULL", "remove one of them")
	}
	if c.Collation != model.CollateUnspecified && t != "" && t != model.Char && t != model.Varchar {
		p.errorAt(c.Span, codeConflict, "COLLATE is for CHAR and VARCHAR columns", "remove it")
	}
	p.checkEncoding(c, encodingAt)
	if c.DistKey || c.SortKey {
		p.checkKeyType(c, c.Span)
	}
}

// checkEncoding reports an encoding that the column's type does not take.
func (p *parser) checkEncoding(c *ast.ColumnDef, at ast.Span) {
	encoding, t := strings.ToUpper(string(c.Encoding)), strings.ToUpper(string(c.Type.Data.Name))
	switch encodingFits(c.Encoding, c.Type.Data.Name) {
	case fitsNot:
		p.errorAt(at, codeEncodingType, "encoding "+encoding+" is not for "+t+" columns",
			"choose another encoding, or leave ENCODE out and let the engine choose")
	case perhapsFits:
		p.warnAt(at, codeEncodingType, "the manual does not list encoding "+encoding+" for "+t+" columns",
			"leave ENCODE out and let the engine choose")
	}
}

// checkKeyType reports a DISTKEY or SORTKEY column of a type that cannot be one. VARBYTE is missing from the manual's
// list of types that can; see docs/evidence.md.
func (p *parser) checkKeyType(c *ast.ColumnDef, at ast.Span) {
	switch t := c.Type.Data.Name; t {
	case model.Super, model.Geometry, model.Geography, model.HLLSketch:
		p.errorAt(at, codeKeyType, "a column of type "+strings.ToUpper(string(t))+" cannot be a DISTKEY or SORTKEY",
			"choose another column")
	case model.Varbyte:
		p.warnAt(at, codeKeyType, "the manual does not list VARBYTE among the types of DISTKEY and SORTKEY columns",
			"choose another column")
	}
}

// checkTable reports what Redshift refuses in a table as a whole. Whether key columns exist is not asked here, for
// LIKE may bring them along.
func (p *parser) checkTable(t *ast.CreateTable, a *attributes) {
	if p.failed {
		return
	}
	columns := p.checkColumns(t)
	p.checkKeys(t, a)
	for _, id := range append([]ast.Ident{a.layout.DistKey}, a.layout.SortColumns...) {
		if c := columns[id.Name]; c != nil {
			p.checkKeyType(c, id.Span)
		}
	}
	if len(a.seen) > 0 && slices.ContainsFunc(t.Elements, isLike) {
		// The manual forbids table attributes beside LIKE; whether the engine does is not known, see docs/evidence.md.
		p.warnAt(t.Name.Span, codeLikeWithAttributes, "the manual takes no table attributes together with LIKE",
			"leave them out: LIKE copies them from the parent")
	}
}

func isLike(e ast.TableElement) bool {
	_, ok := e.(*ast.LikeTable)
	return ok
}

// checkColumns reports columns that are defined twice or are too many, and returns the columns by name.
func (p *parser) checkColumns(t *ast.CreateTable) map[string]*ast.ColumnDef {
	columns := make(map[string]*ast.ColumnDef, len(t.Elements))
	for _, e := range t.Elements {
		c, ok := e.(*ast.ColumnDef)
		if !ok {
			continue
		}
		if columns[c.Name.Name] != nil {
			p.errorAt(c.Name.Span, codeDuplicateColumn, "column "+c.Name.Name+" is defined twice",
				"give one of them another name")
			continue
		}
		columns[c.Name.Name] = c
		if len(columns) == maxColumns+1 {
			p.errorAt(c.Name.Span, codeTooManyColumns, fmt.Sprintf("a table has %d columns at most", maxColumns),
				"split the table")
		}
	}
	return columns
}

// checkKeys reports a second DISTKEY or SORTKEY, column and table attributes taken together.
func (p *parser) checkKeys(t *ast.CreateTable, a *attributes) {
	hasDistKey, hasSortKey := !a.layout.DistKey.IsZero(), a.layout.SortKey.Style != model.SortUnspecified
	for _, e := range t.Elements {
		c, ok := e.(*ast.ColumnDef)
		if !ok {
			continue
		}
		if c.DistKey && hasDistKey {
			p.errorAt(c.Span, codeTwoDistKeys, "a table has one DISTKEY column at most",
				"choose the column that joins use most")
		}
		if c.SortKey && hasSortKey {
			p.errorAt(c.Span, codeTwoSortKeys, "the sort key is stated twice",
				"write SORTKEY (first, second) behind the columns")
		}
		hasDistKey, hasSortKey = hasDistKey || c.DistKey, hasSortKey || c.SortKey
	}
	p.checkDistribution(a, hasDistKey)
	p.checkSortKey(a)
}

// checkLayout reports what Redshift refuses in the layout of a table made from a query.
func (p *parser) checkLayout(a *attributes) {
	if !p.failed {
		p.checkDistribution(a, !a.layout.DistKey.IsZero())
		p.checkSortKey(a)
	}
}

func (p *parser) checkDistribution(a *attributes, hasDistKey bool) {
	switch {
	case a.style == model.DistKey && !hasDistKey:
		p.errorAt(a.styleSpan, codeDistKeyMissing, "DISTSTYLE KEY needs a DISTKEY", "add DISTKEY (column)")
	case hasDistKey && a.style != model.DistKey && a.style != model.DistUnspecified:
		p.errorAt(a.styleSpan, codeDistStyleConflict, "a table with a DISTKEY cannot be DISTSTYLE "+a.style.String(),
			"leave DISTSTYLE out or write DISTSTYLE KEY")
	}
}

func (p *parser) checkSortKey(a *attributes) {
	what, limit := "a sort key", maxSortColumns
	if a.layout.SortKey.Style == model.SortInterleaved {
		what, limit = "an interleaved sort key", maxInterleavedColumns
	}
	if n := len(a.layout.SortColumns); n > limit {
		p.errorAt(a.sortSpan, codeTooManySortColumns, fmt.Sprintf("%s has %d columns at most, not %d", what, limit, n),
			"keep the columns that queries filter by")
	}
}
