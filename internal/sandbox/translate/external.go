package translate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redraft/redraft/parser/ast"
)

// external translates what lies outside of the database. It is declared: nothing is reached.
func (t *translator) external(statement ast.Statement) (Command, bool, error) {
	var c Command
	var err error
	switch n := statement.(type) {
	case *ast.CreateExternalSchema:
		c = createExternalSchema(n)
	case *ast.AlterExternalSchema:
		c = script("ALTER EXTERNAL SCHEMA", call("declare_again", "external schema", "", n.Name.Name, n.Normalised()))
	case *ast.CreateExternalTable:
		if err = t.alone("CREATE EXTERNAL TABLE"); err == nil {
			c, err = t.createExternalTable(n)
		}
	case *ast.CreateLibrary:
		if err = t.alone("CREATE LIBRARY"); err == nil {
			c = script("CREATE LIBRARY", call("note_library", n.Name.Name, n.Language, n.Source))
		}
	case *ast.CreateDatashare:
		c = script("CREATE DATASHARE", fmt.Sprintf("SELECT pg_redshift.note_datashare(%s, %t, %t)",
			literal(n.Name.Name), n.PubliclyAccessible, n.ManagedByADX))
	default:
		return c, false, nil
	}
	return c, true, err
}

func createExternalSchema(n *ast.CreateExternalSchema) Command {
	create := "CREATE SCHEMA "
	if n.Condition {
		create += "IF NOT EXISTS "
	}
	options := map[string]string{}
	for key, value := range map[string]string{"IAM_ROLE": n.IAMRole, "REGION": n.Region, "URI": n.URI, "SCHEMA": n.Schema} {
		if value != "" {
			options[key] = value
		}
	}
	return script("CREATE SCHEMA", create+quote(n.Name.Name),
		call("note_external_schema", n.Name.Name, n.Source, n.Database, marshal(options)))
}

// externalColumn is one of pg_redshift.external_table.columns.
type externalColumn struct {
	Name     string `json:"name"`
	Type     string `json:"type"`
	PartKey  int    `json:"part_key"` // 0 for a column of the files, the position of a partition column otherwise
	Nullable bool   `json:"nullable"`
}

func (t *translator) createExternalTable(n *ast.CreateExternalTable) (Command, error) {
	if n.Query.Text != "" {
		return Command{}, refused(codeNotSupported, "the sandbox has no S3 to CREATE EXTERNAL TABLE … AS into")
	}
	columns := []externalColumn{}
	var list []string
	for i, c := range append(slices.Clone(n.Columns), n.PartitionedBy...) {
		key := max(0, i+1-len(n.Columns))
		columns = append(columns, externalColumn{c.Name.Name, externalType(c), key, true})
		list = append(list, quote(c.Name.Name)+" "+standInType(c))
	}
	c := script("CREATE EXTERNAL TABLE", call("note_external_table", n.Name.Schema, n.Name.Name, n.Location,
		strings.ToLower(n.Format), marshal(columns), strings.Join(list, ", ")))
	c.LateBinding = true
	return c, nil
}

// standInType is the server's type of a column: what is nested is read as SUPER, what is a string as the longest text.
func standInType(c ast.ExternalColumn) string {
	switch {
	case !c.Type.Data.IsZero():
		return dataType(c.Type.Data)
	case strings.EqualFold(c.Type.Text, "string"):
		return "character varying(65535)"
	}
	return "pg_catalog.super"
}

// externalType is a type as Spectrum spells it; what has no resolved type, a struct for example, stays as written.
func externalType(c ast.ExternalColumn) string {
	if c.Type.Data.IsZero() {
		return c.Type.Text
	}
	return c.Type.Data.String()
}
