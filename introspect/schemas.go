package introspect

import (
	"strconv"

	"github.com/redraft/redraft/model"
)

type schemaRow struct {
	name, owner string
	acl         *string
	external    bool
}

func (l *live) takeSession(r row) {
	l.session.database, l.session.user, l.session.superuser = r.text(0), r.text(1), r.flag(2)
}

func (l *live) takePrincipal(r row) {
	if r.text(0) == "group" {
		l.groups[r.text(1)] = r.text(2)
		return
	}
	l.users[r.text(1)] = r.text(2)
}

func (l *live) takeSchema(r row) {
	l.schemas[r.text(0)] = &schemaRow{name: r.text(1), owner: r.text(2), acl: r[3], external: r.flag(4)}
}

// id returns what the schema is in a model.
func (s *schemaRow) id() model.ID {
	if s.external {
		return model.ID{Kind: model.KindExternalSchema, Name: s.name}
	}
	return model.SchemaID(s.name)
}

func (l *live) buildSchemas() {
	for _, s := range l.schemas {
		common := model.Common{Owner: l.owner(s.owner)}
		if s.external {
			common.Untold = model.UntoldStatements
			l.db.Put(&model.Unplanned{ID: s.id(), Common: common})
			continue
		}
		schema := &model.Schema{ID: s.id(), Common: common}
		if l.unread["32_quotas"] {
			schema.Untold |= model.UntoldQuota
		}
		schema.QuotaMB, _ = strconv.ParseInt(l.quotas[s.name], 10, 64) // no row is no quota
		l.db.Put(schema)
	}
}

type otherRow struct{ kind, schema, name string }

func (l *live) takeOther(r row) {
	l.others = append(l.others, otherRow{r.text(0), r.text(1), r.text(2)})
}

// otherKinds maps the words of the query to kinds.
var otherKinds = map[string]model.Kind{
	"role": model.KindRole, "datashare": model.KindDatashare, "rls": model.KindRLSPolicy, "masking": model.KindMaskingPolicy,
	"model": model.KindMLModel, "identity provider": model.KindIdentityProvider,
}

// engineUser owns what the engine made (r_PG_USER, the superuser with usesysid 1); nobody made it or could change it.
const engineUser = "rdsdb"

// buildOthers lists what no plan changes. A cluster does not keep the statements that made it so.
func (l *live) buildOthers() {
	list := func(id model.ID) {
		l.db.Put(&model.Unplanned{ID: id, Common: model.Common{Untold: model.UntoldStatements}})
	}
	for _, name := range l.users {
		if name != engineUser {
			list(model.ID{Kind: model.KindUser, Name: name})
		}
	}
	for _, name := range l.groups {
		list(model.ID{Kind: model.KindGroup, Name: name})
	}
	for _, o := range l.others {
		if o.schema == "" || l.chosen(o.schema) {
			list(model.ID{Kind: otherKinds[o.kind], Schema: o.schema, Name: o.name})
		}
	}
}
