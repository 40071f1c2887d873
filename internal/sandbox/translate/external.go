package translate

import (
	"encoding/json"
	"fmt"
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
			c = t.createExternalTable(n)
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
	text, err := json.Marshal(options) // keys are sorted
	if err != nil {
		text = []byte("{}")
	}
	return script("CREATE SCHEMA", create+quote(n.Name.Name),
		call("note_external_schema", n.Name.Name, n.Source, n.Database, string(text)))
}

// externalColumn is one of pg_redshift.external_table.columns.
type externalColumn struct {
	Name     string `json:"name"`
	Type     string `json:"type"`
	PartKey  int    `json:"part_key"` // 0 for a column of the files, the position of a partition column otherwise
	Nullable bool   `json:"nullable"`
}

func (t *translator) createExternalTable(n *ast.CreateExternalTable) Command {
	var columns []externalColumn
	for _, c := range n.Columns {
		columns = append(columns, externalColumn{c.Name.Name, externalType(c), 0, true})
	}
	for i, c := range n.PartitionedBy {
		columns = append(columns, externalColumn{c.Name.Name, externalType(c), i + 1, true})
	}
	text, err := json.Marshal(columns)
	if err != nil {
		text = []byte("[]")
	}
	return script("CREATE EXTERNAL TABLE", call("note_external_table", n.Name.Schema, n.Name.Name, n.Location,
		strings.ToLower(n.Format), string(text), n.Normalised()))
}

// externalType is a type as Spectrum spells it; what has no resolved type, a struct for example, stays as written.
func externalType(c ast.ExternalColumn) string {
	if c.Type.Data.IsZero() {
		return c.Type.Text
	}
	return c.Type.Data.String()
}
