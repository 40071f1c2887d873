package ui

import (
	"fmt"
	"io"
	"strings"
)

// WriteMarkdown writes the plan for a pull request: what matters in sight, differences and SQL folded away.
func (p Plan) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "### redraft: %s → %s\n\n", code(p.FromSource), code(p.ToSource))
	b.WriteString("**" + markdown(p.Summary()) + "**\n")
	p.markdownFindings(&b)
	p.markdownRefusals(&b)
	if len(p.Refusals) == 0 && !p.Empty() {
		p.markdownObjects(&b)
		p.markdownHazards(&b)
		p.markdownSteps(&b)
	}
	p.markdownNotes(&b)
	if p.Impact != nil {
		p.Impact.writeMarkdown(&b)
	}
	p.markdownFolds(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

func (p Plan) markdownFindings(b *strings.Builder) {
	if len(p.Findings) == 0 {
		return
	}
	b.WriteString("\n#### Findings\n\n")
	shown := firstFindings(p.Findings, FindingsShown)
	for _, d := range shown {
		fmt.Fprintf(b, "- %s %s: %s", code(d.Pos.String()), d.Severity, markdown(d.Summary))
		if d.Hint != "" {
			b.WriteString(" (" + markdown(d.Hint) + ")")
		}
		b.WriteString("\n")
	}
	if more := len(p.Findings) - len(shown); more > 0 {
		fmt.Fprintf(b, "- … and %s more\n", number(more))
	}
}

func (p Plan) markdownRefusals(b *strings.Builder) {
	if len(p.Refusals) == 0 {
		return
	}
	b.WriteString("\n#### Refused\n\n")
	for _, r := range p.Refusals {
		fmt.Fprintf(b, "- %s: %s\n  - why: %s\n", code(r.Object.String()), markdown(r.Change), markdown(r.Reason))
		if r.Way != "" {
			b.WriteString("  - instead: " + markdown(r.Way) + "\n")
		}
	}
}

func (p Plan) markdownObjects(b *strings.Builder) {
	changed, dependents := p.split()
	b.WriteString("\n| | object | how | what |\n|---|---|---|---|\n")
	for _, o := range changed {
		mark, _ := markOf(o.Strategy)
		var what []string
		for _, change := range changesOf(o) {
			what = append(what, markdown(change))
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", mark, cell(code(o.ID.String())), o.Strategy, strings.Join(what, "<br>"))
	}
	if len(dependents) == 0 {
		return
	}
	names := make([]string, len(dependents))
	for i, o := range dependents {
		names[i] = code(o.ID.String())
	}
	number := count(len(dependents), "dependent makes", "dependents make")
	fmt.Fprintf(b, "\n%s way and come back: %s\n", number, strings.Join(names, ", "))
}

// cell keeps a bar in a code span from ending the cell of a table (GitHub Flavored Markdown, 4.10).
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

func (p Plan) markdownHazards(b *strings.Builder) {
	dangers := p.dangers()
	if len(dangers) == 0 {
		return
	}
	b.WriteString("\n#### Hazards\n\n")
	for _, d := range dangers {
		if !d.Consent {
			fmt.Fprintf(b, "- %s: %s (%s)\n", d.Code, d.Title, d.steps())
			continue
		}
		fmt.Fprintf(b, "- **%s**, %s: %s\n", d.Code, d.state(), d.Title)
		for _, at := range d.at {
			fmt.Fprintf(b, "  - step %d: %s\n", at.step.Number, markdown(at.detail))
		}
	}
	if flag := p.consentFlag(); flag != "" {
		b.WriteString("\nTo go ahead: `" + flag + "`\n")
	}
}

func (p Plan) markdownSteps(b *strings.Builder) {
	b.WriteString("\n#### Steps\n\n")
	for i := range p.Steps {
		step := &p.Steps[i]
		fmt.Fprintf(b, "%d. **%s**", step.Number, markdown(step.Title))
		if reason := StepReason(step); reason != "" {
			b.WriteString(": " + markdown(reason))
		}
		if codes := hazardCodes(step); codes != "" {
			b.WriteString(" (⚠ " + codes + ")")
		}
		b.WriteString("\n")
		if !p.Explain {
			continue
		}
		for _, need := range step.Needs {
			fmt.Fprintf(b, "   - after step %d: %s\n", need.Step, markdown(need.Rule))
		}
	}
}

func (p Plan) markdownNotes(b *strings.Builder) {
	if len(p.Notes) == 0 {
		return
	}
	b.WriteString("\n#### Notes\n\n")
	for _, n := range p.Notes {
		b.WriteString("- ")
		if !n.Object.IsZero() {
			b.WriteString(code(n.Object.String()) + ": ")
		}
		b.WriteString(markdown(n.Text) + "\n")
	}
}

func (p Plan) markdownFolds(b *strings.Builder) {
	var diffs strings.Builder
	for _, o := range p.Objects {
		if lines := difference(o); len(lines) > 0 {
			Style{}.diff(&diffs, lines)
		}
	}
	fold(b, "Differences", "diff", diffs.String())
	if len(p.Groups) > 0 {
		var sql strings.Builder
		p.writeSQL(&sql, Style{}, visibleLines)
		fold(b, "SQL", "sql", sql.String())
	}
}

// fold writes a code block that is folded away; its fence is longer than any in the text.
func fold(b *strings.Builder, title, language, text string) {
	if text == "" {
		return
	}
	fence := strings.Repeat("`", max(3, longestRun(text, '`')+1))
	fmt.Fprintf(b, "\n<details><summary>%s</summary>\n\n%s%s\n%s%s\n\n</details>\n", title, fence, language, text, fence)
}

// code writes a code span (CommonMark, 6.1): fenced by more backticks than any run inside.
func code(text string) string {
	text = visible(text)
	fence := strings.Repeat("`", longestRun(text, '`')+1)
	if len(fence) > 1 {
		text = " " + text + " "
	}
	return fence + text + fence
}

func longestRun(text string, r rune) int {
	longest, run := 0, 0
	for _, c := range text {
		if c != r {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

var markdownEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`,
	"<", "&lt;", ">", "&gt;", "|", `\|`, "~", `\~`, "#", `\#`)

// markdown writes text so that nothing in it is markup.
func markdown(text string) string { return markdownEscapes.Replace(visible(text)) }
