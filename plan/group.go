package plan

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// cut numbers the steps and cuts them into groups: a run of transactional steps is one transaction, every other step stands
// alone, and old copies are dropped in a later transaction than the one that made them (a table that is dropped in the
// transaction of its swap hides the cause of a conflict, and is gone when somebody wants to look).
func cut(ordered []*Step) ([]Step, []Group) {
	var runs [][]*Step
	for i, s := range ordered {
		previous := (*Step)(nil)
		if i > 0 {
			previous = ordered[i-1]
		}
		if previous == nil || !s.Transactional || !previous.Transactional || s.op == opDropOld && previous.op != opDropOld {
			runs = append(runs, nil)
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], s)
	}
	var all []*Step
	var groups []Group
	for _, run := range runs {
		if lock := lockStep(run); lock != nil {
			run = slices.Insert(run, 0, lock)
		}
		group := Group{Transactional: run[0].Transactional}
		for _, s := range run {
			all = append(all, s)
			s.Number = len(all)
			group.Steps = append(group.Steps, s.Number)
		}
		groups = append(groups, group)
	}
	steps := make([]Step, len(all))
	for i, s := range all {
		s.Needs = edges(s.needs)
		steps[i] = *s
	}
	return steps, groups
}

// lockStep returns the step that locks all tables which a transaction rebuilds, as its first statement: whatever comes
// before it would fix an older snapshot, and rows written meanwhile would be lost (c_serial_isolation, r_LOCK).
func lockStep(run []*Step) *Step {
	var tables []model.ID
	for _, s := range run {
		if s.op == opRebuild {
			tables = append(tables, nameAtStart(run, s))
		}
	}
	if len(tables) == 0 {
		return nil
	}
	slices.SortFunc(tables, model.ID.Compare)
	return &Step{
		Object: tables[0], Strategy: Rebuild, Title: "lock " + objectNames(tables),
		Reason:        "the copy must see every row, and the lock must be the transaction's first statement",
		Statements:    []string{ddl.Lock(tables...)},
		Transactional: true,
		Hazards:       []Hazard{{BlockingLock, "readers and writers of " + objectNames(tables) + " wait until the transaction ends"}},
	}
}

// nameAtStart returns what a rebuilt table is called when the transaction begins: its old name when it is renamed within.
func nameAtStart(run []*Step, rebuild *Step) model.ID {
	renamed := func(s *Step) bool { return s.op == opRename && s.Object == rebuild.Object }
	if slices.ContainsFunc(run, renamed) {
		return rebuild.oldID
	}
	return rebuild.Object
}

// edges turns needs into numbered edges, each once, in order.
func edges(needs []need) []Edge {
	var list []Edge
	for _, n := range needs {
		list = append(list, Edge{n.first.Number, n.rule})
	}
	slices.SortFunc(list, func(a, b Edge) int {
		if a.Step != b.Step {
			return a.Step - b.Step
		}
		return strings.Compare(a.Rule, b.Rule)
	})
	return slices.Compact(list)
}
