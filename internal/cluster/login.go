package cluster

import (
	"context"
	"sync"
	"time"
)

// login is what a connection needs to present itself.
type login struct {
	host, database, user string
	port                 int
	password             secret
	expires              time.Time // zero for what does not expire
}

// source gives logins; AWS is one.
type source interface {
	login(ctx context.Context, database string) (login, error)
}

// refreshAhead is how long before their end temporary credentials are not used for a new connection: connecting takes a
// while. A session that is open goes on after their end (GetClusterCredentials).
const refreshAhead = 2 * time.Minute

// logins keeps temporary credentials until shortly before they expire, by database.
type logins struct {
	now  func() time.Time
	kept *keptLogins
}

type keptLogins struct {
	sync.Mutex
	byDatabase map[string]login
}

func newLogins(now func() time.Time) logins {
	return logins{now: now, kept: &keptLogins{byDatabase: make(map[string]login)}}
}

// get returns a kept login that is good for a while, or asks for a new one. Only one caller asks at a time, so that ten
// connections do not ask ten times.
func (l logins) get(ctx context.Context, from source, database string) (login, error) {
	l.kept.Lock()
	defer l.kept.Unlock()
	if held, ok := l.kept.byDatabase[database]; ok && l.now().Before(held.expires.Add(-refreshAhead)) {
		return held, nil
	}
	fresh, err := from.login(ctx, database)
	if err == nil && !fresh.expires.IsZero() {
		l.kept.byDatabase[database] = fresh
	}
	return fresh, err
}

// login returns what a new connection presents: what is written, then what AWS says, then the password file.
func (c Config) login(ctx context.Context) (login, error) {
	if !c.aws.used() {
		l := login{host: c.host, port: c.port, database: c.database, user: c.user, password: c.password}
		if l.password.isZero() {
			l.password = findPassword(c.passFile, l, c.database)
		}
		return l, nil
	}
	l, err := c.logins.get(ctx, c.aws.source(), c.database)
	if err != nil {
		return login{}, err
	}
	if c.host != "" {
		l.host, l.port = c.host, c.port
	}
	if c.database != "" {
		l.database = c.database
	}
	if l.port == 0 {
		l.port = c.port
	}
	return l, nil
}
