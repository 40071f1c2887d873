package cli

import (
	"github.com/redraft/redraft/cmd/internal/ui"
	"github.com/redraft/redraft/lint"
	"github.com/redraft/redraft/model/diag"
)

// ruleText describes a code for SARIF: the lint rules describe themselves, everything else is something that Redshift,
// Flyway or redraft would refuse, which each finding says in its own words.
func ruleText(code diag.Code) ui.RuleText {
	if rule, ok := lint.Find(code); ok {
		return ui.RuleText{Title: rule.Title, Help: rule.Why}
	}
	return ui.RuleText{Title: string(code), Help: "Each finding says what is wrong and what to do; docs/findings.md lists the codes."}
}
