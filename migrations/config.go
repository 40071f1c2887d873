package migrations

import (
	"path"
	"strings"

	"github.com/redraft/redraft/model/diag"
)

// defaultEncoding is what Flyway takes a file for when nothing else is said.
const defaultEncoding = "UTF-8"

// Config holds the settings of Flyway that change what a folder of migrations means. Use DefaultConfig and change what
// differs.
type Config struct {
	Naming Naming
	// Locations are as written, with their prefixes: "filesystem:sql".
	Locations []string
	// Encoding is that of scripts whose side-car says nothing, and of side-cars.
	Encoding string
	// Placeholders are values by name in lower case.
	Placeholders       map[string]string
	PlaceholderReplace bool
	PlaceholderPrefix  string
	PlaceholderSuffix  string
	// DefaultSchema is where the history table lives; empty for the connection's own.
	DefaultSchema string
	Table         string
	OutOfOrder    bool
	// Mixed allows a file to hold both statements that run in a transaction and statements that cannot.
	Mixed                bool
	ExecuteInTransaction bool
}

// DefaultConfig returns Flyway's defaults.
func DefaultConfig() Config {
	return Config{
		Naming: DefaultNaming(), Encoding: defaultEncoding, PlaceholderReplace: true, PlaceholderPrefix: "${",
		PlaceholderSuffix: "}", Table: "flyway_schema_history", ExecuteInTransaction: true,
	}
}

// ReadConfig reads a flyway.conf. Keys that do not change what a folder means are passed over. The TOML format is not
// read.
func ReadConfig(file string, content []byte) (Config, diag.List) {
	r := configReader{source: diag.NewSource(file, string(content)), config: DefaultConfig()}
	if strings.EqualFold(path.Ext(file), ".toml") {
		return r.config, diag.List{{Severity: diag.Error, Code: codeConfigFormat, Pos: diag.Position{File: file},
			Summary: "redraft does not read Flyway's TOML format",
			Hint:    "put the settings that matter into redraft.yaml, or into a flyway.conf"}}
	}
	var schemas []string
	for _, p := range properties(r.source.Text) {
		r.set(p)
		if p.key == "flyway.schemas" {
			schemas = commaList(p.value)
		}
	}
	if r.config.DefaultSchema == "" && len(schemas) > 0 {
		r.config.DefaultSchema = schemas[0]
	}
	return r.config, r.findings
}

type configReader struct {
	source   *diag.Source
	config   Config
	findings diag.List
}

func (r *configReader) set(p property) {
	c := &r.config
	key, ours := strings.CutPrefix(p.key, "flyway.")
	if name, ok := strings.CutPrefix(key, "placeholders."); ours && ok {
		if c.Placeholders == nil {
			c.Placeholders = map[string]string{}
		}
		c.Placeholders[strings.ToLower(name)] = p.value
		return
	}
	texts := map[string]*string{
		"sqlMigrationPrefix": &c.Naming.Versioned, "repeatableSqlMigrationPrefix": &c.Naming.Repeatable,
		"baselineMigrationPrefix": &c.Naming.Baseline, "undoSqlMigrationPrefix": &c.Naming.Undo,
		"sqlMigrationSeparator": &c.Naming.Separator, "encoding": &c.Encoding, "placeholderPrefix": &c.PlaceholderPrefix,
		"placeholderSuffix": &c.PlaceholderSuffix, "defaultSchema": &c.DefaultSchema, "table": &c.Table,
	}
	lists := map[string]*[]string{"locations": &c.Locations, "sqlMigrationSuffixes": &c.Naming.Suffixes}
	switches := map[string]*bool{
		"placeholderReplacement": &c.PlaceholderReplace, "outOfOrder": &c.OutOfOrder, "mixed": &c.Mixed,
		"executeInTransaction": &c.ExecuteInTransaction,
	}
	switch {
	case !ours:
	case texts[key] != nil:
		*texts[key] = p.value
	case lists[key] != nil:
		*lists[key] = commaList(p.value)
	case switches[key] != nil:
		r.boolean(p, switches[key])
	case key == "detectEncoding" && strings.EqualFold(p.value, "true"):
		r.findings = append(r.findings, p.finding(r.source, diag.Warning, codeConfigUnsupported,
			"redraft does not guess encodings as detectEncoding asks",
			"name the encoding in flyway.encoding, or in the side-car of the script"))
	}
}

func (r *configReader) boolean(p property, target *bool) {
	switch {
	case strings.EqualFold(p.value, "true"):
		*target = true
	case strings.EqualFold(p.value, "false"):
		*target = false
	default:
		r.findings = append(r.findings, p.finding(r.source, diag.Error, codeConfigValue,
			p.key+"="+p.value+" is neither true nor false", "write true or false"))
	}
}

func commaList(text string) []string {
	var list []string
	for _, item := range strings.Split(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	return list
}
