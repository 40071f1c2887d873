package interpret

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/parser/resolve"
)

// qualify returns the search path's answer for unqualified names in a query.
func (in *interpreter) qualify() func(string) string {
	path := in.path
	return func(name string) string { return in.schemaOf(path, name) }
}

// columnsOf returns the columns of a relation as far as they are known; those of a view may be of no known type.
func (in *interpreter) columnsOf(name model.Name) ([]model.Column, bool) {
	relation := in.catalog().columns(name)
	return exact(relation.Columns), !relation.Open && !relation.Gone
}

// output returns the output columns of a query; false when they are not all known. The type of a column is zero when it or
// its length is not known.
func (in *interpreter) output(text string) ([]model.Column, bool) {
	tree, err := in.options.Analyzer.Tree(text)
	if err != nil {
		return nil, false
	}
	result := resolve.Statement(tree, in.catalog(), nil)
	if result.Open {
		return nil, false
	}
	for _, c := range result.Columns {
		if c.Name == "" {
			return nil, false
		}
	}
	return exact(result.Columns), true
}

// resolve resolves a query; false when something in it is wrong, so that the rest is not to be relied on.
func (c catalog) resolve(text string) (resolve.Result, bool) {
	tree, err := c.in.options.Analyzer.Tree(text)
	if err != nil {
		return resolve.Result{}, false
	}
	result := resolve.Statement(tree, c, nil)
	wrong := slices.ContainsFunc(result.Findings, func(f resolve.Finding) bool { return f.Severity == diag.Error })
	return result, !wrong
}

// exact returns columns with the types that are wholly known. How long the texts of literals are as columns is documented
// nowhere.
func exact(columns []resolve.Column) []model.Column {
	list := make([]model.Column, len(columns))
	for i, c := range columns {
		list[i].Name = c.Name
		if c.Exact() {
			list[i].Type = c.Type
		}
	}
	return list
}

// catalog answers what exists at this point of the history. It remembers the columns of views, so that many views over the
// same few cost no more than each of them once; it is of no use after the next statement.
type catalog struct {
	in    *interpreter
	views map[model.ID]resolve.Relation
}

func (in *interpreter) catalog() catalog { return catalog{in, make(map[model.ID]resolve.Relation)} }

// Relation implements resolve.Catalog.
func (c catalog) Relation(path []string) resolve.Relation {
	name := model.Name{Name: path[len(path)-1]}
	switch {
	case len(path) > 2:
		return resolve.Relation{Name: model.Name{Schema: path[len(path)-2], Name: name.Name}, Open: true}
	case len(path) == 2:
		name.Schema = path[0]
	case c.in.temporary[name.Name], strings.HasPrefix(name.Name, "#"):
		return resolve.Relation{Open: true}
	default:
		name.Schema = c.in.schemaOf(c.in.path, name.Name)
	}
	return c.columns(name)
}

// columns returns what is known of a relation. What does not exist is open here: whoever reads it says so.
func (c catalog) columns(name model.Name) resolve.Relation {
	open := resolve.Relation{Name: name, Open: true}
	id, ok := c.in.db.Relation(name)
	if !ok {
		return open
	}
	if table, ok := c.in.db.Tables.Get(id); ok {
		return resolve.TableRelation(table)
	}
	if external, ok := c.in.db.Unplanned.Get(id); ok {
		for _, column := range external.Columns {
			open.Columns = append(open.Columns, resolve.Column{Name: column.Name, Type: column.Type})
		}
		open.Open = len(external.Columns) == 0
		return open
	}
	return c.view(id, open)
}

// view returns the columns of a view's query under the names of its column list.
func (c catalog) view(id model.ID, open resolve.Relation) resolve.Relation {
	var text string
	var labels []query.Name
	if view, ok := c.in.db.Views.Get(id); ok {
		text = view.Query.Text
		for _, label := range view.Columns {
			labels = append(labels, query.Name{Text: label})
		}
	} else if view, ok := c.in.db.MaterializedViews.Get(id); ok {
		text = view.Query.Text
	}
	if known, ok := c.views[id]; ok {
		return known
	}
	if text == "" || c.in.reading[id] { // views that read each other have no columns to tell
		return open
	}
	c.in.reading[id] = true
	defer delete(c.in.reading, id)
	tree, err := c.in.options.Analyzer.Tree(text)
	if err != nil {
		return open
	}
	labelled := *tree
	labelled.Columns = labels
	result := resolve.Statement(&labelled, c, nil)
	c.views[id] = resolve.Relation{Name: open.Name, Columns: result.Columns, Open: result.Open}
	return c.views[id]
}

// Functions implements resolve.Catalog.
func (c catalog) Functions(schema, name string) ([]resolve.Function, bool) {
	var list []resolve.Function
	for _, id := range c.in.routinesNamed(model.KindFunction, model.Name{Schema: schema, Name: name}) {
		if f, ok := c.in.db.Functions.Get(id); ok {
			list = append(list, resolve.FunctionOf(f))
		}
	}
	return list, false
}

// Near implements resolve.Catalog; nobody asks, for nothing here is said not to exist.
func (c catalog) Near([]string) []string { return nil }
