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
