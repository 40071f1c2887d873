package cluster

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// Conn is one session of a database. It is not safe for concurrent use.
type Conn struct {
	pg      *pgconn.PgConn
	notices []Notice
}

// Notice is what the server said besides its answer.
type Notice struct {
	Severity, Message string
}

func (c *Conn) notice(n *pgconn.Notice) {
	c.notices = append(c.notices, Notice{Severity: n.Severity, Message: n.Message})
}

// Notices returns what the server said since the last call. A partly failed answer of a system view comes as a warning
// (svv_views), so that it must be looked at before an empty answer is believed.
func (c *Conn) Notices() []Notice {
	said := c.notices
	c.notices = nil
	return said
}

// Exec runs a text. Several statements in one text are one transaction of their own unless the session is in one.
func (c *Conn) Exec(ctx context.Context, sql string) error {
	return c.Query(ctx, sql, func([]*string) error { return nil })
}

// Query runs a text and hands over each row, every value as text and NULL as nil. The row is the caller's to keep. After an
// error of each no more rows are handed over, and the error is returned.
func (c *Conn) Query(ctx context.Context, sql string, each func(row []*string) error) error {
	results := c.pg.Exec(ctx, sql)
	var stopped error
	for results.NextResult() {
		reader := results.ResultReader()
		for stopped == nil && reader.NextRow() {
			stopped = each(textRow(reader.Values()))
		}
		_, _ = reader.Close() // the error comes again from results
	}
	if err := results.Close(); err != nil {
		return statementError(ctx, err)
	}
	return stopped
}

// textRow copies values that the driver will overwrite.
func textRow(values [][]byte) []*string {
	row := make([]*string, len(values))
	for i, v := range values {
		if v != nil {
			s := string(v)
			row[i] = &s
		}
	}
	return row
}

// ReadOnly runs work in one transaction that can change nothing, and ends it in any case.
func (c *Conn) ReadOnly(ctx context.Context, work func(*Conn) error) error {
	if err := c.Exec(ctx, "BEGIN READ ONLY"); err != nil {
		return err
	}
	if err := work(c); err != nil {
		return errors.Join(err, c.rollback(ctx))
	}
	return c.Exec(ctx, "COMMIT")
}

// rollback ends a transaction also when the context was cancelled. A connection that is gone has none.
func (c *Conn) rollback(ctx context.Context) error {
	if c.pg.IsClosed() {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cancelWait)
	defer cancel()
	if err := c.Exec(ctx, "ROLLBACK"); err != nil {
		return fmt.Errorf("the transaction could not be ended: %w", err)
	}
	return nil
}

// Close ends the session, also when the context was cancelled, and waits until nothing of it runs any more.
func (c *Conn) Close(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cancelWait)
	defer cancel()
	err := c.pg.Close(ctx)
	select {
	case <-c.pg.CleanupDone():
	case <-time.After(cancelWait):
	}
	return err
}
