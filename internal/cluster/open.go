package cluster

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"
)

// cancelWait is how long a cancelled statement may take to answer before the connection is given up.
const cancelWait = 10 * time.Second

// Open connects. Cancelling the context of a later call cancels the statement on the server.
func (c Config) Open(ctx context.Context) (*Conn, error) {
	l, err := c.login(ctx)
	if err != nil {
		return nil, err
	}
	conn := &Conn{}
	settings, err := c.wire(l, conn)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.connectTimeout)
	defer cancel()
	if conn.pg, err = pgconn.ConnectConfig(ctx, settings); err != nil {
		return nil, connectError(c, err)
	}
	if c.statementTimeout > 0 {
		ms := strconv.FormatInt(c.statementTimeout.Milliseconds(), 10)
		if err := conn.Exec(ctx, "SET statement_timeout TO "+ms); err != nil {
			return nil, errors.Join(err, conn.Close(ctx))
		}
	}
	return conn, nil
}

// wire turns the login into the driver's own configuration. Nothing is left to what the driver would read by itself.
func (c Config) wire(l login, conn *Conn) (*pgconn.Config, error) {
	switch {
	case l.host == "":
		return nil, fmt.Errorf("the address of %s is not known; set host", c.aws.place())
	case l.database == "":
		return nil, errors.New("no database is named; set database, or PGDATABASE")
	}
	settings, err := pgconn.ParseConfig("host=localhost user=x database=x password=x sslmode=disable target_session_attrs=any")
	if err != nil {
		return nil, fmt.Errorf("the PG… variables of the environment cannot be read: %w", err)
	}
	settings.Host, settings.Port, settings.Database, settings.User = l.host, uint16(l.port), l.database, l.user
	settings.Password, settings.Fallbacks, settings.ConnectTimeout = l.password.reveal(), nil, c.connectTimeout
	if settings.TLSConfig, err = c.tls(l.host); err != nil {
		return nil, err
	}
	// A server that is not asked reports its encoding as UNICODE, and one of its age refuses most other parameters.
	settings.RuntimeParams = map[string]string{"client_encoding": "UTF8", "application_name": c.sessionName}
	settings.BuildContextWatcherHandler = func(pg *pgconn.PgConn) ctxwatch.Handler {
		return &pgconn.CancelRequestContextWatcherHandler{Conn: pg, DeadlineDelay: cancelWait}
	}
	settings.OnNotice = func(_ *pgconn.PgConn, n *pgconn.Notice) { conn.notice(n) }
	return settings, nil
}

// tls returns the TLS settings for a host; nil for none. A socket of this machine needs none.
func (c Config) tls(host string) (*tls.Config, error) {
	if c.sslMode == SSLDisable || strings.HasPrefix(host, "/") {
		return nil, nil
	}
	settings := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if c.rootCert != "" {
		pem, err := os.ReadFile(c.rootCert)
		if err != nil {
			return nil, fmt.Errorf("sslrootcert: %w", err)
		}
		settings.RootCAs = x509.NewCertPool()
		if !settings.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("sslrootcert: %s holds no certificate", c.rootCert)
		}
	}
	switch c.sslMode {
	case SSLRequire:
		settings.InsecureSkipVerify = true
	case SSLVerifyCA:
		roots := settings.RootCAs
		settings.InsecureSkipVerify = true // the name alone is not checked: VerifyConnection checks the chain
		settings.VerifyConnection = func(state tls.ConnectionState) error { return verifyChain(state, roots) }
	}
	return settings, nil
}

// verifyChain checks who signed the server's certificate, and not whose it is.
func verifyChain(state tls.ConnectionState, roots *x509.CertPool) error {
	between := x509.NewCertPool()
	for _, c := range state.PeerCertificates[1:] {
		between.AddCert(c)
	}
	_, err := state.PeerCertificates[0].Verify(x509.VerifyOptions{Roots: roots, Intermediates: between})
	return err
}
