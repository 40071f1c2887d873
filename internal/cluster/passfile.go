package cluster

import (
	"path/filepath"
	"strconv"
	"strings"

	"github.com/jackc/pgpassfile"
)

// defaultPassFile is where libpq looks for passwords.
func defaultPassFile(env func(string) string) string {
	if home := env("HOME"); home != "" {
		return filepath.Join(home, ".pgpass")
	}
	return ""
}

// findPassword returns the password that the file has for a server; empty when it has none or there is no file.
func findPassword(file string, to login, database string) secret {
	if file == "" {
		return secret{}
	}
	list, err := pgpassfile.ReadPassfile(file)
	if err != nil {
		return secret{}
	}
	host := to.host
	if strings.HasPrefix(host, "/") {
		host = "localhost" // as libpq does for sockets
	}
	return newSecret(list.FindPassword(host, strconv.Itoa(to.port), database, to.user))
}
