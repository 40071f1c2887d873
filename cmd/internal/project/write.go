package project

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/redraft/redraft/model/diag"
)

const codeCannotWrite diag.Code = "cannot-write"

// NewFile is a file to be written.
type NewFile struct {
	Path    string // absolute
	Content []byte
}

// WriteNew writes all files or none, and never over one that exists. Contents go to temporary files beside their
// targets first; when all are complete they are renamed, in the order given. The error is a diag.Diagnostic or the
// context's.
func WriteNew(ctx context.Context, files []NewFile) error {
	w := &writer{}
	if err := w.writeAll(ctx, files); err != nil {
		w.undo()
		return err
	}
	return nil
}

// writer remembers what it made, so that it can be taken back.
type writer struct {
	folders []string // in the order of their making
	drafts  []string // temporary files by the index of their target; empty once renamed
	targets []string
}

func (w *writer) writeAll(ctx context.Context, files []NewFile) error {
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.draft(f); err != nil {
			return unwritable(f.Path, err)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	for i, f := range files {
		if err := free(f.Path); err != nil {
			return unwritable(f.Path, err)
		}
		if err := os.Rename(w.drafts[i], f.Path); err != nil {
			return unwritable(f.Path, err)
		}
		w.drafts[i] = ""
		w.targets = append(w.targets, f.Path)
	}
	return nil
}

// draft writes a file's content under a temporary name that no reader of scripts picks up.
func (w *writer) draft(f NewFile) error {
	if err := free(f.Path); err != nil {
		return err
	}
	dir := filepath.Dir(f.Path)
	if err := w.makeFolder(dir); err != nil {
		return err
	}
	file, err := os.CreateTemp(dir, ".redraft-*.tmp")
	if err != nil {
		return err
	}
	w.drafts = append(w.drafts, file.Name())
	_, err = file.Write(f.Content)
	return errors.Join(err, file.Chmod(0o644), file.Close())
}

// makeFolder makes a folder with those above it and remembers the ones that were not there.
func (w *writer) makeFolder(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if above := filepath.Dir(dir); above != dir {
		if err := w.makeFolder(above); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	w.folders = append(w.folders, dir)
	return nil
}

// undo takes everything back; what cannot be removed is not ours any more.
func (w *writer) undo() {
	for _, name := range append(w.drafts, w.targets...) {
		if name != "" {
			_ = os.Remove(name)
		}
	}
	for i := len(w.folders) - 1; i >= 0; i-- {
		_ = os.Remove(w.folders[i])
	}
}

// free reports that a path is taken.
func free(path string) error {
	_, err := os.Lstat(path)
	if err == nil {
		return fs.ErrExist
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func unwritable(path string, err error) error {
	d := failure(codeCannotWrite, "cannot be written: "+cause(err), "nothing was written")
	d.Pos.File = filepath.ToSlash(path)
	switch {
	case errors.Is(err, fs.ErrExist):
		d.Summary, d.Hint = "exists already", "nothing was written; move it away or choose another name"
	case errors.Is(err, fs.ErrPermission):
		d.Hint += "; give yourself the permission to write into its folder"
	case strings.Contains(err.Error(), "not a directory"):
		d.Hint += "; a file stands where a folder is needed"
	}
	return d
}
