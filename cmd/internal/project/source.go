package project

import (
	"fmt"
	"strings"

	"github.com/redraft/redraft/model/diag"
)

// SourceKind is the sort of place that a model is read from.
type SourceKind string

// The kinds of sources.
const (
	Absolute   SourceKind = "absolute"
	Changesets SourceKind = "changesets"
	Snapshot   SourceKind = "snapshot"
	Env        SourceKind = "env"
)

// Source says where a model is read from: absolute scripts, changesets or a snapshot, in the working tree or in a
// commit, or the cluster of an environment.
type Source struct {
	Kind SourceKind
	// Path is the folder, the file of a snapshot or the name of an environment, as a person wrote it; empty is the folder of
	// the configuration.
	Path string
	// Rev is a git revision; empty is the working tree.
	Rev string
}

// SourceForms are the ways to write a source.
var SourceForms = []string{"absolute[:DIR]", "changesets[:DIR]", "env:NAME", "snapshot:FILE", "git:REV[:SOURCE or DIR]"}

// ParseSource reads what a person wrote for --from or --to. Behind git:REV stands another source, or a folder of
// absolute scripts; a revision holds no colon. The error is a diag.Diagnostic.
func ParseSource(text string) (Source, error) {
	var s Source
	rest := text
	if after, ok := strings.CutPrefix(text, "git:"); ok {
		s.Rev, rest, _ = strings.Cut(after, ":")
		if s.Rev == "" || strings.HasPrefix(s.Rev, "-") {
			return Source{}, badSource(text, "name a commit, branch or tag behind git:, as in git:main")
		}
		if rest == "" {
			rest = string(Absolute)
		}
	}
	word, path, _ := strings.Cut(rest, ":")
	switch kind := SourceKind(word); {
	case kind == Absolute || kind == Changesets:
		s.Kind, s.Path = kind, path
	case kind == Snapshot && path != "":
		s.Kind, s.Path = kind, path
	case kind == Snapshot:
		return Source{}, badSource(text, "name the file behind snapshot:, as in snapshot:warehouse.sql")
	case kind == Env && s.Rev != "":
		return Source{}, badSource(text, "a cluster has no git revisions: write env:NAME; a folder called env is written ./env")
	case kind == Env && path != "":
		s.Kind, s.Path = kind, path
	case kind == Env:
		return Source{}, badSource(text, "name the environment behind env:, as in env:qa")
	case s.Rev != "":
		s.Kind, s.Path = Absolute, rest
	default:
		hint := "write one of " + strings.Join(SourceForms, ", ")
		if near := diag.Nearest(word, []string{"absolute", "changesets", "env", "snapshot", "git"}); len(near) > 0 {
			hint = "did you mean " + near[0] + "? " + hint
		}
		return Source{}, badSource(text, hint)
	}
	return s, nil
}

func badSource(text, hint string) error {
	return diag.Diagnostic{
		Severity: diag.Error, Code: "unknown-source", Summary: fmt.Sprintf("%q is not a source of a model", text), Hint: hint,
	}
}

// String returns the source as a person would write it.
func (s Source) String() string {
	text := string(s.Kind)
	if s.Path != "" {
		text += ":" + s.Path
	}
	if s.Rev == "" {
		return text
	}
	if s.Kind == Absolute && s.Path == "" {
		return "git:" + s.Rev
	}
	return "git:" + s.Rev + ":" + text
}
