package translate

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// policies translates row-level security, masking and datashares, which the stand-in keeps and never applies.
func (t *translator) policies(statement ast.Statement) (Command, bool, error) {
	var c Command
	switch n := statement.(type) {
	case *ast.CreatePolicy:
		c = createPolicy(n)
	case *ast.AlterPolicy:
		kind := policyKind(n.IDs)
		c = script("ALTER "+policyWord(kind), call("alter_policy", kind, n.Name.Name, expressionJSON(kind, n.Using)))
	case *ast.AttachPolicy:
		c = attachPolicy(n)
	case *ast.AlterDatashare:
		c = alterDatashare(n)
	default:
		return c, false, nil
	}
	return c, true, nil
}

func policyKind(ids []model.ID) string {
	for _, id := range ids {
		if id.Kind == model.KindMaskingPolicy || strings.HasPrefix(id.Name, "masking") {
			return "masking"
		}
	}
	return "rls"
}

func policyWord(kind string) string { return strings.ToUpper(kind) + " POLICY" }

// marshal writes a value of texts, numbers and lists of them, which JSON always takes.
func marshal(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return "null"
	}
	return string(text)
}

// policyColumn is one of SVV_RLS_POLICY.POLATTS and SVV_MASKING_POLICY.INPUT_COLUMNS.
type policyColumn struct {
	Name string `json:"colname"`
	Type string `json:"type"`
}

// expressionJSON writes an expression as SVV_RLS_POLICY.POLQUAL and SVV_MASKING_POLICY.POLICY_EXPRESSION have it.
func expressionJSON(kind string, e ast.Expr) string {
	key := "polqual"
	if kind == "masking" {
		key = "expr"
	}
	return marshal([]map[string]string{{key: e.Text}})
}

func createPolicy(n *ast.CreatePolicy) Command {
	kind := policyKind(n.IDs)
	columns := []policyColumn{}
	for _, c := range n.Columns {
		columns = append(columns, policyColumn{c.Name.Name, dataType(c.Type.Data)})
	}
	return script("CREATE "+policyWord(kind), fmt.Sprintf("SELECT pg_redshift.create_policy(%s, %s, %s, %s, %t)",
		literal(kind), literal(n.Name.Name), literal(marshal(columns)), literal(expressionJSON(kind, n.Using)), n.Condition))
}

func attachPolicy(n *ast.AttachPolicy) Command {
	kind, verb := policyKind(append(n.IDs, model.ID{Name: policyWords(n)})), "ATTACH "
	function := "attach_policy"
	if n.Does == ast.EffectDrop {
		verb, function = "DETACH ", "detach_policy"
	}
	inputs, outputs := n.Inputs, n.Columns
	if len(inputs) == 0 {
		inputs = outputs
	}
	var statements []string
	for _, table := range n.Tables {
		for _, to := range n.Grantees {
			who := to.Name
			if to.Kind == model.ToPublic {
				who = "public"
			}
			statements = append(statements, fmt.Sprintf("SELECT pg_redshift.%s(%s, %s, %s, %s, %s, %d, %s, %s)", function,
				literal(kind), literal(n.Policy.Name), literal(name(table)), literal(who), literal(to.Kind.String()), n.Priority,
				literal(marshal(inputs)), literal(marshal(outputs))))
		}
	}
	return script(verb+policyWord(kind), statements...)
}

// policyWords are the statement's words behind ATTACH or DETACH: its IDs name attachments, not policies.
func policyWords(n *ast.AttachPolicy) string {
	_, rest, _ := strings.Cut(n.Tokens, " ")
	return strings.ToLower(rest)
}

// alterDatashare keeps which objects a share has. What SET changes is not shown anywhere but in SVV_DATASHARES.
func alterDatashare(n *ast.AlterDatashare) Command {
	function := "share_object"
	if n.Remove {
		function = "unshare_object"
	}
	var statements []string
	for _, schema := range n.Schemas {
		statements = append(statements, call(function, n.Name.Name, "schema", schema.Name))
	}
	for _, table := range n.Tables {
		statements = append(statements, call(function, n.Name.Name, "table", table.Schema+"."+table.Name))
	}
	for _, f := range n.Functions {
		statements = append(statements, call(function, n.Name.Name, "function", f.Name.Schema+"."+f.Name.Name+"("+signature(f.Args)+")"))
	}
	for _, schema := range n.AllTablesIn {
		statements = append(statements, call(function+"s_in", n.Name.Name, "table", schema.Name))
	}
	for _, schema := range n.AllFunctionsIn {
		statements = append(statements, call(function+"s_in", n.Name.Name, "function", schema.Name))
	}
	if len(statements) == 0 {
		on := strings.Contains(strings.ToLower(n.Tokens), "publicaccessible") && IsOn(lastWord(n.Tokens))
		statements = append(statements, fmt.Sprintf("SELECT pg_redshift.publish_share(%s, %t)", literal(n.Name.Name), on))
	}
	return script("ALTER DATASHARE", statements...)
}

func lastWord(text string) string {
	words := strings.Fields(text)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}
