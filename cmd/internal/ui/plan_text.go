package ui

import (
	"fmt"
	"io"
	"strings"

	"github.com/redraft/redraft/plan"
)

// WriteText writes the plan as a reviewer reads it: what changes, what is dangerous, the steps with their reasons, the
// difference of each object, the SQL.
func (p Plan) WriteText(w io.Writer, s Style) error {
	var b strings.Builder
	p.writeHead(&b, s)
	p.writeRefusals(&b, s)
	if !p.Empty() && len(p.Refusals) == 0 {
		p.writeObjects(&b, s)
		p.writeHazards(&b, s)
		p.writeSteps(&b, s)
	}
	p.writeNotes(&b, s)
	if p.Impact != nil {
		p.Impact.write(&b, s)
	}
	p.writeDifferences(&b, s)
	if len(p.Groups) > 0 {
		s.section(&b, "SQL")
		b.WriteString("\n")
		p.writeSQL(&b, s, visibleLines)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteShort writes the plan without steps, differences and SQL.
func (p Plan) WriteShort(w io.Writer, s Style) error {
	var b strings.Builder
	p.writeHead(&b, s)
	p.writeRefusals(&b, s)
	if !p.Empty() && len(p.Refusals) == 0 {
		p.writeObjects(&b, s)
		p.writeHazards(&b, s)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (s Style) section(b *strings.Builder, title string) {
	b.WriteString("\n" + s.paint(bold, title) + "\n")
}

func (p Plan) writeHead(b *strings.Builder, s Style) {
	title := visible(p.FromSource) + " → " + visible(p.ToSource)
	summary := p.Summary()
	for i, line := range s.wrap(0, title+": "+summary) {
		if i == 0 {
			if rest, ok := strings.CutPrefix(line, title); ok {
				line = s.paint(bold, title) + rest
			}
		}
		b.WriteString(line + "\n")
	}
	if len(s.withoutRemarks(p.Findings)) == 0 {
		return
	}
	b.WriteString("\n")
	_ = Findings(b, p.Findings, s) // a strings.Builder takes everything
}

func (p Plan) writeObjects(b *strings.Builder, s Style) {
	s.section(b, "Objects")
	changed, dependents := p.split()
	for _, o := range changed {
		mark, color := markOf(o.Strategy)
		how := s.paint(faint, "  ("+string(o.Strategy)+")")
		b.WriteString("  " + s.paint(color, mark) + " " + objectTitle(o.ID) + how + "\n")
		for _, change := range changesOf(o) {
			s.hang(b, "      ", 6, visible(change))
		}
	}
	if len(dependents) == 0 {
		return
	}
	mark, color := markOf(plan.Recreate)
	number := count(len(dependents), "dependent makes", "dependents make")
	b.WriteString("  " + s.paint(color, mark) + " " + number + " way and come back\n")
	for _, o := range dependents {
		b.WriteString("      " + objectTitle(o.ID) + "\n")
	}
}

func (p Plan) writeHazards(b *strings.Builder, s Style) {
	dangers := p.dangers()
	if len(dangers) == 0 {
		return
	}
	s.section(b, "Hazards")
	for _, d := range dangers {
		p.writeDanger(b, s, d)
	}
	if flag := p.consentFlag(); flag != "" {
		s.hang(b, "  ", 2, "to go ahead: "+flag)
	}
}

// writeDanger writes a hazard with its steps; what needs consent, or an explanation, is written with its details.
func (p Plan) writeDanger(b *strings.Builder, s Style, d danger) {
	color, state := yellow, ""
	if d.Consent {
		color, state = boldRed, ", "+d.state()
	}
	s.hang(b, "  "+s.paint(color, "! "+string(d.Code))+"  ", 6+len(d.Code), d.Title+" ("+d.steps()+state+")")
	if !d.Consent && !p.Explain {
		return
	}
	for _, at := range d.at {
		s.hang(b, "      ", 6, fmt.Sprintf("step %d: %s", at.step.Number, visible(at.detail)))
	}
}

func (p Plan) writeSteps(b *strings.Builder, s Style) {
	s.section(b, "Steps")
	for i, g := range p.Groups {
		if len(p.Groups) > 1 {
			b.WriteString("  " + s.paint(faint, p.heading(i)) + "\n")
		}
		for _, n := range g.Steps {
			p.writeStep(b, s, p.step(n))
		}
	}
}

func (p Plan) writeStep(b *strings.Builder, s Style, step *plan.Step) {
	digits := len(itoa(len(p.Steps)))
	indent := strings.Repeat(" ", digits+6)
	mark, color := markOf(step.Strategy)
	s.hang(b, fmt.Sprintf("  %*d. %s ", digits, step.Number, s.paint(color, mark)), len(indent), visible(step.Title))
	if reason := StepReason(step); reason != "" {
		s.hang(b, indent+s.paint(faint, "why: "), len(indent)+5, visible(reason))
	}
	if codes := hazardCodes(step); codes != "" {
		s.hang(b, indent+s.paint(yellow, "! "), len(indent)+2, codes)
	}
	if !p.Explain {
		return
	}
	for _, need := range step.Needs {
		lead := fmt.Sprintf("after step %d: ", need.Step)
		s.hang(b, indent+s.paint(faint, lead), len(indent)+len(lead), visible(need.Rule))
	}
}

func (p Plan) writeRefusals(b *strings.Builder, s Style) {
	if len(p.Refusals) == 0 {
		return
	}
	s.section(b, "Refused")
	for _, r := range p.Refusals {
		s.hang(b, "  "+s.paint(boldRed, "x")+" ", 4, objectTitle(r.Object)+": "+visible(r.Change))
		if !r.Pos.IsZero() {
			b.WriteString("    " + s.paint(cyan, "--> ") + s.place(r.Pos) + "\n")
		}
		s.hang(b, "    "+s.paint(faint, "why: "), 9, visible(r.Reason))
		if r.Way != "" {
			s.hang(b, "    "+s.paint(bold, "instead: "), 13, visible(r.Way))
		}
	}
}

func (p Plan) writeNotes(b *strings.Builder, s Style) {
	if len(p.Notes) == 0 {
		return
	}
	s.section(b, "Notes")
	for _, n := range p.Notes {
		text := visible(n.Text)
		if !n.Object.IsZero() {
			text = objectTitle(n.Object) + ": " + text
		}
		s.hang(b, "  "+s.paint(cyan, "i")+" ", 4, text+" ["+string(n.Code)+"]")
	}
}

func (p Plan) writeDifferences(b *strings.Builder, s Style) {
	first := true
	for _, o := range p.Objects {
		lines := difference(o)
		if len(lines) == 0 {
			continue
		}
		if first {
			s.section(b, "Differences")
			first = false
		}
		b.WriteString("\n")
		s.diff(b, lines)
	}
}
