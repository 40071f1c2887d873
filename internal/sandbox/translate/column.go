package translate

import (
	"fmt"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// column returns a column as PostgreSQL takes it, without its keys.
func (t *translator) column(c *ast.ColumnDef) (string, error) {
	line := quote(c.Name.Name) + " " + dataType(c.Type.Data)
	if c.Default != nil {
		value, err := t.expression(c.Default.Text)
		if err != nil {
			return "", err
		}
		line += " DEFAULT " + value
	}
	if c.Identity != nil {
		how := "ALWAYS"
		if c.Identity.ByDefault {
			how = "BY DEFAULT"
		}
		line += fmt.Sprintf(" GENERATED %s AS IDENTITY (START %d INCREMENT %d%s)", how, c.Identity.Seed, c.Identity.Step,
			identityBounds(*c.Identity))
	}
	if c.NotNull {
		line += " NOT NULL"
	}
	return line, nil
}

// identityBounds lets a sequence start below 1 or run downwards, for which PostgreSQL's default bounds have no room.
func identityBounds(i model.Identity) string {
	switch {
	case i.Step > 0 && i.Seed < 1:
		return fmt.Sprintf(" MINVALUE %d", i.Seed)
	case i.Step < 0 && i.Seed > -1:
		return fmt.Sprintf(" MAXVALUE %d", i.Seed)
	}
	return ""
}

// dataType returns a type as PostgreSQL knows it. Those that it lacks are made by package catalog under Redshift's names.
func dataType(d model.DataType) string {
	switch d.Name {
	case model.Varchar:
		return fmt.Sprintf("character varying(%d)", d.Length)
	case model.Char:
		return fmt.Sprintf("character(%d)", d.Length)
	case model.Numeric:
		return fmt.Sprintf("numeric(%d,%d)", d.Length, d.Scale)
	case model.Varbyte:
		return fmt.Sprintf("pg_catalog.varbyte(%d)", d.Length)
	case model.Super, model.Geometry, model.Geography, model.HLLSketch:
		return "pg_catalog." + string(d.Name)
	}
	return string(d.Name)
}

// keysOf lists the keys of a table, those written at columns too, in order.
func keysOf(elements []ast.TableElement) []ast.TableConstraint {
	var keys []ast.TableConstraint
	for _, element := range elements {
		switch e := element.(type) {
		case *ast.ColumnDef:
			columns := []ast.Ident{e.Name}
			if e.PrimaryKey {
				keys = append(keys, ast.TableConstraint{Kind: model.PrimaryKey, Columns: columns})
			}
			if e.Unique {
				keys = append(keys, ast.TableConstraint{Kind: model.Unique, Columns: columns})
			}
			if e.References != nil {
				keys = append(keys, ast.TableConstraint{Kind: model.ForeignKey, Columns: columns, References: e.References})
			}
		case *ast.TableConstraint:
			keys = append(keys, *e)
		}
	}
	return keys
}

// key returns a key as PostgreSQL takes it.
func (t *translator) key(table string, k ast.TableConstraint) string {
	text := ""
	switch {
	case !k.Name.IsZero():
		text = "CONSTRAINT " + quote(k.Name.Name) + " "
	case len(k.Columns) > 1 && k.Kind != model.PrimaryKey:
		// PostgreSQL 8.0 names a key after its first column, later ones after all of them.
		text = "CONSTRAINT " + quote(model.GeneratedName(table, constraint(k))) + " "
	}
	text += k.Kind.String() + " (" + idents(k.Columns) + ")"
	if k.References != nil {
		text += " REFERENCES " + name(k.References.Table)
		if len(k.References.Columns) > 0 {
			text += " (" + idents(k.References.Columns) + ")"
		}
	}
	return text
}

func constraint(k ast.TableConstraint) model.Constraint {
	c := model.Constraint{Kind: k.Kind}
	for _, column := range k.Columns {
		c.Columns = append(c.Columns, column.Name)
	}
	return c
}
