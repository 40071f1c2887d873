package deps

import "github.com/redraft/redraft/model"

// names finds the objects that a name in a query or body may mean.
type names struct {
	relations  map[model.Name]int32
	functions  map[model.Name][]int32
	procedures map[model.Name][]int32
	// external maps external schemas to their numbers; foreign holds databases that are not this one.
	external map[string]int32
	foreign  map[string]bool
	// predictions says that there are machine-learning models: each has a function whose name the model does not tell.
	predictions bool
}

func newNames(ids []model.ID) *names {
	n := &names{
		relations:  make(map[model.Name]int32, len(ids)),
		functions:  make(map[model.Name][]int32),
		procedures: make(map[model.Name][]int32),
		external:   make(map[string]int32),
		foreign:    make(map[string]bool),
	}
	for i, id := range ids {
		n.add(int32(i), id)
	}
	return n
}

func (n *names) add(number int32, id model.ID) {
	name := model.Name{Schema: id.Schema, Name: id.Name}
	switch {
	case id.Kind.IsRelation():
		// Tables and views share one name space; should a model hold two of one name, the first kind wins, as it does
		// in model.Database.Relation.
		if _, taken := n.relations[name]; !taken {
			n.relations[name] = number
		}
	case id.Kind == model.KindFunction:
		n.functions[name] = append(n.functions[name], number)
	case id.Kind == model.KindProcedure:
		n.procedures[name] = append(n.procedures[name], number)
	case id.Kind == model.KindExternalSchema:
		n.external[id.Name] = number
	case id.Kind == model.KindDatabase:
		n.foreign[id.Name] = true
	case id.Kind == model.KindMLModel:
		n.predictions = true
	}
}

// relation finds a table or view. What stands in an external schema and was never declared is known by its schema
// alone: Glue, another database or a stream holds it (r_CREATE_EXTERNAL_SCHEMA).
func (n *names) relation(name model.Name) (int32, bool) {
	if number, ok := n.relations[name]; ok {
		return number, true
	}
	number, ok := n.external[name.Schema]
	return number, ok
}

// elsewhere reports whether a schema's name is that of another database, whose objects this model cannot hold: one made
// from a datashare is queried as database.schema.object (r_CREATE_DATABASE, FROM DATASHARE).
func (n *names) elsewhere(schema string) bool { return n.foreign[schema] }
