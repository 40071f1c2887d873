package parser

import (
	"slices"

	"github.com/redraft/redraft/parser/ast"
)

// Loading and unloading of rows.
var loadFamily = []entry{
	{"copy", (*parser).copy},
	{"copy job list|run|show|drop|alter", (*parser).copyJob},
	{"unload", (*parser).unload},
}

// copy reads COPY table FROM … (r_COPY, r_COPY-WITH-TEMPLATE, r_COPY-JOB).
func (p *parser) copy() ast.Statement {
	p.expect("copy")
	n := &ast.Copy{Base: p.base(), Target: p.name("a table")}
	if p.at("(") {
		n.Columns = p.columnList()
	}
	p.expect("from")
	p.anyText()
	p.clauses(append(append(p.authorization(), p.copyParameters()...),
		clause{"manifest", nil},
		clause{"encrypted", nil},
		clause{"master_symmetric_key", p.asText},
		clause{"region", p.asText},
		clause{"readratio", p.anyInteger},
		clause{"ssh", nil},
		clause{"using template", func() { p.name("a template") }},
		clause{"job create", p.jobOptions},
	)...)
	return n
}

// authorization are the ways to say with whose rights a bucket is read or written (copy-parameters-authorization).
func (p *parser) authorization() []clause {
	return []clause{
		{"iam_role", p.anyRole},
		{"with credentials", p.asText},
		{"credentials", p.asText},
		{"access_key_id", p.asText},
		{"secret_access_key", p.asText},
		{"session_token", p.asText},
	}
}

// asText reads [AS] 'text'.
func (p *parser) asText() {
	p.accept("as")
	p.anyText()
}

// copyParameters are what a COPY template holds too.
func (p *parser) copyParameters() []clause {
	return slices.Concat(p.copyFormats(), p.copyConversions(), p.copyOperations())
}

// copyFormats say how the files are written (copy-parameters-data-format, copy-parameters-file-compression).
func (p *parser) copyFormats() []clause {
	return []clause{
		{"format", p.copyFormat},
		{"csv", nil},
		{"quote", p.asText},
		{"delimiter", p.asText},
		{"fixedwidth", p.asText},
		{"avro", p.maybeText},
		{"json", p.maybeText},
		{"parquet", nil},
		{"orc", nil},
		{"shapefile", nil},
		{"simplify", p.simplify},
		{"serializetojson", nil},
		{"bzip2", nil},
		{"gzip", nil},
		{"lzop", nil},
		{"zstd", nil},
	}
}

// copyConversions say how text becomes values (copy-parameters-data-conversion).
func (p *parser) copyConversions() []clause {
	return []clause{
		{"acceptanydate", nil},
		{"acceptinvchars", p.maybeText},
		{"blanksasnull", nil},
		{"dateformat", p.autoOrText},
		{"emptyasnull", nil},
		{"encoding", func() { p.accept("as"); p.textOrWord("an encoding") }},
		{"escape", nil},
		{"explicit_ids", nil},
		{"fillrecord", nil},
		{"ignoreblanklines", nil},
		{"ignoreheader", p.asInteger},
		{"null", p.asText},
		{"removequotes", nil},
		{"roundec", nil},
		{"timeformat", p.autoOrText},
		{"trimblanks", nil},
		{"truncatecolumns", nil},
	}
}

// copyOperations say what COPY does besides loading (copy-parameters-data-load).
func (p *parser) copyOperations() []clause {
	return []clause{
		{"comprows", p.asInteger},
		{"compupdate", func() { p.acceptOne("preset", "on", "off", "true", "false") }},
		{"ignoreallerrors", nil},
		{"maxerror", p.asInteger},
		{"noload", nil},
		{"statupdate", p.onOrOff},
	}
}

// maybeText reads [[AS] 'text'].
func (p *parser) maybeText() {
	p.accept("as")
	p.optionalText()
}

// copyFormat reads the format that the word FORMAT names; its own arguments follow as they do without the word.
func (p *parser) copyFormat() {
	p.accept("as")
	if p.atAny("csv", "delimiter", "fixedwidth", "avro", "json", "parquet", "orc", "shapefile") {
		return
	}
	for _, format := range []string{"csv", "delimiter", "fixedwidth", "avro", "json", "parquet", "orc", "shapefile"} {
		p.note(format)
	}
	p.unexpected()
}

// simplify reads [AUTO] [tolerance] behind SHAPEFILE SIMPLIFY.
func (p *parser) simplify() {
	p.accept("auto")
	if !p.atEnd() && p.tok().kind == tokNumber {
		p.pos++
	}
}

// asInteger reads [AS] n; some write the number in quotes.
func (p *parser) asInteger() {
	p.accept("as")
	if p.atString() {
		p.anyText()
		return
	}
	p.anyInteger()
}

// autoOrText reads [AS] 'format' or AUTO.
func (p *parser) autoOrText() {
	p.accept("as")
	if !p.accept("auto") {
		p.anyText()
	}
}

// onOrOff reads [ON|TRUE|OFF|FALSE].
func (p *parser) onOrOff() { p.acceptOne("on", "off", "true", "false") }

// copyJob reads COPY JOB, which manages a COPY that runs by itself (r_COPY-JOB).
func (p *parser) copyJob() ast.Statement {
	p.expect("copy", "job")
	switch p.expectOne("list", "run", "show", "drop", "alter") {
	case "list":
	case "alter":
		p.jobOptions()
	default:
		p.name("a job")
	}
	return &ast.Utility{Base: p.base(), Verb: "COPY JOB"}
}

// jobOptions reads name [AUTO ON|OFF].
func (p *parser) jobOptions() {
	p.name("a job")
	if p.accept("auto") {
		p.expectOne("on", "off")
	}
}

// unload reads UNLOAD ('query') TO … (r_UNLOAD).
func (p *parser) unload() ast.Statement {
	p.expect("unload", "(")
	n := &ast.Unload{Base: p.base()}
	n.Query.Text, n.Query.Span = p.stringLiteral("a query in single quotes")
	p.expect(")", "to")
	p.anyText()
	p.clauses(append(p.authorization(), p.unloadOptions()...)...)
	return n
}

func (p *parser) unloadOptions() []clause {
	size := func() { p.asInteger(); p.acceptOne("mb", "gb") }
	return []clause{
		{"format", func() { p.accept("as"); p.expectOne("csv", "parquet", "json") }},
		{"csv", nil},
		{"parquet", nil},
		{"json", nil},
		{"partition by", func() { p.columnList(); p.accept("include") }},
		{"manifest", func() { p.accept("verbose") }},
		{"header", nil},
		{"delimiter", p.asText},
		{"fixedwidth", p.asText},
		{"encrypted", func() { p.accept("auto") }},
		{"kms_key_id", p.asText},
		{"master_symmetric_key", p.asText},
		{"bzip2", nil},
		{"gzip", nil},
		{"zstd", nil},
		{"addquotes", nil},
		{"null", p.asText},
		{"escape", nil},
		{"allowoverwrite", nil},
		{"cleanpath", nil},
		{"parallel", p.onOrOff},
		{"maxfilesize", size},
		{"rowgroupsize", size},
		{"region", p.asText},
		{"extension", p.asText},
	}
}
