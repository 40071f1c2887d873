package postgres

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"

	embedded "github.com/fergusstrange/embedded-postgres"
)

// Oldest and newest major versions that the sandbox's catalogs were written for.
const (
	oldest = 14
	newest = 17
)

// folders are where distributions and Homebrew keep the server's programs; Debian's and Red Hat's keep them off the PATH.
var folders = []string{
	"/usr/lib/postgresql/*/bin",
	"/usr/pgsql-*/bin",
	"/usr/libexec/postgresql*",
	"/opt/homebrew/opt/postgresql@*/bin",
	"/usr/local/opt/postgresql@*/bin",
	"/Applications/Postgres.app/Contents/Versions/*/bin",
	"/usr/local/pgsql/bin",
}

// programs returns the folder that holds postgres and initdb. What is not on the machine is downloaded once, into cache.
func programs(cache string, log io.Writer) (string, error) {
	for _, dir := range candidates() {
		if v := version(dir); v >= oldest && v <= newest {
			return dir, nil
		}
	}
	dir, err := download(cache, log)
	if err != nil {
		return "", fmt.Errorf("the sandbox needs PostgreSQL %d to %d: none is on the PATH or in the usual folders, and it could "+
			"not be downloaded (%w). Install it: apt-get install postgresql, dnf install postgresql-server, "+
			"apk add postgresql, brew install postgresql@16", oldest, newest, err)
	}
	return dir, nil
}

// candidates lists folders that hold a server: first the PATH's, then the newest of the usual ones.
func candidates() []string {
	var found []string
	if path, err := exec.LookPath("postgres"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			found = append(found, filepath.Dir(path))
		}
	}
	for _, pattern := range folders {
		dirs, _ := filepath.Glob(pattern)
		slices.Sort(dirs)
		slices.Reverse(dirs)
		found = append(found, dirs...)
	}
	return found
}

// version asks a folder's server for its major version; 0 when there is none or initdb is missing beside it.
func version(dir string) int {
	if _, err := os.Stat(filepath.Join(dir, "initdb")); err != nil {
		return 0
	}
	out, err := exec.Command(filepath.Join(dir, "postgres"), "--version").Output()
	if err != nil {
		return 0
	}
	return major(string(out))
}

// major reads the first number of "postgres (PostgreSQL) 15.4 (Debian …)".
func major(text string) int {
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			continue
		}
		j := i
		for j < len(text) && text[j] >= '0' && text[j] <= '9' {
			j++
		}
		n, _ := strconv.Atoi(text[i:j])
		return n
	}
	return 0
}

// download fetches the binaries that the embedded-postgres library publishes. The library has no call for that alone:
// its Start unpacks them and then starts a server of its own, which port 0 prevents. Ours is started by us, because the
// library's cannot run as another user.
func download(cache string, log io.Writer) (string, error) {
	root := filepath.Join(cache, "postgres-"+string(embedded.V16))
	bin := filepath.Join(root, "bin")
	if version(bin) > 0 {
		return bin, nil
	}
	runtime, err := os.MkdirTemp("", "redraft-fetch-")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(runtime) }()
	config := embedded.DefaultConfig().Version(embedded.V16).Port(0).Logger(log).
		CachePath(cache).BinariesPath(root).RuntimePath(filepath.Join(runtime, "run"))
	server := embedded.NewDatabase(config)
	if err = server.Start(); err == nil {
		err = server.Stop()
	}
	if version(bin) > 0 {
		return bin, nil
	}
	if err == nil {
		err = errors.New("the archive held no server")
	}
	return "", err
}

// cacheFolder is where downloaded programs stay. As root it is one that the server's user can enter too.
func cacheFolder() (string, error) {
	if os.Geteuid() == 0 {
		return "/var/cache/redraft", nil
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "redraft"), nil
}
