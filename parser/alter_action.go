package parser

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// alterAdd reads what follows ADD: a key, a column, or a partition of an external table.
func (p *parser) alterAdd(first int) ast.AlterAction {
	at := p.tok().span()
	switch {
	case p.atConstraint():
		return &ast.AddConstraint{Constraint: *p.tableConstraint(), Action: p.action(first)}
	case p.at("partition"), p.at("if", "not", "exists", "partition"):
		return p.externalAction(first)
	case p.at("("):
		p.notInRedshift(at, "Redshift adds one column in an ALTER TABLE, without parentheses",
			"write ALTER TABLE … ADD COLUMN for each")
	}
	p.accept("column")
	if p.at("if", "not", "exists") {
		p.notInRedshift(p.ahead(3), "ADD COLUMN has no IF NOT EXISTS in Redshift", "remove it")
	}
	column, named := p.columnDef()
	if len(named) > 0 {
		p.errorAt(named[0].Span, codeNotInRedshift, "an added column cannot bring a key along",
			"write ALTER TABLE … ADD CONSTRAINT after it")
	}
	return &ast.AddColumn{Column: *column, Action: p.action(first)}
}

// alterDrop reads what follows DROP: a constraint, a column, or a partition of an external table.
func (p *parser) alterDrop(first int) ast.AlterAction {
	switch {
	case p.accept("constraint"):
		p.noIfExists("DROP CONSTRAINT")
		return &ast.DropConstraint{Name: p.ident("a constraint"), Cascade: p.cascade(), Action: p.action(first)}
	case p.at("partition"), p.at("if", "exists", "partition"):
		return p.externalAction(first)
	case p.at("primary", "key"), p.at("foreign", "key"), p.at("unique"):
		p.notInRedshift(p.ahead(1), "keys are dropped by their name in Redshift", "write DROP CONSTRAINT name")
	}
	p.accept("column")
	p.noIfExists("DROP COLUMN")
	return &ast.DropColumn{Column: p.ident("a column"), Cascade: p.cascade(), Action: p.action(first)}
}

func (p *parser) noIfExists(what string) {
	if p.at("if", "exists") {
		p.notInRedshift(p.ahead(2), what+" has no IF EXISTS in Redshift", "remove it")
	}
}

// alterAlter reads what follows ALTER: a column, the distribution, the sort key or the encoding of the whole.
func (p *parser) alterAlter(first int) ast.AlterAction {
	switch {
	case p.accept("distkey"):
		key := p.ident("a column")
		return &ast.AlterDistribution{
			Distribution: model.Distribution{Style: model.DistKey, Key: key.Name}, Key: key, Action: p.action(first),
		}
	case p.accept("diststyle"):
		return p.alterDistStyle(first)
	case p.atAny("compound", "interleaved", "sortkey"):
		return p.alterSortKey(first)
	case p.accept("encode", "auto"):
		return &ast.AlterEncodeAuto{Action: p.action(first)}
	case p.accept("autorefresh"): // an older spelling, for materialized views
		p.accept("=")
		return &ast.AlterAutoRefresh{On: p.expectOne("yes", "no") == "yes", Action: p.action(first)}
	}
	p.accept("column")
	return p.alterColumn(first, p.ident("a column"))
}

func (p *parser) alterDistStyle(first int) ast.AlterAction {
	a := &ast.AlterDistribution{Distribution: model.Distribution{Style: p.distStyle()}}
	if a.Distribution.Style == model.DistKey {
		p.expect("distkey")
		a.Key = p.ident("a column")
		a.Distribution.Key = a.Key.Name
	}
	a.Action = p.action(first)
	return a
}

func (p *parser) alterSortKey(first int) ast.AlterAction {
	if p.at("interleaved") {
		p.notInRedshift(p.tok().span(), "ALTER TABLE cannot make a sort key INTERLEAVED",
			"create the table anew with INTERLEAVED SORTKEY")
	}
	compound := p.accept("compound")
	p.expect("sortkey")
	a := &ast.AlterSortKey{}
	switch {
	case !compound && p.accept("auto"):
		a.SortKey.Style = model.SortAuto
	case !compound && p.accept("none"):
		a.SortKey.Style = model.SortNone
	default:
		a.Columns = p.columnList()
		a.SortKey = model.SortKey{Style: model.SortCompound, Columns: identNames(a.Columns)}
	}
	a.Action = p.action(first)
	return a
}

