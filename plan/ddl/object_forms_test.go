package ddl_test

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// The names that the forms use.
var (
	core     = model.SchemaID("core")
	orders   = model.TableID("core", "orders")
	customer = model.TableID("core", "customer")
	openView = model.ID{Kind: model.KindView, Schema: "mart", Name: "open_orders"}
	daily    = model.ID{Kind: model.KindMaterializedView, Schema: "mart", Name: "daily"}
	odd      = model.TableID("select", `My "odd" table`)
)

func varchar(n int) model.DataType { return sized(model.Varchar, n) }

func sized(name model.TypeName, n int) model.DataType { return model.DataType{Name: name, Length: n} }

func numeric(precision, scale int) model.DataType {
	return model.DataType{Name: model.Numeric, Length: precision, Scale: scale}
}

func plain(name model.TypeName) model.DataType { return model.DataType{Name: name} }

func quotingForms() []form {
	name := func(sentence, name string) form { return one(sentence, ddl.DropColumn(orders, name)) }
	user := func(sentence, name string) form { return one(sentence, ddl.Owner(orders, name)) }
	text := func(sentence, text string) form { return one(sentence, ddl.Comment(orders, text)) }
	return []form{
		name("letters, digits, underscores and dollars stand bare", "a_1$"),
		name("letters beyond ASCII stand bare", "größe"),
		name("a reserved word is quoted", "tag"),
		name("a reserved word with a digit is quoted", "mostly16"),
		name("a keyword that is not reserved stands bare", "type"),
		name("an upper-case letter is quoted", "OrderId"),
		name("a leading digit is quoted", "2024_total"),
		name("a leading dollar is quoted", "$1"),
		name("a blank is quoted", "order id"),
		name("a dot is quoted", "a.b"),
		name("a quote inside is doubled", `say "hi"`),
		name("a semicolon and hyphens stay inside the quotes", "a; -- b"),
		name("a sign that is no letter is quoted", "price€"),
		one("both parts of a qualified name are quoted by themselves", ddl.Drop(odd)),
		user("a user with upper-case letters keeps them", "Ana"),
		user("a user of an identity provider is quoted", "IAMR:loader"),
		user("a user called role is quoted", "role"),
		text("a plain text", "orders of all shops"),
		text("a quote is doubled", "the shop's orders"),
		text("a backslash is doubled", `C:\orders`),
		text("line breaks stay", "first line\nsecond line"),
		text("a NUL byte becomes an escape", "a\x00b"),
	}
}

func schemaForms() []form {
	return []form{
		one("a schema", ddl.CreateSchema(&model.Schema{ID: core})),
		one("a schema with a quota", ddl.CreateSchema(&model.Schema{ID: core, QuotaMB: 51200})),
		one("another quota", ddl.AlterSchemaQuota(core, 1024)),
		one("no quota any more", ddl.AlterSchemaQuota(core, 0)),
		one("another owner", ddl.Owner(core, "loader")),
		one("the schema goes", ddl.Drop(core)),
	}
}

func commentForms() []form {
	function := model.ID{Kind: model.KindFunction, Schema: "util", Name: "f_clean", Signature: "varchar, integer"}
	return []form{
		one("on a table", ddl.Comment(orders, "all orders")),
		one("on a view", ddl.Comment(openView, "orders that are not delivered")),
		one("on a materialized view", ddl.Comment(daily, "orders a day")),
		one("on a schema", ddl.Comment(core, "facts")),
		one("on a function", ddl.Comment(function, "cuts blanks")),
		one("on a procedure", ddl.Comment(model.ID{Kind: model.KindProcedure, Schema: "etl", Name: "load"}, "loads")),
		one("on a column", ddl.ColumnComment(orders, "total", "with tax")),
		one("on a column with an odd name", ddl.ColumnComment(odd, "a.b", "dotted")),
		one("on a key", ddl.ConstraintComment(orders, "orders_pk", "from the shop")),
		one("a table's comment goes", ddl.Comment(orders, "")),
		one("a column's comment goes", ddl.ColumnComment(orders, "total", "")),
		one("a key's comment goes", ddl.ConstraintComment(orders, "orders_pk", "")),
	}
}

func rowForms() []form {
	cast := func(sentence string, from, to model.DataType) form {
		return one(sentence, ddl.CopyRows(orders, customer, []ddl.Assignment{{Column: "a", Expr: ddl.Cast("a", from, to)}}))
	}
	return []form{
		one("the old table is locked first", ddl.Lock(orders)),
		one("several tables are locked at once", ddl.Lock(orders, customer, odd)),
		one("columns are named on both sides", ddl.CopyRows(orders, model.TableID("core", "orders_new"), []ddl.Assignment{
			{Column: "id", Expr: ddl.Quote("id")},
			{Column: "order", Expr: ddl.Quote("order")},
			{Column: "total", Expr: ddl.Cast("total", plain(model.Integer), numeric(18, 2))},
		})),
		one("different row counts stop the script", ddl.CompareRowCounts(orders, model.TableID("core", "orders_new"))),
		cast("the same type needs no cast", plain(model.Date), plain(model.Date)),
		cast("a longer text needs no cast", varchar(10), varchar(20)),
		cast("a shorter text is not cut by a cast", varchar(20), varchar(10)),
		cast("a fixed text becomes a variable one without a cast", sized(model.Char, 10), varchar(5)),
		cast("a shorter binary is not cut by a cast", sized(model.Varbyte, 9), sized(model.Varbyte, 4)),
		cast("an integer grows", plain(model.Integer), plain(model.Bigint)),
		cast("a decimal gains precision", numeric(18, 2), numeric(38, 2)),
		cast("a text becomes a date", varchar(10), plain(model.Date)),
		cast("a number becomes a short text by way of a long one", plain(model.Bigint), varchar(5)),
		cast("a number becomes a long text", plain(model.Bigint), varchar(1000)),
		cast("a time becomes a fixed text", plain(model.Timestamp), sized(model.Char, 30)),
		cast("a document becomes a text by way of the longest", plain(model.Super), varchar(300)),
		cast("a truth value becomes a text by cases", plain(model.Boolean), varchar(5)),
		cast("a truth value becomes a number", plain(model.Boolean), plain(model.Integer)),
		cast("a number becomes a document", plain(model.Integer), plain(model.Super)),
	}
}

