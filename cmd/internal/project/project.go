package project

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/query"
)

// Codes of what can be wrong with a project as a whole.
const (
	codeNoProject  diag.Code = "no-project"
	codeCannotRead diag.Code = "cannot-read"
)

// Project is a folder with scripts and the configuration that says what they are.
type Project struct {
	Config Config
	// ConfigFile is the path of redraft.yaml; empty when there is none and the defaults hold.
	ConfigFile string
	// Live reads the model of an environment's cluster; whoever can reach clusters sets it before a source is read. The
	// model is nil when the findings say that it could not be read.
	Live     func(ctx context.Context, environment string) (*model.Database, diag.List)
	root     string // the folder that paths of the configuration are relative to; absolute
	work     string // the folder that paths on the command line are relative to; absolute
	analyzer *query.Analyzer
}

// Open finds the project that a working directory belongs to: the nearest folder upward with a redraft.yaml, or the
// folder of the configuration file that is named. Without one the defaults hold in the working directory.
func Open(work, configFile string) (*Project, diag.List) {
	work, err := filepath.Abs(work)
	if err != nil {
		return nil, diag.List{unreadable(work, err)}
	}
	if info, err := os.Stat(work); err != nil || !info.IsDir() {
		return nil, diag.List{failure(codeNoProject, "folder "+work+" does not exist", "check the path given with -C")}
	}
	p := &Project{Config: DefaultConfig(), root: work, work: work, analyzer: query.NewAnalyzer()}
	if configFile != "" {
		p.ConfigFile = p.path(configFile)
	} else if p.ConfigFile, err = search(work); err != nil {
		return nil, diag.List{unreadable(work, err)}
	}
	return p.configure()
}

// OpenAt opens the project in exactly that folder, which need not exist and may be without a redraft.yaml.
func OpenAt(work, dir string) (*Project, diag.List) {
	work, err := filepath.Abs(work)
	if err != nil {
		return nil, diag.List{unreadable(work, err)}
	}
	p := &Project{Config: DefaultConfig(), work: work, analyzer: query.NewAnalyzer()}
	p.root = p.path(dir)
	if file := filepath.Join(p.root, ConfigName); isThere(file) {
		p.ConfigFile = file
	}
	return p.configure()
}

// Root returns the folder that the paths of the configuration are relative to.
func (p *Project) Root() string { return p.root }

// In returns the project as it is for an environment, whose placeholders win; they are laid under those that the command
// line sets, which the caller passes.
func (p *Project) In(environment Environment, given map[string]string) *Project {
	q := *p
	q.Config.Placeholders = maps.Clone(p.Config.Placeholders)
	maps.Copy(q.Config.Placeholders, environment.Placeholders)
	maps.Copy(q.Config.Placeholders, given)
	return &q
}

func isThere(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// configure reads the configuration, and settles what follows from it.
func (p *Project) configure() (*Project, diag.List) {
	configured, findings := p.readConfiguration()
	if configured != nil {
		configured.analyzer.CaseSensitive = configured.Config.CaseSensitive
	}
	return configured, findings
}

// readConfiguration reads the configuration file, if there is one, and makes its folder the root.
func (p *Project) readConfiguration() (*Project, diag.List) {
	if p.ConfigFile == "" {
		return p, nil
	}
	p.root = filepath.Dir(p.ConfigFile)
	content, err := os.ReadFile(p.ConfigFile)
	if err != nil {
		return nil, diag.List{unreadable(p.name(p.ConfigFile), err)}
	}
	var findings diag.List
	p.Config, findings = ReadConfig(p.name(p.ConfigFile), content)
	p.analyzer.CaseSensitive = p.Config.CaseSensitive
	return p, findings
}

// search looks for redraft.yaml in a folder and all above it; empty when there is none.
func search(dir string) (string, error) {
	for {
		file := filepath.Join(dir, ConfigName)
		info, err := os.Stat(file)
		if err == nil && info.Mode().IsRegular() {
			return file, nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			return "", err
		}
		above := filepath.Dir(dir)
		if above == dir {
			return "", nil
		}
		dir = above
	}
}

// path makes a path from the command line absolute.
func (p *Project) path(written string) string {
	if filepath.IsAbs(written) {
		return filepath.Clean(written)
	}
	return filepath.Join(p.work, written)
}

// name is how findings and plans call a file: relative to the project, with slashes.
func (p *Project) name(path string) string {
	if rel, err := filepath.Rel(p.root, path); err == nil {
		path = rel
	}
	return filepath.ToSlash(path)
}

// Shown turns the name of a file into a path that holds in the working directory, so that a terminal can open it.
func (p *Project) Shown(name string) string {
	if strings.HasPrefix(name, "git:") || filepath.IsAbs(name) || p.root == p.work {
		return name
	}
	if rel, err := filepath.Rel(p.work, filepath.Join(p.root, filepath.FromSlash(name))); err == nil {
		return filepath.ToSlash(rel)
	}
	return name
}

// folder returns the absolute path of a source's folder: as written on the command line, or as configured.
func (p *Project) folder(written, configured string) string {
	if written != "" {
		return p.path(written)
	}
	if filepath.IsAbs(configured) {
		return filepath.Clean(configured)
	}
	return filepath.Join(p.root, configured)
}

func failure(code diag.Code, summary, hint string) diag.Diagnostic {
	return diag.Diagnostic{Severity: diag.Error, Code: code, Summary: summary, Hint: hint}
}

// unreadable is the finding for a file or folder that the system does not give.
func unreadable(name string, err error) diag.Diagnostic {
	d := failure(codeCannotRead, "cannot be read: "+cause(err), "")
	d.Pos.File = name
	switch {
	case errors.Is(err, fs.ErrPermission):
		d.Hint = "give yourself the permission to read it"
	case errors.Is(err, fs.ErrNotExist):
		d.Hint = "check the path"
	}
	return d
}

// cause takes the path out of an error of the os package: a finding names the file itself.
func cause(err error) string {
	var failed *fs.PathError
	if errors.As(err, &failed) {
		return failed.Err.Error()
	}
	return err.Error()
}
