package project

import (
	"slices"

	"github.com/redraft/redraft/model"
)

// Scope returns the schemas that an environment is looked at through; none stands for all.
func (p *Project) Scope(s Source) []string {
	if s.Kind != Env {
		return nil
	}
	return p.Config.Environments[s.Path].Schemas
}

// Within returns the part of a model that lies in some schemas, and what lies in none: what a cluster was not asked about
// must not look as if it were missing there.
func Within(db *model.Database, schemas []string) *model.Database {
	part := db.Clone()
	outside := func(id model.ID) bool {
		schema := id.Schema
		if id.Kind == model.KindSchema || id.Kind == model.KindExternalSchema {
			schema = id.Name
		}
		return schema != "" && !slices.Contains(schemas, schema)
	}
	for object := range db.Objects() {
		if id := object.Identity(); outside(id) {
			part.Delete(id)
		}
	}
	for id := range db.Grants.Objects() {
		if outside(id) {
			part.Grants.Clear(id)
		}
	}
	return part
}
