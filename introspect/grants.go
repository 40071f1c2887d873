package introspect

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

type accessRow struct {
	kind, name, owner, schema string
	acl                       *string
}

type columnAccessRow struct {
	relation, column string
	acl              *string
}

type privilegeRow struct {
	kind, schema, name, detail string
	privilege                  model.Privilege
	to                         model.Grantee
	option                     bool
}

func (l *live) takeAccess(r row) {
	l.access = append(l.access, accessRow{r.text(0), r.text(1), r.text(2), r.text(3), r[4]})
}

func (l *live) takeColumnAccess(r row) {
	l.columnAccess = append(l.columnAccess, columnAccessRow{r.text(0), r.text(1), r[2]})
}

// granteeKinds are the words of the SVV views.
var granteeKinds = map[string]model.GranteeKind{
	"user": model.ToUser, "group": model.ToGroup, "role": model.ToRole, "public": model.ToPublic,
}

// grantee returns who the words of an SVV view mean.
func grantee(kind, name string) model.Grantee {
	if granteeKinds[kind] == model.ToPublic {
		return model.Public
	}
	return model.Grantee{Kind: granteeKinds[kind], Name: strings.TrimSpace(name)}
}

func (l *live) takePrivilege(r row) {
	to := grantee(r.text(5), r.text(6))
	privilege := model.Privilege(strings.ToUpper(r.text(4)))
	if privilege == "TEMP" {
		privilege = "TEMPORARY"
	}
	l.privileges = append(l.privileges, privilegeRow{r.text(0), r.text(1), r.text(2), r.text(3), privilege, to, r.flag(7)})
}

// buildGrants reads access lists, which name users, groups and PUBLIC, and then what the SVV views add: roles. What everybody
// has of the database and of languages without any grant is left out.
func (l *live) buildGrants() {
	for _, s := range l.schemas {
		l.grantList(s.id(), "", s.owner, s.acl)
	}
	for _, r := range l.relations {
		if l.chosen(r.id.Schema) {
			l.grantList(r.id, "", r.owner, r.acl)
		}
	}
	for _, c := range l.columnAccess {
		if r, ok := l.relations[c.relation]; ok && l.chosen(r.id.Schema) {
			l.grantList(r.id, c.column, r.owner, c.acl)
		}
	}
	for _, r := range l.routines {
		if r.acl == nil && r.id.Kind == model.KindFunction {
			// Everybody may execute a function whose list was never touched, and no procedure (r_GRANT).
			l.db.Grants.Add(model.Grant{On: r.id, Privilege: "EXECUTE", To: model.Public})
		}
		l.grantList(r.id, "", r.owner, r.acl)
	}
	for _, a := range l.access {
		l.grantAccess(a)
	}
	l.grantViews()
	for id := range l.db.Grants.Objects() {
		for _, g := range ddl.Initial(id) {
			l.db.Grants.Remove(g)
		}
	}
	for item := range l.unusual {
		l.note("grant-not-understood", "the privilege "+item+" is not understood", "it is left alone; please report it")
	}
}

// grantAccess reads the lists of the database, of languages and of default privileges.
func (l *live) grantAccess(a accessRow) {
	switch a.kind {
	case "database":
		l.grantList(model.ID{Kind: model.KindDatabase, Name: a.name}, "", a.owner, a.acl)
	case "language":
		l.grantList(model.ID{Kind: model.KindLanguage, Name: a.name}, "", a.owner, a.acl)
	case "default":
		if a.schema == "" || l.chosen(a.schema) {
			l.grantList(l.defaultPrivileges(a.schema, l.owner(a.owner), a.name), "", a.owner, a.acl)
		}
	}
}

// defaultObjects are the codes of pg_default_acl.defaclobjtype and the words of svv_default_privileges.
var defaultObjects = map[string]string{
	"r": "TABLES", "f": "FUNCTIONS", "p": "PROCEDURES", "RELATION": "TABLES", "FUNCTION": "FUNCTIONS", "PROCEDURE": "PROCEDURES",
}

