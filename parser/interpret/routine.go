package interpret

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

func (in *interpreter) routineStatement(s ast.Statement) bool {
	switch s := s.(type) {
	case *ast.CreateFunction:
		in.createFunction(s)
	case *ast.CreateProcedure:
		in.createProcedure(s)
	case *ast.AlterRoutine:
		in.alterRoutine(s)
	case *ast.DropRoutine:
		in.dropRoutines(s)
	default:
		return false
	}
	return true
}

func arguments(args []ast.Argument) []model.Argument {
	var list []model.Argument
	for _, a := range args {
		mode := a.Mode
		if mode == "" {
			mode = model.ArgIn
		}
		list = append(list, model.Argument{Name: a.Name.Name, Mode: mode, Type: a.Type.Data})
	}
	return list
}

func (in *interpreter) routineID(kind model.Kind, name ast.Name, args []model.Argument) model.ID {
	return model.ID{Kind: kind, Schema: in.newSchema(name), Name: name.Name, Signature: model.InputSignature(args)}
}

// body cuts blank edges and writes line ends as \n, so that a file's line ends are no difference.
func body(text string) string { return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")) }

func (in *interpreter) createFunction(s *ast.CreateFunction) {
	args := arguments(s.Args)
	id := in.routineID(model.KindFunction, s.Name, args)
	if !in.needSchema(id.Schema, s.Name.Span) {
		return
	}
	f := &model.Function{
		ID: id, Args: args, Returns: s.Returns.Data, Volatility: s.Volatility, Language: s.Language, Body: body(s.Body),
		External: s.External,
	}
	old, exists := in.db.Functions.Get(id)
	switch {
	case exists && (in.declaring || !s.OrReplace):
		in.taken(id, s.Name.Span)
		return
	case exists && old.Returns != f.Returns:
		in.fail(s.Returns.Span, "cannot-replace", "CREATE OR REPLACE cannot change what "+id.String()+" returns",
			"drop the function and create it anew")
		return
	case exists:
		f.Common = old.Common
	}
	if f.Language == "sql" {
		if use, err := in.options.Analyzer.Function(f.Body); err == nil {
			f.Relations, f.Functions = use.Reads, use.Functions
		}
	}
	in.made(id, s.Name.Span)
	in.put(f)
	if !exists {
		// Everybody may execute a new function, unlike a new procedure (r_GRANT, EXECUTE ON FUNCTION).
		in.db.Grants.Add(model.Grant{On: id, Privilege: "EXECUTE", To: model.Public})
	}
}

func (in *interpreter) createProcedure(s *ast.CreateProcedure) {
	args := arguments(s.Args)
	id := in.routineID(model.KindProcedure, s.Name, args)
	if !in.needSchema(id.Schema, s.Name.Span) {
		return
	}
	p := &model.Procedure{
		ID: id, Args: args, Body: body(s.Body), NonAtomic: s.NonAtomic, SecurityDefiner: s.SecurityDefiner,
		Settings: slices.SortedFunc(slices.Values(s.Settings), func(a, b model.Setting) int { return strings.Compare(a.Name, b.Name) }),
	}
	old, exists := in.db.Procedures.Get(id)
	switch {
	case exists && (in.declaring || !s.OrReplace):
		in.taken(id, s.Name.Span)
		return
	case exists:
		p.Common = old.Common
	}
	if use, err := in.options.Analyzer.Procedure(p.Body, in.qualify()); err == nil {
		p.Relations, p.Functions, p.Procedures = merge(use.Reads, use.Writes), use.Functions, use.Procedures
	}
	in.made(id, s.Name.Span)
	in.put(p)
}

func merge(a, b []model.Name) []model.Name {
	all := slices.Concat(a, b)
	slices.SortFunc(all, model.Name.Compare)
	return slices.Compact(all)
}

// routine finds the function or procedure that a reference means; without parentheses the name must be the only one.
func (in *interpreter) routine(ref ast.RoutineRef, ifExists bool) (model.ID, bool) {
	schemas := in.path
	if ref.Name.Schema != "" {
		schemas = []string{ref.Name.Schema}
	}
	var same []model.ID
	for _, schema := range schemas {
		same = append(same, in.routinesNamed(ref.Kind, model.Name{Schema: schema, Name: ref.Name.Name})...)
	}
	matches := same
	if ref.HasArgs {
		signature := model.InputSignature(arguments(ref.Args))
		matches = slices.DeleteFunc(slices.Clone(same), func(id model.ID) bool { return id.Signature != signature })
	}
	if len(matches) == 1 || ref.HasArgs && len(matches) > 1 {
		return matches[0], true
	}
	if len(matches) == 0 && ifExists {
		return model.ID{}, false
	}
	in.unknownRoutine(ref, same, len(matches) > 1)
	return model.ID{}, false
}

func (in *interpreter) unknownRoutine(ref ast.RoutineRef, same []model.ID, ambiguous bool) {
	name := ref.Name.Name
	if ref.Name.Schema != "" {
		name = ref.Name.Schema + "." + name
	}
	summary, hint := ref.Kind.String()+" "+name+" does not exist", ""
	if ref.HasArgs {
		summary = ref.Kind.String() + " " + name + "(" + model.InputSignature(arguments(ref.Args)) + ") does not exist"
	}
	if ambiguous {
		summary = ref.Kind.String() + " " + name + " is not unique"
	}
	if len(same) > 0 {
		hint = "there is " + qualifiedNames(same)
	}
	in.fail(ref.Name.Span, "missing-routine", summary, hint)
}

func (in *interpreter) alterRoutine(s *ast.AlterRoutine) {
	id, ok := in.routine(s.Routine, false)
	if !ok {
		return
	}
	if !s.Owner.IsZero() {
		in.setOwner(id, s.Owner.Name)
		return
	}
	renamed := id
	renamed.Name = s.NewName.Name
	if in.db.Has(renamed) {
		in.taken(renamed, s.NewName.Span)
		return
	}
	in.rename(id, renamed, s.Bounds())
}

func (in *interpreter) dropRoutines(s *ast.DropRoutine) {
	var doomed []model.ID
	for _, ref := range s.Routines {
		if in.declaring {
			in.ignoredDrop(s.Bounds(), in.routineID(ref.Kind, ref.Name, arguments(ref.Args)))
			continue
		}
		if id, ok := in.routine(ref, s.IfExists); ok {
			doomed = append(doomed, id)
		}
	}
	in.drop(doomed, s.Cascade, s.Bounds())
}
