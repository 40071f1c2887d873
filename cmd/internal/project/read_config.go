package project

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/plan"
)

const codeConfig diag.Code = "configuration"

// configReader reads redraft.yaml node by node, so that every mistake has its place and a key that is not known is
// never passed over.
type configReader struct {
	source   *diag.Source
	lines    []string
	config   Config
	findings diag.List
	// hide keeps the text of a line out of findings: what an environment says is never shown.
	hide bool
}

// configKeys are the keys of redraft.yaml, each with what reads its value.
var configKeys = map[string]func(*configReader, *yaml.Node){
	"version":                    (*configReader).version,
	"absolute":                   func(r *configReader, n *yaml.Node) { r.text(n, &r.config.Absolute) },
	"incremental":                func(r *configReader, n *yaml.Node) { r.text(n, &r.config.Incremental) },
	"etl":                        func(r *configReader, n *yaml.Node) { r.text(n, &r.config.ETL) },
	"default_schema":             func(r *configReader, n *yaml.Node) { r.text(n, &r.config.DefaultSchema) },
	"case_sensitive_identifiers": (*configReader).caseSensitive,
	"placeholders":               func(r *configReader, n *yaml.Node) { r.placeholders(n, r.config.Placeholders) },
	"schemas":                    func(r *configReader, n *yaml.Node) { r.schemas(n, &r.config.Schemas) },
	"allow":                      (*configReader).allow,
	"lint":                       (*configReader).lint,
	"environments":               (*configReader).environments,
}

// ReadConfig reads the text of redraft.yaml. The findings name every key that is not known and every value of the wrong
// sort.
func ReadConfig(name string, content []byte) (Config, diag.List) {
	text := string(content)
	r := &configReader{source: diag.NewSource(name, text), lines: strings.SplitAfter(text, "\n"), config: DefaultConfig()}
	var document yaml.Node
	if err := yaml.Unmarshal(content, &document); err != nil {
		r.syntax(err)
		return r.config, r.findings
	}
	if len(document.Content) > 0 && document.Content[0].Tag != "!!null" {
		r.mapping(document.Content[0], "redraft.yaml", func(key, value *yaml.Node) {
			if read, ok := configKeys[key.Value]; ok {
				read(r, value)
				return
			}
			known := slices.Sorted(maps.Keys(configKeys))
			r.fail(key, fmt.Sprintf("%q is no key of redraft.yaml", key.Value), choice(key.Value, known))
		})
	}
	return r.config, r.findings.Sort()
}

// choice is the hint for a word that is not one of those that could stand there.
func choice(word string, known []string) string {
	if near := diag.Nearest(word, known); len(near) > 0 {
		return "did you mean " + strings.Join(near, " or ") + "?"
	}
	return "write one of " + strings.Join(known, ", ")
}

// syntax reports text that is no YAML. The library counts lines from 0 or from 1, as it happens, so that its line
// stays part of the message.
func (r *configReader) syntax(err error) {
	message := strings.TrimPrefix(strings.ReplaceAll(err.Error(), "\n", " "), "yaml: ")
	d := failure(codeConfig, "this is not YAML: near "+message,
		"keys and values are separated by a colon and a blank, and nested keys are indented with blanks")
	if !strings.HasPrefix(message, "line ") {
		d.Summary = "this is not YAML: " + message
	}
	d.Pos.File = r.source.Name
	r.findings = append(r.findings, d)
}

// offset returns the byte offset of a line and column, both from 1 and the column in characters.
func (r *configReader) offset(line, column int) int {
	at := 0
	for _, l := range r.lines[:min(max(line-1, 0), len(r.lines))] {
		at += len(l)
	}
	rest := r.source.Text[at:]
	for i := range rest {
		if column--; column == 0 {
			return at + i
		}
	}
	return len(r.source.Text)
}

func (r *configReader) fail(n *yaml.Node, summary, hint string) {
	start := r.offset(n.Line, n.Column)
	d := r.source.Diagnose(diag.Error, codeConfig, start, start+max(1, len(n.Value)), summary, hint)
	if r.hide {
		d.Snippet = ""
	}
	r.findings = append(r.findings, d)
}

