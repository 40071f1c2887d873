package ddl_test

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

func sampleView() *model.View {
	return &model.View{ID: openView, Query: model.Query{
		Text: "SELECT o.order_id AS id,   -- the shop's number\n       o.total\n" +
			"  FROM core.orders o\n WHERE o.state <> 'done'",
	}}
}

func sampleMaterializedView() *model.MaterializedView {
	return &model.MaterializedView{ID: daily, Query: model.Query{
		Text: "SELECT created, customer_id, count(*) AS orders\nFROM core.orders\nGROUP BY created, customer_id",
	}}
}

func viewForms() []form {
	view := func(sentence string, replace bool, change func(*model.View)) form {
		v := sampleView()
		change(v)
		return one(sentence, ddl.CreateView(v, replace))
	}
	materialized := func(sentence string, change func(*model.MaterializedView)) form {
		v := sampleMaterializedView()
		change(v)
		return form{sentence, ddl.CreateMaterializedViewStatements(v)}
	}
	return []form{
		view("a view", false, func(*model.View) {}),
		view("a view is replaced", true, func(*model.View) {}),
		view("a view names its columns", false, func(v *model.View) { v.Columns = []string{"id", "Grand Total"} }),
		view("a late-binding view", false, func(v *model.View) { v.NoBinding = true }),
		view("a late-binding view whose query ends in a comment", true, func(v *model.View) {
			v.NoBinding, v.Query.Text = true, "SELECT 1 AS one -- just one"
		}),
		one("the view goes", ddl.Drop(openView)),
		one("another owner is set as for a table", ddl.Owner(openView, "loader")),
		materialized("a materialized view", func(*model.MaterializedView) {}),
		materialized("a materialized view with every clause", func(v *model.MaterializedView) {
			v.NoBackup, v.AutoRefresh = true, true
			v.Distribution = model.Distribution{Style: model.DistKey, Key: "customer_id"}
			v.SortKey = model.SortKey{Style: model.SortCompound, Columns: []string{"created"}}
		}),
		materialized("a materialized view without a sort key has none anyway", func(v *model.MaterializedView) {
			v.Distribution, v.SortKey = model.Distribution{Style: model.DistAll}, model.SortKey{Style: model.SortNone}
		}),
		materialized("automatic layout needs more statements", func(v *model.MaterializedView) {
			v.Distribution, v.SortKey = model.Distribution{Style: model.DistAuto}, model.SortKey{Style: model.SortAuto}
		}),
		one("automatic refresh", ddl.AlterAutoRefresh(daily, true)),
		one("no automatic refresh", ddl.AlterAutoRefresh(daily, false)),
		one("the materialized view goes", ddl.Drop(daily)),
		one("another owner of a materialized view is set as for a table", ddl.Owner(daily, "loader")),
	}
}

func routineForms() []form {
	sql := &model.Function{
		ID:   model.ID{Kind: model.KindFunction, Schema: "util", Name: "f_net", Signature: "numeric, double precision"},
		Args: []model.Argument{{Type: numeric(18, 2)}, {Type: plain(model.DoublePrecision)}},
		Body: "SELECT $1 / (1 + $2)", Returns: numeric(18, 2), Volatility: model.Immutable, Language: "sql",
	}
	python := &model.Function{
		ID:   model.ID{Kind: model.KindFunction, Schema: "util", Name: "f_clean", Signature: "varchar, integer"},
		Args: []model.Argument{{Name: "text", Type: varchar(100)}, {Name: "char", Type: plain(model.Integer)}},
		Body: "import re\nreturn re.sub(r'\\s+', ' ', text)[:char]", Returns: varchar(100), Language: "plpythonu",
	}
	lambda := &model.Function{
		ID:   model.ID{Kind: model.KindFunction, Schema: "util", Name: "f_geo", Signature: "varchar"},
		Args: []model.Argument{{Type: varchar(200)}}, Returns: varchar(50), Volatility: model.Volatile, Language: "exfunc",
		External: &model.External{Service: "LAMBDA", Endpoint: "geo-coder", IAMRole: "default",
			RetryTimeout: 20000, MaxBatchRows: 2147483647, MaxBatchSize: 5 << 20},
	}
	limits := lambda.Clone()
	limits.External = &model.External{Service: "LAMBDA", Endpoint: "geo-coder",
		IAMRole: "arn:aws:iam::123456789012:role/geo", RetryTimeout: 1000, MaxBatchRows: 50, MaxBatchSize: 300 << 10}
	sagemaker := lambda.Clone()
	sagemaker.External = &model.External{Service: "SAGEMAKER", Endpoint: "churn", IAMRole: "default",
		RetryTimeout: 20000, MaxBatchRows: 2147483647, MaxBatchSize: 5 << 20}
	forms := []form{
		one("a function in SQL", ddl.CreateFunction(sql, false)),
		one("a function is replaced", ddl.CreateFunction(sql, true)),
		one("a function in Python with an argument named like a type", ddl.CreateFunction(python, false)),
		one("a function outside the cluster", ddl.CreateFunction(lambda, false)),
		one("a function outside the cluster with limits", ddl.CreateFunction(limits, true)),
		one("a function of a model endpoint", ddl.CreateFunction(sagemaker, false)),
		one("the function goes", ddl.Drop(sql.ID)),
		one("another owner of a function", ddl.Owner(sql.ID, "loader")),
	}
	return append(forms, procedureForms()...)
}

func procedureForms() []form {
	load := &model.Procedure{
		ID: model.ID{Kind: model.KindProcedure, Schema: "etl", Name: "load", Signature: "date, integer"},
		Args: []model.Argument{
			{Name: "day", Mode: model.ArgIn, Type: plain(model.Date)},
			{Name: "tries", Mode: model.ArgInOut, Type: plain(model.Integer)},
			{Name: "out", Mode: model.ArgOut, Type: varchar(256)},
		},
		Body: "BEGIN\n  DELETE FROM core.orders WHERE created = day;\nEND;",
	}
	body := func(sentence, body string) form {
		p := load.Clone()
		p.ID.Signature, p.Args, p.Body = "", nil, body
		return one(sentence, ddl.CreateProcedure(p, false))
	}
	definer := load.Clone()
	definer.SecurityDefiner = true
	definer.Settings = []model.Setting{
		{Name: "enable_result_cache_for_session", Value: "off"}, {Name: "search_path", Value: "core, public"},
	}
	free := load.Clone()
	free.NonAtomic = true
	return []form{
		one("a procedure with arguments of every mode", ddl.CreateProcedure(load, false)),
		one("a procedure is replaced", ddl.CreateProcedure(load, true)),
		one("a procedure with its owner's rights and settings", ddl.CreateProcedure(definer, false)),
		one("a procedure that commits by itself", ddl.CreateProcedure(free, false)),
		body("a body with dollar quotes inside", "BEGIN\n  EXECUTE $$SELECT 1$$;\nEND;"),
		body("a body with two sorts of dollar quotes inside", "BEGIN\n  EXECUTE $$SELECT $_$a$_$$$;\nEND;"),
		one("the procedure goes", ddl.Drop(load.ID)),
		one("another owner of a procedure", ddl.Owner(load.ID, "loader")),
	}
}
