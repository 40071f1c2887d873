package parser

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// attributes are the words behind the columns of a table or the name of a materialized view.
type attributes struct {
	layout      ast.Layout
	noBackup    bool
	encodeAuto  bool
	autoRefresh bool
	seen        clauses
	style       model.DistStyle // what DISTSTYLE says, and where
	styleSpan   ast.Span
	sortSpan    ast.Span
}

// attributeSet says which attributes a statement takes.
type attributeSet struct {
	encodeAuto, autoRefresh bool
	positions               bool // keys may name columns of the query by position (r_CTAS_examples)
}

var (
	tableAttributes        = attributeSet{encodeAuto: true}
	queryAttributes        = attributeSet{positions: true}
	materializedAttributes = attributeSet{autoRefresh: true, positions: true}
)

// attributes reads table attributes in any order.
func (p *parser) attributes(set attributeSet) *attributes {
	a := &attributes{}
	for !p.atEnd() && p.attribute(a, set) {
	}
	if !p.failed && !p.atEnd() && !p.at("as") {
		p.foreignTableAttribute(set)
	}
	// A DISTKEY without a DISTSTYLE means KEY (r_CREATE_TABLE_NEW).
	a.layout.Distribution.Style = a.style
	if key := a.layout.DistKey.Name; key != "" {
		a.layout.Distribution = model.Distribution{Style: model.DistKey, Key: key}
	}
	return a
}

func (p *parser) attribute(a *attributes, set attributeSet) bool {
	first := p.pos
	switch {
	case p.accept("backup"):
		p.once(&a.seen, first, "BACKUP")
		a.noBackup = p.expectOne("yes", "no") == "no"
	case p.accept("diststyle"):
		p.once(&a.seen, first, "DISTSTYLE")
		a.style = p.distStyle()
		a.styleSpan = p.spanFrom(first)
	case p.accept("distkey"):
		p.once(&a.seen, first, "DISTKEY")
		a.layout.DistKey = p.distKey(set)
	case p.at("sortkey"), p.at("compound"), p.at("interleaved"):
		p.once(&a.seen, first, "SORTKEY")
		a.layout.SortKey, a.layout.SortColumns = p.sortKey(set)
		a.sortSpan = p.spanFrom(first)
	case set.encodeAuto && p.accept("encode"):
		p.once(&a.seen, first, "ENCODE AUTO")
		p.expect("auto")
		a.encodeAuto = true
	case set.autoRefresh && p.accept("auto", "refresh"):
		p.once(&a.seen, first, "AUTO REFRESH")
		a.autoRefresh = p.expectOne("yes", "no") == "yes"
	default:
		return false
	}
	return true
}

func (p *parser) distStyle() model.DistStyle {
	switch p.expectOne("auto", "even", "all", "key") {
	case "auto":
		return model.DistAuto
	case "even":
		return model.DistEven
	case "all":
		return model.DistAll
	case "key":
		return model.DistKey
	}
	return model.DistUnspecified
}

// distKey reads (column).
func (p *parser) distKey(set attributeSet) ast.Ident {
	p.expect("(")
	key := p.keyColumn(set)
	if p.at(",") {
		p.fail(p.tok().span(), codeTwoDistKeys, "a table has one DISTKEY column at most",
			"choose the column that joins use most")
	}
	p.expect(")")
	return key
}

// keyColumn reads the name of a column, or its position where that is allowed.
func (p *parser) keyColumn(set attributeSet) ast.Ident {
	t := p.tok()
	if !set.positions || p.atEnd() || t.kind != tokNumber {
		return p.ident("a column")
	}
	p.pos++
	return ast.Ident{Span: t.span(), Name: p.src.Text[t.start:t.end]}
}

// sortKey reads [COMPOUND|INTERLEAVED] SORTKEY (columns) or SORTKEY AUTO; columns without a style word are a compound
// key.
func (p *parser) sortKey(set attributeSet) (model.SortKey, []ast.Ident) {
	style := p.acceptOne("compound", "interleaved")
	p.expect("sortkey")
	if style == "" && p.accept("auto") {
		return model.SortKey{Style: model.SortAuto}, nil
	}
	var columns []ast.Ident
	p.parens(func() { columns = append(columns, p.keyColumn(set)) })
	key := model.SortKey{Style: model.SortCompound, Columns: identNames(columns)}
	if style == "interleaved" {
		key.Style = model.SortInterleaved
	}
	return key, columns
}

// foreignTableAttribute fails at a table option that Redshift lacks.
func (p *parser) foreignTableAttribute(set attributeSet) {
	at := p.tok().span()
	switch p.word(p.pos) {
	case "partition", "partitioned":
		p.notInRedshift(at, "tables of Redshift have no partitions",
			"use DISTKEY and SORTKEY; only external tables are PARTITIONED BY")
	case "inherits":
		p.notInRedshift(at, "tables of Redshift do not inherit", "write LIKE parent inside the parentheses")
	case "tablespace", "with", "without", "on", "engine":
		p.notInRedshift(at, "Redshift takes no storage options on tables", "remove it")
	case "comment":
		p.notInRedshift(at, "CREATE TABLE holds no comment in Redshift", "write COMMENT ON TABLE … IS '…'")
	default:
		expected := []string{"SORTKEY"}
		if !set.encodeAuto {
			expected = append(expected, "AS")
		}
		p.unexpected(expected...)
	}
}
