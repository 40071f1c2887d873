// Package validate proves scripts on an empty database of a real server: the absolute model builds there from nothing,
// what the catalog says afterwards is the model, and the server can plan every ETL query.
//
// It owns the temporary database, from its name to its end, and what is tried in it. It never changes the database
// that the configuration names, never copies rows, and leaves nothing behind unless it was asked to keep it.
package validate

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/plan"
	"github.com/redraft/redraft/plan/ddl"
)

// Session is a connection to one database. Each text is one statement and runs as it is: nothing opens a transaction
// but a BEGIN that was sent.
type Session interface {
	Exec(ctx context.Context, sql string) error
	Query(ctx context.Context, sql string, each func(row []*string) error) error
	Close(ctx context.Context) error
}

// Server opens sessions on the databases of one server; the empty name is the database of the configuration.
type Server interface {
	Open(ctx context.Context, database string) (Session, error)
}

// Job is what a run proves, and how.
type Job struct {
	// Database is the name of the temporary database; it must not exist.
	Database string
	// Keep leaves the database behind.
	Keep bool
	// Introspect reads the model that a session's database holds.
	Introspect func(context.Context, Session) (*model.Database, diag.List, error)
	// Plan returns the way from a model to the absolute one.
	Plan func(from *model.Database) (*plan.Plan, error)
	// Places tells where the objects of the absolute model were written.
	Places plan.Places
	// Prepare is run in the empty database before anything else; nil when there is nothing to prepare.
	Prepare func(context.Context, Session) error
	// ETL are the scripts whose queries must be planned.
	ETL []*ast.File
	// Progress is told what begins; nil when nobody listens.
	Progress func(what string, done, total int)
}

// Result is what a run found.
type Result struct {
	// Database is the temporary database's name; Kept says that it is still there.
	Database string
	Kept     bool
	// Objects counts what was built, Statements what was sent to build it.
	Objects, Statements int
	// Scripts counts the ETL files, Queries the statements in them that the server planned or ran, Skipped those that it was
	// not asked about.
	Scripts, Queries, Skipped int
	// Left describes the differences between what was built and the model.
	Left []string
	// Notes are what the plan and the introspection could not do or see.
	Notes []string
	// Findings are the failures, each with the place of what failed and the server's words.
	Findings diag.List
}

// dropTimeout bounds the dropping of the temporary database after the run was cancelled.
const dropTimeout = 30 * time.Second

// Run makes the temporary database, proves the job in it, and drops it, whatever happened. The error says that the server
// could not be asked; what it refused is in the findings.
func Run(ctx context.Context, server Server, job Job) (result *Result, err error) {
	r := &run{Job: job, server: server, result: &Result{Database: job.Database, Kept: job.Keep}}
	main, err := server.Open(ctx, "")
	if err != nil {
		return nil, err
	}
	defer closeSession(main)
	if err := main.Exec(ctx, "CREATE DATABASE "+ddl.Quote(job.Database)); err != nil {
		return nil, fmt.Errorf("the temporary database %s cannot be made: %w", job.Database, err)
	}
	if !job.Keep {
		defer func() { err = errors.Join(err, r.drop(ctx, main)) }()
	}
	return r.result, r.inside(ctx)
}

type run struct {
	Job
	server Server
	result *Result
}

// drop takes the temporary database away. The session that made it may have died with the run; then a new one is opened.
func (r *run) drop(ctx context.Context, main Session) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), dropTimeout)
	defer cancel()
	statement := "DROP DATABASE " + ddl.Quote(r.Database)
	first := main.Exec(ctx, statement)
	if first == nil {
		return nil
	}
	again, err := r.server.Open(ctx, "")
	if err == nil {
		defer closeSession(again)
		if err = again.Exec(ctx, statement); err == nil {
			return nil
		}
	}
	r.result.Kept = true
	return fmt.Errorf("the temporary database %s could not be dropped; drop it by hand: %w", r.Database, first)
}

func closeSession(s Session) {
	ctx, cancel := context.WithTimeout(context.Background(), dropTimeout)
	defer cancel()
	_ = s.Close(ctx) // what ends a run anyway is no failure of it
}

// inside does all that happens in the temporary database.
func (r *run) inside(ctx context.Context) error {
	s, err := r.server.Open(ctx, r.Database)
	if err != nil {
		return err
	}
	defer closeSession(s)
	if r.Prepare != nil {
		if err := r.Prepare(ctx, s); err != nil {
			return err
		}
	}
	if err := r.build(ctx, s); err != nil {
		return err
	}
	if err := r.compare(ctx, s); err != nil {
		return err
	}
	err = r.etl(ctx, s)
	r.result.Findings = r.result.Findings.Sort()
	return err
}

func (r *run) progress(what string, done, total int) {
	if r.Progress != nil {
		r.Progress(what, done, total)
	}
}

// note keeps each remark once.
func (r *run) note(text string) {
	for _, known := range r.result.Notes {
		if known == text {
			return
		}
	}
	r.result.Notes = append(r.result.Notes, text)
}

// refused reports whether the server answered with an error, as opposed to a connection that broke or a run that was
// cancelled.
func refused(ctx context.Context, err error) bool {
	var answer interface{ SQLState() string }
	return ctx.Err() == nil && errors.As(err, &answer)
}
