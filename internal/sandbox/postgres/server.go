package postgres

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Superuser is the name of the server's first user: Redshift's own, which owns the catalogs there (PG_USER, usesysid 1).
const Superuser = "rdsdb"

// port only names the socket's file: each server has a folder of its own.
const port = 5432

// Options say how a server is started. The zero value is a throwaway server.
type Options struct {
	// Data is the folder that is kept between runs; empty is a temporary one that is removed with the server.
	Data string
	// Log takes what PostgreSQL writes; nil discards it, but the end of it is part of the error when a start fails.
	Log io.Writer
	// Settings are written as for postgresql.conf and win over the package's own.
	Settings map[string]string
}

// Server is a running PostgreSQL. It stops when its context ends, on Close, and when this process dies.
type Server struct {
	socket string // the folder of the socket
	data   string
	life   io.Closer // the writing end of the shell's pipe
	shell  *exec.Cmd
	log    *tail
	exited chan struct{}
	once   sync.Once
	stop   func() bool
}

// Start initialises the data folder when it is empty and starts a server on it. It returns when the server answers.
func Start(ctx context.Context, o Options) (*Server, error) {
	who, err := serverAccount()
	if err != nil {
		return nil, err
	}
	cache, err := cacheFolder()
	if err != nil {
		return nil, err
	}
	log := &tail{to: o.Log}
	bin, err := programs(cache, log)
	if err != nil {
		return nil, err
	}
	socket, err := os.MkdirTemp(tempFolder(who), "redraft-pg-")
	if err != nil {
		return nil, err
	}
	s := &Server{socket: socket, data: filepath.Join(socket, "data"), log: log, exited: make(chan struct{})}
	if o.Data != "" {
		s.data, err = filepath.Abs(o.Data)
	}
	if err != nil {
		_ = os.RemoveAll(socket)
		return nil, err
	}
	if err = s.start(ctx, bin, who, o); err != nil {
		_ = os.RemoveAll(socket)
		return nil, err
	}
	s.stop = context.AfterFunc(ctx, func() { _ = s.Close() })
	return s, nil
}

func (s *Server) start(ctx context.Context, bin string, who *account, o Options) error {
	if err := who.own(s.socket); err != nil {
		return err
	}
	if err := s.initialise(ctx, bin, who); err != nil {
		return err
	}
	if err := s.launch(bin, who, o); err != nil {
		return err
	}
	if err := s.await(ctx); err != nil {
		_ = s.Close()
		return err
	}
	return nil
}

// initialise runs initdb unless the folder already holds a database.
func (s *Server) initialise(ctx context.Context, bin string, who *account) error {
	if _, err := os.Stat(filepath.Join(s.data, "PG_VERSION")); err == nil {
		return nil
	}
	if err := os.MkdirAll(s.data, 0o700); err != nil {
		return err
	}
	if err := who.own(s.data); err != nil {
		return err
	}
	// Redshift sorts by bytes and stores UTF-8 (c_Supported_data_types, "Collation sequences").
	cmd := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "--pgdata", s.data, "--username", Superuser,
		"--encoding", "UTF8", "--locale", "C", "--auth", "trust", "--no-sync", "--no-instructions")
	cmd.Dir = s.socket
	cmd.SysProcAttr = who.attributes()
	cmd.Stdout, cmd.Stderr = s.log, s.log
	if err := cmd.Run(); err != nil {
		return s.failure("initdb of "+s.data, err)
	}
	return nil
}

// keeper runs the server beside a read that ends when we do: by Close, or because the kernel closed our end of the pipe.
// Its first argument is the temporary folder to remove.
const keeper = `folder=$1; shift
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
read -r _ <&3
kill -INT "$server" 2>/dev/null
wait "$server"
cd / && rm -rf "$folder"`

func (s *Server) launch(bin string, who *account, o Options) error {
	args := []string{"-c", keeper, "sh", s.socket, filepath.Join(bin, "postgres"), "-D", s.data}
	settings := s.settings(o)
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		args = append(args, "-c", name+"="+settings[name])
	}
	s.shell = exec.Command("/bin/sh", args...)
	s.shell.Dir = s.socket
	s.shell.SysProcAttr = who.attributes()
	s.shell.Stdout, s.shell.Stderr = s.log, s.log
	life, err := s.shell.StdinPipe()
	if err != nil {
		return err
	}
	s.life = life
	if err = s.shell.Start(); err != nil {
		return err
	}
	go func() {
		_ = s.shell.Wait()
		close(s.exited)
	}()
	return nil
}

