package apply

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/redraft/redraft/migrations"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// connection is a session with the settings applied to it, opened when it is first needed and again after it was lost.
type connection struct {
	opener   Opener
	settings Settings
	session  Session
	// path is the search path that the session began with.
	path string
}

// open returns the session.
func (c *connection) open(ctx context.Context) (Session, error) {
	if c.session != nil {
		return c.session, nil
	}
	s, err := c.opener.Open(ctx)
	if err != nil {
		return nil, err
	}
	c.session = s
	return s, ask(ctx, s, "SHOW search_path", &c.path)
}

// drop closes the session; the next open makes a new one. It works after the context has ended, too.
func (c *connection) drop(ctx context.Context) {
	if c.session == nil {
		return
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), tidyTime)
	defer stop()
	_ = c.session.Close(ctx) // it may be dead already, and the server rolls back either way
	c.session = nil
}

// tidyTime bounds what is done to leave things in order after an end that nobody wanted.
const tidyTime = 10 * time.Second

// exec runs statements one after the other.
func (c *connection) exec(ctx context.Context, statements ...string) error {
	s, err := c.open(ctx)
	for _, sql := range statements {
		if err != nil {
			return err
		}
		err = s.Exec(ctx, sql)
	}
	return err
}

// rollback ends a transaction that failed. A session that cannot do it is closed, which does it too.
func (c *connection) rollback(ctx context.Context) {
	if c.session == nil {
		return
	}
	tidy, stop := context.WithTimeout(context.WithoutCancel(ctx), tidyTime)
	defer stop()
	if c.session.Exec(tidy, "ROLLBACK") != nil {
		c.drop(ctx)
	}
}

// timeout sets how long the next statements may take; 0 is the server's own bound. Outside of a transaction it lasts,
// inside it goes with a rollback, which is why it is set anew for every transaction.
func (c *connection) timeout(ctx context.Context, d time.Duration) error {
	if c.settings.StatementTimeout == 0 && c.settings.LockTimeout == 0 {
		return nil
	}
	value := "DEFAULT"
	if d > 0 {
		value = milliseconds(d)
	}
	return c.exec(ctx, "SET statement_timeout TO "+value)
}

// milliseconds is how statement_timeout is given; the least is 1, for 0 is no bound.
func milliseconds(d time.Duration) string { return strconv.FormatInt(max(1, d.Milliseconds()), 10) }

// lock opens a transaction whose first statement locks the history. Whoever comes second waits there, and reads the
// newest history afterwards, for the snapshot is taken by the first statement that reads (c_serial_isolation).
func (c *connection) lock(ctx context.Context, table migrations.Table, observe Observer) error {
	if err := c.timeout(ctx, c.settings.LockTimeout); err != nil {
		return err
	}
	observe.tell(Event{Kind: LockWaiting})
	if err := c.exec(ctx, "BEGIN"); err != nil {
		return err
	}
	if err := c.exec(ctx, table.Lock()); err != nil {
		c.rollback(ctx)
		if sqlState(err) == cancelled && ctx.Err() == nil && c.settings.LockTimeout > 0 {
			return &LockError{Table: table.String(), Waited: c.settings.LockTimeout.String(), Err: err}
		}
		return err
	}
	return c.timeout(ctx, c.settings.StatementTimeout)
}

// rows reads the history.
func (c *connection) rows(ctx context.Context, table migrations.Table) ([]migrations.Row, error) {
	s, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	return readRows(ctx, s, table)
}

func readRows(ctx context.Context, s Session, table migrations.Table) ([]migrations.Row, error) {
	var rows []migrations.Row
	err := s.Query(ctx, table.Select(), func(values []*string) error {
		r, err := migrations.ParseRow(values)
		rows = append(rows, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", table, err)
	}
	return rows, nil
}

// enter sets the search path as Flyway does before each script: the default schema before what the session began with
// (RedshiftConnection.changeCurrentSchemaTo).
func (c *connection) enter(ctx context.Context, schema string) error {
	s, err := c.open(ctx)
	if err != nil {
		return err
	}
	path := ddl.QualifiedName(model.ID{Name: schema})
	switch {
	case c.path == schema || strings.HasPrefix(c.path, schema+","):
		path = c.path
	case strings.TrimSpace(c.path) != "" && c.path != "unset":
		path += "," + c.path
	}
	return ask(ctx, s, "SELECT set_config('search_path', "+ddl.Literal(path)+", false)")
}
