package ui

import (
	"io"

	"github.com/redraft/redraft/plan"
)

// WriteJSON writes the plan as a document of kind "plan": the plan's own fields with what surrounds it.
func (p Plan) WriteJSON(w io.Writer) error {
	needs := p.Unallowed(p.Allowed)
	if needs == nil {
		needs = []plan.HazardCode{}
	}
	var queries *ImpactJSON
	if p.Impact != nil {
		j := p.Impact.JSON()
		queries = &j
	}
	return WriteJSON(w, struct {
		Kind       string `json:"kind"`
		FromSource string `json:"from_source"`
		ToSource   string `json:"to_source"`
		Summary    string `json:"summary"`
		*plan.Plan
		NeedsConsent []plan.HazardCode `json:"needs_consent"`
		Findings     []Finding         `json:"findings"`
		Impact       *ImpactJSON       `json:"queries,omitempty"`
	}{"plan", p.FromSource, p.ToSource, p.Summary(), p.nonNull(), needs, FindingsJSON(p.Findings), queries})
}

// nonNull returns the plan with empty lists instead of null, which is easier to read for programs.
func (p Plan) nonNull() *plan.Plan {
	c := *p.Plan
	if c.Steps == nil {
		c.Steps = []plan.Step{}
	}
	if c.Groups == nil {
		c.Groups = []plan.Group{}
	}
	if c.Objects == nil {
		c.Objects = []plan.Object{}
	}
	return &c
}
