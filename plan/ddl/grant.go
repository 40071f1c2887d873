package ddl

import (
	"cmp"
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
)

// GroupGrants sorts grants and splits them into lists that one statement can hold: the same object, grantee and grant
// option, and either the whole object or columns of it. Repetitions are taken out.
func GroupGrants(grants []model.Grant) [][]model.Grant {
	sorted := slices.Clone(grants)
	slices.SortFunc(sorted, func(a, b model.Grant) int {
		return cmp.Or(compareGroups(a, b), strings.Compare(a.Column, b.Column),
			strings.Compare(string(a.Privilege), string(b.Privilege)))
	})
	sorted = slices.Compact(sorted)
	var groups [][]model.Grant
	for i, g := range sorted {
		if i == 0 || compareGroups(sorted[i-1], g) != 0 {
			groups = append(groups, nil)
		}
		last := len(groups) - 1
		groups[last] = append(groups[last], g)
	}
	return groups
}

// compareGroups is 0 for two grants that can share a statement.
func compareGroups(a, b model.Grant) int {
	return cmp.Or(
		a.On.Compare(b.On),
		cmp.Compare(a.To.Kind, b.To.Kind),
		strings.Compare(a.To.Name, b.To.Name),
		compareFlags(a.Column != "", b.Column != ""),
		compareFlags(a.Option, b.Option),
	)
}

func compareFlags(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// Grant returns the statement that grants the privileges of one group of GroupGrants; "" for an empty list.
func Grant(grants []model.Grant) string {
	if len(grants) == 0 {
		return ""
	}
	text := privilegeStatement("GRANT ", " TO ", grants)
	if grants[0].Option {
		text += " WITH GRANT OPTION"
	}
	return text
}

// Revoke returns the statement that takes the privileges of one group away; "" for an empty list.
func Revoke(grants []model.Grant) string { return privilegeStatement("REVOKE ", " FROM ", grants) }

// RevokeOption returns the statement that leaves the privileges of one group but takes their grant option away; ""
// for an empty list.
func RevokeOption(grants []model.Grant) string {
	return privilegeStatement("REVOKE GRANT OPTION FOR ", " FROM ", grants)
}

// privilegeStatement joins the parts that GRANT and REVOKE share; default privileges wrap the same words (r_GRANT,
// r_REVOKE, r_ALTER_DEFAULT_PRIVILEGES).
func privilegeStatement(verb, to string, grants []model.Grant) string {
	if len(grants) == 0 {
		return ""
	}
	on := grants[0].On
	text := verb + privileges(grants) + " ON " + grantTarget(on) + to + grantee(grants[0].To)
	if on.Kind != model.KindDefaultPrivileges {
		return text
	}
	head := "ALTER DEFAULT PRIVILEGES"
	if on.Name != "" {
		head += " FOR USER " + QuoteUser(on.Name)
	}
	if on.Schema != "" {
		head += " IN SCHEMA " + Quote(on.Schema)
	}
	return head + "\n" + text
}

// privileges returns the privileges of a group: ALL when they are all that the kind has, otherwise their names; with
// the columns of each when they are on columns. A kind's only privilege is named, for USAGE ON LANGUAGE has no ALL
// (r_GRANT).
func privileges(grants []model.Grant) string {
	columns := make(map[model.Privilege][]string)
	var names []string
	for _, g := range grants {
		if _, seen := columns[g.Privilege]; !seen {
			names = append(names, string(g.Privilege))
		}
		columns[g.Privilege] = append(columns[g.Privilege], g.Column)
	}
	slices.Sort(names)
	if grants[0].Column != "" {
		for i, name := range names {
			names[i] += " " + nameList(columns[model.Privilege(name)])
		}
		return strings.Join(names, ", ")
	}
	if isAll(names, model.AllPrivileges(grantedKind(grants[0].On))) {
		return "ALL"
	}
	return strings.Join(names, ", ")
}

// grantedKind is the kind whose privileges are granted: for default privileges that of the objects they are for.
func grantedKind(id model.ID) model.Kind {
	switch {
	case id.Kind != model.KindDefaultPrivileges:
		return id.Kind
	case id.Signature == "TABLES":
		return model.KindTable
	case id.Signature == "FUNCTIONS":
		return model.KindFunction
	}
	return model.KindProcedure
}

func isAll(names []string, all []model.Privilege) bool {
	same := func(name string, p model.Privilege) bool { return name == string(p) }
	return len(all) > 1 && slices.EqualFunc(names, all, same)
}

// grantTarget returns what stands after ON. TABLE is always written for tables and views: without it a schema called
// function would be taken for the word.
func grantTarget(id model.ID) string {
	if id.Kind == model.KindDefaultPrivileges {
		return id.Signature
	}
	if id.Kind.IsRelation() {
		return "TABLE " + QualifiedName(id)
	}
	return objectWord(id.Kind) + " " + Reference(id)
}

func grantee(g model.Grantee) string {
	switch g.Kind {
	case model.ToPublic:
		return "PUBLIC"
	case model.ToGroup:
		return "GROUP " + QuoteUser(g.Name)
	case model.ToRole:
		return "ROLE " + QuoteUser(g.Name)
	}
	return QuoteUser(g.Name)
}
