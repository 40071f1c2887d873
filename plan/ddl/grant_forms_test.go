package ddl_test

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

func grantForms() []form {
	ana := model.Grantee{Kind: model.ToUser, Name: "Ana"}
	readers := model.Grantee{Kind: model.ToGroup, Name: "readers"}
	loader := model.Grantee{Kind: model.ToRole, Name: "loader"}
	on := func(id model.ID, to model.Grantee, names ...model.Privilege) []model.Grant {
		var list []model.Grant
		for _, name := range names {
			list = append(list, model.Grant{On: id, Privilege: name, To: to})
		}
		return list
	}
	column := func(name string, p model.Privilege) model.Grant {
		return model.Grant{On: orders, Column: name, Privilege: p, To: readers}
	}
	function := model.ID{Kind: model.KindFunction, Schema: "util", Name: "f", Signature: "varchar, integer"}
	procedure := model.ID{Kind: model.KindProcedure, Schema: "etl", Name: "load"}
	defaults := model.ID{Kind: model.KindDefaultPrivileges, Schema: "core", Name: "etl", Signature: "TABLES"}
	everywhere := model.ID{Kind: model.KindDefaultPrivileges, Signature: "FUNCTIONS"}
	option := on(orders, ana, "SELECT", "INSERT")
	for i := range option {
		option[i].Option = true
	}
	columns := []model.Grant{column("total", "SELECT"), column("id", "SELECT"), column("total", "UPDATE")}
	return []form{
		one("to a group", ddl.Grant(on(orders, readers, "SELECT"))),
		one("several privileges are sorted", ddl.Grant(on(orders, loader, "UPDATE", "INSERT", "SELECT"))),
		one("all of them", ddl.Grant(on(orders, ana, model.AllPrivileges(model.KindTable)...))),
		one("with the grant option", ddl.Grant(option)),
		one("on columns", ddl.Grant(columns)),
		one("on a view", ddl.Grant(on(openView, model.Public, "SELECT"))),
		one("on a table of a schema called function", ddl.Grant(on(model.TableID("function", "t"), readers, "SELECT"))),
		one("on a schema", ddl.Grant(on(core, readers, "USAGE"))),
		one("on a schema, all", ddl.Grant(on(core, loader, model.AllPrivileges(model.KindSchema)...))),
		one("on a database", ddl.Grant(on(model.ID{Kind: model.KindDatabase, Name: "dev"}, readers, "TEMPORARY", "CREATE"))),
		one("on a function", ddl.Grant(on(function, readers, "EXECUTE"))),
		one("on a procedure", ddl.Grant(on(procedure, readers, "EXECUTE"))),
		one("on a language", ddl.Grant(on(model.ID{Kind: model.KindLanguage, Name: "plpythonu"}, ana, "USAGE"))),
		one("by default on new tables", ddl.Grant(on(defaults, readers, "SELECT", "INSERT"))),
		one("by default on new tables, all", ddl.Grant(on(defaults, loader, model.AllPrivileges(model.KindTable)...))),
		one("by default on new functions everywhere", ddl.Grant(on(everywhere, loader, "EXECUTE"))),
		one("no longer", ddl.Revoke(on(orders, readers, "SELECT"))),
		one("no longer on columns", ddl.Revoke(columns)),
		one("no longer for all", ddl.Revoke(on(function, model.Public, "EXECUTE"))),
		one("no longer by default", ddl.Revoke(on(defaults, ana, "SELECT"))),
		one("only the grant option goes", ddl.RevokeOption(option)),
		one("only the grant option of a default goes", ddl.RevokeOption(on(defaults, ana, "SELECT"))),
		{"a mixed list takes a statement a group", grouped(append(append(option, columns...),
			append(on(orders, ana, "UPDATE"), on(customer, readers, "SELECT", "SELECT")...)...))},
	}
}

func grouped(grants []model.Grant) []string {
	var statements []string
	for _, group := range ddl.GroupGrants(grants) {
		statements = append(statements, ddl.Grant(group))
	}
	return statements
}
