package parser

import "github.com/redraft/redraft/parser/ast"

// Statements that look after rows and statistics, and change no data model.
var maintenanceFamily = []entry{
	{"truncate", (*parser).truncate},
	{"call", (*parser).call},
	{"refresh materialized view", (*parser).refresh},
	{"lock", (*parser).lock},
	{"vacuum", (*parser).vacuum},
	{"analyze|analyse", (*parser).analyze},
	{"analyze|analyse compression", (*parser).analyzeCompression},
	{"cancel", (*parser).cancel},
}

// truncate reads TRUNCATE [TABLE] name (r_TRUNCATE).
func (p *parser) truncate() ast.Statement {
	p.expect("truncate")
	p.accept("table")
	n := &ast.Truncate{Base: p.base(), Target: p.name("a table")}
	if p.at(",") {
		p.notInRedshift(p.tok().span(), "TRUNCATE takes one table", "write a TRUNCATE for each table")
	}
	return n
}

// call reads CALL name ( … ) (r_CALL_procedure).
func (p *parser) call() ast.Statement {
	p.expect("call")
	n := &ast.Call{Base: p.base(), Name: p.name("a procedure")}
	p.group()
	return n
}

// refresh reads REFRESH MATERIALIZED VIEW (materialized-view-refresh-sql-command); CASCADE and RESTRICT, for views on
// views, are newer than the page that was seen (docs/evidence.md).
func (p *parser) refresh() ast.Statement {
	p.expect("refresh", "materialized", "view")
	if p.at("concurrently") {
		p.notInRedshift(p.tok().span(), "Redshift refreshes without CONCURRENTLY", "remove the word")
	}
	n := &ast.Refresh{Base: p.base(), Name: p.name("a materialized view")}
	p.acceptOne("cascade", "restrict")
	return n
}

// lock reads LOCK [TABLE] name, …, which has one mode only (r_LOCK).
func (p *parser) lock() ast.Statement {
	p.expect("lock")
	p.accept("table")
	n := &ast.Lock{Base: p.base(), Names: p.names("a table")}
	if p.at("in") {
		p.notInRedshift(p.tok().span(), "LOCK has no modes in Redshift, it always locks exclusively", "remove IN … MODE")
	}
	return n
}

// vacuum reads VACUUM (r_VACUUM_command).
func (p *parser) vacuum() ast.Statement {
	p.expect("vacuum")
	p.acceptPhrase("full", "sort only", "delete only", "reindex", "recluster")
	if !p.atEnd() && !p.atAny("to", "boost") {
		p.name("a table")
	}
	if p.accept("to") {
		p.integer("a percentage")
		p.expect("percent")
	}
	p.accept("boost")
	return &ast.Utility{Base: p.base(), Verb: "VACUUM"}
}

// analyze reads ANALYZE [VERBOSE] [table [( column, … )]] [PREDICATE COLUMNS | ALL COLUMNS] (r_ANALYZE).
func (p *parser) analyze() ast.Statement {
	p.expectOne("analyze", "analyse")
	p.accept("verbose")
	if !p.atEnd() && !p.atColumnChoice() {
		p.tableWithColumns()
	}
	if !p.accept("predicate", "columns") {
		p.accept("all", "columns")
	}
	return &ast.Utility{Base: p.base(), Verb: "ANALYZE"}
}

func (p *parser) atColumnChoice() bool { return p.at("predicate", "columns") || p.at("all", "columns") }

func (p *parser) tableWithColumns() {
	p.name("a table")
	if p.at("(") {
		p.columnList()
	}
}

// analyzeCompression reads ANALYZE COMPRESSION [table [( column, … )]] [COMPROWS n] (r_ANALYZE_COMPRESSION).
func (p *parser) analyzeCompression() ast.Statement {
	p.expectOne("analyze", "analyse")
	p.expect("compression")
	if !p.atEnd() && !p.at("comprows") {
		p.tableWithColumns()
	}
	if p.accept("comprows") {
		p.anyInteger()
	}
	return &ast.Utility{Base: p.base(), Verb: "ANALYZE COMPRESSION"}
}

// cancel reads CANCEL process ['message'] (r_CANCEL).
func (p *parser) cancel() ast.Statement {
	p.expect("cancel")
	p.integer("the number of a process")
	p.optionalText()
	return &ast.Utility{Base: p.base(), Verb: "CANCEL"}
}
