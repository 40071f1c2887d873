package interpret

import (
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// rename gives an object another ID, with its grants, and lets what is bound to it follow: bound views hold OIDs, so
// their stored text names the new relation from then on (r_ALTER_TABLE, RENAME TO; r_CREATE_VIEW). Late-binding views and
// routines keep the old name in their text.
func (in *interpreter) rename(old, id model.ID, at ast.Span) {
	object, ok := in.db.Object(old)
	if !ok {
		return
	}
	users := in.bonds.usersOf(old)
	grants := slices.Clone(in.db.Grants.On(old))
	renamed := model.WithID(object, id)
	in.remove(old)
	in.put(renamed)
	for _, g := range grants {
		g.On = id
		in.db.Grants.Add(g)
	}
	in.origins.move(old, id)
	in.moveAttachments(model.Name{Schema: old.Schema, Name: old.Name}, model.Name{Schema: id.Schema, Name: id.Name})
	for _, user := range users {
		in.follow(user, old, id, at)
	}
}

// follow rewrites what a bound dependant says about an object that was renamed.
func (in *interpreter) follow(user, old, id model.ID, at ast.Span) {
	object, ok := in.db.Object(user)
	if !ok {
		return
	}
	switch o := object.(type) {
	case *model.Table:
		c := o.Clone()
		for i := range c.Constraints {
			if c.Constraints[i].RefTable == old {
				c.Constraints[i].RefTable = id
			}
		}
		in.put(c)
	case *model.View:
		c := o.Clone()
		c.Query = in.renamedQuery(o, old, id, at)
		in.put(c)
	case *model.MaterializedView:
		// The engine keeps the stored text, and refreshing fails from now on (SVV_MV_INFO, state 103): the query is left
		// alone so that the difference shows.
		in.put(o.Clone())
	}
}

// renamedQuery returns a view's query with the new name of a relation. Where no text can say it any more, the old one stays,
// with a warning.
func (in *interpreter) renamedQuery(view *model.View, old, id model.ID, at ast.Span) model.Query {
	renames := map[model.Name]model.Name{{Schema: old.Schema, Name: old.Name}: {Schema: id.Schema, Name: id.Name}}
	renamed, err := in.options.Analyzer.Rename(view.Query, renames)
	if err != nil {
		in.warn(at, "view-text-unknown", "how "+view.ID.String()+" reads after the renaming cannot be told: "+err.Error(),
			"the view goes on working on the cluster; create it again with CREATE OR REPLACE VIEW to say how it reads now")
		return view.Query
	}
	return renamed
}
