package ui

import (
	"slices"
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
	// Impact is what the change does to queries; nil when nobody looked.
	Impact *Impact
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
		return "nothing to do, the models are the same"
	}
	changed, dependents := p.split()
	number := make(map[plan.Strategy]int)
	for _, o := range changed {
		number[o.Strategy]++
	}
	var parts []string
	for _, w := range strategyWords {
		if n := number[w.strategy]; n > 0 {
			parts = append(parts, count(n, w.word, w.word))
		}
	}
	text := count(len(changed), "object changes", "objects change") + ": " + strings.Join(parts, ", ")
	if n := len(dependents); n > 0 {
		text += "; " + count(n, "dependent recreated", "dependents recreated")
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

// dangers returns the hazards of the plan, grave ones first.
func (p Plan) dangers() []danger {
	unallowed := p.Unallowed(p.Allowed)
	var found []danger
	for _, info := range plan.Hazards {
		d := danger{HazardInfo: info, allowed: !slices.Contains(unallowed, info.Code)}
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

// state says whether a hazard was consented to; empty when it needs no consent.
func (d danger) state() string {
	switch {
	case !d.Consent:
		return ""
	case d.allowed:
		return "allowed"
	}
	return "needs consent"
}

// runsShown is how many runs of steps a hazard names before it only counts them.
const runsShown = 8

// steps names the steps of a hazard: "step 8", "steps 2-6, 8".
func (d danger) steps() string {
	var numbers []int
	for _, at := range d.at {
		numbers = append(numbers, at.step.Number)
	}
	numbers = slices.Compact(numbers)
	if len(numbers) == 1 {
		return "step " + itoa(numbers[0])
	}
	runs := runsOf(numbers)
	if len(runs) > runsShown {
		return count(len(numbers), "step", "steps") + ", " + strings.Join(runs[:runsShown], ", ") + ", …"
	}
	return "steps " + strings.Join(runs, ", ")
}

// runsOf joins neighbours: 2-6, 8.
func runsOf(numbers []int) []string {
	var runs []string
	for i := 0; i < len(numbers); {
		end := i
		for end+1 < len(numbers) && numbers[end+1] == numbers[end]+1 {
			end++
		}
		run := itoa(numbers[i])
		if end > i {
			run += "-" + itoa(numbers[end])
		}
		runs = append(runs, run)
		i = end + 1
	}
	return runs
}

// hazardCodes lists the codes of a step's hazards.
func hazardCodes(s *plan.Step) string {
	var codes []string
	for _, h := range s.Hazards {
		if !slices.Contains(codes, string(h.Code)) {
			codes = append(codes, string(h.Code))
		}
	}
	return strings.Join(codes, ", ")
}

// changesOf returns what changes of an object, beyond that it is new or goes.
func changesOf(o plan.Object) []string {
	if o.Strategy == plan.Create || o.Strategy == plan.Drop {
		return nil
	}
	return o.Changes
}

// StepReason returns why a step is there, unless its title says it all: an object is new or goes.
func StepReason(s *plan.Step) string {
	if (s.Strategy == plan.Create || s.Strategy == plan.Drop) && s.Reason == strings.Join(s.Changes, "; ") {
		return ""
	}
	return s.Reason
}

// split parts the objects that change from those that only make way.
func (p Plan) split() (changed, dependents []plan.Object) {
	for _, o := range p.Objects {
		if o.Dependent {
			dependents = append(dependents, o)
		} else {
			changed = append(changed, o)
		}
	}
	return changed, dependents
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

// difference returns the unified diff of an object before and after, as lines. What only makes way comes back as it
// was.
func difference(o plan.Object) []diffLine {
	if o.Dependent {
		return nil
	}
	return unified("before: "+objectTitle(o.ID), "after: "+objectTitle(o.ID), o.Before, o.After)
}
