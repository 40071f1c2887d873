package migrations

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/redraft/redraft/model/diag"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write the goldens anew")

// now is when the changesets of the cases are written.
var now = time.Date(2026, 11, 23, 9, 5, 7, 89e6, time.UTC)

// Each case is a folder of migrations. The file "want" is what Read says of it; "flyway.conf" at the top configures it.
// {CR} stands for a carriage return, {BOM} for a byte order mark and {E9} for a byte that is no UTF-8.
func TestReadSaysWhatFlywayDoes(t *testing.T) {
	eachCase(t, "testdata/read/*.txtar", func(t *testing.T, c testCase) string {
		folder, findings := Read(c.files, "sql", c.config(t))
		return describeFolder(folder) + describeFindings(findings)
	})
}

// Here "changeset.json" is the changeset to be written, and "want" the files.
func TestFilesWritesTheNextChangeset(t *testing.T) {
	eachCase(t, "testdata/write/*.txtar", func(t *testing.T, c testCase) string {
		folder, _ := Read(c.files, "sql", c.config(t))
		changeset := c.changeset(t)
		files, err := Files(folder, changeset, now)
		if err != nil {
			return describeError(t, err)
		}
		return describeFiles(t, c, folder, files)
	})
}

type testCase struct {
	files     fstest.MapFS
	conf, set []byte
}

var signs = strings.NewReplacer("{CR}", "\r", "{BOM}", "\ufeff", "{E9}", "\xe9")

func eachCase(t *testing.T, pattern string, run func(*testing.T, testCase) string) {
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases in %s: %v", pattern, err)
	}
	for _, p := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(p), ".txtar"), func(t *testing.T) { runCase(t, p, run) })
	}
}

func runCase(t *testing.T, file string, run func(*testing.T, testCase) string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	c := testCase{files: fstest.MapFS{}}
	var want *txtar.File
	for i, f := range archive.Files {
		switch f.Name {
		case "want":
			want = &archive.Files[i]
		case "flyway.conf":
			c.conf = f.Data
		case "changeset.json":
			c.set = f.Data
		default:
			c.files["sql/"+f.Name] = &fstest.MapFile{Data: []byte(signs.Replace(string(f.Data)))}
		}
	}
	got := run(t, c)
	switch {
	case want == nil:
		t.Fatal("the case has no file want")
	case *update:
		want.Data = []byte(got)
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	case got != string(want.Data):
		t.Errorf("got\n%s\nwant\n%s", got, want.Data)
	}
}

func (c testCase) config(t *testing.T) Config {
	config, findings := ReadConfig("flyway.conf", c.conf)
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	return config
}

func (c testCase) changeset(t *testing.T) Changeset {
	var set struct {
		Changeset
		Style string
	}
	decoder := json.NewDecoder(bytes.NewReader(c.set))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&set); err != nil {
		t.Fatal(err)
	}
	if set.Style != "" {
		var err error
		if set.Changeset.Style, err = ParseStyle(set.Style); err != nil {
			t.Fatal(err)
		}
	}
	return set.Changeset
}

func describeFolder(f *Folder) string {
	var out strings.Builder
	for _, group := range []struct {
		title string
		list  []Migration
	}{
		{"migration", f.Migrations}, {"baseline", f.Baselines}, {"undo", f.Undos}, {"callback", f.Callbacks},
		{"script", f.Scripts},
	} {
		for _, m := range group.list {
			fmt.Fprintf(&out, "%s %s%s %q %d", group.title, m.Name.Prefix, m.Name.Version, m.Name.Description(), m.Checksum)
			if !m.Transactional && !m.Name.Script {
				out.WriteString(" without transaction")
			}
			if !m.PlaceholderReplace {
				out.WriteString(" without placeholders")
			}
			if m.Encoding != "UTF-8" {
				out.WriteString(" in " + m.Encoding)
			}
			out.WriteString(" " + m.Script + "\n")
		}
	}
	return out.String()
}

func describeFindings(findings diag.List) string {
	var out strings.Builder
	for _, d := range findings {
		fmt.Fprintf(&out, "\n%s\n", d.Error())
		if d.Snippet != "" {
			fmt.Fprintf(&out, "  %s\n  %s%s\n", d.Snippet, strings.Repeat(" ", d.Pos.Column-1), strings.Repeat("^", d.Width))
		}
		for _, r := range d.Related {
			fmt.Fprintf(&out, "  %s: %s\n", r.Pos, r.Message)
		}
		fmt.Fprintf(&out, "  %s\n", d.Hint)
	}
	return out.String()
}

func describeError(t *testing.T, err error) string {
	var d diag.Diagnostic
	if !errors.As(err, &d) {
		t.Fatalf("%v is no finding", err)
	}
	return strings.TrimPrefix(describeFindings(diag.List{d}), "\n")
}

// describeFiles also puts the files into the folder and reads it again: nothing new may be wrong with it.
func describeFiles(t *testing.T, c testCase, before *Folder, files []File) string {
	var out strings.Builder
	for _, f := range files {
		fmt.Fprintf(&out, "=== %s\n%s", f.Path, strings.ReplaceAll(string(f.Content), "\r", "{CR}"))
		c.files[f.Path] = &fstest.MapFile{Data: f.Content}
	}
	after, findings := Read(c.files, "sql", before.Config)
	if findings.HasErrors() {
		t.Errorf("with the new files the folder has errors:\n%v", findings)
	}
	if after.Newest().Compare(before.Newest()) <= 0 {
		t.Errorf("%s is not above %s", after.Newest(), before.Newest())
	}
	return out.String()
}
