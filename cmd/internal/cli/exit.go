package cli

import (
	"context"
	"errors"

	"github.com/redraft/redraft/model/diag"
)

// The exit codes of every verb. They are a promise to scripts: docs/commands.md and the help texts repeat this table.
const (
	exitDone    = 0 // done
	exitFailed  = 1 // failed, or the input is wrong
	exitChanges = 2 // there are changes, and --exit-code was given
)

// exitHelp ends every help text.
const exitHelp = `Exit codes:
  0  done
  1  failed, or the input is wrong
  2  there are changes (only with --exit-code)
`

// exit ends a verb with a code when everything was said already.
type exit int

// Error is never shown.
func (exit) Error() string { return "" }

// finish shows what a verb did not say itself and returns the exit code.
func (a *app) finish(err error) int {
	var code exit
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &code):
		return int(code)
	case errors.Is(err, context.Canceled):
		a.say("interrupted; nothing was changed\n")
		return exitFailed
	}
	a.report(asFindings(err))
	return exitFailed
}

// asFindings turns any error into findings: the same shape for everything that a person reads.
func asFindings(err error) diag.List {
	var list diag.List
	if errors.As(err, &list) {
		return list
	}
	var d diag.Diagnostic
	if errors.As(err, &d) {
		return diag.List{d}
	}
	return diag.List{{Severity: diag.Error, Code: "failed", Summary: err.Error()}}
}
