package introspect

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
)

type routineRow struct {
	oid, schema, name, kind, owner, language, volatility string
	definer                                              bool
	result                                               string
	input, all, modes, names                             []string
	body                                                 string
	acl                                                  *string
	id                                                   model.ID // once it is built
}

func (l *live) takeRoutine(r row) {
	l.routines = append(l.routines, &routineRow{
		oid: r.text(0), schema: r.text(1), name: r.text(2), kind: r.text(3), owner: r.text(4), language: r.text(5),
		volatility: r.text(6), definer: r.flag(7), result: r.text(8), input: elements(r[9]), all: elements(r[10]),
		modes: elements(r[11]), names: elements(r[12]), body: r.text(13), acl: r[14],
	})
}

// volatilities are the codes of pg_proc.provolatile.
var volatilities = map[string]model.Volatility{"v": model.Volatile, "s": model.Stable, "i": model.Immutable}

// modes are the codes of pg_proc_info.proargmodes.
var modes = map[string]model.ArgMode{"i": model.ArgIn, "o": model.ArgOut, "b": model.ArgInOut}

func (l *live) buildRoutines() {
	for _, r := range l.routines {
		args := l.arguments(r)
		common := model.Common{Owner: l.owner(r.owner), Untold: model.UntoldLengths}
		r.id = model.ID{Kind: model.KindFunction, Schema: r.schema, Name: r.name, Signature: model.InputSignature(args)}
		body := strings.TrimSpace(strings.ReplaceAll(r.body, "\r\n", "\n"))
		if r.kind == "p" {
			r.id.Kind = model.KindProcedure
			common.Untold |= model.UntoldSettings
			p := &model.Procedure{ID: r.id, Common: common, Args: args, Body: body, SecurityDefiner: r.definer}
			if use, err := l.options.Analyzer.Procedure(body, l.qualify); err == nil {
				p.Relations, p.Functions, p.Procedures = merge(use.Reads, use.Writes), use.Functions, use.Procedures
			}
			l.db.Put(p)
			continue
		}
		f := &model.Function{
			ID: r.id, Common: common, Args: args, Returns: l.typeNumbered(r, r.result), Volatility: volatilities[r.volatility],
			Language: r.language, Body: body,
		}
		l.finishFunction(f)
		l.db.Put(f)
	}
}

// finishFunction reads what a SQL body names. Where an external function runs stands in its text, in a form that is not
// documented, so it counts as untold (docs/evidence.md).
func (l *live) finishFunction(f *model.Function) {
	switch f.Language {
	case "sql":
		if use, err := l.options.Analyzer.Function(f.Body); err == nil {
			f.Relations, f.Functions = use.Reads, use.Functions
		}
	case "exfunc":
		f.Body, f.External = "", &model.External{}
		f.Untold |= model.UntoldExternal
	}
}

// qualify leaves names in procedures open: which search path will hold is not known.
func (l *live) qualify(string) string { return "public" }

func merge(a, b []model.Name) []model.Name {
	all := slices.Concat(a, b)
	slices.SortFunc(all, model.Name.Compare)
	return slices.Compact(all)
}

// arguments puts types, modes and names together; the last two may be missing.
func (l *live) arguments(r *routineRow) []model.Argument {
	types := r.all
	if len(types) == 0 {
		types = r.input
	}
	var args []model.Argument
	for i, number := range types {
		a := model.Argument{Mode: model.ArgIn, Type: l.typeNumbered(r, number)}
		if i < len(r.modes) {
			a.Mode = modes[r.modes[i]]
		}
		if i < len(r.names) {
			a.Name = r.names[i]
		}
		args = append(args, a)
	}
	return args
}

// typeNumbered returns the type with that number. The catalog keeps no lengths of arguments, so that they are the defaults.
func (l *live) typeNumbered(r *routineRow, number string) model.DataType {
	name := l.types[number]
	t, ok := dataType(name)
	if !ok && number != "0" {
		l.note("type-not-known", "the type "+name+" of an argument of "+r.schema+"."+r.name+" is not known", "please report it")
	}
	return t
}
