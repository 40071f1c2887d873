package parser

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/redraft/redraft/model/diag"
)

// corpusShares is the share of statements, in percent, that must parse in each folder of the corpus; other folders are
// counted and shown.
var corpusShares = map[string]float64{
	"redshift-utils": 99, "iglu-central": 99, "gdx-microservice": 99, "ohdsi-cdm-5.3": 99, "squadov-flyway": 99,
	"aws-udfs-procs": 99, "aws-etl-framework": 99, "sqlfluff": 97, "aws-docs/sql": 97,
}

// TestCorpus parses SQL that others wrote. REDRAFT_CORPUS names the folder; the failures are shown with -v.
func TestCorpus(t *testing.T) {
	root := os.Getenv("REDRAFT_CORPUS")
	if root == "" {
		t.Skip("REDRAFT_CORPUS names no folder with SQL of others")
	}
	known := readKnownBad(t)
	folders := corpusFolders(t, root)
	for _, folder := range folders {
		parsed, failed, excused := 0, 0, 0
		for _, path := range sqlFiles(t, filepath.Join(root, folder)) {
			name, _ := filepath.Rel(root, path)
			good, bad := parseCorpusFile(t, name, path)
			parsed += good
			for _, f := range bad {
				key := fmt.Sprintf("%s:%d", name, f.Pos.Line)
				if _, ok := known[key]; ok {
					known[key] = true
					excused++
					continue
				}
				t.Logf("%s\n    %s\n    %s", f.Error(), f.Snippet, f.Hint)
				failed++
			}
		}
		if parsed+failed+excused == 0 {
			continue
		}
		share := 100 * float64(parsed) / float64(parsed+failed)
		t.Logf("%-20s %5d of %5d statements, %6.2f %%, and %3d that are no Redshift SQL",
			folder, parsed, parsed+failed, share, excused)
		if share < corpusShares[folder] {
			t.Errorf("%s: %.2f %% of the statements parse, want %.0f %%", folder, share, corpusShares[folder])
		}
	}
	for key, met := range known {
		if met {
			continue
		}
		t.Errorf("%s parses, or is not there: take it out of testdata/corpus-known-bad.txt", key)
	}
}

// parseCorpusFile returns how many statements have no error and, for every other, its first error.
func parseCorpusFile(t *testing.T, name, path string) (good int, bad diag.List) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	src, findings := prepare(name, content, Options{KeepPlaceholders: true})
	bad = append(bad, findings...)
	p := newParser(src, Options{})
	for p.begin() {
		if !p.failed {
			p.read()
		}
		if first := firstErrorBefore(p, src.Position(int(p.tokens[p.end].start))); first != nil {
			bad = append(bad, *first)
		} else {
			good++
		}
	}
	return good, bad
}

// firstErrorBefore takes the findings before a place away and returns the first error among them: the lexer's findings of
// the whole file are there from the beginning, in order.
func firstErrorBefore(p *parser, end diag.Position) (first *diag.Diagnostic) {
	var later diag.List
	for _, f := range p.findings {
		switch {
		case f.Pos.Compare(end) > 0:
			later = append(later, f)
		case f.Severity == diag.Error && first == nil:
			first = &f
		}
	}
	p.findings = later
	return first
}

func corpusFolders(t *testing.T, root string) (folders []string) {
	t.Helper()
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		switch {
		case e.Name() == "aws-docs":
			folders = append(folders, "aws-docs/sql")
		case e.IsDir():
			folders = append(folders, e.Name())
		}
	}
	return folders
}

func sqlFiles(t *testing.T, folder string) (paths []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(strings.ToLower(path), ".sql") {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(paths)
	return paths
}

// readKnownBad reads testdata/corpus-known-bad.txt: lines "folder/file:line why", the line being that of the error. The
// values say later which of them were met.
func readKnownBad(t *testing.T) map[string]bool {
	t.Helper()
	content, err := os.ReadFile("testdata/corpus-known-bad.txt")
	if err != nil {
		t.Fatal(err)
	}
	known := make(map[string]bool)
	for _, line := range strings.Split(string(content), "\n") {
		key, why, _ := strings.Cut(line, " ")
		if key == "" || strings.HasPrefix(key, "#") {
			continue
		}
		if strings.TrimSpace(why) == "" {
			t.Errorf("corpus-known-bad.txt: %s has no reason", key)
		}
		known[key] = false
	}
	return known
}
