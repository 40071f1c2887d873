package parser

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// Models of Redshift ML and of Bedrock.
var modelFamily = []entry{
	{"create [external] model", (*parser).createModel},
	{"drop model", (*parser).dropModel},
}

// createModel follows r_CREATE_MODEL, r_create_model_use_cases and r_create_external_model.
func (p *parser) createModel() ast.Statement {
	p.expect("create")
	n := &ast.CreateModel{External: p.accept("external")}
	p.expect("model")
	n.Name = p.name("a model")
	p.clauses(
		clause{"from", func() { p.modelSource(n) }},
		clause{"target", func() { n.Target = p.target() }},
		clause{"function", func() { p.modelFunction(n) }},
		clause{"returns", func() { p.dataType() }},
		clause{"sagemaker", func() { n.Endpoint = p.endpoint() }},
		clause{"iam_role", p.anyRole},
		clause{"auto", func() { p.expectOne("on", "off") }},
		clause{"model_type", func() {
			p.expectOne("xgboost", "mlp", "linear_learner", "kmeans", "forecast", "bedrock")
		}},
		clause{"problem_type", p.problemType},
		clause{"objective", p.objective},
		clause{"preprocessors", p.anyText},
		clause{"hyperparameters", p.hyperparameters},
		clause{"settings", p.modelSettings},
	)
	p.unplanned(&n.UnplannedBase, ast.EffectCreate, kept(model.KindMLModel, n.Name))
	return n
}

// modelSource reads a table, a query in parentheses, or the name of a training job.
func (p *parser) modelSource(n *ast.CreateModel) {
	switch {
	case p.atString():
		n.Job = p.text()
	case p.at("("):
		outer := p.group()
		if !p.failed {
			inside := ast.Span{Start: outer.Start + 1, End: outer.End - 1}
			n.Query = ast.Query{Span: inside, Text: p.src.Text[inside.Start:inside.End]}
		}
	default:
		n.Table = p.name("a table")
	}
}

// target reads the column to predict, which the manual's examples also write in single quotes.
func (p *parser) target() ast.Ident {
	if !p.atString() {
		return p.ident("a column")
	}
	name, span := p.stringLiteral("a column")
	return ast.Ident{Span: ast.Span{Start: span.Start + 1, End: span.End - 1}, Name: foldASCII(name)}
}

func (p *parser) modelFunction(n *ast.CreateModel) {
	n.Function = p.name("a function")
	if p.at("(") {
		p.typeList()
	}
}

// endpoint reads 'endpoint' or 'endpoint':'model'.
func (p *parser) endpoint() string {
	name := p.text()
	if p.accept(":") {
		p.anyText()
	}
	return name
}

func (p *parser) problemType() {
	p.maybeInParens(func() { p.expectOne("regression", "binary_classification", "multiclass_classification") })
}

func (p *parser) objective() { p.maybeInParens(p.anyText) }

// maybeInParens reads something that the manual's syntax shows with parentheses around it and its examples without.
func (p *parser) maybeInParens(read func()) {
	if p.at("(") {
		p.parens(read)
		return
	}
	read()
}

// hyperparameters reads DEFAULT [EXCEPT ( key 'value', … )]; the keys are those of the algorithm.
func (p *parser) hyperparameters() {
	p.expect("default")
	if p.accept("except") {
		p.parens(func() {
			p.ident("a hyperparameter")
			p.anyText()
		})
	}
}

// modelSettings reads ( name value, … ).
func (p *parser) modelSettings() {
	p.parens(func() {
		p.expectOne("s3_bucket", "tags", "kms_key_id", "s3_garbage_collect", "max_cells", "max_runtime", "max_batch_rows",
			"horizon", "frequency", "percentiles", "model_id", "prompt", "suffix", "request_type", "response_type")
		if !p.accept("on") {
			p.textOrWord("a value")
		}
	})
}

func (p *parser) dropModel() ast.Statement {
	p.expect("drop", "model")
	return p.dropped(model.KindMLModel, "a model", dropIfExists)
}
