package modelgen

import (
	"slices"
	"strconv"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// routineID draws a name for a routine. The same name with other argument types is another routine.
func (m *maker) routineID(kind model.Kind, args []model.Argument) model.ID {
	id := model.ID{Kind: kind, Schema: m.schema(), Signature: model.InputSignature(args)}
	id.Name = m.name("routine", func(name string) bool {
		return m.DB.Has(model.ID{Kind: kind, Schema: id.Schema, Name: name, Signature: id.Signature})
	})
	return id
}

var volatilities = []model.Volatility{model.Volatile, model.Stable, model.Immutable}

func (m *maker) addFunction() bool {
	f := &model.Function{Language: pick(m, "language", []string{"sql", "plpythonu", "exfunc"}), Volatility: model.Volatile}
	types := allTypes
	if f.Language == "plpythonu" {
		types = pythonTypes
	}
	f.Args = m.arguments(types, f.Language == "plpythonu")
	f.Returns = m.sized(pick(m, "returns", types))
	f.ID = m.routineID(model.KindFunction, f.Args)
	f.Common = m.common("function")
	if f.Language == "exfunc" {
		f.External = m.external()
	} else {
		f.Volatility = pick(m, "volatility", volatilities)
		f.Body = m.functionBody(f)
	}
	m.DB.Put(f)
	for _, g := range ddl.Given(f.ID) {
		m.DB.Grants.Add(g)
	}
	return true
}

// arguments draws input arguments; those of a Python function have names.
func (m *maker) arguments(types []model.TypeName, names bool) []model.Argument {
	var args []model.Argument
	for range rapid.IntRange(0, 3).Draw(m.t, "arguments") {
		a := model.Argument{Mode: model.ArgIn, Type: m.sized(pick(m, "argument type", types))}
		if names {
			a.Name = m.argumentName(args)
		}
		args = append(args, a)
	}
	return args
}

func (m *maker) argumentName(args []model.Argument) string {
	return m.name("argument", func(name string) bool {
		return slices.ContainsFunc(args, func(a model.Argument) bool { return a.Name == name })
	})
}

func (m *maker) functionBody(f *model.Function) string {
	if f.Language == "plpythonu" {
		return "# " + pick(m, "python", []string{"nothing", "it's $1", "costs $$"}) + "\nreturn None"
	}
	if len(f.Args) > 0 && m.once(2, "body uses an argument") {
		which := rapid.IntRange(1, len(f.Args)).Draw(m.t, "which")
		return "SELECT CAST($" + strconv.Itoa(which) + " AS " + f.Returns.String() + ")"
	}
	return "SELECT CAST(NULL AS " + f.Returns.String() + ")"
}

func (m *maker) external() *model.External {
	x := &model.External{
		Service:  pick(m, "service", []string{"LAMBDA", "SAGEMAKER"}),
		Endpoint: pick(m, "endpoint", []string{"geo", "churn-2"}),
		IAMRole:  pick(m, "role", []string{"default", "arn:aws:iam::123456789012:role/udf"}),
	}
	// The first of each is what holds when nothing is said, which is all that SAGEMAKER has
	// (r_CREATE_EXTERNAL_FUNCTION).
	retries, rows, sizes := []int{20000, 500}, []int64{2147483647, 100}, []int64{5 << 20, 300 << 10, 2 << 20}
	if x.Service == "SAGEMAKER" {
		retries, rows, sizes = retries[:1], rows[:1], sizes[:1]
	}
	x.RetryTimeout = pick(m, "retry", retries)
	x.MaxBatchRows, x.MaxBatchSize = pick(m, "rows", rows), pick(m, "size", sizes)
	return x
}

var argumentModes = []model.ArgMode{model.ArgIn, model.ArgIn, model.ArgInOut, model.ArgOut}

func (m *maker) addProcedure() bool {
	p := &model.Procedure{Args: m.arguments(allTypes, true), Common: m.common("procedure")}
	for i := range p.Args {
		p.Args[i].Mode = pick(m, "mode", argumentModes)
	}
	p.ID = m.routineID(model.KindProcedure, p.Args)
	m.procedureRights(p)
	p.Body = m.procedureBody()
	m.DB.Put(p)
	return true
}

// procedureRights draws the options: NONATOMIC excludes SECURITY DEFINER and SET (r_CREATE_PROCEDURE).
func (m *maker) procedureRights(p *model.Procedure) {
	p.NonAtomic, p.SecurityDefiner, p.Settings = m.once(3, "commits by itself"), false, nil
	if p.NonAtomic {
		return
	}
	p.SecurityDefiner = m.once(3, "has its owner's rights")
	if m.once(3, "has a setting") {
		path := pick(m, "search path", []string{"public", "core, public", "odd name"})
		p.Settings = []model.Setting{{Name: "search_path", Value: path}}
	}
}

func (m *maker) procedureBody() string {
	body := "BEGIN\n"
	if ids := m.DB.Tables.IDs(); len(ids) > 0 {
		table, _ := m.DB.Tables.Get(pick(m, "cleared table", ids))
		body += "  DELETE FROM " + ddl.QualifiedName(table.ID) + " WHERE " + ddl.Quote(table.Columns[0].Name) + " IS NULL;\n"
	}
	if m.once(3, "says something") {
		body += "  RAISE INFO $$it's %$$, 1;\n"
	}
	return body + "END;"
}
