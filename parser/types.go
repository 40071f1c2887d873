package parser

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// dataType reads a type. An unknown one is reported and gives a type without data, so that the rest of a definition is
// still read.
func (p *parser) dataType() ast.Type {
	first := p.pos
	if p.atEnd() || p.tok().kind != tokWord && p.tok().kind != tokQuoted {
		p.unexpected("a data type")
		return ast.Type{}
	}
	if p.tok().kind == tokQuoted {
		p.pos++
		return p.resolved(first, p.unquote(p.tokens[first], false), nil)
	}
	spelling := p.typeWords()
	args := p.typeArguments()
	spelling += p.typeSuffix(spelling)
	if args == nil && spelling[:min(8, len(spelling))] == "interval" {
		args = p.typeArguments()
	}
	return p.resolved(first, spelling, args)
}

// typeWords reads the words of a type before its parentheses.
func (p *parser) typeWords() string {
	first := p.word(p.pos)
	p.pos++
	switch first {
	case "double":
		if p.accept("precision") {
			return "double precision"
		}
	case "national":
		if w := p.acceptOne("character", "char"); w != "" {
			return "national " + w + p.varying()
		}
	case "character", "char", "binary":
		return first + p.varying()
	case "interval":
		return first + p.intervalFields()
	}
	return first
}

func (p *parser) varying() string {
	if p.accept("varying") {
		return " varying"
	}
	return ""
}

func (p *parser) intervalFields() string {
	from := p.acceptOne("year", "month", "day", "hour", "minute", "second")
	if from == "" {
		return ""
	}
	if !p.accept("to") {
		return " " + from
	}
	return " " + from + " to " + p.expectOne("month", "hour", "minute", "second")
}

// typeArguments reads (n), (n, m) or (MAX).
func (p *parser) typeArguments() (args []int) {
	if !p.at("(") {
		return nil
	}
	p.parens(func() {
		if p.accept("max") {
			args = append(args, model.MaxLength)
			return
		}
		args = append(args, int(max(min(p.integer("a length"), 1<<31), -2)))
	})
	return args
}

func (p *parser) typeSuffix(spelling string) string {
	if spelling != "timestamp" && spelling != "time" {
		return ""
	}
	for _, w := range []string{"with", "without"} {
		if p.accept(w, "time", "zone") {
			return " " + w + " time zone"
		}
	}
	return ""
}

// resolved turns a spelling into a type.
func (p *parser) resolved(first int, spelling string, args []int) ast.Type {
	t := ast.Type{Span: p.spanFrom(first), Text: p.normalised(first, p.pos)}
	if p.failed {
		return t
	}
	if p.skipArray() {
		t.Span = p.spanFrom(first)
		p.errorAt(t.Span, codeNotInRedshift, "Redshift has no arrays as types", "use SUPER")
		return t
	}
	data, err := model.ResolveType(spelling, args...)
	if err == nil {
		t.Data = data
		return t
	}
	if _, known := model.ResolveType(spelling); known == nil && args != nil {
		p.errorAt(t.Span, codeInvalidType, err.Error(), "")
		return t
	}
	p.errorAt(t.Span, codeUnknownType, spelling+" is not a Redshift data type", typeHint(spelling))
	return t
}

// skipArray moves past the brackets of an array type.
func (p *parser) skipArray() bool {
	first := p.pos
	for p.at("[") {
		p.pos++
		if !p.at("]") {
			p.integer("a length")
		}
		p.expect("]")
	}
	return p.pos > first
}

// foreignTypes are types of other databases that people bring along, with what Redshift offers instead.
var foreignTypes = map[string]string{
	"serial": "use INTEGER IDENTITY(1,1)", "serial4": "use INTEGER IDENTITY(1,1)",
	"bigserial": "use BIGINT IDENTITY(1,1)", "serial8": "use BIGINT IDENTITY(1,1)",
	"smallserial": "use INTEGER IDENTITY(1,1)",
	"json":        "use SUPER", "jsonb": "use SUPER", "array": "use SUPER", "struct": "use SUPER", "map": "use SUPER",
	"uuid": "use VARCHAR(36)", "bytea": "use VARBYTE", "blob": "use VARBYTE", "binary": "use VARBYTE",
	"clob": "use VARCHAR(MAX)", "string": "use VARCHAR", "varchar2": "use VARCHAR", "xml": "use VARCHAR(MAX)",
	"number": "use NUMERIC", "money": "use NUMERIC(19,2)", "tinyint": "use SMALLINT", "bit": "use BOOLEAN",
	"datetime2": "use TIMESTAMP", "smalldatetime": "use TIMESTAMP", "double": "use DOUBLE PRECISION",
	"inet": "use VARCHAR(45)", "cidr": "use VARCHAR(45)",
	"interval": "use INTERVAL YEAR TO MONTH or INTERVAL DAY TO SECOND",
}

var typeNames = strings.Split("SMALLINT INTEGER BIGINT NUMERIC DECIMAL REAL FLOAT BOOLEAN CHAR VARCHAR DATE TIME TIMETZ "+
	"TIMESTAMP TIMESTAMPTZ SUPER VARBYTE GEOMETRY GEOGRAPHY HLLSKETCH TEXT", " ")

func typeHint(spelling string) string {
	if hint, ok := foreignTypes[spelling]; ok {
		return hint
	}
	if guess := closest(strings.ToUpper(spelling), typeNames); guess != "" {
		return "did you mean " + guess + "?"
	}
	return ""
}
