package project

import (
	"testing"

	"github.com/redraft/redraft/model"
)

func TestAModelWithinSchemasKeepsWhatLiesInNone(t *testing.T) {
	db := &model.Database{}
	db.Put(&model.Schema{ID: model.SchemaID("core")})
	db.Put(&model.Schema{ID: model.SchemaID("mart")})
	for _, schema := range []string{"core", "mart"} {
		id := model.TableID(schema, "t")
		db.Put(&model.Table{ID: id, Columns: []model.Column{{Name: "id", Type: model.DataType{Name: model.Integer}}}})
		db.Grants.Add(model.Grant{On: id, Privilege: "SELECT", To: model.Public})
	}
	whole := model.ID{Kind: model.KindDatabase, Name: "dev"}
	db.Grants.Add(model.Grant{On: whole, Privilege: "CREATE", To: model.Public})
	part := Within(db, []string{"core"})
	if part.Len() != 2 || !part.Tables.Has(model.TableID("core", "t")) || part.Tables.Has(model.TableID("mart", "t")) {
		t.Errorf("%d objects are left", part.Len())
	}
	if part.Grants.AnyOn(model.TableID("mart", "t")) || !part.Grants.AnyOn(model.TableID("core", "t")) || !part.Grants.AnyOn(whole) {
		t.Error("the grants are not those of what is left")
	}
	if db.Len() != 4 {
		t.Error("the whole model was changed")
	}
}
