package ui

import (
	"io"
	"strings"

	"github.com/redraft/redraft/impact"
	"github.com/redraft/redraft/model/diag"
)

// Impact is what a change of the data model does to the queries that work on it.
type Impact struct {
	// Since names the state before.
	Since string
	// Broken are the errors that were not there before the change.
	Broken diag.List
	// Touched are the places and views that read or write what changes.
	Touched []impact.Touch
}

// Summary says in one line how many queries break and are touched.
func (p Impact) Summary() string {
	if len(p.Broken)+len(p.Touched) == 0 {
		return "no query notices the change"
	}
	return "breaks " + count(len(p.Broken), "place", "places") + ", touches " + count(len(p.Touched), "place", "places")
}

// write writes the section of a text.
func (p Impact) write(b *strings.Builder, s Style) {
	s.section(b, "Queries")
	s.hang(b, "  ", 2, "since "+visible(p.Since)+": "+p.Summary())
	for _, d := range p.Broken[:min(len(p.Broken), FindingsShown)] {
		s.hang(b, "  "+s.paint(boldRed, "✗")+" ", 4, s.path(d.Pos.File)+place(d.Pos)+"  "+visible(d.Summary))
	}
	for _, t := range p.Touched[:min(len(p.Touched), FindingsShown)] {
		where := s.path(t.Pos.File) + place(t.Pos)
		if !t.View.IsZero() {
			where = t.View.Kind.String()
		}
		s.hang(b, "  "+s.paint(yellow, "·")+" ", 4, where+"  "+touched(t))
	}
	if more := p.hidden(); more > 0 {
		b.WriteString("  … and " + number(more) + " more; JSON holds all\n")
	}
}

// hidden returns how many places text leaves out.
func (p Impact) hidden() int {
	return max(0, len(p.Broken)-FindingsShown) + max(0, len(p.Touched)-FindingsShown)
}

// place is what follows a file's name.
func place(p diag.Position) string {
	if p.Line == 0 {
		return ""
	}
	return ":" + itoa(p.Line) + ":" + itoa(p.Column)
}

// touched says what stands at a place, and why it matters.
func touched(t impact.Touch) string {
	because := t.Because.What
	if t.Because.Column != t.Column {
		because = t.Because.Column.String() + ": " + because
	}
	return visible(t.Column.String()) + "  (" + visible(because) + ")"
}

// WriteText writes the section alone.
func (p Impact) WriteText(w io.Writer, s Style) error {
	var b strings.Builder
	p.write(&b, s)
	_, err := io.WriteString(w, b.String())
	return err
}

// writeMarkdown writes the section of a Markdown text.
func (p Impact) writeMarkdown(b *strings.Builder) {
	b.WriteString("\n#### Queries\n\nSince " + code(p.Since) + ": " + p.Summary() + "\n")
	if len(p.Broken)+len(p.Touched) == 0 {
		return
	}
	b.WriteString("\n")
	for _, d := range p.Broken[:min(len(p.Broken), FindingsShown)] {
		b.WriteString("- **breaks** " + code(d.Pos.String()) + ": " + markdown(d.Summary) + "\n")
	}
	for _, t := range p.Touched[:min(len(p.Touched), FindingsShown)] {
		where := t.Pos.String()
		if !t.View.IsZero() {
			where = t.View.Kind.String()
		}
		b.WriteString("- touches " + code(where) + ": " + markdown(touched(t)) + "\n")
	}
	if more := p.hidden(); more > 0 {
		b.WriteString("- … and " + number(more) + " more\n")
	}
}

// ImpactJSON is the JSON form of an Impact.
type ImpactJSON struct {
	Since   string      `json:"since"`
	Breaks  []Finding   `json:"breaks"`
	Touches []TouchJSON `json:"touches"`
}

// TouchJSON is the JSON form of an impact.Touch.
type TouchJSON struct {
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	View    string `json:"view,omitempty"`
	Reads   string `json:"reads"`
	Changed string `json:"changed"`
	What    string `json:"what"`
}

// JSON returns the form that goes into documents.
func (p Impact) JSON() ImpactJSON {
	j := ImpactJSON{Since: p.Since, Breaks: FindingsJSON(p.Broken), Touches: []TouchJSON{}}
	for _, t := range p.Touched {
		touch := TouchJSON{
			File: t.Pos.File, Line: t.Pos.Line, Column: t.Pos.Column, Reads: t.Column.String(),
			Changed: t.Because.Column.String(), What: t.Because.What,
		}
		if !t.View.IsZero() {
			touch.View = t.View.String()
		}
		j.Touches = append(j.Touches, touch)
	}
	return j
}
