package cli

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"github.com/redraft/redraft/cmd/internal/project"
	"github.com/redraft/redraft/cmd/internal/ui"
	"github.com/redraft/redraft/model/diag"
)

// Run is the whole program as a function of its arguments, streams and environment. It returns the exit code.
func Run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env func(string) string) int {
	a := &app{stdout: stdout, stderr: stderr, env: env}
	root := newRoot(a)
	root.SetArgs(append([]string{}, args...)) // never nil, for which cobra would read os.Args
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return a.finish(root.ExecuteContext(ctx))
}

// app is what all verbs share: the streams, the environment and the global flags.
type app struct {
	stdout, stderr io.Writer
	env            func(string) string

	dir          string
	config       string
	placeholders []string
	given        map[string]string // the values of -p, by name in lower case
	color        string
	noColor      bool
	quiet        bool
	verbose      bool

	project *project.Project // set once a verb opened it
}

// open finds the project and lays the flags over its configuration. Findings of the configuration are shown.
func (a *app) open() (*project.Project, error) {
	p, findings := project.Open(a.dir, a.config)
	if findings.HasErrors() {
		return nil, findings
	}
	if err := a.setPlaceholders(p); err != nil {
		return nil, err
	}
	p.Live = a.live(p)
	if p.ConfigFile != "" {
		a.detail("configuration: %s\n", p.ConfigFile)
	}
	a.project = p
	return p, nil
}

// setPlaceholders lays the values of -p over the configuration.
func (a *app) setPlaceholders(p *project.Project) error {
	a.given = make(map[string]string)
	for _, pair := range a.placeholders {
		name, value, ok := strings.Cut(pair, "=")
		if !ok || name == "" {
			return problem("placeholder", fmt.Sprintf("%q is no placeholder", pair), "write -p name=value")
		}
		a.given[strings.ToLower(name)] = value
	}
	maps.Copy(p.Config.Placeholders, a.given)
	return nil
}

// problem is an error for people that has no place in a file.
func problem(code diag.Code, summary, hint string) diag.Diagnostic {
	return diag.Diagnostic{Severity: diag.Error, Code: code, Summary: summary, Hint: hint}
}

// say tells a person something on stderr, unless they asked for quiet.
func (a *app) say(format string, args ...any) {
	if !a.quiet {
		_, _ = fmt.Fprintf(a.stderr, format, args...) // nobody is left to tell when stderr fails
	}
}

// detail tells what only somebody who looks closely wants to know.
func (a *app) detail(format string, args ...any) {
	if a.verbose {
		a.say(format, args...)
	}
}

// report shows findings on stderr with their number; errors are shown even when quiet.
func (a *app) report(list diag.List) {
	list = slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool {
		return d.Severity == diag.Info && !a.verbose || d.Severity != diag.Error && a.quiet
	})
	if len(list) == 0 {
		return
	}
	_ = ui.Findings(a.stderr, list, a.style(a.stderr)) // nobody is left to tell when stderr fails
	if len(list) > 1 {
		_, _ = fmt.Fprintf(a.stderr, "\n%s\n", ui.Tally(list))
	}
}

// style says how text on a stream may look. --color wins over NO_COLOR, which wins over the terminal.
func (a *app) style(w io.Writer) ui.Style {
	fd, terminal := terminalOf(w)
	s := ui.Style{Remarks: a.verbose, Color: terminal && a.env("NO_COLOR") == "" && a.env("TERM") != "dumb"}
	if terminal {
		if width, _, err := term.GetSize(fd); err == nil {
			s.Width = width
		}
	}
	switch {
	case a.color == "always":
		s.Color = true
	case a.color == "never" || a.noColor:
		s.Color = false
	}
	if a.project != nil {
		s.Path = a.project.Shown
	}
	return s
}

// terminalOf returns the file descriptor of a stream that is a terminal.
func terminalOf(w io.Writer) (fd int, ok bool) {
	file, ok := w.(*os.File)
	if !ok {
		return 0, false
	}
	fd = int(file.Fd())
	return fd, term.IsTerminal(fd)
}

func isTerminal(fd uintptr) bool { return term.IsTerminal(int(fd)) }
