package plan

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// privilegeStatement is one GRANT or REVOKE with the changes that it makes, in words.
type privilegeStatement struct {
	text  string
	words []string
	lost  []Hazard
}

// grantSteps grants and revokes on an object that stays.
func (p *planner) grantSteps(w *work) {
	statements := p.privilegeStatements(w)
	title := "privileges on " + w.id.String()
	if w.id.Kind == model.KindDefaultPrivileges {
		title = w.id.String()
	}
	if w.id.Kind == model.KindExternalSchema || w.id.Kind == model.KindExternalTable {
		// Privileges on external resources cannot be granted in a transaction (r_GRANT).
		for _, s := range statements {
			step := alone(inPlace(w.id, opGrant, s.text, title, s.words, s.text))
			step.Hazards = s.lost
			p.add(step)
		}
		return
	}
	if len(statements) == 0 {
		return
	}
	step := inPlace(w.id, opGrant, "", title, nil)
	for _, s := range statements {
		step.Statements = append(step.Statements, s.text)
		step.Changes = append(step.Changes, s.words...)
		step.Hazards = append(step.Hazards, s.lost...)
	}
	step.Reason = strings.Join(step.Changes, "; ")
	p.add(step)
}

// privilegeStatements returns what to revoke and grant, in order. Revoking on a table takes the columns' privileges along,
// and granting on a table is an error while one is held on a column: revokes come first, the whole object's before those
// of its columns are granted (r_GRANT-usage-notes).
func (p *planner) privilegeStatements(w *work) []privilegeStatement {
	var list []privilegeStatement
	say := func(grants []model.Grant, write func([]model.Grant) string, change func(model.Grant) diff.Change) {
		for _, group := range ddl.GroupGrants(grants) {
			s := privilegeStatement{text: write(group)}
			for _, g := range group {
				s.words = append(s.words, change(g).Describe())
				s.lost = append(s.lost, lostPrivilege(w, change(g))...)
			}
			list = append(list, s)
		}
	}
	on := diff.On{ID: w.id}
	say(p.onPresentColumns(privilegesOf[diff.RevokePrivilege](w.changes)), ddl.Revoke,
		func(g model.Grant) diff.Change { return diff.RevokePrivilege{On: on, Grant: g} })
	say(privilegesOf[diff.RevokeOption](w.changes), ddl.RevokeOption,
		func(g model.Grant) diff.Change { return diff.RevokeOption{On: on, Grant: g} })
	say(privilegesOf[diff.GrantPrivilege](w.changes), ddl.Grant,
		func(g model.Grant) diff.Change { return diff.GrantPrivilege{On: on, Grant: g} })
	return list
}

// privilegesOf returns the grants of the changes of one type.
func privilegesOf[C diff.Change](changes []diff.Change) []model.Grant {
	var list []model.Grant
	for _, c := range every[C](changes) {
		switch c := any(c).(type) {
		case diff.GrantPrivilege:
			list = append(list, c.Grant)
		case diff.RevokePrivilege:
			list = append(list, c.Grant)
		case diff.RevokeOption:
			list = append(list, c.Grant)
		}
	}
	return list
}

// onPresentColumns leaves out privileges on columns that are dropped: they go with the column.
func (p *planner) onPresentColumns(list []model.Grant) []model.Grant {
	return slices.DeleteFunc(list, func(g model.Grant) bool {
		table, ok := p.to.Tables.Get(g.On)
		return ok && g.Column != "" && table.Column(g.Column) == nil
	})
}

func (p *planner) lostPrivileges(w *work) []Hazard {
	var hazards []Hazard
	for _, c := range w.changes {
		hazards = append(hazards, lostPrivilege(w, c)...)
	}
	return hazards
}

// lostPrivilege names what somebody loses by a change. A privilege on a column that becomes one on the whole is not lost.
func lostPrivilege(w *work, change diff.Change) []Hazard {
	lost := []Hazard{{PrivilegesLost, change.Describe()}}
	switch c := change.(type) {
	case diff.RevokeOption:
		return lost
	case diff.RevokePrivilege:
		whole := c.Grant
		whole.Column = ""
		if c.Grant.Column != "" && slices.Contains(privilegesOf[diff.GrantPrivilege](w.changes), whole) {
			return nil
		}
		return lost
	}
	return nil
}

// attributes returns the statements that give a new object its comments, owner and privileges. Whoever makes it may have
// default privileges (r_ALTER_DEFAULT_PRIVILEGES): what they give and the model does not hold is taken away again, or a
// rebuilt table would be open to more people than before. A new object about which no script says a word keeps them, for
// that is what they are for.
func (p *planner) attributes(w *work) []string {
	silent := slices.Equal(p.to.Grants.On(w.id), ddl.Given(w.id))
	known := p.options.KeepUnmanaged && w.strategy != Create // the cluster said what the old object holds
	if silent && !known {
		return ddl.Attributes(p.to, w.id, nil)
	}
	return ddl.Attributes(p.to, w.id, p.byDefault(w.id))
}

// defaultsFor says by which words ALTER DEFAULT PRIVILEGES means an object of a kind.
var defaultsFor = map[model.Kind]string{
	model.KindTable: "TABLES", model.KindView: "TABLES", model.KindMaterializedView: "TABLES",
	model.KindFunction: "FUNCTIONS", model.KindProcedure: "PROCEDURES",
}

// byDefault returns the privileges that an object may hold from its making on, whoever makes it.
func (p *planner) byDefault(id model.ID) []model.Grant {
	var list []model.Grant
	for _, db := range []*model.Database{p.from, p.to} {
		for setting := range db.Grants.Objects() {
			applies := setting.Schema == "" || setting.Schema == id.Schema
			if setting.Kind != model.KindDefaultPrivileges || setting.Signature != defaultsFor[id.Kind] || !applies {
				continue
			}
			for _, g := range db.Grants.On(setting) {
				if isOwner(p.to, id, g.To) {
					continue // an owner's own rights must not be revoked
				}
				g.On = id
				list = append(list, g)
			}
		}
	}
	return list
}

func isOwner(db *model.Database, id model.ID, who model.Grantee) bool {
	object, ok := db.Object(id)
	return ok && who.Kind == model.ToUser && who.Name == object.Attributes().Owner
}
