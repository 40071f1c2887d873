package ui

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/plan"
)

// Plan is a plan with what its reader needs to know about it.
type Plan struct {
	*plan.Plan
	// FromSource and ToSource are the sources of the two models, as a person writes them.
	FromSource, ToSource string
	// Findings are what reading the sources brought up; errors are not among them.
	Findings diag.List
	// Allowed are the hazards that were consented to.
	Allowed []plan.HazardCode
	// Explain shows for each step why it stands where it does.
	Explain bool
}

// strategyWords say how many objects a strategy changes: "2 rebuilt".
var strategyWords = []struct {
	strategy plan.Strategy
	word     string
	mark     string
	ink      ink
}{
	{plan.Create, "created", "+", green},
	{plan.Drop, "dropped", "-", red},
	{plan.Rebuild, "rebuilt", "±", magenta},
	{plan.Recreate, "recreated", "±", magenta},
	{plan.Replace, "replaced", "~", yellow},
	{plan.InPlace, "in place", "~", yellow},
}

func markOf(s plan.Strategy) (string, ink) {
	for _, w := range strategyWords {
		if w.strategy == s {
			return w.mark, w.ink
		}
	}
	return "?", faint
}

// Summary says in one line what the plan does, without a full stop: "3 objects change: 1 rebuilt, 2 in place; 2
// dependents recreated".
func (p Plan) Summary() string {
	if len(p.Refusals) > 0 {
		return "no plan: " + count(len(p.Refusals), "change is refused", "changes are refused")
	}
	if p.Empty() {
		return "nothing to do: " + visible(p.FromSource) + " and " + visible(p.ToSource) + " describe the same model"
	}
	changed, dependents := make(map[plan.Strategy]int), 0
	total := 0
	for _, o := range p.Objects {
		if o.Dependent {
			dependents++
			continue
		}
		changed[o.Strategy]++
		total++
	}
	var parts []string
	for _, w := range strategyWords {
		if n := changed[w.strategy]; n > 0 {
			parts = append(parts, number(n)+" "+w.word)
		}
	}
	text := count(total, "object changes", "objects change") + ": " + strings.Join(parts, ", ")
	if dependents > 0 {
		text += "; " + count(dependents, "dependent recreated", "dependents recreated")
	}
	return text
}

// danger is a hazard of the plan with the steps that hold it.
type danger struct {
	plan.HazardInfo
	allowed bool
	at      []dangerAt
}

type dangerAt struct {
	step   *plan.Step
	detail string
}

// dangers returns the hazards that need consent, grave ones first.
func (p Plan) dangers() []danger {
	unallowed := p.Unallowed(p.Allowed)
	var found []danger
	for _, info := range plan.Hazards {
		if !info.Consent {
			continue
		}
		d := danger{HazardInfo: info, allowed: true}
		for _, code := range unallowed {
			d.allowed = d.allowed && code != info.Code
		}
		for i := range p.Steps {
			for _, h := range p.Steps[i].Hazards {
				if h.Code == info.Code {
					d.at = append(d.at, dangerAt{&p.Steps[i], h.Detail})
				}
			}
		}
		if len(d.at) > 0 {
			found = append(found, d)
		}
	}
	return found
}

// consentFlag is the flag that allows what is not allowed yet; empty when nothing is missing.
func (p Plan) consentFlag() string { return ConsentFlag(p.Unallowed(p.Allowed)) }

// ConsentFlag returns the flag that allows the hazards; empty when there are none.
func ConsentFlag(codes []plan.HazardCode) string {
	if len(codes) == 0 {
		return ""
	}
	words := make([]string, len(codes))
	for i, code := range codes {
		words[i] = string(code)
	}
	return "--allow " + strings.Join(words, ",")
}

// heading returns what a group of steps is, for the comment above its SQL.
func (p Plan) heading(i int) string {
	g := p.Groups[i]
	how := "one transaction"
	if !g.Transactional {
		how = "outside a transaction"
	}
	return "part " + itoa(i+1) + " of " + itoa(len(p.Groups)) + ": " + how
}

// step returns the step of that number.
func (p Plan) step(number int) *plan.Step { return &p.Steps[number-1] }

// objectTitle names an object for people, with nothing in it that moves a cursor.
func objectTitle(id model.ID) string { return visible(id.String()) }

// difference returns the unified diff of an object before and after, as lines.
func difference(o plan.Object) []diffLine {
	return unified("before: "+objectTitle(o.ID), "after: "+objectTitle(o.ID), o.Before, o.After)
}
