package migrations

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// REDRAFT_CORPUS names a folder of SQL that others wrote; squadov-flyway in it is a real folder of migrations.
func TestARealFolderWorks(t *testing.T) {
	corpus := os.Getenv("REDRAFT_CORPUS")
	if corpus == "" {
		t.Skip("REDRAFT_CORPUS does not name the folder of the corpus")
	}
	folder, findings := Read(os.DirFS(filepath.Join(corpus, "squadov-flyway")), ".", DefaultConfig())
	if len(findings) > 0 {
		t.Error(findings)
	}
	var versions []string
	for _, m := range folder.Migrations {
		versions = append(versions, m.Name.Version.String())
		if !m.Transactional || m.Script != m.Path || m.Checksum == 0 || len(Split(m.Text)) == 0 {
			t.Errorf("%s: transactional %v, checksum %d", m.Path, m.Transactional, m.Checksum)
		}
	}
	if got := strings.Join(versions, " "); got != "0100.1645566638000 0100.1645571744000 0100.1645746036000" {
		t.Errorf("got the versions %s", got)
	}
	files, err := Files(folder, Changeset{Name: "more matches", Parts: []Part{{Statements: []string{"select 1"},
		Transactional: true}}}, now)
	if err != nil || len(files) != 1 || files[0].Path != "V0100.1795424707089__MoreMatches.sql" {
		t.Errorf("got %v %v", files, err)
	}
}
