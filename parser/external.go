package parser

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// External schemas, tables and views: what lives in Glue, a Hive metastore, another database or a stream.
var externalFamily = []entry{
	{"create external schema", (*parser).createExternalSchema},
	{"alter external schema", (*parser).alterExternalSchema},
	{"create external table", (*parser).createExternalTable},
	{"create external [protected] view", (*parser).createExternalView},
	{"alter external view", (*parser).alterExternalView},
	{"drop external view", (*parser).dropExternalView},
}

// createExternalSchema follows r_CREATE_EXTERNAL_SCHEMA; DATA CATALOG is the source when none is named.
func (p *parser) createExternalSchema() ast.Statement {
	p.expect("create", "external", "schema")
	n := &ast.CreateExternalSchema{Source: "data catalog"}
	n.Condition = p.ifNotExists()
	n.Name = p.ident("a schema")
	p.expect("from")
	if source := p.acceptPhrase("data catalog", "hive metastore", "postgres", "mysql", "kinesis", "msk", "kafka",
		"redshift"); source != "" {
		n.Source = source
	}
	p.clauses(
		clause{"database", func() { n.Database = p.textOrWord("a database in single quotes") }},
		clause{"schema", func() { n.Schema = p.textOrWord("a schema in single quotes") }},
		clause{"region", p.textInto(&n.Region)},
		clause{"uri", p.textInto(&n.URI)},
		clause{"port", p.anyInteger},
		clause{"iam_role", func() { n.IAMRole = p.iamRole() }},
		clause{"secret_arn", p.anyText},
		clause{"authentication", p.authentication},
		clause{"authentication_arn", p.anyText},
		clause{"cluster_arn", p.anyText},
		clause{"catalog_role", p.anyRole},
		clause{"catalog_id", p.anyText},
		clause{"create external database if not exists", nil},
	)
	p.unplanned(&n.UnplannedBase, ast.EffectCreate, named(model.KindExternalSchema, n.Name))
	return n
}

func (p *parser) authentication() { p.expectOne("none", "iam", "mtls") }

// alterExternalSchema follows r_ALTER_EXTERNAL_SCHEMA.
func (p *parser) alterExternalSchema() ast.Statement {
	p.expect("alter", "external", "schema")
	n := &ast.AlterExternalSchema{Name: p.ident("a schema")}
	p.someClauses(
		clause{"iam_role", p.anyRole},
		clause{"authentication", p.authentication},
		clause{"authentication_arn", p.anyText},
		clause{"secret_arn", p.anyText},
		clause{"uri", p.anyText},
	)
	p.unplanned(&n.UnplannedBase, ast.EffectAlter, named(model.KindExternalSchema, n.Name))
	return n
}

// createExternalTable follows r_CREATE_EXTERNAL_TABLE.
func (p *parser) createExternalTable() ast.Statement {
	p.expect("create", "external", "table")
	n := &ast.CreateExternalTable{Name: p.name("a table")}
	if p.at("(") {
		n.Columns = p.externalColumns()
	}
	p.clauses(
		clause{"partitioned by", func() { n.PartitionedBy = p.externalColumns() }},
		clause{"row format", p.rowFormat},
		clause{"stored as", func() { n.Format = p.fileFormat() }},
		clause{"location", p.textInto(&n.Location)},
		clause{"table properties", p.properties},
	)
	if p.accept("as") {
		n.Query = p.query()
	}
	if !p.failed && p.atEnd() && n.Location == "" {
		p.errorAt(n.Name.Span, codeSyntax, "an external table needs a LOCATION", "add LOCATION 's3://bucket/prefix/'")
	}
	p.unplanned(&n.UnplannedBase, ast.EffectCreate, kept(model.KindExternalTable, n.Name))
	return n
}

// externalColumns reads ( name [type], … ).
func (p *parser) externalColumns() (list []ast.ExternalColumn) {
	p.parens(func() {
		first := p.pos
		c := ast.ExternalColumn{Name: p.ident("a column")}
		if !p.at(",") && !p.at(")") {
			c.Type = p.externalType()
		}
		c.Span = p.spanFrom(first)
		list = append(list, c)
	})
	return list
}

// hiveTypes are names of types that Redshift reads from files without having them (c-spectrum-external-tables,
// r_CREATE_EXTERNAL_TABLE; docs/evidence.md).
var hiveTypes = wordSet("string double tinyint binary")

// externalType reads a type of an external table: Redshift's, Hive's, or one that nests others
// (tutorial-query-nested-data).
func (p *parser) externalType() ast.Type {
	first := p.pos
	w := p.word(p.pos)
	switch {
	case (w == "struct" || w == "array" || w == "map") && strings.HasPrefix(p.word(p.pos+1), "<"):
		p.pos++
		return p.nestedType(first)
	case hiveTypes[w] && !p.at("double", "precision"):
		p.pos++
	default:
		return p.dataType()
	}
	return ast.Type{Span: p.spanFrom(first), Text: p.normalised(first, p.pos)}
}

