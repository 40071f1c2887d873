package ddl_test

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// sampleTable has a column of every sort and keys of every kind.
func sampleTable() *model.Table {
	return &model.Table{
		ID: orders,
		Columns: []model.Column{
			{Name: "order_id", Type: plain(model.Bigint), NotNull: true, Identity: &model.Identity{Seed: 1, Step: 1}},
			{Name: "shop_id", Type: plain(model.Integer), NotNull: true},
			{Name: "Order No", Type: varchar(20), NotNull: true, Collation: model.CollateCaseInsensitive},
			{Name: "customer_id", Type: plain(model.Integer)},
			{Name: "total", Type: numeric(18, 2), Default: model.Expr{Text: "0.0", Canonical: "0.0"}},
			{Name: "created", Type: plain(model.Timestamp), NotNull: true, Default: model.Expr{Canonical: "getdate()"}},
			{Name: "details", Type: plain(model.Super)},
		},
		Constraints: []model.Constraint{
			{Name: "orders_pk", Kind: model.PrimaryKey, Columns: []string{"order_id"}},
			{Kind: model.Unique, Columns: []string{"shop_id", "Order No"}},
			{Name: "orders_customer", Kind: model.ForeignKey, Columns: []string{"customer_id"}, RefTable: customer,
				RefColumns: []string{"id"}},
		},
		EncodeAuto: true,
	}
}

// small returns a table of three columns, changed.
func small(change func(*model.Table)) *model.Table {
	t := &model.Table{ID: customer, EncodeAuto: true, Columns: []model.Column{
		{Name: "id", Type: plain(model.Integer)}, {Name: "name", Type: varchar(100)}, {Name: "born", Type: plain(model.Date)},
	}}
	change(t)
	return t
}

func tableForms() []form {
	keys := ddl.TableOptions{Keys: true}
	layout := func(sentence string, d model.Distribution, k model.SortKey) form {
		t := small(func(t *model.Table) { t.Distribution, t.SortKey = d, k })
		return form{sentence, ddl.CreateTableStatements(t, keys)}
	}
	nothing, silent := model.Distribution{}, model.SortKey{}
	return []form{
		one("columns and keys of every sort", ddl.CreateTable(sampleTable(), keys)),
		one("without its keys and under another name", ddl.CreateTable(sampleTable(), ddl.TableOptions{Name: "orders_new"})),
		one("an identity that takes values from outside", ddl.CreateTable(small(func(t *model.Table) {
			t.Columns[0].Identity, t.Columns[0].NotNull = &model.Identity{Seed: 100, Step: 10, ByDefault: true}, true
		}), keys)),
		one("a default that ends in a comment", ddl.CreateTable(small(func(t *model.Table) {
			t.Columns[0].Default = model.Expr{Text: "1 -- one", Canonical: "1"}
		}), keys)),
		one("a long name moves no other column", ddl.CreateTable(small(func(t *model.Table) {
			t.Columns[1].Name, t.Columns[2].NotNull = "a_name_that_is_much_longer_than_all_others_in_the_table", true
		}), keys)),
		one("no backup", ddl.CreateTable(small(func(t *model.Table) {
			t.NoBackup, t.Distribution.Style = true, model.DistAll
		}), keys)),
		one("odd names", ddl.CreateTable(&model.Table{ID: odd, EncodeAuto: true, Columns: []model.Column{
			{Name: "from", Type: plain(model.Integer)}, {Name: `"`, Type: plain(model.Boolean)}}}, keys)),
		layout("nothing said", nothing, silent),
		layout("automatic distribution and sort key", model.Distribution{Style: model.DistAuto},
			model.SortKey{Style: model.SortAuto}),
		layout("even distribution", model.Distribution{Style: model.DistEven}, silent),
		layout("all nodes", model.Distribution{Style: model.DistAll}, silent),
		layout("distribution by a key", model.Distribution{Style: model.DistKey, Key: "id"}, silent),
		layout("a compound sort key", nothing, model.SortKey{Style: model.SortCompound, Columns: []string{"born", "id"}}),
		layout("an interleaved sort key", nothing,
			model.SortKey{Style: model.SortInterleaved, Columns: []string{"born", "id"}}),
		layout("no sort key needs a second statement", nothing, model.SortKey{Style: model.SortNone}),
		one("the table goes", ddl.Drop(customer)),
	}
}

