//go:build interop

package clients

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/redraft/redraft/interop/report"
)

// The clients in Python; requirements.txt has their versions too.
const (
	connector = "redshift_connector 2.2.0"
	dialect   = "sqlalchemy-redshift 1.0.0"
)

// python runs a script on a database and returns what it prints. What the scripts need is in an environment of its own.
func (d database) python(t *testing.T, name, script, what string) string {
	t.Helper()
	report.Program(t, name)
	python, err := exec.LookPath("python3")
	if err != nil {
		report.Missing(t, name, "this machine has no python3")
	}
	environment := filepath.Join(folder, "venv")
	if _, err := os.Stat(filepath.Join(environment, "ready")); err != nil {
		if out, err := exec.Command(python, "-m", "venv", "--clear", environment).CombinedOutput(); err != nil {
			report.Missing(t, name, "Python makes no virtual environment: %v\n%s", err, out)
		}
		fetch := exec.Command(environment+"/bin/python", "-m", "pip", "install", "--quiet", "--requirement", "requirements.txt")
		if out, err := fetch.CombinedOutput(); err != nil {
			report.Missing(t, name, "pip could not fetch it: %v\n%s", err, out)
		}
		if err := os.WriteFile(filepath.Join(environment, "ready"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return run(t, exec.Command(environment+"/bin/python", script, d.address, what))
}

func readByConnector(t *testing.T, d database, ours []string) {
	said := d.python(t, connector, "connector.py", "read")
	agree(t, said, ours, "schema", "table", "view", "column", "primary key", "procedure")
}

func workByConnector(t *testing.T, d database) {
	worked(t, d, d.python(t, connector, "connector.py", "work"), "in the transaction\t3\nrolled back\t0\ncommitted\t3\n"+
		"refused\t42703\nrefused\t0A000\ncolumns\tid,who,price,day,at,good\n"+
		"row\t2\t\t21.00\t2024-01-02\t2024-01-01 10:20:30.123456\tFalse\n"+
		"row\t3\tO'Neil \\ 3\t31.50\t2024-01-03\t2024-01-01 10:20:30.123456\t\n")
}

func readByDialect(t *testing.T, d database, ours []string) {
	said := d.python(t, dialect, "reflect.py", "read")
	agree(t, said, withoutPositions(ours), "schema", "table", "view", "column", "primary key", "unique key", "foreign key", "layout", "definition")
}

// withoutPositions leaves out where columns stand: the dialect asks for those of late-binding views in no order.
func withoutPositions(ours []string) []string {
	lines := make([]string, len(ours))
	for i, line := range ours {
		fields := strings.Split(line, "\t")
		if fields[0] == "column" {
			fields[2] = ""
		}
		lines[i] = fact(fields...)
	}
	return lines
}

func workByDialect(t *testing.T, d database) {
	worked(t, d, d.python(t, dialect, "reflect.py", "work"), "rolled back\t0\ncommitted\t3\nreflected\tKEY\tid\tday\n"+
		"row\t2\t\t21.00\t2024-01-02\t2024-01-01 10:20:30.123456\tFalse\n"+
		"row\t3\tO'Neil \\ 3\t31.50\t2024-01-03\t2024-01-01 10:20:30.123456\t\n")
}
