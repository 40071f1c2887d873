package project

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing/fstest"

	"github.com/redraft/redraft/model/diag"
)

const codeGit diag.Code = "git"

// commit reads files of one commit through the git program, which alone knows every repository format.
type commit struct {
	dir  string // where git runs
	rev  string // as a person wrote it
	tree string // object name
}

// openCommit resolves a revision in the repository that holds the folder.
func openCommit(ctx context.Context, dir, rev string) (*commit, error) {
	c := &commit{dir: dir, rev: rev}
	if _, err := c.git(ctx, nil, "rev-parse", "--show-prefix"); err != nil {
		return nil, err
	}
	out, err := c.git(ctx, nil, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{tree}")
	if err != nil {
		return nil, failure(codeGit, fmt.Sprintf("git knows no revision %q", rev),
			"name a commit, branch or tag; git log shows them")
	}
	c.tree = strings.TrimSpace(string(out))
	return c, nil
}

// folder returns the files below a folder of the working tree as they are in the commit.
func (c *commit) folder(ctx context.Context, folder string) (fstest.MapFS, error) {
	prefix, err := c.prefix(ctx, folder)
	if err != nil {
		return nil, err
	}
	list := []string{"ls-tree", "-r", "-z", "--full-tree", "--", c.tree}
	if prefix != "." {
		list = append(list, prefix)
	}
	out, err := c.git(ctx, nil, list...)
	if err != nil {
		return nil, err
	}
	var names, objects []string
	for entry := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		attributes, name, _ := strings.Cut(entry, "\t")
		fields := strings.Fields(attributes) // mode, type, object
		inside, ok := inFolder(name, prefix)
		if len(fields) == 3 && ok && strings.HasPrefix(fields[0], "100") {
			names, objects = append(names, inside), append(objects, fields[2])
		}
	}
	if len(names) == 0 {
		return nil, failure(codeGit, fmt.Sprintf("there is no folder %s in revision %q", prefix, c.rev),
			"name the folder behind the revision, as in git:main:absolute")
	}
	return c.read(ctx, names, objects)
}

// inFolder returns a name relative to a folder; the file that the "folder" itself is has its own last name.
func inFolder(name, folder string) (string, bool) {
	if folder == "." {
		return name, name != ""
	}
	if name == folder {
		return path.Base(name), true
	}
	return strings.CutPrefix(name, folder+"/")
}

// prefix returns a folder's path from the top of the repository.
func (c *commit) prefix(ctx context.Context, folder string) (string, error) {
	out, err := c.git(ctx, nil, "rev-parse", "--show-prefix")
	if err != nil {
		return "", err
	}
	below, err := filepath.Rel(c.dir, folder)
	if err != nil {
		return "", err
	}
	prefix := path.Join(strings.TrimSuffix(string(out), "\n"), filepath.ToSlash(below))
	if prefix == ".." || strings.HasPrefix(prefix, "../") {
		return "", failure(codeGit, folder+" is outside the git repository", "name a folder of the repository")
	}
	return prefix, nil
}

// read returns the contents of objects by the names of their files.
func (c *commit) read(ctx context.Context, names, objects []string) (fstest.MapFS, error) {
	out, err := c.git(ctx, strings.NewReader(strings.Join(objects, "\n")+"\n"), "cat-file", "--batch")
	if err != nil {
		return nil, err
	}
	files := make(fstest.MapFS, len(names))
	in := bufio.NewReader(bytes.NewReader(out))
	for _, name := range names {
		var object, kind string
		var size int
		if _, err := fmt.Fscanf(in, "%s %s %d\n", &object, &kind, &size); err != nil {
			return nil, failure(codeGit, "git did not answer as expected for "+name, "run git fsck")
		}
		content := make([]byte, size+1) // with the line end that git puts behind it
		if _, err := io.ReadFull(in, content); err != nil {
			return nil, failure(codeGit, "git did not give all of "+name, "run git fsck")
		}
		files[name] = &fstest.MapFile{Data: content[:size], Mode: 0o644}
	}
	return files, nil
}

// git runs git in the project's folder; its messages are in English, so that they can be understood.
func (c *commit) git(ctx context.Context, stdin io.Reader, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir, cmd.Stdin = c.dir, stdin
	cmd.Env = append(os.Environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	switch {
	case err == nil:
		return out, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return nil, failure(codeGit, "the git program is not there", "install git, or compare with a snapshot")
	case strings.Contains(stderr.String(), "not a git repository"):
		return nil, failure(codeGit, c.dir+" is in no git repository", "run git init, or compare with a snapshot")
	}
	message, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
	return nil, failure(codeGit, "git "+args[0]+" failed: "+message, "")
}
