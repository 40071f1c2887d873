package ddl

import "github.com/redraft/redraft/model"

// Comment sets an object's comment; an empty text takes it away. A materialized view is called VIEW here, for r_COMMENT
// knows no other word for it. Comments on schemas and routines are not on that page; see docs/evidence.md.
func Comment(id model.ID, text string) string {
	word := objectWord(id.Kind)
	if id.Kind == model.KindMaterializedView {
		word = "VIEW"
	}
	return "COMMENT ON " + word + " " + Reference(id) + " IS " + commentText(text)
}

// ColumnComment sets the comment of a column of a table or view; an empty text takes it away.
func ColumnComment(id model.ID, column, text string) string {
	return "COMMENT ON COLUMN " + QualifiedName(id) + "." + Quote(column) + " IS " + commentText(text)
}

// ConstraintComment sets the comment of a named key; an empty text takes it away.
func ConstraintComment(id model.ID, name, text string) string {
	return "COMMENT ON CONSTRAINT " + Quote(name) + " ON " + QualifiedName(id) + " IS " + commentText(text)
}

func commentText(text string) string {
	if text == "" {
		return "NULL"
	}
	return Literal(text)
}