func objectForms() []form {
	db := sampleDatabase()
	defaults := model.ID{Kind: model.KindDefaultPrivileges, Schema: "core", Name: "loader", Signature: "TABLES"}
	object := func(sentence string, id model.ID) form { return form{sentence, ddl.Object(db, id)} }
	publicF := model.ID{Kind: model.KindFunction, Schema: "util", Name: "f_public", Signature: "integer"}
	privateF := model.ID{Kind: model.KindFunction, Schema: "util", Name: "f_private", Signature: "integer"}
	return []form{
		object("a schema", core),
		object("the schema public is there already", model.SchemaID("public")),
		object("a table", orders),
		object("a view", openView),
		object("a materialized view", daily),
		object("a function that everybody may run, as at the start", publicF),
		object("a function that not everybody may run", privateF),
		object("default privileges", defaults),
		object("a language has privileges only", model.ID{Kind: model.KindLanguage, Name: "plpythonu"}),
		object("an object that is not planned", model.ID{Kind: model.KindExternalSchema, Name: "lake"}),
		object("nothing for what does not exist", model.TableID("core", "missing")),
		{"a statement that ends in a comment keeps its semicolon", []string{
			ddl.CreateView(&model.View{ID: openView, Query: model.Query{Text: "SELECT 1 AS a -- one"}}, false),
		}},
	}
}

func sampleDatabase() *model.Database {
	db := &model.Database{}
	db.Put(&model.Schema{ID: core, Common: model.Common{Owner: "loader", Comment: "facts"}, QuotaMB: 10})
	db.Put(&model.Schema{ID: model.SchemaID("public"), Common: model.Common{Comment: "not in use"}, QuotaMB: 5})
	table := sampleTable()
	table.Common = model.Common{Owner: "loader", Comment: "all orders"}
	table.SortKey = model.SortKey{Style: model.SortNone}
	table.Columns[0].Comment = "from the shop"
	table.Constraints[0].Comment = "surrogate"
	table.Constraints[1].Comment = "business key"
	db.Put(table)
	view := sampleView()
	view.Common = model.Common{Owner: "analyst", Comment: "not delivered"}
	view.ColumnComments = []model.ColumnComment{{Column: "id", Comment: "order"}}
	db.Put(view)
	materialized := sampleMaterializedView()
	materialized.Common = model.Common{Owner: "analyst", Comment: "orders a day"}
	materialized.Distribution = model.Distribution{Style: model.DistAuto}
	materialized.SortKey = model.SortKey{Style: model.SortAuto}
	db.Put(materialized)
	for _, name := range []string{"f_public", "f_private"} {
		id := model.ID{Kind: model.KindFunction, Schema: "util", Name: name, Signature: "integer"}
		db.Put(&model.Function{ID: id, Args: []model.Argument{{Mode: model.ArgIn, Type: plain(model.Integer)}},
			Returns: plain(model.Integer), Volatility: model.Immutable, Language: "sql", Body: "SELECT $1 + 1"})
	}
	db.Put(&model.Unplanned{ID: model.ID{Kind: model.KindExternalSchema, Name: "lake"},
		Statements: []string{"create external schema lake from data catalog database 'lake' iam_role default"}})
	for _, g := range sampleGrants() {
		db.Grants.Add(g)
	}
	return db
}

func sampleGrants() []model.Grant {
	readers := model.Grantee{Kind: model.ToGroup, Name: "readers"}
	ana := model.Grantee{Kind: model.ToUser, Name: "ana"}
	f := model.ID{Kind: model.KindFunction, Schema: "util", Name: "f_public", Signature: "integer"}
	private := model.ID{Kind: model.KindFunction, Schema: "util", Name: "f_private", Signature: "integer"}
	defaults := model.ID{Kind: model.KindDefaultPrivileges, Schema: "core", Name: "loader", Signature: "TABLES"}
	return []model.Grant{
		{On: core, Privilege: "USAGE", To: readers},
		{On: model.SchemaID("public"), Privilege: "USAGE", To: model.Public},
		{On: orders, Privilege: "SELECT", To: readers},
		{On: orders, Privilege: "INSERT", To: ana, Option: true},
		{On: orders, Column: "total", Privilege: "UPDATE", To: ana},
		{On: openView, Privilege: "SELECT", To: readers},
		{On: daily, Privilege: "SELECT", To: model.Public},
		{On: f, Privilege: "EXECUTE", To: model.Public},
		{On: f, Privilege: "EXECUTE", To: ana},
		{On: private, Privilege: "EXECUTE", To: ana},
		{On: defaults, Privilege: "SELECT", To: readers},
		{On: model.ID{Kind: model.KindLanguage, Name: "plpythonu"}, Privilege: "USAGE", To: ana},
	}
}
