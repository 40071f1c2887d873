package cluster

import (
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"
)

// SSLMode says how far TLS is used and checked; the words are libpq's.
type SSLMode string

// The modes. What falls back to plain text in silence (allow, prefer) does not exist here.
const (
	// SSLDisable uses no TLS.
	SSLDisable SSLMode = "disable"
	// SSLRequire encrypts and checks nothing.
	SSLRequire SSLMode = "require"
	// SSLVerifyCA checks who signed the certificate.
	SSLVerifyCA SSLMode = "verify-ca"
	// SSLVerifyFull also checks the host's name; it is the default.
	SSLVerifyFull SSLMode = "verify-full"
)

const (
	defaultPort           = 5439
	defaultConnectTimeout = 30 * time.Second
	defaultSessionName    = "redraft"
)

// Config says how to reach one database and as whom. Make it with Parse. It is a value; copies share temporary
// credentials, so that many connections need few of them.
type Config struct {
	host, database, user string
	port                 int
	password             secret
	sslMode              SSLMode
	rootCert             string // a PEM file; empty is the system's
	passFile             string
	sessionName          string
	connectTimeout       time.Duration
	statementTimeout     time.Duration // 0 is the server's own
	aws                  awsSettings
	logins               logins
}

// Database returns the name of the database.
func (c Config) Database() string { return c.database }

// Host returns the server's name or address; empty when a secret or AWS is asked for it at the time of connecting.
func (c Config) Host() string { return c.host }

// WithDatabase returns the same configuration for another database of the same server.
func (c Config) WithDatabase(name string) Config {
	c.database = name
	return c
}

// String says where and as whom, in one line and without any secret.
func (c Config) String() string {
	where := c.host
	if where == "" {
		where = c.aws.place()
	}
	switch {
	case strings.HasPrefix(where, "/"):
		where = fmt.Sprintf("%s (port %d)", where, c.port)
	case c.host != "":
		where = net.JoinHostPort(where, strconv.Itoa(c.port))
	}
	text := where + "/" + c.database
	if c.user != "" {
		text = c.user + "@" + text
	}
	if how := c.aws.how(); how != "" {
		text += " (" + how + ")"
	}
	return text
}

// GoString is String, so that %#v shows no more.
func (c Config) GoString() string { return c.String() }

// MarshalText is String, so that no encoding shows more.
func (c Config) MarshalText() ([]byte, error) { return []byte(c.String()), nil }
