package cli

import (
	"strings"

	"github.com/redraft/redraft/cmd/internal/ui"
	"github.com/redraft/redraft/lint"
	"github.com/redraft/redraft/model/diag"
)

// ruleText describes a code for SARIF. The lint rules describe themselves; the other codes stand for what Redshift,
// Flyway or redraft refuses, and their findings are the best description there is.
func ruleText(d diag.Diagnostic) ui.RuleText {
	if rule, ok := lint.Find(d.Code); ok {
		return ui.RuleText{Title: rule.Title, Help: rule.Why}
	}
	help := d.Hint
	if help == "" {
		help = d.Summary
	}
	return ui.RuleText{Title: strings.ReplaceAll(string(d.Code), "-", " "), Help: help}
}
