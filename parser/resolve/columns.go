package resolve

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/query"
)

// column resolves a reference to a column, or a path into a SUPER value. PL/pgSQL puts a variable's value in place of its
// name wherever that stands, before the engine sees the statement.
func (r *resolver) column(e *query.Expr, s *scope) value {
	path := e.Path
	if len(path) == 0 || slices.ContainsFunc(path, func(n query.Name) bool { return isPlaceholder(n.Text) }) {
		return value{}
	}
	if r.variables[path[0].Text] {
		return value{}
	}
	if len(path) == 1 {
		return r.single(path[0], s)
	}
	if v, found := r.qualified(path, s); found {
		return v
	}
	found, how := r.lookUp(path[0], s)
	if how == present && (found.typ.IsZero() || found.typ.Name == model.Super) {
		return value{typ: found.typ, from: found.from}
	}
	r.unqualifiable(path, s, how)
	return value{}
}

// single resolves a name that stands alone.
func (r *resolver) single(name query.Name, s *scope) value {
	v, how := r.lookUp(name, s)
	if how == present {
		return v
	}
	if item := s.find(name.Text); item != nil {
		if item.element {
			return value{typ: model.DataType{Name: model.Super}}
		}
		return value{} // a table's name as a whole row
	}
	if systemColumns[name.Text] || wordFunctions[name.Text] || strings.HasPrefix(name.Text, "$") || isLevel(s, name.Text) || how == unsure {
		return value{}
	}
	r.fail(name.Place, MissingColumn, "column "+name.Text+" does not exist", nearest(name.Text, r.names(s)))
	return value{}
}

// names returns what a name that stands alone could have meant, variables included.
func (r *resolver) names(s *scope) []string {
	names := s.names()
	for name := range r.variables {
		names = append(names, name) // the hint sorts what it takes of them
	}
	return names
}

// isLevel reports whether the name is the LEVEL of CONNECT BY (r_CONNECT_BY_clause).
func isLevel(s *scope, name string) bool {
	for ; s != nil; s = s.outer {
		if s.level && name == "level" {
			return true
		}
	}
	return false
}

// systemColumns are in every table and in no column list (c_redshift-and-postgres-sql).
var systemColumns = map[string]bool{
	"oid": true, "tableoid": true, "ctid": true, "xmin": true, "xmax": true, "cmin": true, "cmax": true,
	"insertxid": true, "deletexid": true,
}

// wordFunctions are called without parentheses (r_CURRENT_AWS_ACCOUNT, r_CURRENT_NAMESPACE).
var wordFunctions = map[string]bool{"current_aws_account": true, "current_namespace": true, "current_session_arn": true}

// answer is what a search for a name came to. Unsure is where a scope of which not everything is known ends the search.
type answer uint8

const (
	absent answer = iota
	unsure
	present
)

// lookUp finds an unqualified name: a column of the innermost scope that has one, or there an alias of the select list.
func (r *resolver) lookUp(name query.Name, s *scope) (value, answer) {
	for ; s != nil; s = s.outer {
		if !s.only {
			found := s.visible.find(name.Text)
			if len(found) > 1 {
				r.fail(name.Place, AmbiguousColumn, "column "+name.Text+" is ambiguous: "+owners(name.Text, s)+" have it",
					"write the table's name or alias before it")
				return value{}, present
			}
			if len(found) == 1 {
				r.use(name.Place, found[0].From...)
				return value{typ: found[0].Type, from: found[0].From, certain: found[0].certain}, present
			}
		}
		if c, ok := s.alias(name.Text); ok {
			return value{typ: c.Type, from: c.From}, present
		}
		if s.visible.vague() {
			return value{}, unsure
		}
	}
	return value{}, absent
}

// owners names the items of FROM that have a column.
func owners(name string, s *scope) string {
	var list []string
	for _, item := range s.sources {
		if len(item.find(name)) > 0 {
			list = append(list, item.alias)
		}
	}
	switch len(list) {
	case 0, 1:
		return "several columns"
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

// qualified resolves a path whose first parts name an item of FROM: alias.column, schema.table.column,
// database.schema.table.column; what follows goes into a SUPER value.
func (r *resolver) qualified(path []query.Name, s *scope) (value, bool) {
	if item := s.find(path[0].Text); item != nil {
		if v, ok := r.columnOf(item, path[1:]); ok {
			return v, true
		}
	}
	if len(path) > 2 {
		if item := s.findQualified("", path[0].Text, path[1].Text); item != nil {
			return r.columnOrFail(item, path[2:])
		}
	}
	if len(path) > 3 {
		if item := s.findQualified(path[0].Text, path[1].Text, path[2].Text); item != nil {
			return r.columnOrFail(item, path[3:])
		}
	}
	if item := s.find(path[0].Text); item != nil {
		return r.columnOrFail(item, path[1:])
	}
	return value{}, false
}

func (r *resolver) columnOrFail(item *source, path []query.Name) (value, bool) {
	v, ok := r.columnOf(item, path)
	if !ok {
		r.fail(path[0].Place, MissingColumn, "column "+path[0].Text+" does not exist in "+item.describe(),
			nearest(path[0].Text, item.names()))
	}
	return v, true
}

// describe names an item as people know it.
func (item *source) describe() string {
	switch {
	case item.relation.Name == "":
		return item.alias
	case item.renamed:
		return item.alias + ", which is " + item.relation.String()
	}
	return item.relation.String()
}

// columnOf resolves a column of an item, and what goes on into it.
func (r *resolver) columnOf(item *source, path []query.Name) (value, bool) {
	name := path[0]
	if item.element {
		return value{typ: model.DataType{Name: model.Super}}, true
	}
	found := item.find(name.Text)
	switch {
	case len(found) > 1:
		r.fail(name.Place, AmbiguousColumn, "column "+name.Text+" is ambiguous: "+item.alias+" has several", "give them other aliases")
		return value{}, true
	case len(found) == 1:
		v := value{typ: found[0].Type, from: found[0].From, certain: found[0].certain}
		if len(path) == 1 {
			r.use(name.Place, v.from...)
			return v, true
		}
		v.certain = false
		if v.typ.IsZero() || v.typ.Name == model.Super {
			r.use(name.Place, v.from...)
			return v, true
		}
		r.fail(path[1].Place, MissingColumn, "column "+name.Text+" is "+found[0].Type.String()+", which has no attributes",
			"only a SUPER value can be gone into")
		return v, true
	case item.vague():
		if item.relation.Name != "" {
			r.use(name.Place, Ref{item.relation, name.Text})
		}
		return value{}, true
	}
	return value{}, systemColumns[name.Text] && item.relation.Name != ""
}

// unqualifiable reports a path whose first part means nothing. Where not all columns are known it may be a SUPER value.
func (r *resolver) unqualifiable(path []query.Name, s *scope, how answer) {
	name := path[0]
	message := "no table of this FROM clause is called " + name.Text
	if len(path) > 2 && r.catalog.Relation([]string{name.Text, path[1].Text}).Name.Name != "" {
		message = "table " + name.Text + "." + path[1].Text + " is not in this FROM clause"
	}
	hint := nearest(name.Text, s.items())
	if how == unsure {
		r.warn(name.Place, MissingTable, message, hint)
		return
	}
	r.fail(name.Place, MissingTable, message, hint)
}