// alterColumn reads what follows ALTER COLUMN name: its type or its encoding. Redshift has no other (r_ALTER_TABLE).
func (p *parser) alterColumn(first int, column ast.Ident) ast.AlterAction {
	at := p.tok().span()
	switch {
	case p.accept("encode"):
		return &ast.AlterColumnEncode{Column: column, Encoding: p.encoding(), Action: p.action(first)}
	case p.accept("type"), p.accept("set", "data", "type"):
		a := &ast.AlterColumnType{Column: column, Type: p.dataType(), Action: p.action(first)}
		if p.at("using") {
			p.notInRedshift(p.tok().span(), "ALTER TABLE ALTER COLUMN takes no USING in Redshift",
				"only the length of VARCHAR and VARBYTE can change in place; anything else needs a new table and a copy")
		}
		return a
	case p.at("set", "not", "null"), p.at("drop", "not", "null"):
		p.notInRedshift(p.ahead(3), "ALTER COLUMN cannot set or drop NOT NULL in Redshift",
			"create the table anew and copy the rows")
	case p.at("set", "default"), p.at("drop", "default"):
		p.notInRedshift(p.ahead(2), "ALTER COLUMN cannot set or drop a DEFAULT in Redshift",
			"create the table anew and copy the rows")
	case p.atAny("set", "drop", "add", "reset", "collate"):
		p.notInRedshift(at, "ALTER COLUMN can change a column's type or encoding alone", "write TYPE or ENCODE")
	}
	p.unexpected()
	return nil
}

// alterRename reads what follows RENAME.
func (p *parser) alterRename(first int) ast.AlterAction {
	if p.accept("to") {
		return &ast.RenameTo{NewName: p.newName(), Action: p.action(first)}
	}
	if p.at("constraint") {
		p.notInRedshift(p.tok().span(), "Redshift cannot rename a constraint",
			"drop it and add it under the other name")
	}
	p.accept("column")
	column := p.ident("a column")
	p.expect("to")
	return &ast.RenameColumn{Column: column, NewName: p.ident("a column"), Action: p.action(first)}
}

// newName reads the name behind RENAME TO; an object stays in its schema.
func (p *parser) newName() ast.Ident {
	first := p.pos
	name := p.ident("a name")
	if p.at(".") {
		p.notInRedshift(p.spanFrom(first), "a renamed object stays in its schema",
			"write the new name alone; Redshift cannot move an object to another schema")
	}
	return name
}

// appendFrom reads what follows APPEND FROM (r_ALTER_TABLE_APPEND).
func (p *parser) appendFrom(first int) ast.AlterAction {
	a := &ast.AppendFrom{Source: p.name("a table")}
	for word := "-"; word != ""; {
		word = p.acceptOne("ignoreextra", "filltarget")
		a.IgnoreExtra = a.IgnoreExtra || word == "ignoreextra"
		a.FillTarget = a.FillTarget || word == "filltarget"
	}
	a.Action = p.action(first)
	return a
}

// alterSet reads the actions on external tables that begin with SET or PARTITION.
func (p *parser) alterSet(first int) ast.AlterAction {
	switch {
	case p.at("set", "schema"):
		p.notInRedshift(p.ahead(2), "Redshift cannot move an object to another schema",
			"create it there, move the rows with ALTER TABLE … APPEND FROM, and drop the old one")
	case p.at("set", "location"), p.at("set", "file", "format"), p.at("set", "table", "properties"), p.at("partition"):
	default:
		p.expect("set")
		p.unexpected("LOCATION", "FILE FORMAT", "TABLE PROPERTIES")
	}
	return p.externalAction(first)
}

// rowSecurity reads ROW LEVEL SECURITY {ON|OFF} … and MASKING {ON|OFF} FOR DATASHARES.
func (p *parser) rowSecurity(first int) ast.AlterAction {
	if p.accept("masking") {
		p.expectOne("on", "off")
		p.expect("for", "datashares")
	} else {
		p.expect("row", "level", "security")
		p.expectOne("on", "off")
		if p.accept("conjunction", "type") {
			p.expectOne("and", "or")
		}
		if p.accept("for") {
			p.expect("datashares")
		}
	}
	return &ast.AlterRowSecurity{Text: p.normalised(first, p.pos), Action: p.action(first)}
}
