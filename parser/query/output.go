package query

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
)

// Output returns the output columns of a query: their names and, where a plain column, a cast, a literal or count
// tells, their types; a type that is not known is zero. It returns false when the names cannot be told, as for a star
// over a relation whose columns nobody knows. columns answers the columns of a relation in order, or false.
func (a *Analyzer) Output(text string, qualify func(name string) (schema string),
	columns func(relation model.Name) ([]model.Column, bool)) ([]model.Column, bool) {
	found, err := a.analyse(text, qualify)
	if err != nil || !found.known {
		return nil, false
	}
	var output []model.Column
	for _, c := range found.columns {
		if !c.star {
			output = append(output, model.Column{Name: c.name, Type: c.typeFrom(columns)})
			continue
		}
		all, ok := columns(c.from[0])
		if !ok {
			return nil, false
		}
		for _, of := range all {
			if slices.Contains(c.without, of.Name) {
				continue
			}
			if c.untyped {
				of.Type = model.DataType{}
			}
			output = append(output, model.Column{Name: of.Name, Type: of.Type})
		}
	}
	return output, true
}

// typeFrom returns the column's type; when several relations have a column of that name, or one of them is not known,
// it is not known.
func (c column) typeFrom(columns func(model.Name) ([]model.Column, bool)) model.DataType {
	var found []model.DataType
	for _, relation := range c.from {
		all, ok := columns(relation)
		if !ok {
			return c.typ
		}
		for _, of := range all {
			if of.Name == c.source {
				found = append(found, of.Type)
			}
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return c.typ
}

// keep lets go of the texts that the names are parts of.
func keep(columns []column) []column {
	columns = slices.Clone(columns)
	for i := range columns {
		c := &columns[i]
		c.name, c.source, c.from = strings.Clone(c.name), strings.Clone(c.source), cloneNames(c.from)
	}
	return columns
}
