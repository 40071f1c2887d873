package introspect

import (
	"context"
	"fmt"
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/query"
)

// Reader runs a query and hands over its rows, every value as text and NULL as nil.
type Reader interface {
	Query(ctx context.Context, sql string, each func(row []*string) error) error
}

// Options say what is read.
type Options struct {
	// Schemas are the schemas to read; empty means all but the engine's own.
	Schemas []string
	// CaseSensitive says that names in quotes keep their case (enable_case_sensitive_identifier).
	CaseSensitive bool
	// HistoryTable is Flyway's table; it and redraft's own journal are in no model. An empty schema means any.
	HistoryTable model.Name
	// Analyzer reads the queries of views; nil makes a new one. Sharing it reads each distinct text once.
	Analyzer *query.Analyzer
}

// journalTable is redraft's own table, beside the history.
const journalTable = "redraft_journal"

// Read returns the model of the database that the reader is connected to. The notes say what could not be seen and what
// follows from that. The caller has opened a transaction (BEGIN READ ONLY); the search path is set in it.
func Read(ctx context.Context, r Reader, o Options) (*model.Database, diag.List, error) {
	if o.Analyzer == nil {
		o.Analyzer = query.NewAnalyzer()
		o.Analyzer.CaseSensitive = o.CaseSensitive
	}
	l := newLive(o)
	if err := l.read(ctx, r); err != nil {
		return nil, nil, err
	}
	l.db.User = l.session.user
	l.build()
	return l.db, l.notes.Sort(), nil
}

// live is one reading: the rows by number, the model so far, and the notes.
type live struct {
	options  Options
	db       *model.Database
	notes    diag.List
	readable map[string]bool
	unread   map[string]bool // optional queries that were not run or failed
	session  struct {
		database, user string
		superuser      bool
	}
	users, groups map[string]string // by id
	schemas       map[string]*schemaRow
	relations     map[string]*relationRow     // by oid
	storage       map[model.Name]*relationRow // the tables that hold the rows of materialized views, by the view's name
	routines      []*routineRow
	types         map[string]string // by oid
	constraints   []*constraintRow
	comments      []commentRow
	access        []accessRow
	columnAccess  []columnAccessRow
	privileges    []privilegeRow
	others        []otherRow
	tableInfo     map[string]tableInfo // by oid
	autoRefresh   map[model.Name]bool
	quotas        map[string]string
	noBackup      map[string]bool // by table oid
	unusual       map[string]bool // access items that were not understood
}

func newLive(o Options) *live {
	return &live{
		options: o, db: &model.Database{}, readable: make(map[string]bool), unread: make(map[string]bool),
		users: make(map[string]string), groups: make(map[string]string), schemas: make(map[string]*schemaRow),
		relations: make(map[string]*relationRow), storage: make(map[model.Name]*relationRow), types: make(map[string]string), tableInfo: make(map[string]tableInfo),
		autoRefresh: make(map[model.Name]bool), quotas: make(map[string]string), noBackup: make(map[string]bool),
		unusual: make(map[string]bool),
	}
}

// build makes the model of the rows. Schemas come first, then what is in them, then what is said about that.
func (l *live) build() {
	l.buildSchemas()
	l.buildRelations()
	l.buildRoutines()
	l.buildComments()
	l.buildOthers()
	l.buildGrants()
	l.noteUnread()
}

// hidden reports whether a relation belongs to no model: the history and the journal.
func (l *live) hidden(name model.Name) bool {
	history := l.options.HistoryTable
	isHistory := name.Name == history.Name && (history.Schema == "" || history.Schema == name.Schema)
	return isHistory || name.Name == journalTable
}

// owner returns the name of a user; empty for one that exists no more, so that nothing is said of it.
func (l *live) owner(id string) string { return l.users[id] }

// note reports what could not be seen or understood.
func (l *live) note(code diag.Code, summary, hint string) {
	l.notes = append(l.notes, diag.Diagnostic{Severity: diag.Warning, Code: code, Summary: summary, Hint: hint})
}

// chosen reports whether a schema is to be read.
func (l *live) chosen(schema string) bool {
	return len(l.options.Schemas) == 0 || slices.Contains(l.options.Schemas, schema)
}

func unknownRow(query string, row []*string) error {
	return fmt.Errorf("the catalog answers %s with %d columns", query, len(row))
}
