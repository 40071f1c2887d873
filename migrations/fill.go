package migrations

import (
	"path"
	"strings"

	"github.com/redraft/redraft/model/diag"
)

// FilenamePlaceholder is the built-in placeholder that stands for the name of the file that it is in.
const FilenamePlaceholder = "flyway:filename"

// Filled returns the text of a script with values for its placeholders, as Flyway runs it. The built-in ones
// (flyway:user, flyway:database, …) are given by name in lower case and win over the configuration. A placeholder
// without a value is an error, as it is to Flyway.
func (f *Folder) Filled(m *Migration, builtin map[string]string) (*diag.Source, diag.List) {
	if !m.PlaceholderReplace {
		return diag.NewSource(m.Path, m.Text), nil
	}
	source := diag.NewSource(m.Path, m.Text)
	list, unclosed := f.Config.placeholders(m.Text)
	if unclosed >= 0 {
		return source, diag.List{source.Diagnose(diag.Error, codePlaceholderOpen, unclosed, unclosed+1,
			"the placeholder is never closed", "close it with "+f.Config.PlaceholderSuffix)}
	}
	values := f.Config
	values.Placeholders = map[string]string{}
	for _, given := range []map[string]string{f.Config.Placeholders, builtin, {FilenamePlaceholder: path.Base(m.Path)}} {
		for name, value := range given {
			values.Placeholders[strings.ToLower(name)] = value
		}
	}
	var missing diag.List
	for _, p := range list {
		if _, ok := values.Placeholders[strings.ToLower(p.name)]; !ok {
			missing = append(missing, source.Diagnose(diag.Error, codePlaceholderValue, p.start, p.end,
				"there is no value for the placeholder "+p.name,
				"give it a value, or write placeholderReplacement=false into "+path.Base(m.Path)+sideCarSuffix))
		}
	}
	if missing != nil {
		return source, missing
	}
	return values.fill(m.Path, m.Text), nil
}
