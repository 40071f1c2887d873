package cli

import (
	"context"
	"flag"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what the scripts see into their files")

// TestMain makes the test binary the program itself when a script calls redraft.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"redraft": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		context.AfterFunc(ctx, stop)
		os.Exit(Run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
	}})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup:         gitIsAlone,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":  status,
			"repeat":  repeat,
			"example": example,
			"lines":   lines,
		},
		Condition: func(name string) (bool, error) { return name == "root" && os.Geteuid() == 0, nil },
	})
}

// gitIsAlone keeps the git configuration of the machine out of the scripts.
func gitIsAlone(e *testscript.Env) error {
	e.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	e.Setenv("GIT_CONFIG_SYSTEM", os.DevNull)
	for _, who := range []string{"AUTHOR", "COMMITTER"} {
		e.Setenv("GIT_"+who+"_NAME", "Ana")
		e.Setenv("GIT_"+who+"_EMAIL", "ana@example.com")
		e.Setenv("GIT_"+who+"_DATE", "2024-01-02T03:04:05Z")
	}
	return nil
}

// status runs redraft and demands an exit code: status 2 plan --exit-code.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: status code args…")
	}
	got := "0"
	if err := ts.Exec("redraft", args[1:]...); err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("redraft %s: exit code %s, want %s", strings.Join(args[1:], " "), got, args[0])
	}
}

// repeat runs redraft three times and demands the same bytes.
func repeat(ts *testscript.TestScript, neg bool, args []string) {
	run := func() string {
		_ = ts.Exec("redraft", args...)
		return ts.ReadFile("stdout") + "\x00" + ts.ReadFile("stderr")
	}
	first := run()
	for range 2 {
		if again := run(); again != first {
			ts.Fatalf("redraft %s does not repeat itself:\n%s\n---\n%s", strings.Join(args, " "), first, again)
		}
	}
}

// example copies one of the repository's examples into a folder: example survey-panel [dir].
func example(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: example name [dir]")
	}
	dir := "."
	if len(args) > 1 {
		dir = args[1]
	}
	ts.Check(os.CopyFS(ts.MkAbs(dir), os.DirFS(filepath.Join(examples, args[0]))))
}

// examples is the folder of example projects; scripts run elsewhere, so it is absolute.
var examples = func() string {
	dir, err := filepath.Abs("../../../examples")
	if err != nil {
		panic(err)
	}
	return dir
}()

// lines writes a file of many lines: lines count file text.
func lines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 || !strings.HasPrefix(args[0], "1") {
		ts.Fatalf("usage: lines count file text")
	}
	n := len(strings.TrimLeft(args[0], "1"))
	total := 1
	for range n {
		total *= 10
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(strings.Repeat(args[2]+"\n", total)), 0o644))
}
