package resolve

import (
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/query"
)

// source is one item of a FROM clause under its own name.
type source struct {
	alias    string
	database string     // as it was written in front of the schema
	schema   string     // as it was written in front of the name, or found on the search path
	relation model.Name // of a table or view, so that references to its columns are uses
	written  bool       // the schema was written
	renamed  bool       // the alias was written, so that the relation's own name no longer means the item
	element  bool       // an array's element, an object's value: a SUPER value that has the name of the item
	table
}

// scope is what names mean inside one SELECT.
type scope struct {
	outer   *scope
	sources []*source
	visible table    // what an unqualified name can mean: USING has made one column of two
	aliases []Column // of the select list, for items behind them and for clauses
	level   bool     // CONNECT BY gives each row a LEVEL
	// only says that names mean the aliases and nothing else, as in ORDER BY behind a set operation.
	only bool
}

// find returns the item that a name means, in this scope or outside of it.
func (s *scope) find(alias string) *source {
	for ; s != nil; s = s.outer {
		for _, item := range s.sources {
			if item.alias == alias {
				return item
			}
		}
	}
	return nil
}

// findQualified returns the item that schema.table or database.schema.table means.
func (s *scope) findQualified(database, schema, name string) *source {
	for ; s != nil; s = s.outer {
		for _, item := range s.sources {
			if item.relation.Name == name && item.schema == schema && (!item.renamed || item.alias == name) &&
				(database == "" || item.database == database || item.database == "") {
				return item
			}
		}
	}
	return nil
}

// open reports whether a scope around a name, or the name's own, reads something whose columns are not all known.
func (s *scope) open() bool {
	for ; s != nil; s = s.outer {
		if s.visible.open {
			return true
		}
	}
	return false
}

// names returns what an unqualified name could have meant.
func (s *scope) names() (names []string) {
	for ; s != nil; s = s.outer {
		if !s.only {
			names = append(names, s.visible.names()...)
		}
		for _, c := range s.aliases {
			names = append(names, c.Name)
		}
	}
	return names
}

// items returns the names of the items of FROM.
func (s *scope) items() (names []string) {
	for ; s != nil; s = s.outer {
		for _, item := range s.sources {
			names = append(names, item.alias)
		}
	}
	return names
}

func (s *scope) alias(name string) (Column, bool) {
	at := slices.IndexFunc(s.aliases, func(c Column) bool { return c.Name == name })
	if at < 0 {
		return Column{}, false
	}
	return s.aliases[at], true
}

// cte is a common table expression in scope; the list's head is the innermost.
type cte struct {
	name string
	table
	next *cte
}

func (c *cte) find(name string) *cte {
	for ; c != nil && c.name != name; c = c.next {
	}
	return c
}

// add puts an item into the scope. Two items of one name cannot be told apart.
func (r *resolver) add(s *scope, item *source, at query.Place) {
	for _, other := range s.sources {
		if item.alias != "" && other.alias == item.alias && r.clash(item, other) {
			r.fail(at, DuplicateAlias, "two tables of this FROM clause are called "+item.alias, "give one of them another alias")
			break
		}
	}
	s.sources = append(s.sources, item)
}

// clash reports whether two items of one alias are in each other's way: the same name in two schemas is not.
func (r *resolver) clash(a, b *source) bool {
	if a.database != b.database {
		return false
	}
	return a.renamed || b.renamed || a.relation.Name == "" || b.relation.Name == "" || a.relation == b.relation
}
