package introspect

import (
	"strconv"
	"strings"

	"github.com/redraft/redraft/model"
)

type commentRow struct {
	catalog, oid, column, text string
}

func (l *live) takeComment(r row) {
	l.comments = append(l.comments, commentRow{r.text(0), r.text(1), r.text(2), r.text(3)})
}

// initialComment is what the engine itself says about the schema public.
const initialComment = "standard public schema"

func (l *live) buildComments() {
	routines := make(map[string]model.ID, len(l.routines))
	for _, r := range l.routines {
		routines[r.oid] = r.id
	}
	constraints := make(map[string]*constraintRow, len(l.constraints))
	for _, c := range l.constraints {
		constraints[c.oid] = c
	}
	for _, c := range l.comments {
		switch c.catalog {
		case "pg_namespace":
			if s, ok := l.schemas[c.oid]; ok && !strings.EqualFold(c.text, initialComment) {
				l.comment(s.id(), c.text)
			}
		case "pg_proc":
			if id, ok := routines[c.oid]; ok {
				l.comment(id, c.text)
			}
		case "pg_constraint":
			if row, ok := constraints[c.oid]; ok {
				l.commentConstraint(row, c.text)
			}
		case "pg_class":
			if r, ok := l.relations[c.oid]; ok {
				l.commentRelation(r, c)
			}
		}
	}
}

func (l *live) comment(id model.ID, text string) {
	if object, ok := l.db.Object(id); ok {
		l.db.Put(model.WithComment(object, text))
	}
}

func (l *live) commentConstraint(row *constraintRow, text string) {
	r, ok := l.relations[row.table]
	if !ok {
		return
	}
	table, _ := l.db.Tables.Get(r.id)
	for i := range table.Constraints {
		if c := &table.Constraints[i]; c.Name == row.name || c.Name == "" && c.Given == row.name {
			c.Comment = text // the table is not shared yet
		}
	}
}

func (l *live) commentRelation(r *relationRow, c commentRow) {
	if c.column == "0" {
		l.comment(r.id, c.text)
		return
	}
	name := ""
	for _, column := range r.columns {
		if strconv.Itoa(column.number) == c.column {
			name = column.name
		}
	}
	if name == "" {
		return
	}
	comment := model.ColumnComment{Column: name, Comment: c.text}
	object, _ := l.db.Object(r.id)
	switch o := object.(type) {
	case *model.Table:
		o.Column(name).Comment = c.text
	case *model.View:
		o.ColumnComments = append(o.ColumnComments, comment)
	case *model.MaterializedView:
		o.ColumnComments = append(o.ColumnComments, comment)
	}
}