func (l *live) defaultPrivileges(schema, user, objects string) model.ID {
	return model.ID{Kind: model.KindDefaultPrivileges, Schema: schema, Name: user, Signature: defaultObjects[objects]}
}

// grantable are the privileges that can be granted on a kind of object.
func grantable(id model.ID) []model.Privilege {
	switch id.Signature {
	case "TABLES":
		return model.AllPrivileges(model.KindTable)
	case "FUNCTIONS", "PROCEDURES":
		return model.AllPrivileges(model.KindFunction)
	}
	return model.AllPrivileges(id.Kind)
}

// ownsAnyway reports whether a privilege is the owner's by right. Default privileges within a schema begin with nothing, so
// that what stands there was granted, to the owner too (r_ALTER_DEFAULT_PRIVILEGES; the global ones begin with all).
func ownsAnyway(id model.ID, owner string, to model.Grantee) bool {
	granted := id.Kind == model.KindDefaultPrivileges && id.Schema != ""
	return to.Kind == model.ToUser && to.Name == owner && !granted
}

// grantList adds the items of an access list. The owner's own rights are there without any grant.
func (l *live) grantList(id model.ID, column, owner string, acl *string) {
	all := grantable(id)
	for _, text := range elements(acl) {
		item, understood := parseACLItem(text)
		if !understood {
			l.unusual[text+" on "+id.String()] = true
		}
		if ownsAnyway(id, l.owner(owner), item.to) {
			continue
		}
		for _, letter := range item.letters {
			if slices.Contains(all, letter.privilege) {
				l.db.Grants.Add(model.Grant{
					On: id, Column: column, Privilege: letter.privilege, To: item.to, Option: letter.option && item.to.Kind == model.ToUser,
				})
			}
		}
	}
}

// grantViews adds what the SVV views say. Privileges that the model does not know (RULE, TRIGGER) are the engine's.
func (l *live) grantViews() {
	routines := make(map[string]model.ID, len(l.routines))
	for _, r := range l.routines {
		routines[r.schema+"."+r.name+"("+l.argumentTypes(r)+")"] = r.id
	}
	for _, p := range l.privileges {
		id, owner, ok := l.privilegeTarget(p, routines)
		if !ok || ownsAnyway(id, owner, p.to) || p.to.Kind == 0 || !slices.Contains(grantable(id), p.privilege) {
			continue
		}
		l.db.Grants.Add(model.Grant{On: id, Privilege: p.privilege, To: p.to, Option: p.option && p.to.Kind == model.ToUser})
	}
}

// argumentTypes writes the input types as svv_function_privileges does.
func (l *live) argumentTypes(r *routineRow) string {
	names := make([]string, len(r.input))
	for i, number := range r.input {
		names[i] = l.types[number]
	}
	return strings.Join(names, ", ")
}

// privilegeTarget finds the object of a row of the SVV views, and its owner.
func (l *live) privilegeTarget(p privilegeRow, routines map[string]model.ID) (id model.ID, owner string, ok bool) {
	switch p.kind {
	case "relation":
		id, ok = l.db.Relation(model.Name{Schema: p.schema, Name: p.name})
	case "schema":
		if id = model.SchemaID(p.name); !l.db.Has(id) {
			id = model.ID{Kind: model.KindExternalSchema, Name: p.name}
		}
		ok = l.db.Has(id)
	case "routine":
		id, ok = routines[p.schema+"."+p.name+"("+p.detail+")"]
	case "database":
		return model.ID{Kind: model.KindDatabase, Name: p.name}, l.accessOwner("database", p.name), true
	case "language":
		return model.ID{Kind: model.KindLanguage, Name: p.name}, l.accessOwner("language", p.name), true
	case "default":
		return l.defaultPrivileges(p.schema, p.detail, p.name), p.detail, p.schema == "" || l.chosen(p.schema)
	}
	if object, found := l.db.Object(id); found {
		owner = object.Attributes().Owner
	}
	return id, owner, ok
}

func (l *live) accessOwner(kind, name string) string {
	for _, a := range l.access {
		if a.kind == kind && a.name == name {
			return l.owner(a.owner)
		}
	}
	return ""
}
