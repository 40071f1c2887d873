package migrations

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/redraft/redraft/model/diag"
)

// Read reads all migrations below a folder, as Flyway would find them. The folder is usable whatever the findings say,
// without the files that could not be read.
func Read(fsys fs.FS, root string, config Config) (*Folder, diag.List) {
	r := reader{
		fsys: fsys, config: config, sideCars: map[string]string{}, scripts: map[string]bool{},
		folder: &Folder{Root: root, Config: config, paths: map[string]bool{}},
	}
	names := r.walk(root)
	for _, n := range names {
		r.load(n)
	}
	r.orphans()
	r.folder.sort()
	// A file that could not be read would leave a hole that is none.
	r.findings = append(r.findings, check(r.folder, !r.findings.HasErrors())...)
	r.findings = r.findings.Sort()
	for _, d := range r.findings {
		if d.Severity == diag.Error {
			r.folder.errors = append(r.folder.errors, d)
		}
	}
	return r.folder, r.findings
}

// found is a file that Flyway runs.
type found struct {
	path string
	name Name
}

type reader struct {
	fsys     fs.FS
	config   Config
	folder   *Folder
	sideCars map[string]string // paths by path in lower case
	scripts  map[string]bool   // paths in lower case
	findings diag.List
}

func (r *reader) report(severity diag.Severity, code diag.Code, file, summary, hint string) {
	r.findings = append(r.findings, diag.Diagnostic{Severity: severity, Code: code, Pos: diag.Position{File: file},
		Summary: summary, Hint: hint})
}

// walk finds the files and sets the side-cars aside.
func (r *reader) walk(root string) []found {
	var list []found
	err := fs.WalkDir(r.fsys, root, func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			r.unreadable(file, err)
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() && file != root && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir // Flyway passes over hidden folders, but not over hidden files
		case d.IsDir():
			return nil
		case d.Type()&fs.ModeSymlink != 0 && r.isFolder(file):
			r.report(diag.Warning, codeFolderLink, file, "Flyway follows this link to a folder, and redraft does not",
				"put the folder itself here")
			return nil
		}
		r.folder.paths[strings.ToLower(file)] = true
		if n, ok := r.classify(file); ok {
			list = append(list, found{file, n})
		}
		return nil
	})
	if err != nil {
		r.unreadable(root, err)
	}
	return list
}

func (r *reader) isFolder(file string) bool {
	info, err := fs.Stat(r.fsys, file)
	return err == nil && info.IsDir()
}

func (r *reader) unreadable(file string, err error) {
	if file == r.folder.Root && errors.Is(err, fs.ErrNotExist) {
		r.report(diag.Warning, codeFolderMissing, file,
			"there is no such folder; Flyway goes on without it and finds no migrations",
			"check the path; the first changeset makes the folder")
		return
	}
	r.report(diag.Error, codeUnreadable, file, "cannot be read: "+reason(err), "check that it may be read")
}

// reason returns an error without the path, which the finding has already.
func reason(err error) string {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err.Error()
	}
	return err.Error()
}

// classify reads a file's name and reports what Flyway does with it when that may surprise.
func (r *reader) classify(file string) (Name, bool) {
	if strings.HasSuffix(strings.ToLower(file), sideCarSuffix) {
		r.sideCars[strings.ToLower(file)] = file
		return Name{}, false
	}
	n := r.config.Naming.Parse(file)
	switch {
	case n.Problem != "":
		r.report(diag.Warning, codeNameIgnored, file, "Flyway passes over this file without a word: "+n.Problem,
			"name it like "+r.config.Naming.example()+", or move it out of the folder")
	case n.Script:
		r.report(diag.Warning, codeScript, file,
			"Flyway runs this file as a shell script; redraft cannot, and does not know what it changes",
			"give it the suffix "+r.config.Naming.suffix()+" if it is SQL, or move it out of the folder")
	case n.Kind == Undo:
		r.report(diag.Info, codeUndo, file, "Flyway's free edition and redraft do not run undo migrations",
			"take a change back with a new versioned migration")
	}
	return n, n.Kind != Other
}

