package parser

import (
	"github.com/redraft/redraft/parser/ast"
)

var alterFamily = []entry{
	{"alter table", (*parser).alterTable},
	{"alter materialized view", (*parser).alterMaterializedView},
}

// alterTable reads ALTER TABLE with one action, or several that may share a statement (r_ALTER_TABLE).
func (p *parser) alterTable() ast.Statement {
	p.expect("alter", "table")
	if p.at("if", "exists") {
		p.notInRedshift(p.ahead(2), "ALTER TABLE has no IF EXISTS in Redshift", "remove it")
	}
	p.accept("only") // PostgreSQL's word for "without its children", of which there are none here
	a := &ast.AlterTable{Base: p.base(), Name: p.name("a table")}
	p.list(func() { a.Actions = append(a.Actions, p.alterAction()) })
	p.checkCombination(a.Actions)
	return a
}

// alterAction reads one action of ALTER TABLE.
func (p *parser) alterAction() ast.AlterAction {
	first := p.pos
	switch {
	case p.accept("add"):
		return p.alterAdd(first)
	case p.accept("drop"):
		return p.alterDrop(first)
	case p.accept("alter"):
		return p.alterAlter(first)
	case p.accept("rename"):
		return p.alterRename(first)
	case p.accept("owner", "to"):
		return &ast.OwnerTo{Owner: p.userName("a user"), Action: p.action(first)}
	case p.accept("append", "from"):
		return p.appendFrom(first)
	case p.at("row"), p.at("masking"):
		return p.rowSecurity(first)
	case p.at("set"), p.at("partition"):
		return p.alterSet(first)
	}
	p.foreignAction()
	return nil
}

// action returns the base of an action that began at a token.
func (p *parser) action(first int) ast.Action { return ast.Action{Span: p.spanFrom(first)} }

// checkCombination reports actions that cannot share a statement: Redshift takes one action, except several changes of
// encoding, and a sort key with a distribution (r_ALTER_TABLE).
func (p *parser) checkCombination(actions []ast.AlterAction) {
	if p.failed || len(actions) < 2 {
		return
	}
	var encodings, sorts, distributions int
	for _, a := range actions {
		switch a.(type) {
		case *ast.AlterColumnEncode:
			encodings++
		case *ast.AlterSortKey:
			sorts++
		case *ast.AlterDistribution:
			distributions++
		}
	}
	if encodings == len(actions) || len(actions) == 2 && sorts == 1 && distributions == 1 {
		return
	}
	summary := "Redshift takes one action in an ALTER TABLE"
	if _, added := actions[1].(*ast.AddColumn); added {
		summary = "Redshift adds one column in an ALTER TABLE"
	}
	p.errorAt(actions[1].Bounds(), codeNotInRedshift, summary,
		"write a statement for each; only changes of ENCODE, or of SORTKEY with DISTKEY or DISTSTYLE, may share one")
}

// alterMaterializedView reads ALTER MATERIALIZED VIEW (r_ALTER_MATERIALIZED_VIEW).
func (p *parser) alterMaterializedView() ast.Statement {
	p.expect("alter", "materialized", "view")
	a := &ast.AlterMaterializedView{Base: p.base(), Name: p.name("a materialized view")}
	p.list(func() { a.Actions = append(a.Actions, p.materializedAction()) })
	p.checkCombination(a.Actions)
	return a
}

func (p *parser) materializedAction() ast.AlterAction {
	first, at := p.pos, p.tok().span()
	switch {
	case p.accept("auto", "refresh"):
		return &ast.AlterAutoRefresh{On: p.expectOne("yes", "no") == "yes", Action: p.action(first)}
	case p.accept("alter"):
		return p.alterAlter(first)
	case p.at("row"):
		return p.rowSecurity(first)
	case p.at("rename"):
		p.notInRedshift(at, "a materialized view cannot be renamed", "drop it and create it under the other name")
	case p.at("owner"):
		p.notInRedshift(at, "ALTER MATERIALIZED VIEW does not set an owner", "write ALTER TABLE name OWNER TO user")
	default:
		p.unexpected()
	}
	return nil
}

// foreignAction fails at an action of other databases.
func (p *parser) foreignAction() {
	at, word := p.tok().span(), p.word(p.pos)
	switch word {
	case "enable", "disable", "force", "no":
		p.notInRedshift(at, "Redshift has no triggers or rules to switch",
			"row-level security is switched with ROW LEVEL SECURITY ON or OFF")
	case "modify", "change":
		p.notInRedshift(at, "columns are not changed with "+display(word)+" in Redshift",
			"write ALTER COLUMN … TYPE or ALTER COLUMN … ENCODE")
	case "inherit", "cluster", "attach", "detach", "validate", "replica":
		p.notInRedshift(at, "ALTER TABLE has no "+display(word)+" in Redshift", "remove it")
	default:
		p.unexpected()
	}
}
