package ui

import (
	"io"
	"strings"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/plan"
)

// Check is what check found and how much it looked at.
type Check struct {
	Scripts, Changesets, ETL int
	Findings                 diag.List
	// Difference is the way from the changesets to the absolute scripts; nil when there is none.
	Difference *Plan
	// Impact is what the change since a revision does to queries; nil when nobody asked.
	Impact *Impact
}

// Failed reports whether anything is wrong; warnings count when they are asked for.
func (c Check) Failed(warnings bool) bool {
	return c.Findings.HasErrors() || warnings && c.Findings.Count(diag.Warning) > 0
}

// Summary says in one line what was checked and found.
func (c Check) Summary() string {
	found := Tally(c.Findings)
	if found == "" {
		found = "all is well"
	}
	return "checked " + count(c.Scripts, "absolute script", "absolute scripts") + ", " +
		count(c.Changesets, "changeset", "changesets") + ", " + count(c.ETL, "ETL file", "ETL files") + ": " + found
}

// WriteText writes the findings, the difference in short and the summary.
func (c Check) WriteText(w io.Writer, s Style) error {
	var b strings.Builder
	shown := s.withoutRemarks(c.Findings)
	if len(shown) > 0 {
		_ = Findings(&b, shown, s) // a strings.Builder takes everything
		b.WriteString("\n")
	}
	if c.Difference != nil {
		_ = c.Difference.WriteShort(&b, s)
		b.WriteString("\n")
	}
	if c.Impact != nil {
		c.Impact.write(&b, s)
		b.WriteString("\n")
	}
	color := green
	if c.Failed(false) {
		color = boldRed
	}
	b.WriteString(s.paint(color, c.Summary()) + "\n")
	if len(shown) < len(c.Findings) {
		b.WriteString("-v shows the remarks\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteJSON writes a document of kind "check".
func (c Check) WriteJSON(w io.Writer, warnings bool) error {
	document := struct {
		Header
		OK         bool          `json:"ok"`
		Scripts    int           `json:"absolute_scripts"`
		Changesets int           `json:"changesets"`
		ETL        int           `json:"etl_files"`
		Findings   []Finding     `json:"findings"`
		Difference []plan.Object `json:"difference,omitempty"`
		Impact     *ImpactJSON   `json:"queries,omitempty"`
	}{NewHeader("check"), !c.Failed(warnings), c.Scripts, c.Changesets, c.ETL, FindingsJSON(c.Findings), nil, nil}
	if c.Impact != nil {
		queries := c.Impact.JSON()
		document.Impact = &queries
	}
	if c.Difference != nil {
		document.Difference = c.Difference.Objects
	}
	return WriteJSON(w, document)
}