func encodingForms() []form {
	encoded := func(sentence string, change func(*model.Table)) form {
		t := small(func(t *model.Table) {
			t.EncodeAuto = false
			for i, e := range []model.Encoding{"az64", "lzo", "az64"} {
				t.Columns[i].Encoding, t.Columns[i].EncodingFilled = e, true
			}
			change(t)
		})
		return one(sentence, ddl.CreateTable(t, ddl.TableOptions{}))
	}
	return []form{
		encoded("one that was chosen, the others as the engine fills them in", func(t *model.Table) {
			t.Columns[1].Encoding, t.Columns[1].EncodingFilled = "zstd", false
		}),
		encoded("all as the engine fills them in, written so that the engine does not own them", func(*model.Table) {}),
		encoded("one that the engine filled in and would not again", func(t *model.Table) { t.Columns[0].Encoding = "raw" }),
		encoded("a sort key column is raw", func(t *model.Table) {
			t.SortKey = model.SortKey{Style: model.SortCompound, Columns: []string{"id"}}
			t.Columns[0].Encoding = "raw"
			t.Columns[1].Encoding, t.Columns[1].EncodingFilled = "text255", false
		}),
		encoded("none when the engine owns them", func(t *model.Table) { t.EncodeAuto = true }),
	}
}

func alterForms() []form {
	byKey := model.Distribution{Style: model.DistKey, Key: "customer_id"}
	compound := model.SortKey{Style: model.SortCompound, Columns: []string{"created", "Order No"}}
	return []form{
		one("another name", ddl.RenameTable(orders, "order")),
		one("another name for a view", ddl.RenameTable(openView, "orders_open")),
		one("a new column", ddl.AddColumn(orders, model.Column{Name: "note", Type: varchar(200)})),
		one("a new column with everything", ddl.AddColumn(orders, model.Column{
			Name: "state", Type: varchar(10), NotNull: true, Default: model.Expr{Text: "'new'", Canonical: "'new'"},
			Encoding: "zstd", Collation: model.CollateCaseSensitive,
		})),
		one("a new column whose encoding the engine fills in", ddl.AddColumn(orders, model.Column{
			Name: "n", Type: plain(model.Integer), Encoding: "az64", EncodingFilled: true,
		})),
		one("a column goes", ddl.DropColumn(orders, "note")),
		one("another name for a column", ddl.RenameColumn(orders, "note", "Remark")),
		one("a longer text", ddl.AlterColumnType(orders, "note", varchar(400))),
		one("another encoding", ddl.AlterColumnEncode(orders, "note", "zstd")),
		one("the engine owns the encodings", ddl.AlterEncodeAuto(orders)),
		one("distribution by a key", ddl.AlterDistribution(orders, byKey)),
		one("even distribution", ddl.AlterDistribution(orders, model.Distribution{Style: model.DistEven})),
		one("distribution no longer said", ddl.AlterDistribution(orders, model.Distribution{})),
		one("distribution of a materialized view", ddl.AlterDistribution(daily, byKey)),
		one("distribution of a materialized view no longer said", ddl.AlterDistribution(daily, model.Distribution{})),
		one("a sort key", ddl.AlterSortKey(orders, compound)),
		one("no sort key", ddl.AlterSortKey(orders, model.SortKey{Style: model.SortNone})),
		one("sort key no longer said", ddl.AlterSortKey(orders, model.SortKey{})),
		one("sort key of a materialized view", ddl.AlterSortKey(daily, compound)),
		one("sort key of a materialized view no longer said", ddl.AlterSortKey(daily, model.SortKey{})),
		one("a new primary key", ddl.AddConstraint(orders, model.Constraint{
			Kind: model.PrimaryKey, Columns: []string{"id"},
		})),
		one("a new unique key with a name", ddl.AddConstraint(orders, model.Constraint{
			Name: "orders_uk", Kind: model.Unique, Columns: []string{"a", "b"},
		})),
		one("a new foreign key", ddl.AddConstraint(orders, model.Constraint{Kind: model.ForeignKey, Columns: []string{"c"},
			RefTable: customer, RefColumns: []string{"id"}})),
		one("a key goes", ddl.DropConstraint(orders, "orders_pk")),
		one("another owner", ddl.Owner(orders, "loader")),
	}
}
