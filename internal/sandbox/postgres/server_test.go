package postgres

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// query runs SQL on a database and returns the first value of the last row.
func query(t *testing.T, url, sql string) string {
	t.Helper()
	ctx := context.Background()
	conn, err := pgconn.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	results, err := conn.Exec(ctx, sql).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	last := results[len(results)-1]
	if len(last.Rows) == 0 {
		return ""
	}
	return string(last.Rows[0][0])
}

func gone(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

func TestATestGetsAnEmptyDatabaseOfItsOwn(t *testing.T) {
	server := ForTest(t)
	one, other := server.NewDatabase(t), server.NewDatabase(t)
	query(t, one, "CREATE TABLE t (a int)")
	if got := query(t, other, "SELECT count(*) FROM pg_class WHERE relname = 't'"); got != "0" {
		t.Errorf("the second database sees %s tables of the first", got)
	}
	if got := query(t, one, "SELECT current_user"); got != Superuser {
		t.Errorf("the user is %s", got)
	}
}

func TestSeveralServersRunAtOnceAndLeaveNothingBehind(t *testing.T) {
	var servers []*Server
	for range 2 {
		s, err := Start(context.Background(), Options{Settings: map[string]string{"work_mem": "7MB"}})
		if err != nil {
			t.Fatal(err)
		}
		servers = append(servers, s)
	}
	for _, s := range servers {
		if got := query(t, s.URL("postgres"), "SHOW work_mem"); got != "7MB" {
			t.Errorf("work_mem is %s", got)
		}
	}
	for _, s := range servers {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Errorf("closed twice: %v", err)
		}
		if !gone(s.Host()) {
			t.Errorf("%s is still there", s.Host())
		}
	}
}

func TestAServerStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s, err := Start(ctx, Options{})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	<-s.exited
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// keptFolder is a folder that the server's user can reach; t.TempDir's parents belong to root alone when we are root.
func keptFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "redraft-kept-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "data")
}

func TestAKeptFolderIsReadAgainAfterACloseAndAfterACrash(t *testing.T) {
	data := keptFolder(t)
	open := func() *Server {
		s, err := Start(context.Background(), Options{Data: data})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := open()
	query(t, s.URL("postgres"), "CREATE TABLE t AS SELECT 42 AS a")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open()
	query(t, s.URL("postgres"), "UPDATE t SET a = a + 1")
	if err := s.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open()
	defer s.Close()
	if got := query(t, s.URL("postgres"), "SELECT a FROM t"); got != "43" {
		t.Errorf("a is %s", got)
	}
}

func TestAFailureToStartSaysWhatTheServerSaid(t *testing.T) {
	_, err := Start(context.Background(), Options{Settings: map[string]string{"no_such_setting": "1"}})
	if err == nil || !strings.Contains(err.Error(), "no_such_setting") {
		t.Errorf("the error is %v", err)
	}
}

// TestMain lets the test binary be the process that is killed in the test below.
func TestMain(m *testing.M) {
	if os.Getenv("REDRAFT_START_AND_HANG") == "1" {
		s, err := Start(context.Background(), Options{})
		if err != nil {
			os.Exit(1)
		}
		os.Stdout.WriteString(s.Host() + "\n")
		select {}
	}
	os.Exit(m.Run())
}

func TestAServerDoesNotOutliveAKilledProcess(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "REDRAFT_START_AND_HANG=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line := make([]byte, 4096)
	n, err := out.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	folder := string(bytes.TrimSpace(line[:n]))
	if gone(folder) {
		t.Fatalf("%s was not there", folder)
	}
	cmd.Process.Kill()
	cmd.Wait()
	deadline := time.Now().Add(time.Minute)
	for !gone(folder) {
		if time.Now().After(deadline) {
			t.Fatalf("%s is still there a minute after the process died", folder)
		}
		time.Sleep(10 * time.Millisecond)
	}
}
