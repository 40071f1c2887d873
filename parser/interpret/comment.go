package interpret

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// comment takes COMMENT ON (r_COMMENT).
func (in *interpreter) comment(s *ast.Comment) {
	switch {
	case s.Kind == model.KindDatabase:
		in.warn(s.Bounds(), "not-planned", "comments on databases are not planned yet", "")
	case s.Kind == model.KindSchema:
		in.commentSchema(s)
	case s.Kind.IsRoutine():
		ref := ast.RoutineRef{Kind: s.Kind, Name: s.Name, Args: s.Args, HasArgs: s.Args != nil}
		if id, ok := in.routine(ref, false); ok {
			in.setComment(id, s.Text)
		}
	case in.isTemporary(s.Name):
	default:
		in.commentRelation(s)
	}
}

func (in *interpreter) commentSchema(s *ast.Comment) {
	schema, ok := in.db.Schemas.Get(model.SchemaID(s.Name.Name))
	if !ok {
		in.needSchema(s.Name.Name, s.Name.Span)
		return
	}
	schema = schema.Clone()
	schema.Comment = s.Text
	in.put(schema)
}

func (in *interpreter) commentRelation(s *ast.Comment) {
	id, ok := in.relation(s.Name)
	if !ok {
		return
	}
	switch {
	case !s.Constraint.IsZero():
		in.commentConstraint(id, s)
	case !s.Column.IsZero():
		in.commentColumn(id, s)
	default:
		in.setComment(id, s.Text)
	}
}

func (in *interpreter) commentConstraint(id model.ID, s *ast.Comment) {
	table, ok := in.db.Tables.Get(id)
	if !ok {
		in.fail(s.Name.Span, "not-a-table", id.String()+" has no constraints", "")
		return
	}
	at := in.findConstraint(table, s.Constraint.Name)
	if at < 0 {
		in.fail(s.Constraint.Span, "missing-constraint", "constraint "+s.Constraint.Name+" does not exist on "+id.String(), "")
		return
	}
	table = table.Clone()
	table.Constraints[at].Comment = s.Text
	in.put(table)
}

func (in *interpreter) commentColumn(id model.ID, s *ast.Comment) {
	object, _ := in.db.Object(id)
	switch o := object.(type) {
	case *model.Table:
		if o.Column(s.Column.Name) == nil {
			in.missingColumn(o, s.Column)
			return
		}
		c := o.Clone()
		c.Column(s.Column.Name).Comment = s.Text
		in.put(c)
	case *model.View:
		c := o.Clone()
		c.ColumnComments = setColumnComment(c.ColumnComments, s.Column.Name, s.Text)
		in.put(c)
	case *model.MaterializedView:
		c := o.Clone()
		c.ColumnComments = setColumnComment(c.ColumnComments, s.Column.Name, s.Text)
		in.put(c)
	}
}

// setColumnComment keeps the list sorted and without empty comments.
func setColumnComment(list []model.ColumnComment, column, text string) []model.ColumnComment {
	list = slices.DeleteFunc(list, func(c model.ColumnComment) bool { return c.Column == column })
	if text != "" {
		list = append(list, model.ColumnComment{Column: column, Comment: text})
	}
	slices.SortFunc(list, func(a, b model.ColumnComment) int { return strings.Compare(a.Column, b.Column) })
	return list
}

func (in *interpreter) setComment(id model.ID, text string) {
	if object, ok := in.db.Object(id); ok {
		in.put(model.WithComment(object, text))
	}
}
