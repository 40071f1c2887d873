package cli

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/redraft/redraft/internal/sandbox"
)

// documents are the pages whose commands are run, each on a fresh copy of the example.
var documents = []string{"README.md", "docs/commands.md"}

// A line "$ command" in a block fenced by ```console is run by a shell. It must exit with 0, or as a comment behind it
// says: "# exits 2". Lines below it must be in its output, in any place; "…" alone stands for what is left out.
func TestCommandsInTheDocumentsDoWhatTheySay(t *testing.T) {
	for _, name := range documents {
		t.Run(name, func(t *testing.T) {
			page, err := os.ReadFile(filepath.Join("../../..", name))
			if errors.Is(err, fs.ErrNotExist) {
				t.Skip(name + " is not written yet")
			}
			if err != nil {
				t.Fatal(err)
			}
			dir := exampleInGit(t)
			t.Setenv("SANDBOX_URL", localSandbox(t))
			commands := consoleCommands(string(page))
			if len(commands) == 0 {
				t.Error("the page shows no command")
			}
			for _, c := range commands {
				c.run(t, dir)
			}
		})
	}
}

// localSandbox is the sandbox that the pages tell the reader to start.
func localSandbox(t *testing.T) string {
	t.Helper()
	s, err := sandbox.Start(t.Context(), sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	url, err := withDatabase(t.Context(), s.URL(), "survey_panel")
	if err != nil {
		t.Fatal(err)
	}
	return url
}

func exampleInGit(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(examples, "survey-panel"))); err != nil {
		t.Fatal(err)
	}
	commit := "git -c user.name=Ana -c user.email=ana@example.com commit -q -m start"
	for _, command := range []string{"git init -q -b main .", "git add .", commit} {
		if out, code := shell(t, dir, command); code != 0 {
			t.Fatalf("%s: exit code %d\n%s", command, code, out)
		}
	}
	return dir
}

// consoleCommand is a command of a page with what the page says about it.
type consoleCommand struct {
	line   int
	text   string
	exit   int
	output []string
}

func consoleCommands(page string) []consoleCommand {
	var commands []consoleCommand
	inside, line := false, 0
	for scan := bufio.NewScanner(strings.NewReader(page)); scan.Scan(); {
		line++
		text := scan.Text()
		switch {
		case strings.HasPrefix(text, "```"):
			inside = text == "```console"
		case !inside:
		case strings.HasPrefix(text, "$ "):
			commands = append(commands, newConsoleCommand(line, text[2:]))
		case len(commands) > 0 && strings.TrimSpace(text) != "" && text != "…":
			last := &commands[len(commands)-1]
			last.output = append(last.output, text)
		}
	}
	return commands
}

func newConsoleCommand(line int, text string) consoleCommand {
	c := consoleCommand{line: line, text: text}
	if command, comment, ok := strings.Cut(text, "# exits "); ok {
		if code, err := strconv.Atoi(strings.TrimSpace(comment)); err == nil {
			c.text, c.exit = command, code
		}
	}
	return c
}

func (c consoleCommand) run(t *testing.T, dir string) {
	t.Helper()
	out, code := shell(t, dir, c.text)
	if code != c.exit {
		t.Fatalf("line %d: %s: exit code %d, the page says %d\n%s", c.line, c.text, code, c.exit, out)
	}
	for _, want := range c.output {
		if !strings.Contains(out, strings.TrimSpace(want)) {
			t.Errorf("line %d: %s: the page shows %q, which is not in\n%s", c.line, c.text, want, out)
		}
	}
}

// shell runs a command in a folder, with redraft on the path as testscript.Main put it there.
func shell(t *testing.T, dir, command string) (string, int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "sh", "-c", command)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull)
	out, err := cmd.CombinedOutput()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

func TestTheExitCodesInTheDocumentsAreThoseOfTheProgram(t *testing.T) {
	page, err := os.ReadFile("../../../docs/commands.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(exitHelp), "\n")[1:] {
		code, meaning, _ := strings.Cut(strings.TrimSpace(line), "  ")
		meaning = strings.Replace(meaning, "--exit-code", "`--exit-code`", 1)
		if want := "| " + code + " | " + meaning + " |"; !strings.Contains(string(page), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestEveryCommandHasItsHelpAndItsPlaceInTheDocuments(t *testing.T) {
	page, err := os.ReadFile("../../../docs/commands.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range newRoot(&app{env: noEnv}).Commands() {
		if c.Name() == "help" {
			continue
		}
		if c.Name() != "completion" && (c.Short == "" || c.Long == "" || c.Example == "") {
			t.Errorf("%s lacks a part of its help", c.Name())
		}
		if !strings.Contains(string(page), "`redraft "+c.Name()+"`") {
			t.Errorf("docs/commands.md does not mention redraft %s", c.Name())
		}
		for line := range strings.Lines(c.Long + "\n" + c.Example) {
			if len([]rune(strings.TrimRight(line, "\n"))) > 90 {
				t.Errorf("%s: a line of the help is wider than 90 columns: %s", c.Name(), line)
			}
		}
	}
}
