package translate

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	pgquery "github.com/pganalyze/pg_query_go/v5/parser"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
)

// Whatever people have written must become something that PostgreSQL's grammar takes, a refusal included: a syntax error
// of the server's would speak of a text that nobody wrote. What the dialect does to queries is tested there.
func TestTheDDLOfTheCorpusBecomesPostgreSQL(t *testing.T) {
	root := os.Getenv("REDRAFT_CORPUS")
	if root == "" {
		t.Skip("REDRAFT_CORPUS is not set: there is no corpus on this machine")
	}
	statements := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".sql") {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, _ := parser.ParseText(diag.NewSource("", string(content)), parser.Options{KeepPlaceholders: true})
		for _, s := range file.Statements {
			switch s.(type) {
			case *ast.CreateTableAs, *ast.SelectInto, *ast.CreateView, *ast.CreateMaterializedView, *ast.CreateFunction:
				continue // a query in DDL's clothes; many of the corpus are fragments
			}
			text := file.Text(s.Bounds())
			for _, c := range Text(text, Session{}) {
				if len(c.Steps) == 0 {
					continue // a query, or a refusal
				}
				statements++
				for _, sql := range append([]string{c.SQL}, c.Steps...) {
					if _, err := pgquery.ParseToJSON(sql); err != nil {
						t.Errorf("%s: %s\n%s\n%v", strings.TrimPrefix(path, root), text, sql, err)
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d statements of DDL", statements)
}

func TestTheBodyOfAProcedureIsTranslatedStatementByStatement(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"what both understand stays", "BEGIN x := 1; RETURN; END", "BEGIN x := 1; RETURN; END"},
		{"queries are rewritten behind control structure",
			"BEGIN IF a > CASE WHEN b THEN 1 ELSE 2 END THEN SELECT INTO n nvl(a, 1) FROM t; END IF; END",
			"BEGIN IF a > CASE WHEN b THEN 1 ELSE 2 END THEN"},
		{"DDL becomes its steps", "BEGIN CREATE TABLE t (a int) DISTSTYLE ALL; END",
			`BEGIN CREATE TABLE "t" ("a" integer); PERFORM pg_redshift.note_table('"t"',`},
		{"in a loop too", "BEGIN FOR r IN SELECT 1 LOOP DROP TABLE t; END LOOP; END",
			"BEGIN FOR r IN SELECT 1 LOOP PERFORM pg_redshift.drop_relations("},
		{"what Redshift refuses fails when it runs", "BEGIN VACUUM t; END", "BEGIN CALL pg_redshift.refuse('25001', 'VACUUM cannot run"},
		{"what cannot be read stays", "BEGIN CREATE ' END", "BEGIN CREATE ' END"},
	} {
		commands := Text("CREATE PROCEDURE p() AS $body$"+c.body+"$body$ LANGUAGE plpgsql", Session{})
		create := commands[0].Steps[0]
		if !strings.Contains(create, strings.ReplaceAll(strings.ReplaceAll(c.want, "'", "''''"), "\n", " ")) {
			t.Errorf("%s:\n%s\nlacks\n%s", c.name, create, c.want)
		}
	}
}

func TestPostgreSQLsWordsBecomeRedshifts(t *testing.T) {
	for _, c := range []struct{ code, message, detail, want string }{
		{"2BP01", "cannot drop column b of table t because other objects depend on it", "view v depends on column b of table t",
			"2BP01 cannot drop table t column b because other objects depend on it "},
		{"2BP01", `role "group readers" cannot be dropped because some objects depend on it`, "privileges for table t",
			`55006 group "readers" can't be dropped because the group has a privilege on some object `},
		{"2BP01", `role "ana" cannot be dropped because some objects depend on it`, "owner of table t",
			`55006 user "ana" can't be dropped because the user owns some object `},
		{"23502", `null value in column "a" of relation "t" violates not-null constraint`, "Failing row contains (null).",
			"23502 Cannot insert a NULL value into column a "},
		{"42704", `role "role writers" does not exist`, "", `42704 role "writers" does not exist `},
		{"42P01", `relation "t" does not exist`, "more", `42P01 relation "t" does not exist more`},
	} {
		code, message, detail, _ := Words(c.code, c.message, c.detail, "")
		if got := code + " " + message + " " + detail; got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}