// settings are the package's own with the caller's over them. Durability is given up only where the data is thrown away.
func (s *Server) settings(o Options) map[string]string {
	settings := map[string]string{
		"listen_addresses":          "",
		"unix_socket_directories":   s.socket,
		"port":                      strconv.Itoa(port),
		"max_connections":           "200",
		"max_locks_per_transaction": "1024",
		"shared_buffers":            "32MB",
		"jit":                       "off",
		"logging_collector":         "off",
	}
	if o.Data == "" {
		for _, name := range []string{"fsync", "synchronous_commit", "full_page_writes", "autovacuum"} {
			settings[name] = "off"
		}
		settings["wal_level"] = "minimal"
		settings["max_wal_senders"] = "0"
		settings["max_wal_size"] = "4GB"
	}
	maps.Copy(settings, o.Settings)
	return settings
}

// await waits until the server says in its lock file that it is ready (the eighth line of postmaster.pid).
func (s *Server) await(ctx context.Context) error {
	for {
		content, _ := os.ReadFile(filepath.Join(s.data, "postmaster.pid"))
		lines := strings.Split(string(content), "\n")
		if len(lines) >= 8 && strings.TrimSpace(lines[7]) == "ready" && strings.TrimSpace(lines[4]) == s.socket {
			return nil
		}
		if s.refused() {
			return s.failure("starting PostgreSQL on "+s.data, errors.New("the server ended"))
		}
		select {
		case <-ctx.Done():
			return s.failure("starting PostgreSQL on "+s.data, ctx.Err())
		case <-s.exited:
			return s.failure("starting PostgreSQL on "+s.data, errors.New("the server ended"))
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// refused reports whether the server said that it cannot start; the shell beside it lives on.
func (s *Server) refused() bool { return bytes.Contains(s.log.bytes(), []byte("FATAL:")) }

func (s *Server) failure(doing string, err error) error {
	said := strings.TrimSpace(string(s.log.bytes()))
	if said != "" {
		said = "\n" + said
	}
	return fmt.Errorf("%s: %w%s", doing, err, said)
}

// Host is the folder of the server's Unix socket, as libpq and pgx take it for a host.
func (s *Server) Host() string { return s.socket }

// Port is the number in the socket's name. No network port is open.
func (s *Server) Port() int { return port }

// URL is where pgx and psql reach a database as the superuser.
func (s *Server) URL(database string) string {
	values := url.Values{"host": {s.socket}, "port": {strconv.Itoa(port)}}
	u := url.URL{Scheme: "postgres", User: url.User(Superuser), Path: "/" + database, RawQuery: values.Encode()}
	return u.String()
}

// Close stops the server at once, rolling open transactions back, and removes a temporary folder. It may be called twice.
func (s *Server) Close() error {
	s.once.Do(func() {
		if s.stop != nil {
			s.stop()
		}
		_ = s.life.Close()
	})
	<-s.exited
	return os.RemoveAll(s.socket)
}

// Kill ends the server as a crash would, with no time to tidy up; a later Start on the same folder recovers. Close
// must still be called.
func (s *Server) Kill() error {
	content, err := os.ReadFile(filepath.Join(s.data, "postmaster.pid"))
	if err != nil {
		return err
	}
	first, _, _ := strings.Cut(string(content), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		return fmt.Errorf("reading postmaster.pid: %w", err)
	}
	return syscall.Kill(pid, syscall.SIGKILL)
}

// tail passes what is written on and keeps the end of it for errors.
type tail struct {
	mu   sync.Mutex
	to   io.Writer
	kept []byte
}

const tailSize = 4096

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = append(t.kept, p...)
	if extra := len(t.kept) - tailSize; extra > 0 {
		t.kept = t.kept[extra:]
	}
	if t.to != nil {
		return t.to.Write(p)
	}
	return len(p), nil
}

func (t *tail) bytes() []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	return bytes.Clone(t.kept)
}
