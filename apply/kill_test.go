package apply

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/redraft/redraft/migrations"
)

// The test binary is also the program that is killed: with these variables it applies, and kills itself at the first
// call that no earlier one of its kind was killed at.
const (
	childURL  = "REDRAFT_APPLY_CHILD_URL"
	childMode = "REDRAFT_APPLY_CHILD_MODE"
	childSeen = "REDRAFT_APPLY_CHILD_SEEN"
)

func TestMain(m *testing.M) {
	if os.Getenv(childURL) == "" {
		os.Exit(m.Run())
	}
	os.Exit(child())
}

// child applies and reports by its exit status.
func child() int {
	t := &testing.T{}
	killer := &killer{database: database{url: os.Getenv(childURL)}, mode: os.Getenv(childMode), seen: map[string]bool{}}
	killer.load(os.Getenv(childSeen))
	work, err := Prepare(context.Background(), killer, twenty(t), options())
	if err == nil {
		_, err = work.Run(context.Background(), nil)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// killer opens sessions that kill the process.
type killer struct {
	database
	mode    string // before, inside or after the call
	seen    map[string]bool
	list    *os.File
	context string // the last statement that is like no other
}

func (k *killer) load(path string) {
	k.list, _ = os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	for lines := bufio.NewScanner(k.list); lines.Scan(); {
		k.seen[lines.Text()] = true
	}
}

func (k *killer) Open(ctx context.Context) (Session, error) {
	s, err := k.database.Open(ctx)
	return killerSession{s, k}, err
}

type killerSession struct {
	Session
	k *killer
}

var literals = regexp.MustCompile(`'[^']*'`)

// label is the same for the same call of every run: what is numbered anew each time is left out.
func (k *killer) label(sql string) string {
	if strings.HasPrefix(strings.ToUpper(sql), "INSERT") || strings.HasPrefix(sql, "insert") {
		k.context = strings.Join(literals.FindAllString(sql, -1), " ")
		return k.context
	}
	return strings.Join(strings.Fields(sql), " ") + " after " + k.context
}

func (s killerSession) Exec(ctx context.Context, sql string) error {
	label := s.k.label(sql)
	if s.k.seen[label] {
		return s.Session.Exec(ctx, sql)
	}
	fmt.Fprintln(s.k.list, label)
	switch s.k.mode {
	case "inside":
		time.AfterFunc(time.Millisecond, die)
	case "before":
		die()
	}
	_ = s.Session.Exec(ctx, sql)
	die()
	return nil
}

func die() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {}
}

// twenty is twenty changesets: transactions, files without, and repeatables.
func twenty(t *testing.T) *migrations.Folder {
	numbers := make([]int, 0, 19)
	for n := 2; n <= 20; n++ {
		numbers = append(numbers, n)
	}
	return marked(t, numbers...)
}

// An apply of twenty changesets is killed at every statement boundary and inside statements, again and again until it
// gets through; after each death status tells the truth, and in the end nothing ran twice and nothing is lost.
func TestKilledAnywhereNothingRunsTwiceAndNothingIsLost(t *testing.T) {
	if testing.Short() {
		t.Skip("-short leaves out killing some hundred processes")
	}
	for _, mode := range []string{"before", "inside", "after"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			d, f := newDatabase(t), twenty(t)
			seen := t.TempDir() + "/seen"
			kills := 0
			for ; ; kills++ {
				clearUp(t, d, f)
				command := exec.Command(os.Args[0])
				command.Env = append(os.Environ(), childURL+"="+d.url, childMode+"="+mode, childSeen+"="+seen)
				out, err := command.CombinedOutput()
				if err == nil {
					break
				}
				if status, ok := command.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGKILL {
					t.Fatalf("%v: %s", err, out)
				}
				alone(t, d)
				truth(t, d, f)
				if t.Failed() {
					t.Fatalf("after %d kills", kills+1)
				}
			}
			complete(t, d, f)
			t.Logf("%d kills", kills)
			if kills < 100 {
				t.Errorf("only %d kills", kills)
			}
		})
	}
}

// alone waits until the server has noticed that the others are gone.
func alone(t *testing.T, d database) {
	t.Helper()
	for d.rows(t, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'") != "1\n" {
		time.Sleep(time.Millisecond)
	}
}
