package ui

import (
	"io"
	"strings"

	"github.com/redraft/redraft/model/diag"
)

// Validation is what validate proved on an empty database, and where it failed.
type Validation struct {
	Environment, Database string
	Kept                  bool
	Objects, Statements   int
	Scripts, Queries      int
	Skipped               int
	Notes                 []string
	Findings              diag.List
}

// Summary says in one line what was built and planned, and how it went.
func (v Validation) Summary() string {
	found := Tally(v.Findings)
	if found == "" {
		found = "all is well"
	}
	text := "built " + count(v.Objects, "object", "objects") + " with " + count(v.Statements, "statement", "statements") +
		", planned " + count(v.Queries, "statement", "statements") + " of " + count(v.Scripts, "ETL file", "ETL files")
	if v.Skipped > 0 {
		text += " (" + number(v.Skipped) + " not asked about)"
	}
	return text + ": " + found
}

// WriteText writes the findings, the remarks and the summary.
func (v Validation) WriteText(w io.Writer, s Style) error {
	var b strings.Builder
	if shown := s.withoutRemarks(v.Findings); len(shown) > 0 {
		_ = Findings(&b, shown, s) // a strings.Builder takes everything
		b.WriteString("\n")
	}
	for _, note := range v.Notes {
		s.hang(&b, s.paint(cyan, "note")+": ", len("note: "), visible(note))
	}
	color := green
	if v.Findings.HasErrors() {
		color = boldRed
	}
	b.WriteString(s.paint(color, v.Summary()) + "\n")
	if v.Kept {
		b.WriteString("the database " + visible(v.Database) + " was kept; drop it when you have looked at it\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteJSON writes a document of kind "validation".
func (v Validation) WriteJSON(w io.Writer) error {
	return WriteJSON(w, struct {
		Header
		OK          bool      `json:"ok"`
		Environment string    `json:"environment"`
		Database    string    `json:"database"`
		Kept        bool      `json:"kept"`
		Objects     int       `json:"objects"`
		Statements  int       `json:"statements"`
		Scripts     int       `json:"etl_files"`
		Queries     int       `json:"etl_statements"`
		Skipped     int       `json:"etl_statements_skipped"`
		Notes       []string  `json:"notes,omitempty"`
		Findings    []Finding `json:"findings"`
	}{
		NewHeader("validation"), !v.Findings.HasErrors(), v.Environment, v.Database, v.Kept, v.Objects, v.Statements, v.Scripts,
		v.Queries, v.Skipped, v.Notes, FindingsJSON(v.Findings),
	})
}
