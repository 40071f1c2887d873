package sandbox

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/redraft/redraft/internal/sandbox/catalog"
	"github.com/redraft/redraft/internal/sandbox/postgres"
	"github.com/redraft/redraft/internal/sandbox/translate"
)

// User and Database are what a new sandbox has, by the names of the manual's examples.
const (
	User     = "awsuser"
	Database = "dev"
)

// Options say how a sandbox is started. The zero value is a throwaway one on a free port.
type Options struct {
	// Data is the folder that is kept between runs; empty is a temporary one.
	Data string
	// Port is where the proxy listens on the loopback interface; 0 is any free port. Redshift's is 5439.
	Port int
	// TLS lets clients ask for an encrypted connection; the certificate is the sandbox's own and known to nobody.
	TLS bool
	// Log takes PostgreSQL's log; nil discards it.
	Log io.Writer
	// Conflicts is how many statements that touch a table fail with error 1023, from the start. A session changes it with
	// SET sandbox_conflicts TO n.
	Conflicts int
}

// Sandbox is a running stand-in.
type Sandbox struct {
	server    *postgres.Server
	listener  net.Listener
	tls       *tls.Config
	conflicts atomic.Int64
	late      sync.Map // names of databases that may hold late-binding views
	kept      bool     // the data was there before
	mu        sync.Mutex
	open      map[net.Conn]bool
	closed    bool
	sessions  sync.WaitGroup
}

// Start starts a sandbox, which runs until its context ends or Close is called.
func Start(ctx context.Context, o Options) (*Sandbox, error) {
	s := &Sandbox{open: map[net.Conn]bool{}, kept: hasData(o.Data)}
	s.conflicts.Store(int64(o.Conflicts))
	if err := s.recognise(o.Data); err != nil {
		return nil, err
	}
	if o.TLS {
		config, err := selfSigned()
		if err != nil {
			return nil, fmt.Errorf("making a certificate: %w", err)
		}
		s.tls = config
	}
	server, err := postgres.Start(ctx, postgres.Options{Data: o.Data, Log: o.Log, Settings: settings()})
	if err != nil {
		return nil, err
	}
	s.server = server
	if err = s.prepare(ctx, o.Data); err == nil {
		s.listener, err = net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(o.Port)))
	}
	if err != nil {
		return nil, errors.Join(err, server.Close())
	}
	go s.accept()
	context.AfterFunc(ctx, func() { _ = s.Close() })
	return s, nil
}

// stampFile says, in a kept folder, which catalogs its databases have.
const stampFile = "redraft-sandbox"

// stamp is the same for the same catalogs.
func stamp() []byte {
	return fmt.Appendf(nil, "%x\n", sha256.Sum256([]byte(catalog.Script()+translate.Functions())))
}

// recognise refuses a kept folder whose databases this version of redraft did not make: their catalogs are others.
func (s *Sandbox) recognise(folder string) error {
	if !s.kept {
		return nil
	}
	held, err := os.ReadFile(filepath.Join(folder, stampFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if !bytes.Equal(held, stamp()) {
		return fmt.Errorf("%s was not made by this version of the sandbox: take another folder, or remove it", folder)
	}
	return nil
}

func hasData(folder string) bool {
	if folder == "" {
		return false
	}
	_, err := os.Stat(filepath.Join(folder, "PG_VERSION"))
	return err == nil
}

// settings are those of the server that make it Redshift's.
func settings() map[string]string {
	s := map[string]string{
		"allow_system_table_mods": "on", // the catalogs are made in pg_catalog
		// Foreign keys are never enforced (r_CREATE_TABLE_NEW): their triggers do not fire for a replica.
		"session_replication_role": "replica",
		// The bodies of routines are not checked against what exists (r_CREATE_PROCEDURE).
		"check_function_bodies": "off",
		"extra_float_digits":    "0",
	}
	maps.Copy(s, translate.DefaultSettings())
	return s
}

// prepare makes the catalogs, the first user and the first database, unless they are there from an earlier run.
func (s *Sandbox) prepare(ctx context.Context, folder string) error {
	if s.kept {
		return nil
	}
	statements := []string{
		"CREATE ROLE " + User + " LOGIN SUPERUSER CREATEDB CREATEROLE",
		"CREATE DATABASE " + Database + " OWNER " + User,
	}
	script := catalog.Script() + "\n" + translate.Functions() + "\nGRANT CREATE ON SCHEMA public TO PUBLIC;"
	if err := s.admin(ctx, "template1", script); err != nil {
		return fmt.Errorf("making the sandbox's catalogs: %w", err)
	}
	if err := s.admin(ctx, "postgres", statements...); err != nil {
		return err
	}
	if folder == "" {
		return nil
	}
	return os.WriteFile(filepath.Join(folder, stampFile), stamp(), 0o600)
}

// admin runs statements on a database as the server's own superuser, past the proxy.
func (s *Sandbox) admin(ctx context.Context, database string, statements ...string) error {
	conn, err := pgconn.Connect(ctx, s.server.URL(database))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	for _, statement := range statements {
		if _, err = conn.Exec(ctx, statement).ReadAll(); err != nil {
			return err
		}
	}
	return nil
}

// URL is where clients connect, as the first user and to the first database.
func (s *Sandbox) URL() string { return s.DatabaseURL(Database) }

// DatabaseURL is URL for another database.
func (s *Sandbox) DatabaseURL(database string) string {
	u := url.URL{Scheme: "postgres", User: url.UserPassword(User, "sandbox"), Host: s.listener.Addr().String(), Path: "/" + database}
	mode := "disable"
	if s.tls != nil {
		mode = "require"
	}
	u.RawQuery = url.Values{"sslmode": {mode}}.Encode()
	return u.String()
}

// Conflict makes the next n statements that touch a table fail with error 1023, in any session.
func (s *Sandbox) Conflict(n int) { s.conflicts.Store(int64(n)) }

// Server is the PostgreSQL behind the proxy, for tests that look behind it or kill it.
func (s *Sandbox) Server() *postgres.Server { return s.server }

// accept serves clients until the listener is closed.
func (s *Sandbox) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		if !s.track(conn) {
			_ = conn.Close()
			return
		}
		go func() {
			defer s.untrack(conn)
			s.serve(conn)
		}()
	}
}

func (s *Sandbox) track(conn net.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.open[conn] = true
	s.sessions.Add(1)
	return true
}

func (s *Sandbox) untrack(conn net.Conn) {
	_ = conn.Close()
	s.mu.Lock()
	delete(s.open, conn)
	s.mu.Unlock()
	s.sessions.Done()
}

// CutConnections closes every client's connection, as a network that fails does.
func (s *Sandbox) CutConnections() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for conn := range s.open {
		_ = conn.Close()
	}
}

// Close ends all sessions and the server. It may be called twice.
func (s *Sandbox) Close() error {
	s.mu.Lock()
	first := !s.closed
	s.closed = true
	s.mu.Unlock()
	if first {
		_ = s.listener.Close()
	}
	s.CutConnections()
	s.sessions.Wait()
	return s.server.Close()
}