func (n Naming) suffix() string {
	if len(n.Suffixes) == 0 {
		return ""
	}
	return n.Suffixes[0]
}

func (n Naming) example() string {
	return n.Versioned + "1.2" + n.Separator + "description" + n.suffix()
}

// load reads a script with its side-car.
func (r *reader) load(f found) {
	r.scripts[strings.ToLower(f.path)] = true
	content, err := fs.ReadFile(r.fsys, f.path)
	if err != nil {
		r.unreadable(f.path, err)
		return
	}
	m := Migration{Name: f.name, Path: f.path, Script: relative(r.folder.Root, f.path), Content: content}
	exact := r.sideCar(&m)
	m.Encoding = r.config.Encoding
	if m.SideCar.Encoding != "" && exact {
		m.Encoding = m.SideCar.Encoding
	}
	text, err := decode(content, m.Encoding)
	if err != nil {
		r.encoding(f.path, m.Encoding, content, err)
		return
	}
	m.Checksum = ChecksumText(text)
	m.Text = strings.ReplaceAll(text, byteOrderMark, "") // BomStrippingReader drops them wherever they stand
	m.PlaceholderReplace = m.SideCar.PlaceholderReplace.Or(r.config.PlaceholderReplace)
	if !m.Name.Script {
		r.transaction(&m)
	}
	r.folder.add(m)
}

// sideCar reads the side-car of a script and reports whether its name is in the same letter case.
func (r *reader) sideCar(m *Migration) (exact bool) {
	file, ok := r.sideCars[strings.ToLower(m.Path)+sideCarSuffix]
	if !ok {
		return false
	}
	content, err := fs.ReadFile(r.fsys, file)
	if err != nil {
		r.unreadable(file, err)
		return false
	}
	text, err := decode(content, r.config.Encoding)
	if err != nil {
		r.encoding(file, r.config.Encoding, content, err)
		return false
	}
	car, findings := readSideCar(r.config.fill(file, text)) // Flyway fills placeholders in here whatever is said
	m.SideCar = car
	r.findings = append(r.findings, findings...)
	exact = file == m.Path+sideCarSuffix
	if !exact {
		r.report(diag.Warning, codeSideCarCase, file,
			"the name differs from its script's in letter case: Flyway honours it for transactions but not for the encoding",
			"rename it to "+path.Base(m.Path)+sideCarSuffix)
	}
	return exact
}

// encoding reports a file that cannot be decoded.
func (r *reader) encoding(file, encoding string, content []byte, err error) {
	var e *EncodingError
	if errors.As(err, &e) && e.Offset >= 0 {
		source := diag.NewSource(file, strings.ToValidUTF8(string(content[:e.Offset]), "?")+"?")
		end := len(source.Text)
		hint := "save it as " + encoding
		if !strings.HasSuffix(file, sideCarSuffix) {
			hint += ", or name its encoding in " + path.Base(file) + sideCarSuffix + ": encoding=ISO-8859-1"
		}
		r.findings = append(r.findings, source.Diagnose(diag.Error, codeEncodingMalformed, end-1, end,
			"Flyway stops here: the file is not "+encoding, hint))
		return
	}
	r.report(diag.Error, codeEncodingUnknown, file, "the encoding "+encoding+" is not known to redraft",
		"use UTF-8, ISO-8859-1, US-ASCII, windows-1252, UTF-16, UTF-16BE or UTF-16LE")
}

// orphans reports side-cars without a script.
func (r *reader) orphans() {
	for key, file := range r.sideCars {
		script := strings.TrimSuffix(key, sideCarSuffix)
		stem := file[:len(file)-len(sideCarSuffix)]
		if r.scripts[script] || r.config.Naming.Parse(stem).Kind == Other {
			continue
		}
		r.report(diag.Warning, codeSideCarOrphan, file, "there is no script "+path.Base(stem)+" for this side-car",
			"rename it with its script, whose settings are lost otherwise, or delete it")
	}
}

// relative returns a path within a folder.
func relative(root, file string) string {
	if root == "." || root == "" {
		return file
	}
	return strings.TrimPrefix(file, strings.TrimSuffix(root, "/")+"/")
}
