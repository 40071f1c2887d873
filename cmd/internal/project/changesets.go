package project

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/redraft/redraft/migrations"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
)

// flywayConf is Flyway's own configuration; beside redraft.yaml it says how changesets are named and encoded.
const flywayConf = "flyway.conf"

// flyway returns Flyway's settings: its defaults, what flyway.conf says, and the placeholders of redraft.yaml on top.
func (p *Project) flyway() (migrations.Config, diag.List) {
	config := migrations.DefaultConfig()
	var findings diag.List
	file := filepath.Join(p.root, flywayConf)
	content, err := os.ReadFile(file)
	switch {
	case err == nil:
		config, findings = migrations.ReadConfig(p.name(file), content)
	case !errors.Is(err, fs.ErrNotExist):
		findings = diag.List{unreadable(p.name(file), err)}
	}
	placeholders := maps.Clone(p.Config.Placeholders)
	for name, value := range config.Placeholders {
		if _, ours := placeholders[name]; !ours {
			placeholders[name] = value
		}
	}
	config.Placeholders = placeholders
	return config, findings
}

// HistoryTable returns the name of Flyway's history table, which is no part of any model.
func (p *Project) HistoryTable() model.Name {
	config, _ := p.flyway() // what is wrong with flyway.conf is said when changesets are read
	return model.Name{Schema: p.Config.DefaultSchema, Name: config.Table}
}

// Changesets reads the project's folder of changesets; one that is not there holds none.
func (p *Project) Changesets() (*migrations.Folder, diag.List) {
	folder := p.folder("", p.Config.Incremental)
	return p.readFolder(tree{fs: os.DirFS(folder), name: p.name(folder)})
}

// ChangesetName returns how findings call a file of the folder of changesets.
func (p *Project) ChangesetName(file string) string {
	return tree{name: p.name(p.folder("", p.Config.Incremental))}.file(file)
}

// EmptyDatabase returns the model of a new database, with the schemas that the configuration says are there.
func (p *Project) EmptyDatabase() *model.Database {
	result, _ := interpret.Replay(nil, p.InterpretOptions()) // there is nothing in it to find fault with
	return result.Database
}

func (p *Project) loadChangesets(s Source, t tree) (*Model, diag.List) {
	folder, findings := p.readFolder(t)
	scripts := inOrder(folder)
	files := make([]*ast.File, len(scripts))
	found := make([]diag.List, len(scripts))
	inParallel(len(scripts), func(i int) {
		files[i], found[i] = p.parseMigration(t, folder.Config, scripts[i])
	})
	for _, list := range found {
		findings = append(findings, list...)
	}
	result, more := interpret.Replay(files, p.InterpretOptions())
	return &Model{s, result.Database, result.Origins, result.Renames, files, folder}, append(findings, more...).Sort()
}

// readFolder reads a folder of changesets; findings call its files by the tree's name.
func (p *Project) readFolder(t tree) (*migrations.Folder, diag.List) {
	config, findings := p.flyway()
	folder, more := migrations.Read(t.fs, ".", config)
	for _, d := range more {
		d.Pos.File = t.file(d.Pos.File)
		d.Related = slices.Clone(d.Related)
		for i := range d.Related {
			d.Related[i].Pos.File = t.file(d.Related[i].Pos.File)
		}
		findings = append(findings, d)
	}
	return folder, findings
}

// inOrder returns what Flyway runs in an empty database: the callbacks before, the newest baseline in place of the
// versions up to its own, the versions, the repeatables, the callbacks after.
func inOrder(f *migrations.Folder) []migrations.Migration {
	scripts := callbacks(f, "beforeMigrate")
	var baseline migrations.Version
	if n := len(f.Baselines); n > 0 {
		scripts = append(scripts, f.Baselines[n-1])
		baseline = f.Baselines[n-1].Name.Version
	}
	for _, m := range f.Migrations {
		if m.Name.Kind != migrations.Versioned || m.Name.Version.Compare(baseline) > 0 {
			scripts = append(scripts, m)
		}
	}
	return append(scripts, callbacks(f, "afterMigrate")...)
}

func callbacks(f *migrations.Folder, event string) []migrations.Migration {
	var list []migrations.Migration
	for _, m := range f.Callbacks {
		if m.Name.Prefix == event {
			list = append(list, m)
		}
	}
	return list
}

// parseMigration parses a script as Flyway would hand it to the database.
func (p *Project) parseMigration(t tree, config migrations.Config, m migrations.Migration) (*ast.File, diag.List) {
	options := p.ParserOptions()
	options.KeepPlaceholders = !m.PlaceholderReplace
	options.Placeholders = maps.Clone(config.Placeholders)
	options.Placeholders["flyway:filename"] = m.Script[strings.LastIndexByte(m.Script, '/')+1:]
	options.Placeholders["flyway:defaultschema"] = p.Config.DefaultSchema
	options.Placeholders["flyway:table"] = config.Table
	return parser.Parse(t.file(m.Path), []byte(m.Text), options)
}

