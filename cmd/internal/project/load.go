package project

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/migrations"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/plan"
)

// Model is a model with where it comes from.
type Model struct {
	Source   Source
	Database *model.Database
	Origins  *interpret.Origins
	Renames  diff.Renames
	// Files are the scripts that were read; nil entries are not among them.
	Files []*ast.File
	// Folder holds the changesets; nil for other sources.
	Folder *migrations.Folder
}

// Load reads a source. The model is nil when it could not be read at all; when the findings hold errors it is not to be
// relied on.
func (p *Project) Load(ctx context.Context, s Source) (*Model, diag.List) {
	if s.Kind == Env {
		return p.loadLive(ctx, s)
	}
	t, findings := p.tree(ctx, s)
	if findings.HasErrors() {
		return nil, findings
	}
	if s.Kind == Changesets {
		return p.loadChangesets(s, t)
	}
	inputs, findings := t.scripts()
	if len(inputs) == 0 && !findings.HasErrors() {
		findings = append(findings, diag.Diagnostic{
			Severity: diag.Warning, Code: "no-scripts", Pos: diag.Position{File: t.name},
			Summary: "holds no .sql file", Hint: "an empty folder says that the warehouse should be empty",
		})
	}
	options := p.ParserOptions()
	options.KeepPlaceholders = s.Kind == Snapshot // a snapshot is no template: it holds what was replaced already
	files, more := parser.ParseFiles(inputs, options)
	findings = append(findings, more...)
	result, more := interpret.Declare(files, p.InterpretOptions())
	return &Model{s, result.Database, result.Origins, result.Renames, files, nil}, append(findings, more...).Sort()
}

// loadLive reads what a cluster holds; nothing of it was written in a file.
func (p *Project) loadLive(ctx context.Context, s Source) (*Model, diag.List) {
	db, findings := p.Live(ctx, s.Path)
	if db == nil {
		return nil, findings
	}
	return &Model{Source: s, Database: db, Origins: &interpret.Origins{}}, findings
}

// LoadBoth reads two sources at the same time; they mostly hold the same texts, and each is understood once.
func (p *Project) LoadBoth(ctx context.Context, first, second Source) (a, b *Model, ofA, ofB diag.List) {
	var wg sync.WaitGroup
	wg.Go(func() { a, ofA = p.Load(ctx, first) })
	wg.Go(func() { b, ofB = p.Load(ctx, second) })
	wg.Wait()
	return a, b, ofA, ofB
}

// ParserOptions are the project's settings for the parser.
func (p *Project) ParserOptions() parser.Options {
	return parser.Options{CaseSensitive: p.Config.CaseSensitive, Placeholders: p.Config.Placeholders}
}

// InterpretOptions are the project's settings for the interpreter; the reader of queries is shared, so that each text
// is read once.
func (p *Project) InterpretOptions() interpret.Options {
	return interpret.Options{SearchPath: []string{p.Config.DefaultSchema}, Schemas: p.Config.Schemas, Analyzer: p.analyzer}
}

// PlanOptions are the project's settings for plans: they are proven, and views compared, as its scripts are read.
func (p *Project) PlanOptions() plan.Options {
	meaning := p.InterpretOptions()
	return plan.Options{
		Prove: plan.ProveWith(p.ParserOptions(), meaning), Bind: plan.BindWith(meaning), Reads: plan.ReadsWith(meaning),
	}
}

// tree opens the folder of a source, on disk or in a commit.
func (p *Project) tree(ctx context.Context, s Source) (tree, diag.List) {
	folder := p.folder(s.Path, p.configured(s.Kind))
	if s.Rev != "" {
		return p.committed(ctx, s, folder)
	}
	if s.Kind == Snapshot {
		return p.snapshot(folder)
	}
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return tree{}, diag.List{p.missing(s, folder)}
	case err != nil:
		return tree{}, diag.List{unreadable(p.name(folder), err)}
	case !info.IsDir():
		return tree{}, diag.List{
			failure(codeCannotRead, p.name(folder)+" is not a folder", "name the folder that holds the scripts"),
		}
	}
	return tree{fs: os.DirFS(folder), name: p.name(folder)}, nil
}

func (p *Project) configured(kind SourceKind) string {
	if kind == Changesets {
		return p.Config.Incremental
	}
	return p.Config.Absolute
}

// missing says how to get a folder that is not there.
func (p *Project) missing(s Source, folder string) diag.Diagnostic {
	what := map[SourceKind]string{Absolute: "absolute scripts", Changesets: "changesets"}[s.Kind]
	if p.ConfigFile == "" && s.Path == "" {
		return failure(codeNoProject,
			fmt.Sprintf("there is no redraft project here: no %s upward and no folder %s", ConfigName, p.name(folder)),
			"redraft init makes a project in this folder; -C DIR works in another one")
	}
	hint := fmt.Sprintf("make it, or say in %s where the %s are", ConfigName, what)
	if s.Path != "" {
		hint = "check the path behind " + string(s.Kind) + ":"
	}
	return failure("no-folder", fmt.Sprintf("folder %s does not exist: it should hold the %s", p.name(folder), what), hint)
}

// snapshot makes a tree of one file.
func (p *Project) snapshot(file string) (tree, diag.List) {
	content, err := os.ReadFile(file)
	if err != nil {
		return tree{}, diag.List{unreadable(p.name(file), err)}
	}
	return tree{oneFile(filepath.Base(file), content), path.Dir(p.name(file)), true}, nil
}

func (p *Project) committed(ctx context.Context, s Source, folder string) (tree, diag.List) {
	c, err := openCommit(ctx, p.root, s.Rev)
	if err != nil {
		return tree{}, asList(err)
	}
	files, err := c.folder(ctx, folder)
	if err != nil {
		return tree{}, asList(err)
	}
	name := p.name(folder)
	if s.Kind == Snapshot {
		name = path.Dir(name)
	}
	return tree{files, "git:" + s.Rev + ":" + name, s.Kind == Snapshot}, nil
}

func asList(err error) diag.List {
	var d diag.Diagnostic
	if errors.As(err, &d) {
		return diag.List{d}
	}
	return diag.List{failure("failed", err.Error(), "")}
}
