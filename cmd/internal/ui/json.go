package ui

import (
	"encoding/json"
	"io"

	"github.com/redraft/redraft/model/diag"
)

// FormatVersion is the version of the JSON documents; it grows when a field changes its meaning or goes away, not when
// one is added.
const FormatVersion = 1

// Header begins every JSON document, so that a reader knows what it holds before it reads on.
type Header struct {
	Version int    `json:"version"`
	Kind    string `json:"kind"`
}

// NewHeader returns the header of a document of that kind.
func NewHeader(kind string) Header { return Header{FormatVersion, kind} }

// WriteJSON writes a document, indented and with a line end.
func WriteJSON(w io.Writer, document any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(document)
}

// Finding is the JSON form of a diag.Diagnostic.
type Finding struct {
	Severity string   `json:"severity"`
	Code     string   `json:"code"`
	File     string   `json:"file,omitempty"`
	Line     int      `json:"line,omitempty"`
	Column   int      `json:"column,omitempty"`
	Width    int      `json:"width,omitempty"`
	Summary  string   `json:"summary"`
	Hint     string   `json:"hint,omitempty"`
	Snippet  string   `json:"snippet,omitempty"`
	Related  []Remark `json:"related,omitempty"`
}

// Remark is the JSON form of a diag.Related.
type Remark struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Message string `json:"message"`
}

// FindingsJSON returns the JSON form of a list; it is never null.
func FindingsJSON(list diag.List) []Finding {
	found := make([]Finding, 0, len(list))
	for _, d := range list {
		f := Finding{
			Severity: d.Severity.String(), Code: string(d.Code),
			File: d.Pos.File, Line: d.Pos.Line, Column: d.Pos.Column, Width: d.Width,
			Summary: d.Summary, Hint: d.Hint, Snippet: d.Snippet,
		}
		for _, r := range d.Related {
			f.Related = append(f.Related, Remark{r.Pos.File, r.Pos.Line, r.Pos.Column, r.Message})
		}
		found = append(found, f)
	}
	return found
}

// WriteFindingsJSON writes a document of findings alone.
func WriteFindingsJSON(w io.Writer, list diag.List) error {
	return WriteJSON(w, struct {
		Header
		Findings []Finding `json:"findings"`
	}{NewHeader("findings"), FindingsJSON(list)})
}