// ChangesetFiles gives the files of a changeset their places on disk. Side-cars come first: without one, a script that
// was alone there for a moment would run in a transaction.
func (p *Project) ChangesetFiles(files []migrations.File) []NewFile {
	folder := p.folder("", p.Config.Incremental)
	var sideCars, scripts []NewFile
	for _, f := range files {
		file := NewFile{filepath.Join(folder, filepath.FromSlash(f.Path)), f.Content}
		if strings.HasSuffix(f.Path, ".conf") {
			sideCars = append(sideCars, file)
		} else {
			scripts = append(scripts, file)
		}
	}
	return append(sideCars, scripts...)
}

// NewChangesets returns those files of a model from changesets that a git revision does not hold as they are: the ones
// that can still be changed. Without a repository there is nothing to compare with and the answer is none.
func (p *Project) NewChangesets(ctx context.Context, m *Model, rev string) ([]*ast.File, error) {
	folder := p.folder(m.Source.Path, p.Config.Incremental)
	c, err := openCommit(ctx, p.root, rev)
	if err != nil {
		return nil, err
	}
	old, err := c.folder(ctx, folder)
	var missing diag.Diagnostic
	if err != nil && !errors.As(err, &missing) {
		return nil, err
	}
	known := make(map[string]bool)
	for _, migration := range m.Folder.Migrations {
		if file, ok := old[migration.Path]; ok && bytes.Equal(file.Data, migration.Content) {
			known[tree{name: p.name(folder)}.file(migration.Path)] = true
		}
	}
	var fresh []*ast.File
	for _, file := range m.Files {
		if !known[file.Source.Name] {
			fresh = append(fresh, file)
		}
	}
	return fresh, nil
}

// Repeatable returns the answer to which repeatable script made an object last, as it is shown; empty for what versions made
// and for models that are not from changesets.
func (m *Model) Repeatable() func(model.ID) string {
	scripts := make(map[string]bool)
	if m.Folder != nil {
		for i, script := range inOrder(m.Folder) {
			scripts[m.Files[i].Source.Name] = script.Name.Kind == migrations.Repeatable
		}
	}
	return func(id model.ID) string {
		if file := m.Origins.Object(id).File; scripts[file] {
			return file
		}
		return ""
	}
}

// ReplayApplied replays what a history says was applied, in the order of its application, between the callbacks before and
// after: what the database should hold if nobody changed it by hand. Files that are gone are named.
func (p *Project) ReplayApplied(folder *migrations.Folder, h *migrations.History) (*model.Database, diag.List) {
	var findings diag.List
	scripts := callbacks(folder, "beforeMigrate")
	for _, info := range h.Applied() {
		if info.Migration == nil {
			findings = append(findings, failure("history-missing",
				info.Name()+" was applied, and the folder does not hold it", "bring the file back"))
			continue
		}
		scripts = append(scripts, *info.Migration)
	}
	scripts = append(scripts, callbacks(folder, "afterMigrate")...)
	t := tree{name: p.name(p.folder("", p.Config.Incremental))}
	files := make([]*ast.File, len(scripts))
	for i, script := range scripts {
		file, more := p.parseMigration(t, folder.Config, script)
		files[i], findings = file, append(findings, more...)
	}
	result, more := interpret.Replay(files, p.InterpretOptions())
	return result.Database, append(findings, more...)
}

// ReplayWith replays the changesets of a model with new ones behind its versions and before its repeatables, as Flyway
// would in a new database.
func (p *Project) ReplayWith(m *Model, files []migrations.File) (*model.Database, diag.List) {
	written := inMemory(files)
	folder, findings := migrations.Read(written, ".", m.Folder.Config)
	var fresh []*ast.File
	for _, script := range folder.Migrations {
		file, more := p.parseMigration(tree{fs: written, name: "."}, m.Folder.Config, script)
		fresh, findings = append(fresh, file), append(findings, more...)
	}
	scripts := inOrder(m.Folder)
	last := func(s migrations.Migration) bool {
		return s.Name.Kind == migrations.Repeatable || s.Name.Prefix == "afterMigrate"
	}
	at := slices.IndexFunc(scripts, last)
	if at < 0 {
		at = len(scripts)
	}
	result, more := interpret.Replay(slices.Insert(slices.Clone(m.Files), at, fresh...), p.InterpretOptions())
	return result.Database, append(findings, more...)
}

func inMemory(files []migrations.File) fstest.MapFS {
	written := make(fstest.MapFS, len(files))
	for _, f := range files {
		written[f.Path] = &fstest.MapFile{Data: f.Content}
	}
	return written
}

// ReadBack reads the files of a changeset as Flyway would run them, and folds them onto a copy of a model.
func (p *Project) ReadBack(
	config migrations.Config, from *model.Database, files []migrations.File,
) (*model.Database, diag.List) {
	written := inMemory(files)
	folder, findings := migrations.Read(written, ".", config)
	db := from
	for _, m := range folder.Migrations {
		file, more := p.parseMigration(tree{fs: written, name: "."}, config, m)
		findings = append(findings, more...)
		db, more = interpret.Apply(db, file, p.InterpretOptions())
		findings = append(findings, more...)
	}
	return db, findings
}
