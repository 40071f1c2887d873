package plan

import (
	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/plan/ddl"
)

func decideSchema(p *planner, w *work) {
	if w.strategy != Drop {
		return
	}
	for id := range p.to.Unplanned.All() {
		if id.Schema == w.id.Name {
			p.refuse(w, "drop", w.id.String()+" holds "+id.String()+", which no plan drops", "drop it in a changeset first")
		}
	}
}

func buildSchema(p *planner, w *work) {
	schema, _ := p.to.Schemas.Get(w.id)
	switch w.strategy {
	case Create:
		p.add(Step{
			Object: w.id, Strategy: Create, Title: "create " + w.id.String(), Reason: "new", Changes: describe(w.changes),
			Statements: ddl.Object(p.to, schema.ID), Transactional: true, op: opCreate,
		})
	case Drop:
		p.add(Step{
			Object: w.id, Strategy: Drop, Title: "drop " + w.id.String(), Reason: "no script defines it any more",
			Changes: describe(w.changes), Statements: []string{ddl.Drop(w.id)}, Transactional: true, op: opDrop,
		})
	case InPlace:
		for _, c := range every[diff.SetQuota](w.changes) {
			p.add(inPlace(w.id, opSetting, "quota", "set the quota of "+w.id.String(), describe([]diff.Change{c}), ddl.AlterSchemaQuota(w.id, c.To)))
		}
		p.commentSteps(w)
		p.ownerStep(w)
		p.grantSteps(w)
	}
}
