package validate

import (
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// Principals returns the statements that make the users, groups and roles whom a model names as owners and grantees. A
// cluster has them; a stand-in begins without.
func Principals(db *model.Database) []string {
	named := make(map[model.Grantee]bool)
	for object := range db.Objects() {
		if owner := object.Attributes().Owner; owner != "" {
			named[model.Grantee{Kind: model.ToUser, Name: owner}] = true
		}
	}
	for id := range db.Grants.Objects() {
		if id.Kind == model.KindDefaultPrivileges && id.Name != "" {
			named[model.Grantee{Kind: model.ToUser, Name: id.Name}] = true
		}
		for _, g := range db.Grants.On(id) {
			named[g.To] = true
		}
	}
	var statements []string
	for g := range named {
		name := ddl.QuoteUser(g.Name)
		switch g.Kind {
		case model.ToUser:
			statements = append(statements, "CREATE USER "+name+" PASSWORD DISABLE")
		case model.ToGroup:
			statements = append(statements, "CREATE GROUP "+name)
		case model.ToRole:
			statements = append(statements, "CREATE ROLE "+name)
		}
	}
	slices.Sort(statements)
	return statements
}
