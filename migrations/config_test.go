package migrations

import (
	"reflect"
	"strings"
	"testing"
)

func TestConfigReadsWhatChangesTheMeaningOfAFolder(t *testing.T) {
	got, findings := ReadConfig("conf/flyway.conf", []byte(`# the warehouse
flyway.url=jdbc:redshift://x
flyway.locations=filesystem:incremental, filesystem:more
flyway.sqlMigrationPrefix=M
flyway.repeatableSqlMigrationPrefix=P
flyway.baselineMigrationPrefix=Base
flyway.undoSqlMigrationPrefix=Undo
flyway.sqlMigrationSeparator=-
flyway.sqlMigrationSuffixes=.sql,.ddl
flyway.schemas=history,other
flyway.table=versions
flyway.encoding=ISO-8859-1
flyway.outOfOrder=TRUE
flyway.mixed=true
flyway.executeInTransaction=false
flyway.placeholderReplacement=false
flyway.placeholderPrefix=#[
flyway.placeholderSuffix=]
flyway.placeholders.Schema=mart
`))
	if len(findings) > 0 {
		t.Error(findings)
	}
	want := Config{
		Naming: Naming{Versioned: "M", Repeatable: "P", Baseline: "Base", Undo: "Undo", Separator: "-",
			Suffixes: []string{".sql", ".ddl"}},
		Locations: []string{"filesystem:incremental", "filesystem:more"}, Encoding: "ISO-8859-1",
		Placeholders: map[string]string{"schema": "mart"}, PlaceholderPrefix: "#[", PlaceholderSuffix: "]",
		DefaultSchema: "history", Table: "versions", OutOfOrder: true, Mixed: true,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestConfigSaysWhatItCannotHonour(t *testing.T) {
	for _, c := range []struct{ file, content, want string }{
		{"flyway.conf", "\nflyway.mixed=perhaps",
			"flyway.conf:2:1: error: flyway.mixed=perhaps is neither true nor false [flyway-config-value]"},
		{"flyway.conf", "\nflyway.detectEncoding = true", "flyway.conf:2:1: warning: " +
			"redraft does not guess encodings as detectEncoding asks [flyway-config-unsupported]"},
		{"flyway.toml", "[flyway]\n",
			"flyway.toml: error: redraft does not read Flyway's TOML format [flyway-config-format]"},
	} {
		if _, findings := ReadConfig(c.file, []byte(c.content)); findings.Error() != c.want {
			t.Errorf("%s: got %v", c.content, findings)
		}
	}
}

func TestStylesHaveNames(t *testing.T) {
	if _, err := ParseStyle("roman"); err == nil || !strings.Contains(err.Error(), "none of integer, dotted") {
		t.Errorf("got %v", err)
	}
}
