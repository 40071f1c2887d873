package cluster

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redraft/redraft/model/diag"
)

// setting reads one key of an environment. Its error does not repeat the value, which may be a secret in the wrong place.
type setting struct {
	variable string // the environment variable that stands in for it, as libpq has them
	read     func(c *Config, value string) error
}

// settings are the keys of an environment in redraft.yaml. A url is read first, so that other keys win over its parts.
var settings = map[string]setting{
	"url":               {"", nil},
	"host":              {"PGHOST", text(func(c *Config) *string { return &c.host })},
	"port":              {"PGPORT", readPort},
	"database":          {"PGDATABASE", text(func(c *Config) *string { return &c.database })},
	"user":              {"PGUSER", text(func(c *Config) *string { return &c.user })},
	"password":          {"PGPASSWORD", readPassword},
	"passfile":          {"PGPASSFILE", text(func(c *Config) *string { return &c.passFile })},
	"sslmode":           {"PGSSLMODE", readSSLMode},
	"sslrootcert":       {"PGSSLROOTCERT", text(func(c *Config) *string { return &c.rootCert })},
	"application_name":  {"PGAPPNAME", text(func(c *Config) *string { return &c.sessionName })},
	"connect_timeout":   {"PGCONNECT_TIMEOUT", duration(func(c *Config) *time.Duration { return &c.connectTimeout })},
	"statement_timeout": {"", duration(func(c *Config) *time.Duration { return &c.statementTimeout })},
	"secret":            {"", text(func(c *Config) *string { return &c.aws.secret })},
	"cluster":           {"", text(func(c *Config) *string { return &c.aws.cluster })},
	"workgroup":         {"", text(func(c *Config) *string { return &c.aws.workgroup })},
	"region":            {"", text(func(c *Config) *string { return &c.aws.region })},
	"profile":           {"", text(func(c *Config) *string { return &c.aws.profile })},
	"db_user":           {"", text(func(c *Config) *string { return &c.aws.dbUser })},
	"db_groups":         {"", readGroups},
	"auto_create":       {"", readAutoCreate},
}

// Keys returns the keys that Parse knows, sorted.
func Keys() []string { return slices.Sorted(maps.Keys(settings)) }

// Parse reads the settings of an environment. ${NAME} in a value stands for an environment variable. What is not set is
// taken from libpq's variables (PGHOST, PGUSER, …), then from its defaults, except that TLS is verified unless something
// says otherwise. No error repeats a value.
func Parse(given map[string]string, env func(string) string) (Config, error) {
	c := Config{
		port: defaultPort, sslMode: SSLVerifyFull, connectTimeout: defaultConnectTimeout, sessionName: defaultSessionName,
		logins: newLogins(time.Now),
	}
	given, err := expand(given, env)
	if err != nil {
		return Config{}, err
	}
	for _, key := range Keys() {
		s := settings[key]
		if value := variable(env, s.variable, given); value != "" {
			if err := s.read(&c, value); err != nil {
				return Config{}, fmt.Errorf("%s: %w", s.variable, err)
			}
		}
	}
	if url, ok := given["url"]; ok {
		if err := readURL(&c, url); err != nil {
			return Config{}, fmt.Errorf("url: %w", err)
		}
	}
	for _, key := range Keys() {
		if value, ok := given[key]; ok && key != "url" {
			if err := settings[key].read(&c, value); err != nil {
				return Config{}, fmt.Errorf("%s: %w", key, err)
			}
		}
	}
	if c.passFile == "" {
		c.passFile = defaultPassFile(env)
	}
	return c, c.check()
}

// variable returns the value of an environment variable that counts. A password from the environment does not when the
// settings say where else it comes from.
func variable(env func(string) string, name string, given map[string]string) string {
	if name == "" {
		return ""
	}
	aws := given["secret"] != "" || given["cluster"] != "" || given["workgroup"] != ""
	if aws && (name == "PGPASSWORD" || name == "PGUSER" || name == "PGHOST" || name == "PGPORT") {
		return ""
	}
	return env(name)
}

// expand replaces ${NAME} in the values and refuses keys that are not known.
func expand(given map[string]string, env func(string) string) (map[string]string, error) {
	expanded := make(map[string]string, len(given))
	for _, key := range slices.Sorted(maps.Keys(given)) {
		if _, known := settings[key]; !known {
			return nil, unknownKey(key)
		}
		value, err := expandValue(given[key], env)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		expanded[key] = value
	}
	return expanded, nil
}

func unknownKey(key string) error {
	hint := "write one of " + strings.Join(Keys(), ", ")
	if near := diag.Nearest(key, Keys()); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return fmt.Errorf("%q is no setting of an environment; %s", key, hint)
}

func expandValue(value string, env func(string) string) (string, error) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(value, "${")
		b.WriteString(before)
		if !found {
			return b.String(), nil
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed || name == "" {
			return "", errors.New("${ has no name and } behind it")
		}
		content := env(name)
		if content == "" {
			return "", fmt.Errorf("the environment variable %s is not set", name)
		}
		b.WriteString(content)
		value = after
	}
}

// check says what is missing or does not go together.
func (c Config) check() error {
	if err := c.aws.check(); err != nil {
		return err
	}
	switch {
	case c.database == "" && c.aws.secret == "":
		return errors.New("no database is named; set database, or PGDATABASE")
	case c.host == "" && !c.aws.used():
		return errors.New("no server is named; set url or host, or PGHOST; with temporary credentials, cluster or workgroup")
	case c.user == "" && !c.aws.used():
		return errors.New("no user is named; set user, or PGUSER; with temporary credentials, cluster or workgroup")
	case !c.password.isZero() && c.aws.used():
		return errors.New("a password is set and AWS is named as its source; keep one of the two")
	}
	return nil
}

func text(field func(*Config) *string) func(*Config, string) error {
	return func(c *Config, value string) error {
		*field(c) = value
		return nil
	}
}

// duration reads 30s, 5m, or a plain number of seconds as libpq writes its timeouts.
func duration(field func(*Config) *time.Duration) func(*Config, string) error {
	return func(c *Config, value string) error {
		if seconds, err := strconv.Atoi(value); err == nil {
			value = strconv.Itoa(seconds) + "s"
		}
		d, err := time.ParseDuration(value)
		if err != nil || d < 0 {
			return errors.New("a time such as 30s or 5m is expected")
		}
		*field(c) = d
		return nil
	}
}

func readPort(c *Config, value string) error {
	port, err := strconv.ParseUint(value, 10, 16)
	if err != nil || port == 0 {
		return errors.New("a port between 1 and 65535 is expected")
	}
	c.port = int(port)
	return nil
}

func readPassword(c *Config, value string) error {
	c.password = newSecret(value)
	return nil
}

func readSSLMode(c *Config, value string) error {
	modes := []SSLMode{SSLVerifyFull, SSLVerifyCA, SSLRequire, SSLDisable}
	if !slices.Contains(modes, SSLMode(value)) {
		return errors.New("one of verify-full, verify-ca, require, disable is expected; what falls back to plain text is not done")
	}
	c.sslMode = SSLMode(value)
	return nil
}

func readGroups(c *Config, value string) error {
	for group := range strings.SplitSeq(value, ",") {
		if group = strings.TrimSpace(group); group != "" {
			c.aws.groups = append(c.aws.groups, group)
		}
	}
	return nil
}

func readAutoCreate(c *Config, value string) error {
	on, err := strconv.ParseBool(value)
	if err != nil {
		return errors.New("true or false is expected")
	}
	c.aws.autoCreate = on
	return nil
}
