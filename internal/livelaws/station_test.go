package livelaws

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/redraft/redraft/internal/cluster"
	"github.com/redraft/redraft/introspect"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/plan"
)

// station is a database and a session in it. Each test has one; between pairs it is emptied by a plan, or made anew.
type station struct {
	server  *server
	config  cluster.Config
	conn    *cluster.Conn
	syntax  parser.Options
	meaning interpret.Options
	empty   *model.Database // what the database is before anything is in it
	used    int             // journeys since the database was made
}

// maxUses bounds how many journeys one database sees: what they leave behind in the catalogs makes it slow.
const maxUses = 40

func newStation(t *testing.T, syntax parser.Options) *station {
	s := &station{server: start(t), syntax: syntax}
	analyzer := query.NewAnalyzer()
	analyzer.CaseSensitive = syntax.CaseSensitive
	s.meaning = interpret.Options{Analyzer: analyzer}
	t.Cleanup(func() {
		if err := s.close(context.Background()); err != nil {
			t.Errorf("the database is left behind: %v", err)
		}
	})
	return s
}

// open makes an empty database, unless there is one.
func (s *station) open(ctx context.Context) (err error) {
	if s.conn != nil && s.used < maxUses {
		s.used++
		return nil
	}
	if err := s.close(ctx); err != nil {
		return err
	}
	if s.config, err = s.server.newDatabase(ctx); err != nil {
		return err
	}
	if s.conn, err = s.config.Open(ctx); err != nil {
		return err
	}
	s.used = 1
	if s.syntax.CaseSensitive {
		if err := s.conn.Exec(ctx, "SET enable_case_sensitive_identifier TO true"); err != nil {
			return err
		}
	}
	s.empty, err = s.read(ctx)
	return err
}

// close drops the database, if there is one.
func (s *station) close(ctx context.Context) error {
	if s.conn == nil {
		return nil
	}
	_ = s.conn.Close(ctx) // whatever happened to the session, the database goes
	s.conn = nil
	return s.server.dropDatabase(ctx, s.config)
}

// read introspects the database.
func (s *station) read(ctx context.Context) (db *model.Database, err error) {
	options := introspect.Options{CaseSensitive: s.syntax.CaseSensitive, Analyzer: s.meaning.Analyzer}
	err = s.conn.ReadOnly(ctx, func(c *cluster.Conn) error {
		db, _, err = introspect.Read(ctx, c, options)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("introspection: %w", err)
	}
	return db, nil
}

// options are those of the command line for a plan from an environment to scripts.
func (s *station) options() plan.Options {
	return plan.Options{
		Prove: plan.ProveWith(s.syntax, s.meaning), Bind: plan.BindWith(s.meaning), KeepUnmanaged: true,
	}
}

// execute runs a plan by its groups, each a transaction or a statement alone. After an error the transaction is undone.
func (s *station) execute(ctx context.Context, p *plan.Plan) error {
	for _, group := range p.Groups {
		var statements []string
		for _, number := range group.Steps {
			statements = append(statements, p.Steps[number-1].Statements...)
		}
		if group.Transactional {
			statements = append(append([]string{"BEGIN"}, statements...), "COMMIT")
		}
		if err := s.runAll(ctx, statements); err != nil {
			return fmt.Errorf("%w\nof the plan\n%s", err, p.Script())
		}
	}
	return nil
}

// runAll runs statements one after the other. After an error the transaction that it happened in, if any, is undone.
func (s *station) runAll(ctx context.Context, statements []string) error {
	for _, statement := range statements {
		if err := s.conn.Exec(ctx, statement); err != nil {
			undone := s.conn.Exec(ctx, "ROLLBACK")
			return errors.Join(fmt.Errorf("the server refuses: %w\n%s", err, statement), undone)
		}
	}
	return nil
}

// rows returns what a query answers, each row as one text, in any order.
func (s *station) rows(ctx context.Context, query string) ([]string, error) {
	var rows []string
	err := s.conn.Query(ctx, query, func(row []*string) error {
		values := make([]string, len(row))
		for i, v := range row {
			values[i] = "NULL"
			if v != nil {
				values[i] = fmt.Sprintf("%q", *v)
			}
		}
		rows = append(rows, strings.Join(values, ", "))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, query)
	}
	return rows, nil
}

// summary says what a plan does and refuses, in a line an object.
func summary(p *plan.Plan) string {
	var b strings.Builder
	for _, r := range p.Refusals {
		fmt.Fprintf(&b, "refused: %s, %s: %s\n", r.Object, r.Change, r.Reason)
	}
	for _, o := range p.Objects {
		if !o.Dependent {
			fmt.Fprintf(&b, "%s: %s\n", o.ID, strings.Join(o.Changes, "; "))
		}
	}
	return b.String()
}
