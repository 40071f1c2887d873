// Package redraft holds the tests that look at the whole house: which room may know which.
package redraft

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/redraft/redraft"

// pkg is what go list tells of a package.
type pkg struct {
	ImportPath string
	Imports    []string
	Standard   bool
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []pkg
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	for decoder.More() {
		var p pkg
		if err := decoder.Decode(&p); err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	if len(list) < 10 {
		t.Fatalf("go list found only %d packages", len(list))
	}
	return list
}

// room returns the package's path inside the module.
func room(path string) string { return strings.TrimPrefix(strings.TrimPrefix(path, module), "/") }

// inside reports whether a room is one of the named ones or lies within one.
func inside(room string, rooms ...string) bool {
	return slices.ContainsFunc(rooms, func(r string) bool { return room == r || strings.HasPrefix(room, r+"/") })
}

// isStandard reports whether an import is of the standard library: those have no dot in their first part.
func isStandard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && path != "C"
}

func TestTheModelImportsTheStandardLibraryOnly(t *testing.T) {
	for _, p := range packages(t) {
		if !inside(room(p.ImportPath), "model") {
			continue
		}
		for _, imported := range p.Imports {
			if !isStandard(imported) {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
		}
	}
}

// pure are the rooms that open no files and no sockets and read neither clock nor environment.
var pure = []string{
	"model", "parser", "diff", "deps", "plan", "migrations", "apply", "validate", "lint", "introspect", "etl", "lineage",
	"internal/graph",
}

// worldly are the packages through which the world gets in. The clock cannot be kept out by imports, for time.Time is a
// value: nothing in the pure rooms imports time at all but migrations, which is handed the moment, apply, which is handed the
// clock, and validate, which bounds how long cleaning up may take.
var worldly = []string{"os", "net", "net/http", "syscall", "os/exec", "os/signal", "math/rand", "math/rand/v2", "crypto/rand", "io/ioutil"}

func TestPureRoomsDoNotReachOutside(t *testing.T) {
	for _, p := range packages(t) {
		if !inside(room(p.ImportPath), pure...) {
			continue
		}
		for _, imported := range p.Imports {
			if slices.Contains(worldly, imported) || imported == "time" && !inside(room(p.ImportPath), "migrations", "apply", "validate") {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
		}
	}
}

// knows lists, for each room, the rooms that it may import. What is not listed may import nothing of the house.
var knows = map[string][]string{
	"model":            nil,
	"model/diag":       nil,
	"parser/ast":       {"model", "model/diag"},
	"parser":           {"model", "model/diag", "parser/ast"},
	"parser/query":     {"model"},
	"parser/interpret": {"model", "model/diag", "parser/ast", "parser/query", "parser/resolve", "diff"},
	"diff":             {"model"},
	"deps":             {"model", "internal/graph"},
	"introspect":       {"model", "model/diag", "parser", "parser/ast", "parser/query", "plan/ddl"},
	"internal/graph":   nil,
	"parser/resolve":   {"model", "model/diag", "parser/query"},
	"etl":              {"model", "model/diag", "parser/ast", "parser/query", "parser/resolve"},
	"lineage":          {"model", "parser/query", "parser/resolve"},
	"lint":             {"model", "model/diag", "parser/ast", "parser/query", "deps"},
	"plan/ddl":         {"model"},
	"plan":             {"model", "model/diag", "diff", "deps", "internal/graph", "plan/ddl", "parser", "parser/interpret"},
	"migrations":       {"model", "model/diag", "plan/ddl"},
	"apply":            {"model", "model/diag", "diff", "plan", "plan/ddl", "migrations"},
	"validate":         {"model", "model/diag", "parser/ast", "plan", "plan/ddl"},
}

func TestImportsPointOneWay(t *testing.T) {
	for _, p := range packages(t) {
		name := room(p.ImportPath)
		if inside(name, "cmd") || strings.HasPrefix(name, "internal/") && name != "internal/graph" || name == "" {
			continue
		}
		allowed, listed := knows[name]
		if !listed {
			t.Errorf("room %s is in no list: say in laws_test.go what it may know", name)
		}
		for _, imported := range p.Imports {
			if strings.HasPrefix(imported, module) && !slices.Contains(allowed, room(imported)) {
				t.Errorf("%s imports %s", name, room(imported))
			}
		}
	}
}

func TestOnlyCommandsKnowInnerServicesAndThePrinter(t *testing.T) {
	for _, p := range packages(t) {
		name := room(p.ImportPath)
		for _, imported := range p.Imports {
			if inside(room(imported), "cmd") && !inside(name, "cmd") {
				t.Errorf("%s imports %s", name, room(imported))
			}
			printer := imported == "github.com/spf13/cobra" || imported == "golang.org/x/term" || imported == "log"
			// genproject is a program of its own, for measuring.
			if printer && !inside(name, "cmd", "internal/bench/genproject") {
				t.Errorf("%s imports %s: nothing below cmd prints, prompts or exits", name, imported)
			}
		}
	}
}
