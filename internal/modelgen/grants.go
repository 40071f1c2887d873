package modelgen

import (
	"slices"

	"github.com/redraft/redraft/model"
)

func (m *maker) grantee() model.Grantee {
	kinds := []model.GranteeKind{model.ToUser, model.ToGroup, model.ToRole, model.ToPublic}
	switch kind := pick(m, "grantee", kinds); kind {
	case model.ToUser:
		return model.Grantee{Kind: kind, Name: pick(m, "user", users)}
	case model.ToPublic:
		return model.Public
	default:
		return model.Grantee{Kind: kind, Name: pick(m, "group or role", []string{"readers", "writers", "Data Team", "role"})}
	}
}

// grantTargets returns everything that privileges can be on.
func (w *World) grantTargets() []model.ID {
	ids := slices.Concat(w.DB.Schemas.IDs(), w.DB.Tables.IDs(), w.DB.Views.IDs(), w.DB.MaterializedViews.IDs(),
		w.DB.Functions.IDs(), w.DB.Procedures.IDs(), w.DB.Unplanned.IDs())
	ids = append(ids, model.ID{Kind: model.KindLanguage, Name: "plpythonu"})
	ids = append(ids, model.ID{Kind: model.KindDatabase, Name: "dev"})
	for _, sort := range []string{"TABLES", "FUNCTIONS", "PROCEDURES"} {
		ids = append(ids, model.ID{Kind: model.KindDefaultPrivileges, Signature: sort},
			model.ID{Kind: model.KindDefaultPrivileges, Name: "loader", Schema: "public", Signature: sort})
	}
	return ids
}

// defaultPrivileges are what default privileges can give (r_ALTER_DEFAULT_PRIVILEGES).
var defaultPrivileges = map[string][]model.Privilege{
	"TABLES":     {"DELETE", "DROP", "INSERT", "REFERENCES", "SELECT", "UPDATE"},
	"FUNCTIONS":  {"EXECUTE"},
	"PROCEDURES": {"EXECUTE"},
}

func privilegesOn(id model.ID) []model.Privilege {
	if id.Kind == model.KindDefaultPrivileges {
		return defaultPrivileges[id.Signature]
	}
	return model.AllPrivileges(id.Kind)
}

// addGrant grants some privileges on one object to somebody who is not its owner.
func (m *maker) addGrant() bool {
	id := pick(m, "grant on", m.grantTargets())
	to := m.grantee()
	if object, ok := m.DB.Object(id); ok && to == (model.Grantee{Kind: model.ToUser, Name: object.Attributes().Owner}) {
		return false
	}
	if columns := m.grantColumns(id); len(columns) > 0 && m.once(4, "on columns") {
		return m.grantOnColumns(id, to, columns)
	}
	privileges := privilegesOn(id)
	if !m.once(5, "all privileges") {
		privileges = some(m, "privileges", 3, privileges)
	}
	// Only users can pass a privilege on (r_GRANT).
	option := to.Kind == model.ToUser && m.once(4, "with grant option")
	for _, p := range privileges {
		g := model.Grant{On: id, Privilege: p, To: to, Option: option}
		m.revokeColumns(g)
		m.DB.Grants.Add(g)
	}
	return true
}

// grantColumns returns the columns that privileges can be on: none for late-binding views (r_GRANT-usage-notes).
func (w *World) grantColumns(id model.ID) []output {
	if view, ok := w.DB.Views.Get(id); ok && view.NoBinding {
		return nil
	}
	return w.outputs(id)
}

// grantOnColumns grants SELECT, and on tables UPDATE, on one column, unless the grantee has it on the whole.
func (m *maker) grantOnColumns(id model.ID, to model.Grantee, columns []output) bool {
	privileges := []model.Privilege{"SELECT"}
	if id.Kind == model.KindTable {
		privileges = append(privileges, "UPDATE")
	}
	g := model.Grant{On: id, Privilege: pick(m, "column privilege", privileges), To: to}
	if m.DB.Grants.Has(g) {
		return false
	}
	for _, c := range some(m, "granted columns", 2, columns) {
		g.Column = c.name
		m.DB.Grants.Add(g)
	}
	return true
}

// revokeColumns takes a privilege on columns away before it is granted on the whole: the two exclude each other
// (r_GRANT-usage-notes).
func (w *World) revokeColumns(g model.Grant) {
	for _, held := range slices.Clone(w.DB.Grants.On(g.On)) {
		if held.Column != "" && held.Privilege == g.Privilege && held.To == g.To {
			w.DB.Grants.Remove(held)
		}
	}
}
