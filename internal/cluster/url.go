package cluster

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// readURL reads postgres://user:password@host:port/database?sslmode=…; redshift:// and postgresql:// mean the same. The
// errors of net/url repeat the text, password included, so they are not passed on.
func readURL(c *Config, text string) error {
	u, err := url.Parse(text)
	if err != nil {
		return errors.New("this is no URL; write postgres://user@host:5439/database (special characters of a password as %XX)")
	}
	if u.Scheme != "postgres" && u.Scheme != "postgresql" && u.Scheme != "redshift" {
		return errors.New("a URL that begins with postgres:// or redshift:// is expected")
	}
	parts := map[string]string{
		"host": u.Hostname(), "port": u.Port(), "database": strings.TrimPrefix(u.Path, "/"), "user": u.User.Username(),
	}
	parts["password"], _ = u.User.Password()
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return errors.New("what stands behind ? cannot be read; write key=value&key=value")
	}
	for key, values := range query {
		if key == "dbname" {
			key = "database"
		}
		if _, known := settings[key]; !known || key == "url" {
			return unknownKey(key)
		}
		parts[key] = values[len(values)-1]
	}
	for key, value := range parts {
		if value == "" {
			continue
		}
		if err := settings[key].read(c, value); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	return nil
}
