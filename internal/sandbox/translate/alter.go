package translate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// alterTable translates ALTER TABLE. The parser has seen to it that only such actions share a statement as Redshift lets
// (r_ALTER_TABLE).
func (t *translator) alterTable(n *ast.AlterTable) (Command, error) {
	var statements []string
	for _, action := range n.Actions {
		done, err := t.action(n.Name, action)
		if err != nil {
			return Command{}, err
		}
		statements = append(statements, done...)
	}
	return script("ALTER TABLE", statements...), nil
}

// action translates one action into the statements that do it.
func (t *translator) action(table ast.Name, action ast.AlterAction) ([]string, error) {
	alter := "ALTER TABLE " + name(table) + " "
	self := name(table)
	switch a := action.(type) {
	case *ast.AddColumn:
		return t.addColumn(table, a)
	case *ast.DropColumn:
		flag := " RESTRICT"
		if a.Cascade {
			flag = " CASCADE"
		}
		return []string{
			call("check_drop_column", self, a.Column.Name, strings.TrimSpace(flag)),
			alter + "DROP COLUMN " + quote(a.Column.Name) + flag,
		}, nil
	case *ast.AlterColumnType:
		if err := t.alone("ALTER TABLE ALTER COLUMN"); err != nil {
			return nil, err
		}
		return t.alterType(table, a)
	case *ast.AddConstraint:
		return t.addConstraint(table, a), nil
	case *ast.DropConstraint:
		flag := " RESTRICT"
		if a.Cascade {
			flag = " CASCADE"
		}
		return []string{alter + "DROP CONSTRAINT " + quote(a.Name.Name) + flag}, nil
	case *ast.OwnerTo:
		return []string{alter + "OWNER TO " + userName(a.Owner)}, nil
	case *ast.RenameTo:
		return []string{call("check_rename", self, a.NewName.Name), alter + "RENAME TO " + quote(a.NewName.Name)}, nil
	case *ast.RenameColumn:
		return []string{alter + "RENAME COLUMN " + quote(a.Column.Name) + " TO " + quote(a.NewName.Name)}, nil
	case *ast.AppendFrom:
		if err := t.alone("ALTER TABLE APPEND"); err != nil {
			return nil, err
		}
		return []string{fmt.Sprintf("SELECT pg_redshift.append_from(%s, %s, %t, %t)",
			literal(self), literal(name(a.Source)), a.IgnoreExtra, a.FillTarget)}, nil
	}
	return t.layoutAction(self, action)
}

// layoutAction translates the actions that only touch what the side tables keep. Each takes the lock and asks for the
// ownership that any ALTER TABLE does.
func (t *translator) layoutAction(self string, action ast.AlterAction) ([]string, error) {
	switch a := action.(type) {
	case *ast.AlterDistribution:
		return []string{call("alter_distribution", self, distStyle(a.Distribution.Style), a.Distribution.Key)}, nil
	case *ast.AlterSortKey:
		return []string{fmt.Sprintf("SELECT pg_redshift.alter_sort_key(%s, %s, %s)",
			literal(self), literal(sortStyle(a.SortKey.Style)), array(a.SortKey.Columns))}, nil
	case *ast.AlterColumnEncode:
		return []string{call("alter_encoding", self, a.Column.Name, string(a.Encoding))}, nil
	case *ast.AlterEncodeAuto:
		return []string{call("alter_encode_auto", self)}, nil
	case *ast.AlterAutoRefresh:
		return []string{fmt.Sprintf("SELECT pg_redshift.alter_auto_refresh(%s, %t)", literal(self), a.On)}, nil
	case *ast.AlterRowSecurity:
		on := strings.Contains(" "+strings.ToLower(a.Text)+" ", " on ")
		return []string{fmt.Sprintf("SELECT pg_redshift.alter_row_security(%s, %t)", literal(self), on)}, nil
	case *ast.AlterExternal:
		if err := t.alone("ALTER EXTERNAL TABLE"); err != nil {
			return nil, err
		}
		return []string{call("alter_external", self, a.Text)}, nil
	}
	return nil, refused(codeNotSupported, "the sandbox does not know this ALTER TABLE")
}

func (t *translator) addColumn(table ast.Name, a *ast.AddColumn) ([]string, error) {
	column := a.Column
	if column.NotNull && column.Default == nil {
		// The text is the one that people report; the manual only says that a default is needed (r_ALTER_TABLE).
		return nil, refused(codeNotSupported, "ALTER TABLE ADD COLUMN defined as NOT NULL must have a non-null default expression")
	}
	if column.Identity != nil || column.DistKey || column.SortKey || column.PrimaryKey || column.Unique || column.References != nil {
		return nil, refused(codeNotSupported,
			"ALTER TABLE ADD COLUMN cannot have IDENTITY, DISTKEY, SORTKEY, UNIQUE, PRIMARY KEY or REFERENCES")
	}
	line, err := t.column(&column)
	if err != nil {
		return nil, err
	}
	return []string{
		"ALTER TABLE " + name(table) + " ADD COLUMN " + line,
		call("note_column", name(table), column.Name.Name, string(column.Encoding), strings.ToLower(column.Collation.String())),
	}, nil
}

// alterType changes a length; every other change of a type is refused (r_ALTER_TABLE, ALTER COLUMN TYPE).
func (t *translator) alterType(table ast.Name, a *ast.AlterColumnType) ([]string, error) {
	to := dataType(a.Type.Data)
	kind := string(a.Type.Data.Name)
	if kind != string(model.Varchar) && kind != string(model.Varbyte) {
		kind = "other"
	}
	return []string{
		fmt.Sprintf("SELECT pg_redshift.check_alter_type(%s, %s, %s, %d)",
			literal(name(table)), literal(a.Column.Name), literal(kind), a.Type.Data.Length),
		"ALTER TABLE " + name(table) + " ALTER COLUMN " + quote(a.Column.Name) + " TYPE " + to,
		call("hide_keys", name(table)),
	}, nil
}

// addConstraint declares a key. PostgreSQL checks that what a foreign key points at is a key; neither checks the rows.
func (t *translator) addConstraint(table ast.Name, a *ast.AddConstraint) []string {
	if a.Constraint.References == nil {
		key := constraint(a.Constraint)
		statements := []string{fmt.Sprintf("SELECT pg_redshift.add_key(%s, %s, %s, %s, %s)", literal(name(table)),
			literal(key.Kind.String()), literal(a.Constraint.Name.Name), literal(model.GeneratedName(table.Name, key)), array(key.Columns))}
		if key.Kind == model.PrimaryKey {
			check := fmt.Sprintf("SELECT pg_redshift.check_primary_key(%s, %s)", literal(name(table)), array(key.Columns))
			statements = slices.Insert(statements, 0, check)
		}
		return statements
	}
	alter := "ALTER TABLE " + name(table) + " ADD " + t.key(table.Name, a.Constraint)
	target := name(a.Constraint.References.Table)
	return []string{call("lend_keys", target), alter + " NOT VALID", call("hide_keys", target), call("hide_keys", name(table))}
}

func (t *translator) alterMaterializedView(n *ast.AlterMaterializedView) (Command, error) {
	var statements []string
	for _, action := range n.Actions {
		done, err := t.layoutAction(name(n.Name), action)
		if err != nil {
			return Command{}, err
		}
		statements = append(statements, done...)
	}
	return script("ALTER MATERIALIZED VIEW", statements...), nil
}
