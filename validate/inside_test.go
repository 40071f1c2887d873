package validate

import (
	"testing"

	"github.com/redraft/redraft/model"
)

func TestPrivilegesOnADatabaseBecomeThoseOnTheTemporaryOne(t *testing.T) {
	db := &model.Database{}
	for _, name := range []string{"warehouse", "other"} {
		id := model.ID{Kind: model.KindDatabase, Name: name}
		db.Grants.Add(model.Grant{On: id, Privilege: "TEMPORARY", To: model.Grantee{Kind: model.ToGroup, Name: name}})
	}
	moved := Inside(db, "redraft_validate_x")
	var names []string
	for id := range moved.Grants.Objects() {
		names = append(names, id.Name)
	}
	if len(names) != 1 || names[0] != "redraft_validate_x" || moved.Grants.Len() != 2 {
		t.Errorf("grants on %v", names)
	}
	if db.Grants.AnyOn(model.ID{Kind: model.KindDatabase, Name: "redraft_validate_x"}) {
		t.Error("the model itself was changed")
	}
}
