package migrations

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/redraft/redraft/model/diag"
)

// File is a file to be written.
type File struct {
	Path    string // in the file system that the folder was read from
	Content []byte
}

// Changeset is a change to be written down as the next versions of a folder.
type Changeset struct {
	// Name is what changes, in a person's words.
	Name  string
	Parts []Part
	// Style is how versions are numbered; the zero value means "as the folder does".
	Style Style
}

// Part becomes one file: statements that run in one transaction, or statements that cannot run in any.
type Part struct {
	// Header is lines of text, which become comments.
	Header []string
	// Statements are SQL text without placeholders; a semicolon at the end may be left out.
	Statements []string
	// Transactional is false when the part must run outside of transactions. Such a part holds a single statement, or
	// several of which the text tells that no transaction takes them.
	Transactional bool
}

// Files returns the changeset as files: a script for each part, with consecutive versions above all of the folder, and
// a side-car where the script needs one. Nothing is returned unless Flyway would cut every script into exactly the
// given statements and run them as the part says; the error is then a diag.Diagnostic.
func Files(f *Folder, c Changeset, now time.Time) ([]File, error) {
	if err := f.ready(); err != nil {
		return nil, err
	}
	if len(c.Parts) == 0 {
		return nil, refuse("", codeChangesetEmpty, "the changeset has no statements", "there is nothing to write")
	}
	description, err := describe(c.Name, detectWording(f))
	if err != nil {
		return nil, err
	}
	style := c.Style
	if style.kind == styleUnset {
		style = DetectStyle(f)
	}
	var files []File
	version := f.Newest()
	for i, part := range c.Parts {
		version = style.Next(version, now)
		name := f.fileName(style.Spell(version), numbered(description, i, len(c.Parts)))
		added, err := f.write(name, part)
		if err != nil {
			return nil, err
		}
		files = append(files, added...)
	}
	return files, nil
}

// ready refuses a folder with errors: the next version, or the order, could be wrong.
func (f *Folder) ready() error {
	if len(f.errors) == 0 {
		return nil
	}
	d := diag.Diagnostic{Severity: diag.Error, Code: codeFolderHasErrors, Pos: f.errors[0].Pos,
		Summary: fmt.Sprintf("no changeset is written while the folder has errors, such as %s here", f.errors[0].Code),
		Hint:    "correct what check says about the folder first"}
	for _, e := range f.errors {
		d.Related = append(d.Related, diag.Related{Pos: e.Pos, Message: e.Summary})
	}
	return d
}

// numbered tells the files of one changeset apart.
func numbered(description string, i, n int) string {
	if n == 1 {
		return description
	}
	return fmt.Sprintf("%s_%d_of_%d", description, i+1, n)
}

func (f *Folder) fileName(version, description string) string {
	n := f.Config.Naming
	return n.Versioned + version + n.Separator + description + n.suffix()
}

// write returns the script of a part and its side-car.
func (f *Folder) write(base string, part Part) ([]File, error) {
	name := f.Config.Naming.Parse(base)
	if name.Kind != Versioned || name.Script || name.String() != base {
		return nil, refuse(base, codeChangesetName, "Flyway would not read the name "+base+" as a versioned migration",
			"check the prefix, the separator and the suffixes of the configuration")
	}
	if err := checkLength(base, name.Description()); err != nil {
		return nil, err
	}
	file := path.Join(f.directory(), base)
	text, err := render(part)
	if err != nil {
		return nil, at(err, file)
	}
	car := f.Config.sideCarFor(part, text)
	if f.crlf() {
		car, text = withCRLF(car), scriptWithCRLF(text)
	}
	files := []File{{file, []byte(text)}}
	if car != "" {
		files = append(files, File{file + sideCarSuffix, []byte(car)})
	}
	for _, added := range files {
		if f.paths[strings.ToLower(added.Path)] {
			return nil, refuse(added.Path, codeChangesetExists, "the file exists already", "move it out of the way")
		}
	}
	return files, nil
}

func refuse(file string, code diag.Code, summary, hint string) error {
	return diag.Diagnostic{Severity: diag.Error, Code: code, Pos: diag.Position{File: file}, Summary: summary, Hint: hint}
}

// at names the file in an error that has no place yet.
func at(err error, file string) error {
	var d diag.Diagnostic
	if errors.As(err, &d) && d.Pos.File == "" {
		d.Pos.File = file
		return d
	}
	return err
}

// sideCarFor returns the side-car that makes Flyway run a script as the part says, or nothing when it would anyway.
func (c Config) sideCarFor(part Part, text string) string {
	var lines strings.Builder
	switch {
	case !part.Transactional:
		lines.WriteString("executeInTransaction=false\n")
	case !c.ExecuteInTransaction:
		lines.WriteString("executeInTransaction=true\n")
	}
	if strings.Contains(text, "${") || c.PlaceholderPrefix != "" && strings.Contains(text, c.PlaceholderPrefix) {
		lines.WriteString("placeholderReplacement=false\n")
	}
	if decoded, err := decode([]byte(text), c.Encoding); err != nil || decoded != text {
		lines.WriteString("encoding=" + defaultEncoding + "\n")
	}
	return lines.String()
}

// crlf reports whether most scripts of the folder end their lines as on Windows.
func (f *Folder) crlf() bool {
	votes := 0
	for _, m := range f.Migrations {
		switch pairs := strings.Count(m.Text, "\r\n"); {
		case 2*pairs > strings.Count(m.Text, "\n"):
			votes++
		case strings.Contains(m.Text, "\n"):
			votes--
		}
	}
	return votes > 0
}

func withCRLF(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
}

// scriptWithCRLF leaves a script alone that has a line break within quotes, where it belongs to a value.
func scriptWithCRLF(text string) string {
	s := scanner{text: text}
	for t := s.next(); t.kind != tokenEnd; t = s.next() {
		if (t.kind == tokenString || t.kind == tokenName) && strings.Contains(text[t.start:t.end], "\n") {
			return text
		}
	}
	return withCRLF(text)
}