// mapping calls each for every key of a mapping and refuses keys that are written twice.
func (r *configReader) mapping(n *yaml.Node, what string, each func(key, value *yaml.Node)) {
	n = target(n)
	if n.Kind != yaml.MappingNode {
		r.fail(n, what+" is a mapping", "write key: value, one a line")
		return
	}
	seen := make(map[string]bool)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if seen[key.Value] {
			r.fail(key, fmt.Sprintf("%q is written twice", key.Value), "keep one of the two")
			continue
		}
		seen[key.Value] = true
		each(key, target(n.Content[i+1]))
	}
}

// target follows a YAML alias.
func target(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

func (r *configReader) text(n *yaml.Node, into *string) {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || n.Value == "" {
		r.fail(n, "a text is expected here", "write one word, or text in quotes")
		return
	}
	*into = n.Value
}

func (r *configReader) version(n *yaml.Node) {
	if n.Value != configVersion {
		r.fail(n, fmt.Sprintf("version %q of redraft.yaml is not known", n.Value), "this redraft reads version 1")
	}
}

func (r *configReader) caseSensitive(n *yaml.Node) {
	value, err := strconv.ParseBool(n.Value)
	if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" || err != nil {
		r.fail(n, "true or false is expected here", "it says whether the clusters set enable_case_sensitive_identifier")
		return
	}
	r.config.CaseSensitive = value
}

func (r *configReader) placeholders(n *yaml.Node, into map[string]string) {
	r.mapping(n, "placeholders", func(key, value *yaml.Node) {
		if value.Kind != yaml.ScalarNode {
			r.fail(value, "a placeholder's value is a text", "write name: value")
			return
		}
		into[strings.ToLower(key.Value)] = value.Value
	})
}

func (r *configReader) allow(n *yaml.Node) {
	r.list(n, "allow is a list of hazards", "write allow: [code, …]", func(item *yaml.Node) {
		code, ok := plan.ParseHazard(item.Value)
		if !ok {
			r.fail(item, fmt.Sprintf("%q is no hazard", item.Value), choice(item.Value, hazardCodes()))
			return
		}
		r.config.Allow = append(r.config.Allow, code)
	})
}

func (r *configReader) schemas(n *yaml.Node, into *[]string) {
	r.list(n, "schemas is a list of names", "write schemas: [name, …]", func(item *yaml.Node) {
		var name string
		if r.text(item, &name); name != "" {
			*into = append(*into, name)
		}
	})
}

// list calls each for every item of a list.
func (r *configReader) list(n *yaml.Node, summary, hint string, each func(item *yaml.Node)) {
	if n.Kind != yaml.SequenceNode {
		r.fail(n, summary, hint)
		return
	}
	for _, item := range n.Content {
		each(target(item))
	}
}

func hazardCodes() []string {
	codes := make([]string, len(plan.Hazards))
	for i, h := range plan.Hazards {
		codes[i] = string(h.Code)
	}
	return codes
}

// severities are the words for a lint rule's severity.
var severities = map[string]diag.Severity{
	"off": 0, "info": diag.Info, "warning": diag.Warning, "error": diag.Error,
}

func (r *configReader) lint(n *yaml.Node) {
	r.mapping(n, "lint", func(key, value *yaml.Node) {
		severity, ok := severities[value.Value]
		if !ok {
			r.fail(value, fmt.Sprintf("%q is no severity", value.Value), "write off, info, warning or error")
			return
		}
		r.config.Lint[diag.Code(key.Value)] = severity
	})
}

func (r *configReader) environments(n *yaml.Node) {
	r.hide = true
	defer func() { r.hide = false }()
	r.mapping(n, "environments", func(name, settings *yaml.Node) {
		environment := Environment{Settings: map[string]string{}, Placeholders: map[string]string{}}
		r.mapping(settings, "an environment", func(key, value *yaml.Node) {
			switch {
			case key.Value == "placeholders":
				r.placeholders(value, environment.Placeholders)
			case key.Value == "schemas":
				r.schemas(value, &environment.Schemas)
			case value.Kind != yaml.ScalarNode:
				r.fail(key, "a setting of an environment is a text", "write key: value")
			default:
				environment.Settings[key.Value] = value.Value
			}
		})
		r.config.Environments[name.Value] = environment
	})
}
