package parser

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// createProcedure reads CREATE PROCEDURE with its clauses in any order (r_CREATE_PROCEDURE).
func (p *parser) createProcedure() ast.Statement {
	p.expect("create")
	r := &ast.CreateProcedure{Base: p.base(), OrReplace: p.accept("or", "replace")}
	p.expect("procedure")
	r.Name = p.name("a procedure")
	p.warnReserved(r.Name.Span)
	r.Args = p.arguments()
	var seen clauses
	for !p.atEnd() {
		p.procedureClause(r, &seen)
	}
	if !p.failed && r.BodySpan == (ast.Span{}) {
		p.unexpected("AS $$ body $$")
	}
	if !p.failed && r.NonAtomic && (r.SecurityDefiner || len(r.Settings) > 0) {
		p.errorAt(r.Name.Span, codeConflict, "a NONATOMIC procedure has neither SECURITY DEFINER nor SET",
			"remove one of them")
	}
	return r
}

func (p *parser) procedureClause(r *ast.CreateProcedure, seen *clauses) {
	first := p.pos
	switch {
	case p.accept("nonatomic"):
		p.once(seen, first, "NONATOMIC")
		r.NonAtomic = true
	case p.accept("as"):
		r.Body, r.BodySpan = p.body()
		p.once(seen, first, "the body")
	case p.accept("language"):
		p.once(seen, first, "LANGUAGE")
		if name := p.language(); !p.failed && name != "plpgsql" {
			p.errorAt(p.spanFrom(first), codeNotInRedshift,
				"a procedure is written in PLPGSQL, not in "+strings.ToUpper(name),
				"write LANGUAGE plpgsql")
		}
	case p.accept("security"):
		p.once(seen, first, "SECURITY")
		r.SecurityDefiner = p.expectOne("invoker", "definer") == "definer"
	case p.accept("set"):
		name := p.settingName()
		p.expectOne("to", "=")
		r.Settings = append(r.Settings, model.Setting{Name: name, Value: strings.Join(p.parameterValues(), ", ")})
	case p.at("returns"):
		p.notInRedshift(p.tok().span(), "a procedure returns nothing",
			"give it an OUT argument, or write CREATE FUNCTION")
	default:
		p.foreignRoutineClause()
	}
}

// externalDefaults are what an external function gets when its clauses do not say (r_CREATE_EXTERNAL_FUNCTION).
var externalDefaults = model.External{RetryTimeout: 20000, MaxBatchRows: 2147483647, MaxBatchSize: 5 << 20}

// createExternalFunction reads CREATE EXTERNAL FUNCTION (r_CREATE_EXTERNAL_FUNCTION).
func (p *parser) createExternalFunction() ast.Statement {
	p.expect("create")
	f := &ast.CreateFunction{Base: p.base(), OrReplace: p.accept("or", "replace"), Language: "exfunc"}
	p.expect("external", "function")
	f.Name = p.name("a function")
	p.warnReserved(f.Name.Span)
	f.Args = p.arguments()
	p.returns(f)
	external := externalDefaults
	f.External = &external
	var seen clauses
	for !p.atEnd() {
		first := p.pos
		if p.volatility(f) {
			p.once(&seen, first, "the volatility")
			continue
		}
		p.externalClause(f.External, &seen)
	}
	if !p.failed && external.Endpoint == "" {
		p.unexpected("LAMBDA 'function'")
	}
	return f
}

func (p *parser) externalClause(x *model.External, seen *clauses) {
	first := p.pos
	word := p.expectOne("lambda", "sagemaker", "iam_role", "retry_timeout", "max_batch_rows", "max_batch_size")
	switch word {
	case "lambda", "sagemaker":
		x.Service = strings.ToUpper(word)
		x.Endpoint, _ = p.stringLiteral("the name of the function")
	case "iam_role":
		if x.IAMRole = "default"; !p.accept("default") {
			x.IAMRole, _ = p.stringLiteral("DEFAULT or the ARN of a role")
		}
	case "retry_timeout":
		x.RetryTimeout = int(p.integer("milliseconds"))
	case "max_batch_rows":
		x.MaxBatchRows = p.integer("a number of rows")
	case "max_batch_size":
		x.MaxBatchSize = p.integer("a size") << 10
		if p.acceptOne("kb", "mb") == "mb" {
			x.MaxBatchSize <<= 10
		}
	}
	if word != "" {
		p.once(seen, first, strings.ToUpper(word))
	}
}
