package parser

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

func seed(f *testing.F) {
	for _, path := range casePaths(f) {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		input := string(section(archive, "input.sql"))
		f.Add(input)
		for _, statement := range strings.SplitAfter(input, ";\n") {
			f.Add(statement)
		}
	}
}

// FuzzLexer demands that tokens stand in order, without overlap, and that only blanks stand between them.
func FuzzLexer(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		l := lexer{text: text, report: func(start, end int, _ diag.Code, summary, _ string) {
			if start < 0 || start >= end || end > len(text) || summary == "" {
				t.Fatalf("%q is reported at %d to %d of %d", summary, start, end, len(text))
			}
		}}
		last := 0
		for {
			token := l.next()
			if gap := strings.ReplaceAll(text[last:token.start], byteOrderMark, ""); strings.Trim(gap, " \t\r\n\f\v\x00") != "" {
				t.Fatalf("%q is lost before %d", gap, token.start)
			}
			if token.kind == tokEnd {
				break
			}
			if token.start >= token.end {
				t.Fatalf("token of kind %d at %d to %d", token.kind, token.start, token.end)
			}
			last = int(token.end)
		}
		if foldASCII(text) != strings.Map(func(r rune) rune {
			if r >= 'A' && r <= 'Z' {
				return r + 'a' - 'A'
			}
			return r
		}, text) && utf8.ValidString(text) {
			t.Fatal("folding changes more than ASCII letters")
		}
	})
}

// FuzzParse demands that no text panics, that findings lie inside the file and statements in order inside the text, and
// that placeholders do not change what a text without them says.
func FuzzParse(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		file, findings := Parse("a.sql", []byte(text), Options{Placeholders: map[string]string{"env": "qa", "x": ""}})
		if file == nil {
			t.Fatal("no file")
		}
		checkFindings(t, text, findings)
		checkOrder(t, file)
		if strings.Contains(text, "${") {
			return
		}
		kept, same := Parse("a.sql", []byte(text), Options{KeepPlaceholders: true})
		if dumpFile(file) != dumpFile(kept) || len(same) != len(findings) {
			t.Fatal("a text without placeholders is read in two ways")
		}
	})
}

func checkFindings(t *testing.T, text string, findings diag.List) {
	t.Helper()
	lines := strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n")
	for _, d := range findings {
		if d.Pos.Line < 1 || d.Pos.Line > len(lines) || d.Width < 1 || d.Summary == "" || d.Code == "" {
			t.Fatalf("a finding out of place: %+v", d)
		}
		if length := utf8.RuneCountInString(lines[d.Pos.Line-1]); d.Pos.Column < 1 || d.Pos.Column > length+1 {
			t.Fatalf("column %d of a line of %d: %+v", d.Pos.Column, length, d)
		}
	}
}

func checkOrder(t *testing.T, file *ast.File) {
	t.Helper()
	last := 0
	for _, s := range file.Statements {
		span := s.Bounds()
		if span.Start < last || span.Start >= span.End || span.End > len(file.Source.Text) {
			t.Fatalf("%T at %v, after %d", s, span, last)
		}
		last = span.End
	}
	checkSpans(t, file)
}
