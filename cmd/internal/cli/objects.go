package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/redraft/redraft/cmd/internal/project"
	"github.com/redraft/redraft/model"
)

// findObject finds the object that a person means by a name. The name may leave out the schema and a routine's
// arguments as long as one object answers to it; a kind before it narrows the choice.
func findObject(db *model.Database, text, defaultSchema string) (model.ID, error) {
	want := strings.TrimSpace(text)
	if id, err := model.ParseID(want); err == nil && db.Has(id) {
		return id, nil
	}
	kind, want := cutKind(want)
	want = foldName(want)
	var exact, loose, all []model.ID
	for object := range db.Objects() {
		id := object.Identity()
		if kind != "" && id.Kind.String() != kind {
			continue
		}
		all = append(all, id)
		names := namesOf(id)
		switch {
		case slices.Contains(names[:len(names)-1], want) || id.Schema == defaultSchema && names[len(names)-1] == want:
			exact = append(exact, id)
		case names[len(names)-1] == want:
			loose = append(loose, id)
		}
	}
	found := exact
	if len(found) == 0 {
		found = loose
	}
	switch len(found) {
	case 0:
		return model.ID{}, unknownObject(text, want, all)
	case 1:
		return found[0], nil
	}
	return model.ID{}, problem("ambiguous-object", fmt.Sprintf("%q may mean %d objects", text, len(found)),
		"write one of: "+strings.Join(quoted(found), ", "))
}

// namesOf returns the names that an object answers to; the last is the one without schema.
func namesOf(id model.ID) []string {
	full := id.QualifiedName()
	bare := model.ID{Kind: id.Kind, Name: id.Name, Signature: id.Signature}.QualifiedName()
	if !id.Kind.IsRoutine() {
		return []string{full, bare}
	}
	suffix := "(" + id.Signature + ")"
	return []string{full, strings.TrimSuffix(full, suffix), bare, strings.TrimSuffix(bare, suffix)}
}

// cutKind splits a leading kind off, as in "view mart.answers".
func cutKind(text string) (kind, rest string) {
	for k := model.KindDatabase; k <= model.KindOtherGrant; k++ {
		if after, ok := strings.CutPrefix(text, k.String()+" "); ok && len(k.String()) > len(kind) {
			kind, rest = k.String(), strings.TrimSpace(after)
		}
	}
	if kind == "" {
		return "", text
	}
	return kind, rest
}

// foldName writes a name as models do: letters outside quotes in lower case, and argument types by their canonical
// names.
func foldName(text string) string {
	if !strings.Contains(text, `"`) {
		text = strings.ToLower(text)
	}
	name, args, ok := strings.Cut(text, "(")
	if !ok || !strings.HasSuffix(args, ")") {
		return text
	}
	args = strings.TrimSuffix(args, ")")
	if strings.TrimSpace(args) == "" {
		return strings.TrimSpace(name) + "()"
	}
	var types []model.DataType
	for spelling := range strings.SplitSeq(args, ",") {
		t, err := model.ResolveType(strings.Join(strings.Fields(spelling), " "))
		if err != nil {
			return text
		}
		types = append(types, t)
	}
	return strings.TrimSpace(name) + "(" + model.Signature(types...) + ")"
}

func unknownObject(text, want string, all []model.ID) error {
	var names []string
	for _, id := range all {
		names = append(names, namesOf(id)...)
	}
	return problem("unknown-object", fmt.Sprintf("the model has no object %q", text),
		suggest(want, names, "redraft snapshot lists all objects"))
}

func quoted(ids []model.ID) []string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = `"` + id.String() + `"`
	}
	return texts
}

func sortedIDs(ids []model.ID) []model.ID {
	ids = slices.SortedFunc(slices.Values(ids), model.ID.Compare)
	return slices.Compact(ids)
}

// completeObjects offers the names of the model's objects.
func (a *app) completeObjects(flags *depsFlags) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		p, err := a.open()
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		source, err := project.ParseSource(flags.from)
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		m, _ := p.Load(cmd.Context(), source)
		if m == nil {
			return nil, cobra.ShellCompDirectiveError
		}
		var names []string
		for object := range m.Database.Objects() {
			id := object.Identity()
			names = append(names, id.QualifiedName()+"\t"+id.Kind.String())
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}