// nestedType reads a balanced <…> behind the first word of a type. The lexer takes two closing ones for an operator, so
// they are counted one by one. The text has no blanks but between words, however it was written.
func (p *parser) nestedType(first int) ast.Type {
	var text strings.Builder
	text.WriteString(p.word(first))
	for depth := 0; ; p.pos++ {
		if p.atEnd() {
			p.fail(p.tokens[first+1].span(), codeUnterminated, "this < is never closed", "close it with >")
			return ast.Type{}
		}
		t := p.tok()
		if t.kind == tokWord && p.tokens[p.pos-1].kind == tokWord {
			text.WriteByte(' ')
		}
		text.WriteString(p.folded[t.start:t.end])
		w := p.symbol(p.pos)
		depth += strings.Count(w, "<") - strings.Count(w, ">")
		if depth <= 0 {
			p.pos++
			return ast.Type{Span: p.spanFrom(first), Text: text.String()}
		}
	}
}

func (p *parser) rowFormat() {
	if p.accept("delimited") {
		p.clauses(
			clause{"fields terminated by", p.anyText},
			clause{"lines terminated by", p.anyText},
		)
		return
	}
	p.expect("serde")
	p.anyText()
	if p.accept("with", "serdeproperties") {
		p.properties()
	}
}

// fileFormat reads what follows STORED AS and returns it normalised.
func (p *parser) fileFormat() string {
	first := p.pos
	if p.accept("inputformat") {
		p.anyText()
		p.expect("outputformat")
		p.anyText()
	} else {
		p.expectOne("parquet", "rcfile", "sequencefile", "textfile", "orc", "avro")
	}
	return p.normalised(first, p.pos)
}

// properties reads ( 'name' = 'value', … ).
func (p *parser) properties() {
	p.parens(func() {
		p.anyText()
		p.expect("=")
		p.anyText()
	})
}

// externalAction reads an action of ALTER TABLE that external tables alone take, behind its ADD or DROP
// (r_ALTER_TABLE_external-table).
func (p *parser) externalAction(first int) ast.AlterAction {
	switch p.word(first) {
	case "add":
		p.ifNotExists()
		p.addPartitions()
	case "drop":
		p.ifExists()
		p.partition()
	default:
		p.setExternal()
	}
	return &ast.AlterExternal{Text: p.normalised(first, p.pos), Action: p.action(first)}
}

// addPartitions reads PARTITION ( … ) LOCATION '…', once or more.
func (p *parser) addPartitions() {
	for again := true; again; again = p.at("partition") {
		p.partition()
		p.expect("location")
		p.anyText()
	}
}

// partition reads PARTITION ( column = value, … ).
func (p *parser) partition() {
	p.expect("partition")
	p.parens(func() {
		p.ident("a column")
		p.expect("=")
		p.parameterValue()
	})
}

// setExternal reads SET {LOCATION|FILE FORMAT|TABLE PROPERTIES} …, and SET LOCATION of a partition.
func (p *parser) setExternal() {
	if p.at("partition") {
		p.partition()
		p.expect("set", "location")
		p.anyText()
		return
	}
	p.expect("set")
	switch {
	case p.accept("location"):
		p.anyText()
	case p.accept("file"):
		p.expect("format")
		p.fileFormat()
	default:
		p.expect("table", "properties")
		p.properties()
	}
}

// createExternalView follows r_CREATE_EXTERNAL_VIEW, whose IF NOT EXISTS stands behind the name. Its text and its example
// disagree on whether PROTECTED must be written (docs/evidence.md).
func (p *parser) createExternalView() ast.Statement {
	p.expect("create", "external")
	n := &ast.CreateExternalView{Protected: p.accept("protected")}
	p.expect("view")
	n.Condition = p.ifNotExists()
	n.Name = p.name("a view")
	n.Condition = p.ifNotExists() || n.Condition
	p.expect("as")
	n.Query = p.query()
	p.unplanned(&n.UnplannedBase, ast.EffectCreate, kept(model.KindExternalView, n.Name))
	return n
}

// alterExternalView follows r_ALTER_EXTERNAL_VIEW.
func (p *parser) alterExternalView() ast.Statement {
	p.expect("alter", "external", "view")
	n := &ast.AlterExternalView{Name: p.name("a view"), Force: p.accept("force")}
	if !p.accept("remove", "definition") {
		p.expect("as")
		n.Query = p.query()
	}
	p.unplanned(&n.UnplannedBase, ast.EffectAlter, kept(model.KindExternalView, n.Name))
	return n
}

func (p *parser) dropExternalView() ast.Statement {
	p.expect("drop", "external", "view")
	return p.dropped(model.KindExternalView, "a view", dropIfExists)
}
