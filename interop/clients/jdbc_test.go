//go:build interop

package clients

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/redraft/redraft/interop/report"
)

// client is a program of other people's that reads a database of the sandbox and works on one.
type client struct {
	name string
	read func(t *testing.T, d database, ours []string)
	work func(t *testing.T, d database)
}

var clients = []client{
	{driver, readByJDBC, workByJDBC},
	{connector, readByConnector, workByConnector},
	{dialect, readByDialect, workByDialect},
}

// driver is the JDBC driver; pom.xml has its version too.
const driver = "Redshift JDBC driver 2.3.0"

// jdbc runs Jdbc.java on a database and returns what it prints.
func (d database) jdbc(t *testing.T, what string) string {
	t.Helper()
	report.Program(t, driver)
	for _, program := range []string{"mvn", "javac", "java"} {
		if _, err := exec.LookPath(program); err != nil {
			report.Missing(t, driver, "this machine has no %s", program)
		}
	}
	if _, err := os.Stat(filepath.Join(folder, "Jdbc.class")); err != nil {
		fetch := exec.Command("mvn", "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory="+folder)
		if out, err := fetch.CombinedOutput(); err != nil {
			report.Missing(t, driver, "Maven could not fetch it: %v\n%s", err, out)
		}
		run(t, exec.Command("javac", "-cp", folder+"/*", "-d", folder, "Jdbc.java"))
	}
	u, err := url.Parse(d.address)
	if err != nil {
		t.Fatal(err)
	}
	password, _ := u.User.Password()
	return run(t, exec.Command("java", "-cp", folder+"/*:"+folder, "-Duser.timezone=UTC", "Jdbc",
		"jdbc:redshift://"+u.Host+u.Path+"?ssl=false", u.User.Username(), password, what))
}

// run runs a program to its end and returns its standard output.
func run(t *testing.T, command *exec.Cmd) string {
	t.Helper()
	var talk strings.Builder
	command.Stderr = &talk
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s\n%s", command.Path, err, out, talk.String())
	}
	return string(out)
}

func readByJDBC(t *testing.T, d database, ours []string) {
	said := d.jdbc(t, "read")
	agree(t, said, ours, "schema", "table", "view", "column", "primary key", "foreign key", "exported key", "function", "procedure",
		"argument", "privilege")
	// Codes of java.sql.Types for the types that Redshift has and PostgreSQL lacks, and for two that both have.
	for _, line := range []string{"type\tsuper\t-1", "type\tgeometry\t-4", "type\tvarbyte\t-4", "type\tint8\t-5", "type\tvarchar\t12"} {
		if !strings.Contains(said, line+"\n") {
			t.Errorf("the driver does not say %q", line)
		}
	}
}

func workByJDBC(t *testing.T, d database) {
	worked(t, d, d.jdbc(t, "work"), "in the transaction\t3\nrolled back\t0\nupdated\t[1, 1, 1]\ncommitted\t3\nrefused\t42703\n"+
		"columns\t6\t2\n"+
		"row\t2\t\t21.00\t2024-01-02\t2024-01-01 10:20:30.123456\tfalse\n"+
		"row\t3\tO'Neil \\ 3\t31.50\t2024-01-03\t2024-01-01 10:20:30.123456\t\n")
}

// worked demands that a client saw its own work as it should, and that others see it as well.
func worked(t *testing.T, d database, said, want string) {
	t.Helper()
	if said != want {
		t.Errorf("the client says\n%s\nand should say\n%s", said, want)
	}
	rows := d.rows(t, "SELECT id, who, price, day, at, good FROM sale ORDER BY id")
	stored := `1|O'Neil \ 1|10.50|2024-01-01|2024-01-01 10:20:30.123456|t
2|-|21.00|2024-01-02|2024-01-01 10:20:30.123456|f
3|O'Neil \ 3|31.50|2024-01-03|2024-01-01 10:20:30.123456|-`
	if rows != stored {
		t.Errorf("the table holds\n%s\nand should hold\n%s", rows, stored)
	}
}
