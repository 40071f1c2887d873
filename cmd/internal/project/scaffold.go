package project

import (
	"fmt"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"
)

const configTemplate = `# How redraft reads this project; docs/configuration.md explains every key.
version: 1

# What the warehouse should look like: CREATE scripts, one object a file.
absolute: %s

# How it got there: Flyway changesets.
incremental: %s

# The queries that must keep working.
etl: %s

# Where names without a schema belong.
default_schema: %s

# Schemas that exist without these scripts: somebody else makes them.
schemas: []

# true when the clusters set enable_case_sensitive_identifier.
case_sensitive_identifiers: %s

# The values of Flyway's placeholders, name: value.
placeholders: %s

# Hazards that need no consent, by code.
allow: []

# Severities of lint rules, by code: off, info, warning or error.
lint: {}
`

// keeper is the file by which git keeps an empty folder. It is no README: Flyway takes names that begin with R for its
// own.
const keeper = ".gitkeep"

// Scaffold returns the files that a new project lacks, and the names of those that exist and are left alone.
func (p *Project) Scaffold() (files []NewFile, kept []string, err error) {
	config := filepath.Join(p.root, ConfigName)
	if isThere(config) {
		kept = append(kept, p.name(config))
	} else {
		text, err := p.configText()
		if err != nil {
			return nil, nil, err
		}
		files = append(files, NewFile{config, []byte(text)})
	}
	for _, name := range []string{p.Config.Absolute, p.Config.Incremental, p.Config.ETL} {
		folder := p.folder("", name)
		if isThere(folder) {
			kept = append(kept, p.name(folder)+"/")
			continue
		}
		files = append(files, NewFile{Path: filepath.Join(folder, keeper)})
	}
	return files, kept, nil
}

// configText returns a redraft.yaml that says what holds now, placeholders given on the command line included: without
// them the scripts could not be read again.
func (p *Project) configText() (string, error) {
	c := p.Config
	var values []any
	for _, value := range []any{c.Absolute, c.Incremental, c.ETL, c.DefaultSchema, c.CaseSensitive, c.Placeholders} {
		text, err := yaml.Marshal(value)
		if err != nil {
			return "", err
		}
		word := strings.TrimSuffix(string(text), "\n")
		if m, ok := value.(map[string]string); ok && len(m) > 0 {
			word = "\n  " + strings.ReplaceAll(word, "\n", "\n  ")
		}
		values = append(values, word)
	}
	return strings.ReplaceAll(fmt.Sprintf(configTemplate, values...), ": \n", ":\n"), nil
}

// UseChangesets makes the folder of a source the project's own, when the project has no configuration yet and the
// folder lies inside it. It reports false when the source is a folder of changesets and the project goes on with
// another one.
func (p *Project) UseChangesets(s Source) bool {
	if s.Kind != Changesets || s.Path == "" || s.Rev != "" {
		return true
	}
	name := p.name(p.path(s.Path))
	if p.ConfigFile == "" && filepath.IsLocal(filepath.FromSlash(name)) {
		p.Config.Incremental = name
	}
	return p.folder("", p.Config.Incremental) == p.path(s.Path)
}

// AbsoluteFiles returns the files of scripts in the project's absolute folder.
func (p *Project) AbsoluteFiles(scripts []Script) []NewFile {
	folder := p.folder("", p.Config.Absolute)
	files := make([]NewFile, len(scripts))
	for i, s := range scripts {
		files[i] = NewFile{filepath.Join(folder, filepath.FromSlash(s.Path)), []byte(s.Content)}
	}
	return files
}

// Name returns how findings call a file.
func (p *Project) Name(path string) string { return p.name(path) }
