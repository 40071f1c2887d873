package project

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
)

// tree is a folder of scripts, on disk or in a commit, with the name that findings put before a file's path.
type tree struct {
	fs   fs.FS
	name string
	// whole says that every file is a script, whatever it is called.
	whole bool
}

// file returns the name by which findings call a file of the tree.
func (t tree) file(name string) string {
	if t.name == "." {
		return name
	}
	return path.Join(t.name, name)
}

// scripts reads all .sql files in and below the folder, in the order of their names. Hidden folders are passed over,
// and so are symbolic links, which could lead anywhere; those are reported.
func (t tree) scripts() ([]parser.Input, diag.List) {
	names, findings := t.list()
	inputs := make([]parser.Input, len(names))
	failed := make([]error, len(names))
	inParallel(len(names), func(i int) {
		inputs[i].Name = t.file(names[i])
		inputs[i].Content, failed[i] = fs.ReadFile(t.fs, names[i])
	})
	for i, err := range failed {
		if err != nil {
			findings = append(findings, unreadable(inputs[i].Name, err))
		}
	}
	return inputs, findings
}

func (t tree) list() ([]string, diag.List) {
	var names []string
	var findings diag.List
	_ = fs.WalkDir(t.fs, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			findings = append(findings, unreadable(t.file(name), err))
			return fs.SkipDir
		case entry.IsDir():
			if name != "." && strings.HasPrefix(entry.Name(), ".") {
				return fs.SkipDir
			}
		case !t.whole && !strings.EqualFold(path.Ext(name), ".sql"):
		case !entry.Type().IsRegular():
			findings = append(findings, notRegular(t.file(name), entry.Type()))
		default:
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	return names, findings
}

func notRegular(name string, mode fs.FileMode) diag.Diagnostic {
	what := "a special file"
	if mode&fs.ModeSymlink != 0 {
		what = "a symbolic link"
	}
	return diag.Diagnostic{
		Severity: diag.Warning, Code: "file-skipped", Pos: diag.Position{File: name},
		Summary: what + " is not read", Hint: "put the script itself into the folder",
	}
}

// readers is how many files are read at a time: enough to keep a disk busy.
const readers = 8

// inParallel calls work for 0 … n-1, a few at a time.
func inParallel(n int, work func(i int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(readers, n) {
		wg.Go(func() {
			for i := range next {
				work(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}
