package parser

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// Policies of row-level security and dynamic data masking.
var policyFamily = []entry{
	{"create rls policy", (*parser).createRLSPolicy},
	{"alter rls policy", (*parser).alterRLSPolicy},
	{"drop rls policy", (*parser).dropRLSPolicy},
	{"attach|detach rls policy", (*parser).attachRLSPolicy},
	{"create masking policy", (*parser).createMaskingPolicy},
	{"alter masking policy", (*parser).alterMaskingPolicy},
	{"drop masking policy", (*parser).dropMaskingPolicy},
	{"attach|detach masking policy", (*parser).attachMaskingPolicy},
}

// createRLSPolicy follows r_CREATE_RLS_POLICY.
func (p *parser) createRLSPolicy() ast.Statement {
	p.expect("create", "rls", "policy")
	n := &ast.CreatePolicy{Name: p.name("a policy")}
	if p.accept("with") {
		n.Columns = p.policyColumns()
		if p.accept("as") || !p.at("using") {
			n.Alias = p.ident("an alias")
		}
	}
	n.Using = p.using()
	p.unplanned(&n.UnplannedBase, ast.EffectCreate, policyID(model.KindRLSPolicy, n.Name))
	return n
}

// createMaskingPolicy follows r_CREATE_MASKING_POLICY.
func (p *parser) createMaskingPolicy() ast.Statement {
	p.expect("create", "masking", "policy")
	n := &ast.CreatePolicy{}
	n.Condition = p.ifNotExists()
	n.Name = p.name("a policy")
	p.expect("with")
	n.Columns = p.policyColumns()
	n.Using = p.using()
	p.unplanned(&n.UnplannedBase, ast.EffectCreate, policyID(model.KindMaskingPolicy, n.Name))
	return n
}

// policyID leaves the qualifier of a policy away: it is a database and no schema (r_CREATE_RLS_POLICY,
// docs/evidence.md).
func policyID(kind model.Kind, name ast.Name) model.ID { return model.ID{Kind: kind, Name: name.Name} }

// policyColumns reads ( name type, … ).
func (p *parser) policyColumns() (columns []ast.PolicyColumn) {
	p.parens(func() {
		first := p.pos
		c := ast.PolicyColumn{Name: p.ident("a column"), Type: p.dataType()}
		c.Span = p.spanFrom(first)
		columns = append(columns, c)
	})
	return columns
}

// using reads USING ( expression ). The expression may hold a query, so that its tokens are kept and not understood.
func (p *parser) using() ast.Expr {
	p.expect("using")
	first := p.pos
	outer := p.group()
	if p.failed {
		return ast.Expr{}
	}
	inside := ast.Span{Start: outer.Start + 1, End: outer.End - 1}
	return ast.Expr{Span: inside, Text: p.src.Text[inside.Start:inside.End], Canonical: p.normalised(first+1, p.pos-1)}
}

func (p *parser) alterRLSPolicy() ast.Statement {
	p.expect("alter", "rls", "policy")
	return p.alterPolicy(model.KindRLSPolicy)
}

func (p *parser) alterMaskingPolicy() ast.Statement {
	p.expect("alter", "masking", "policy")
	return p.alterPolicy(model.KindMaskingPolicy)
}

// alterPolicy follows r_ALTER_RLS_POLICY and r_ALTER_MASKING_POLICY.
func (p *parser) alterPolicy(kind model.Kind) ast.Statement {
	n := &ast.AlterPolicy{Name: p.name("a policy"), Using: p.using()}
	p.unplanned(&n.UnplannedBase, ast.EffectAlter, policyID(kind, n.Name))
	return n
}

func (p *parser) dropRLSPolicy() ast.Statement {
	p.expect("drop", "rls", "policy")
	return p.dropped(model.KindRLSPolicy, "a policy", dropIfExists|dropCascade|dropRestrict|dropUnqualified)
}

func (p *parser) dropMaskingPolicy() ast.Statement {
	p.expect("drop", "masking", "policy")
	return p.dropped(model.KindMaskingPolicy, "a policy", dropUnqualified)
}

// attachRLSPolicy follows r_ATTACH_RLS_POLICY and r_DETACH_RLS_POLICY.
func (p *parser) attachRLSPolicy() ast.Statement {
	attach := p.expectOne("attach", "detach") == "attach"
	p.expect("rls", "policy")
	n := &ast.AttachPolicy{Policy: p.name("a policy")}
	p.expect("on")
	p.accept("table")
	n.Tables = p.names("a table")
	p.expect(toOrFrom(!attach))
	p.list(func() { n.Grantees = append(n.Grantees, p.policyGrantee()) })
	p.attachment(n, attach, "rls policy")
	return n
}

// attachMaskingPolicy follows r_ATTACH_MASKING_POLICY and r_DETACH_MASKING_POLICY.
func (p *parser) attachMaskingPolicy() ast.Statement {
	attach := p.expectOne("attach", "detach") == "attach"
	p.expect("masking", "policy")
	n := &ast.AttachPolicy{Policy: p.name("a policy")}
	p.expect("on")
	p.accept("table")
	n.Tables = []ast.Name{p.name("a table")}
	n.Columns = p.paths()
	if attach && p.accept("using") {
		n.Inputs = p.paths()
	}
	p.expect(toOrFrom(!attach))
	n.Grantees = []model.Grantee{p.policyGrantee()}
	if attach && p.accept("priority") {
		n.Priority = p.integer("a priority")
	}
	p.attachment(n, attach, "masking policy")
	return n
}

// paths reads ( column, column.path, … ).
func (p *parser) paths() (paths []string) {
	p.parens(func() {
		first := p.pos
		p.ident("a column")
		for p.accept(".") {
			p.ident("a path")
		}
		paths = append(paths, p.normalised(first, p.pos))
	})
	return paths
}

// policyGrantee reads user, ROLE role or PUBLIC.
func (p *parser) policyGrantee() model.Grantee {
	switch {
	case p.accept("public"):
		return model.Public
	case p.accept("role"):
		return model.Grantee{Kind: model.ToRole, Name: p.userName("a role").Name}
	}
	return model.Grantee{Kind: model.ToUser, Name: p.userName("a user").Name}
}

// attachment names what an ATTACH makes and a DETACH takes away: one attachment for each table and grantee, and for a
// masking policy for each list of columns. The schema is the table's, so that it can be found with the table.
func (p *parser) attachment(n *ast.AttachPolicy, attach bool, sort string) {
	if len(n.Tables) > maxTargets/max(len(n.Grantees), 1) {
		p.fail(p.base().Span, codeSyntax, "the statement attaches too much at once", "split it")
		return
	}
	var ids []model.ID
	for _, table := range n.Tables {
		on := table.Name
		if len(n.Columns) > 0 {
			on += " (" + strings.Join(n.Columns, ", ") + ")"
		}
		for _, g := range n.Grantees {
			name := sort + " " + n.Policy.Name + " on " + on + " for " + g.String()
			ids = append(ids, model.ID{Kind: model.KindPolicyAttachment, Schema: table.Schema, Name: name})
		}
	}
	effect := ast.EffectDrop
	if attach {
		effect = ast.EffectCreate
	}
	p.unplanned(&n.UnplannedBase, effect, ids...)
}
