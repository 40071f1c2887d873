package postgres

import (
	"errors"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is the user that the server runs as when we are root, for PostgreSQL refuses to run as root.
type account struct{ uid, gid int }

// serverAccount returns nil when we are an ordinary user: the server then runs as ourselves.
func serverAccount() (*account, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.Atoi(u.Uid)
		gid, gidErr := strconv.Atoi(u.Gid)
		if uidErr == nil && gidErr == nil && uid != 0 {
			return &account{uid, gid}, nil
		}
	}
	return nil, errors.New("PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody to run it " +
		"as: create one (useradd postgres), or run redraft as an ordinary user")
}

// attributes makes a process of its own group, so that Ctrl-C on a terminal reaches us and not the server.
func (a *account) attributes() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if a != nil {
		attr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)} //nolint:gosec // ids of the system
	}
	return attr
}

// maxTempFolder leaves room for the rest of a socket's path, which is at most 107 bytes long (unix(7), sun_path).
const maxTempFolder = 60

// tempFolder returns where temporary folders are made: the system's own choice, unless its path is too long for a socket
// or goes through a folder that the server's user may not enter.
func tempFolder(who *account) string {
	const everybodys = "/tmp"
	dir := os.TempDir()
	if len(dir) > maxTempFolder {
		return everybodys
	}
	if who == nil {
		return dir
	}
	for at := dir; ; at = filepath.Dir(at) {
		if info, err := os.Stat(at); err != nil || info.Mode().Perm()&0o001 == 0 {
			return everybodys
		}
		if at == filepath.Dir(at) {
			return dir
		}
	}
}

// own gives a folder to the account.
func (a *account) own(dir string) error {
	if a == nil {
		return nil
	}
	return os.Chown(dir, a.uid, a.gid)
}
