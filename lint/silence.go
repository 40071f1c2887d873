package lint

import (
	"strings"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

// A finding is silenced by a comment "-- redraft: ignore code: reason", behind it on its line or alone on the line
// before it. Several such comments may stand above one line.

var ignoreWithoutReason = Rule{
	Code:     "ignore-without-reason",
	Title:    "a silenced finding without a reason",
	Why:      "Whoever reads the line next cannot tell whether the finding was understood or was merely in the way.",
	Severity: diag.Warning,
}

var ignoreUnused = Rule{
	Code:  "ignore-unused",
	Title: "a comment that silences nothing",
	Why: "It hides the next finding of that sort on its line, and says that something is wrong where nothing is; a " +
		"misspelt code silences nothing at all.",
	Severity: diag.Warning,
}

// ignore is one such comment.
type ignore struct {
	file   *ast.File
	span   ast.Span
	code   diag.Code
	reason string
	line   int // that it speaks of
	used   bool
}

type lineOf struct {
	file string
	line int
}

// silence takes away the findings that comments speak of, and returns what is wrong with these comments.
func silence(list diag.List, in *Input, options Options) (kept, complaints diag.List) {
	var ignores []*ignore
	for _, files := range [][]*ast.File{in.Scripts, in.Changesets} {
		for _, file := range files {
			ignores = append(ignores, ignoresOf(file)...)
		}
	}
	if len(ignores) == 0 {
		return list, nil
	}
	at := make(map[lineOf][]*ignore)
	for _, i := range ignores {
		key := lineOf{i.file.Source.Name, i.line}
		at[key] = append(at[key], i)
	}
	for _, d := range list {
		silenced := false
		for _, i := range at[lineOf{d.Pos.File, d.Pos.Line}] {
			if i.code == d.Code {
				i.used, silenced = true, true
			}
		}
		if !silenced {
			kept = append(kept, d)
		}
	}
	for _, i := range ignores {
		complaints = append(complaints, i.complaints(options)...)
	}
	return kept, complaints
}

func ignoresOf(file *ast.File) []*ignore {
	var ignores []*ignore
	for _, d := range file.Directives {
		if d.Verb != "ignore" {
			continue
		}
		code, reason, _ := strings.Cut(d.Args, ":")
		i := &ignore{file: file, span: d.Span, reason: strings.TrimSpace(reason), line: d.Line}
		if words := strings.Fields(code); len(words) > 0 {
			i.code = diag.Code(words[0])
		}
		ignores = append(ignores, i)
	}
	// From the last on: a comment alone on its line speaks of what the next line speaks of.
	below := make(map[int]int)
	for n := len(ignores) - 1; n >= 0; n-- {
		i := ignores[n]
		if !alone(file, i.span) {
			continue
		}
		own := i.line
		i.line = own + 1
		if further, ok := below[i.line]; ok {
			i.line = further
		}
		below[own] = i.line
	}
	return ignores
}

// alone reports whether nothing but blanks stands before a comment on its line.
func alone(file *ast.File, comment ast.Span) bool {
	before := file.Source.Text[:comment.Start]
	return strings.TrimSpace(before[strings.LastIndexByte(before, '\n')+1:]) == ""
}

func (i *ignore) complaints(options Options) (list diag.List) {
	complain := func(rule Rule, summary, hint string) {
		if severity := options.severity(rule); severity != 0 {
			list = append(list, i.file.Source.Diagnose(severity, rule.Code, i.span.Start, i.span.End, summary, hint))
		}
	}
	rule, known := Find(i.code)
	switch {
	case i.code == "":
		complain(ignoreUnused, "this comment names no rule", "write -- redraft: ignore rule-name: reason")
		return list
	case !known:
		complain(ignoreUnused, "there is no lint rule "+string(i.code), nearestRule(i.code))
	case !i.used && options.severity(rule) != 0:
		complain(ignoreUnused, "there is no finding "+string(i.code)+" to silence here",
			"remove the comment, or move it to the line of the finding or the line before")
	}
	if i.reason == "" {
		complain(ignoreWithoutReason, "no reason is given for silencing "+string(i.code),
			"write why: -- redraft: ignore "+string(i.code)+": reason")
	}
	return list
}

func nearestRule(code diag.Code) string {
	codes := make([]string, len(All))
	for n, r := range All {
		codes[n] = string(r.Code)
	}
	if near := diag.Nearest(string(code), codes); len(near) > 0 {
		return "did you mean " + strings.Join(near, " or ") + "?"
	}
	return "docs/lint.md lists the rules; findings of other sorts cannot be silenced"
}
