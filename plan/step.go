package plan

import (
	"cmp"
	"strings"

	"github.com/redraft/redraft/model"
)

// op is what a step does to its object; ordering rules speak of ops.
type op uint8

// The ops, in the order that is taken where no rule decides.
const (
	opDrop op = iota + 1
	opDropKey
	opRename
	opRenameColumn
	opCreate
	opAddColumn
	opAlterType
	opRebuild
	opSort
	opDist
	opEncode
	opDropColumn
	opAuto // the layout becomes the engine's
	opReplace
	opAddKey
	opSetting // quota, auto refresh
	opComment
	opOwner
	opGrant
	opDropOld
)

var opNames = [...]string{"", "drop", "drop key", "rename", "rename column", "create", "add column", "alter type", "rebuild",
	"sort key", "distribution", "encoding", "drop column", "automatic layout",
	"replace", "add key", "setting", "comment", "owner", "grant",
	"drop old copy"}

func (o op) String() string { return opNames[o] }

// compareSteps orders steps where no rule decides.
func compareSteps(a, b *Step) int {
	return cmp.Or(cmp.Compare(a.op, b.op), a.Object.Compare(b.Object), cmp.Compare(a.sequence, b.sequence))
}

// add appends a step. Steps of one object are told apart by op and part.
func (p *planner) add(s Step) *Step {
	if !s.Transactional {
		s.Hazards = append(s.Hazards, Hazard{NotTransactional, "runs by itself and cannot be rolled back with the rest"})
	}
	p.steps = append(p.steps, &s)
	p.byObject[s.Object] = append(p.byObject[s.Object], &s)
	return &s
}

// inPlace is a step that alters an object and can be part of a transaction.
func inPlace(id model.ID, o op, part, title string, changes []string, statements ...string) Step {
	return Step{
		Object: id, Strategy: InPlace, Title: title, Reason: strings.Join(changes, "; "), Changes: changes,
		Statements: statements, Transactional: true, op: o, part: part,
	}
}

// alone marks a step as one that must not run in a transaction block.
func alone(s Step) Step {
	s.Transactional = false
	return s
}
