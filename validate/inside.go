package validate

import "github.com/redraft/redraft/model"

// Inside returns the model as it is to be built in a database of that name. Privileges on a database are those on the
// temporary one: a script names the real database, and nothing of a proof may reach that.
func Inside(db *model.Database, database string) *model.Database {
	moved := db.Clone()
	for id := range db.Grants.Objects() {
		if id.Kind != model.KindDatabase {
			continue
		}
		for _, g := range db.Grants.On(id) {
			g.On.Name = database
			moved.Grants.Add(g)
		}
		if id.Name != database {
			moved.Grants.Clear(id)
		}
	}
	return moved
}
