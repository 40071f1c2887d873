package plan

import (
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// keepUnmanaged keeps what the from-model has and the to-model says nothing about: privileges on objects for which no script
// grants or revokes any, and comments on what no script comments.
func (c *completer) keepUnmanaged() {
	c.copyGrants(c.from)
	for object := range c.from.Objects() {
		if want, ok := c.to.Object(object.Identity()); ok {
			if kept := withComments(want, c.surviving(object, want)); kept != nil {
				c.to.Put(kept)
			}
		}
	}
}

// surviving returns an object without the comments on columns that the wanted view may no longer have; a note says so.
func (c *completer) surviving(object, want model.Object) model.Object {
	switch old := object.(type) {
	case *model.View:
		view, ok := want.(*model.View)
		if ok && !slices.Equal(old.Columns, view.Columns) || ok && !sameOutputs(old.Query, view.Query) {
			kept := old.Clone()
			kept.ColumnComments = c.stillThere(old.ID, old.ColumnComments, view.ColumnComments, view.Columns)
			return kept
		}
	case *model.MaterializedView:
		view, ok := want.(*model.MaterializedView)
		if ok && !sameOutputs(old.Query, view.Query) {
			kept := old.Clone()
			kept.ColumnComments = c.stillThere(old.ID, old.ColumnComments, view.ColumnComments, nil)
			return kept
		}
	}
	return object
}

// sameOutputs reports whether two queries have the same output columns for certain.
func sameOutputs(a, b model.Query) bool {
	return a.Canonical == b.Canonical || a.Shape != "" && a.Shape == b.Shape
}

// stillThere returns the comments on columns that the view names itself. The scripts say what becomes of those that they
// comment.
func (c *completer) stillThere(id model.ID, comments, said []model.ColumnComment, columns []string) []model.ColumnComment {
	var kept []model.ColumnComment
	for _, comment := range comments {
		stated := slices.ContainsFunc(said, func(s model.ColumnComment) bool { return s.Column == comment.Column })
		switch {
		case stated || slices.Contains(columns, comment.Column):
			kept = append(kept, comment)
		default:
			c.note("comment-not-kept", id, "the comment on column "+comment.Column+
				" goes with the old query, for the new one may lack the column; say it in the script to keep it")
		}
	}
	return kept
}

// dropUnmanaged takes out of a to-model that comes from a cluster what the from-model says nothing about: privileges,
// comments, and owners.
func (c *completer) dropUnmanaged() {
	c.copyGrants(c.from)
	var bare []model.Object
	for object := range c.from.Objects() {
		live, ok := c.to.Object(object.Identity())
		if !ok {
			continue
		}
		if object.Attributes().Owner == "" {
			live = model.WithOwner(live, "")
		}
		bare = append(bare, withoutComments(live, object))
	}
	for _, object := range bare {
		c.to.Put(object)
	}
}

// copyGrants makes the privileges of the to-model those of the from-model wherever the side that comes from scripts says
// nothing. What an object has from the start is said by nobody.
func (c *completer) copyGrants(from *model.Database) {
	ids := slices.Collect(c.to.Grants.Objects())
	ids = append(ids, slices.Collect(from.Grants.Objects())...)
	slices.SortFunc(ids, model.ID.Compare)
	for _, id := range slices.Compact(ids) {
		gone := from.Has(id) != c.to.Has(id) || id.Kind == model.KindDefaultPrivileges && id.Schema != "" && !c.to.Has(model.SchemaID(id.Schema))
		scripts := &c.to.Grants
		if c.options.ToUnmanaged {
			scripts = &from.Grants
		}
		if gone || !slices.Equal(scripts.On(id), ddl.Given(id)) {
			continue
		}
		c.to.Grants.Clear(id)
		for _, g := range from.Grants.On(id) {
			if g.Column != "" && !c.options.ToUnmanaged && !c.keepsColumn(id, g.Column) {
				c.note("privilege-not-kept", id, string(g.Privilege)+" on column "+g.Column+" for "+g.To.String()+
					" goes, for the new definition may lack the column; say it in the script to keep it")
				continue
			}
			c.to.Grants.Add(g)
		}
	}
}

// keepsColumn reports whether an object of the from-model certainly has a column in the to-model too.
func (c *completer) keepsColumn(id model.ID, column string) bool {
	if table, ok := c.to.Tables.Get(id); ok {
		return table.Column(column) != nil
	}
	if view, ok := c.to.Views.Get(id); ok {
		old, was := c.from.Views.Get(id)
		return slices.Contains(view.Columns, column) ||
			was && slices.Equal(old.Columns, view.Columns) && sameOutputs(old.Query, view.Query)
	}
	if view, ok := c.to.MaterializedViews.Get(id); ok {
		old, was := c.from.MaterializedViews.Get(id)
		return was && sameOutputs(old.Query, view.Query)
	}
	return true
}

// withComments returns the object with the comments that only the other one has; nil when there are none.
func withComments(object, other model.Object) model.Object {
	changed := false
	take := func(into *string, text string) {
		if *into == "" && text != "" {
			*into, changed = text, true
		}
	}
	comment := object.Attributes().Comment
	take(&comment, other.Attributes().Comment)
	object = model.WithComment(object, comment) // a copy
	eachComment(object, other, func(into, text *string) { take(into, *text) })
	if !changed {
		return nil
	}
	return object
}

// withoutComments returns the object without the comments that the other one does not have.
func withoutComments(object, other model.Object) model.Object {
	comment := object.Attributes().Comment
	if other.Attributes().Comment == "" {
		comment = ""
	}
	object = model.WithComment(object, comment) // a copy
	eachComment(object, other, func(into, text *string) {
		if *text == "" {
			*into = ""
		}
	})
	return object
}

// eachComment visits the comments on parts that both objects have.
func eachComment(object, other model.Object, visit func(of, others *string)) {
	switch o := object.(type) {
	case *model.Table:
		if t, ok := other.(*model.Table); ok {
			eachTableComment(o, t, visit)
		}
	case *model.View:
		if t, ok := other.(*model.View); ok {
			o.ColumnComments = eachColumnComment(o.ColumnComments, t.ColumnComments, visit)
		}
	case *model.MaterializedView:
		if t, ok := other.(*model.MaterializedView); ok {
			o.ColumnComments = eachColumnComment(o.ColumnComments, t.ColumnComments, visit)
		}
	}
}

func eachTableComment(o, t *model.Table, visit func(of, others *string)) {
	for i := range o.Columns {
		if c := t.Column(o.Columns[i].Name); c != nil {
			text := c.Comment
			visit(&o.Columns[i].Comment, &text)
		}
	}
	for i := range o.Constraints {
		at := slices.IndexFunc(t.Constraints, o.Constraints[i].SameKey)
		if at >= 0 {
			text := t.Constraints[at].Comment
			visit(&o.Constraints[i].Comment, &text)
		}
	}
}

// eachColumnComment visits the comments of a view's columns, which are in the lists only when there are some.
func eachColumnComment(list, others []model.ColumnComment, visit func(of, others *string)) []model.ColumnComment {
	of := func(list []model.ColumnComment, column string) string {
		at := slices.IndexFunc(list, func(c model.ColumnComment) bool { return c.Column == column })
		if at < 0 {
			return ""
		}
		return list[at].Comment
	}
	var names []string
	for _, c := range slices.Concat(list, others) {
		names = append(names, c.Column)
	}
	slices.Sort(names)
	var result []model.ColumnComment
	for _, name := range slices.Compact(names) {
		text, other := of(list, name), of(others, name)
		visit(&text, &other)
		if text != "" {
			result = append(result, model.ColumnComment{Column: name, Comment: text})
		}
	}
	return result
}
