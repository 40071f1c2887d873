package project

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/redraft/redraft/model/diag"
)

// stopAfter is a context that is done once Err has been asked for a number of times.
type stopAfter struct {
	context.Context
	asked, limit int
}

func (s *stopAfter) Err() error {
	if s.asked++; s.asked > s.limit {
		return context.Canceled
	}
	return nil
}

func newFiles(dir string) []NewFile {
	return []NewFile{
		{filepath.Join(dir, "a.sql"), []byte("one")},
		{filepath.Join(dir, "new", "deep", "b.sql"), []byte("two")},
		{filepath.Join(dir, "new", "c.sql"), []byte("three")},
	}
}

func listing(t *testing.T, dir string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if path != dir {
			rel, _ := filepath.Rel(dir, path)
			found = append(found, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAllFilesAreWritten(t *testing.T) {
	dir := t.TempDir()
	if err := WriteNew(t.Context(), newFiles(dir)); err != nil {
		t.Fatal(err)
	}
	want := []string{"a.sql", "new", "new/c.sql", "new/deep", "new/deep/b.sql"}
	if got := listing(t, dir); !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
	content, err := os.ReadFile(filepath.Join(dir, "new", "deep", "b.sql"))
	if err != nil || string(content) != "two" {
		t.Errorf("content %q, %v", content, err)
	}
}

func TestAnInterruptionAnywhereLeavesNothingBehind(t *testing.T) {
	for limit := range 4 {
		dir := t.TempDir()
		err := WriteNew(&stopAfter{Context: t.Context(), limit: limit}, newFiles(dir))
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("limit %d: error %v", limit, err)
		}
		if got := listing(t, dir); len(got) != 0 {
			t.Errorf("limit %d: left behind %q", limit, got)
		}
	}
}

func TestAFileInTheWayLeavesNothingElseBehind(t *testing.T) {
	for _, taken := range []string{"a.sql", "new", "new/c.sql"} {
		dir := t.TempDir()
		path := filepath.Join(dir, filepath.FromSlash(taken))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
		before := listing(t, dir)
		var d diag.Diagnostic
		if err := WriteNew(t.Context(), newFiles(dir)); !errors.As(err, &d) || d.Code != codeCannotWrite || d.Hint == "" {
			t.Fatalf("%s: error %v", taken, err)
		}
		if got := listing(t, dir); !slices.Equal(got, before) {
			t.Errorf("%s: found %q, want %q", taken, got, before)
		}
		if content, _ := os.ReadFile(path); string(content) != "mine" {
			t.Errorf("%s was written over", taken)
		}
	}
}
