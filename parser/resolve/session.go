package resolve

import (
	"maps"
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

// Session is a model as the statements of one script see it: with a search path and with what earlier statements have made.
// It is not safe for concurrent use.
type Session struct {
	model     *Model
	path      []string
	temporary map[string]Relation
	made      map[model.Name]Relation
	searches  int // how often names that are spelt alike were looked for
}

// NewSession begins a session with a search path.
func NewSession(m *Model, path []string) *Session {
	return &Session{model: m, path: path, temporary: make(map[string]Relation), made: make(map[model.Name]Relation)}
}

// SetPath sets the search path.
func (s *Session) SetPath(path []string) { s.path = path }

// MakeTemporary enters a temporary table; it hides a permanent one of its name (r_CREATE_TABLE_NEW).
func (s *Session) MakeTemporary(name string, columns []Column, open bool) {
	s.temporary[name] = Relation{Columns: plain(columns), Open: open}
}

// Make enters a table or view that a statement makes, beside those of the model. A name without a schema goes to the first
// schema of the search path.
func (s *Session) Make(name model.Name, columns []Column, open bool) {
	if name.Schema == "" && len(s.path) > 0 {
		name.Schema = s.path[0]
	}
	s.made[name] = Relation{Name: name, Columns: plain(columns), Open: open}
}

// DropTemporary takes a temporary table away.
func (s *Session) DropTemporary(name string) { delete(s.temporary, name) }

// Relation implements Catalog.
func (s *Session) Relation(path []string) Relation {
	last := path[len(path)-1]
	if len(path) == 1 {
		if relation, ok := s.temporary[last]; ok {
			return relation
		}
		return s.unqualified(last)
	}
	full := model.Name{Schema: path[len(path)-2], Name: last}
	if relation, ok := s.own(full); ok && len(path) == 2 {
		return relation
	}
	if len(path) > 2 || full.IsSystem() || s.model.foreign[full.Schema] {
		return Relation{Open: true, Name: full} // of another database, of the engine, of elsewhere
	}
	return Relation{Name: full, Gone: true}
}

func (s *Session) own(name model.Name) (Relation, bool) {
	if relation, ok := s.made[name]; ok {
		return relation, true
	}
	relation, ok := s.model.relations[name]
	return relation, ok
}

// unqualified looks along the search path; pg_catalog always stands in front of it (r_search_path).
func (s *Session) unqualified(name string) Relation {
	if (model.Name{Name: name}).IsSystem() {
		return Relation{Open: true, Name: model.Name{Schema: "pg_catalog", Name: name}}
	}
	for _, schema := range s.path {
		if relation, ok := s.own(model.Name{Schema: schema, Name: name}); ok {
			return relation
		}
	}
	if strings.HasPrefix(name, "#") { // whoever calls may have made it
		return Relation{Name: model.Name{Name: name}, Open: true, Gone: true}
	}
	if len(s.path) == 0 {
		return Relation{Open: true}
	}
	return Relation{Name: model.Name{Schema: s.path[0], Name: name}, Gone: true}
}

// Functions implements Catalog.
func (s *Session) Functions(schema, name string) ([]Function, bool) {
	if schema == "" {
		return s.model.byName[name], true
	}
	return s.model.functions[model.Name{Schema: schema, Name: name}], s.model.schemas[schema]
}

// Near implements Catalog: names are compared without their schemas, which would make short names alike.
func (s *Session) Near(path []string) []string {
	if s.searches++; s.searches > maxSearches {
		return nil
	}
	full := make(map[string][]string)
	add := func(name model.Name) { full[name.Name] = append(full[name.Name], name.String()) }
	for _, name := range s.model.names {
		add(name)
	}
	for name := range s.made {
		add(name)
	}
	for name := range s.temporary {
		add(model.Name{Name: name})
	}
	var near []string
	for _, name := range diag.Nearest(path[len(path)-1], slices.Collect(maps.Keys(full))) {
		slices.Sort(full[name])
		near = append(near, slices.Compact(full[name])...)
	}
	return near[:min(len(near), most)]
}

// maxSearches bounds how often the whole model is looked through: thousands of names that do not exist have one cause.
const maxSearches = 100

// most is how many names a hint holds.
const most = 3
