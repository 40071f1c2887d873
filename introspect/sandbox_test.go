package introspect_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/redraft/redraft/internal/cluster"
	"github.com/redraft/redraft/internal/sandbox/postgres"
	"github.com/redraft/redraft/internal/sandbox/sandboxtest"
	"github.com/redraft/redraft/introspect"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/plan"
	"github.com/redraft/redraft/plan/ddl"
)

// station is an empty database of the sandbox and a session in it.
type station struct {
	conn     *cluster.Conn
	database string
	analyzer *query.Analyzer
}

// reporter is what a station needs of a test; rapid's tests have it too.
type reporter interface {
	postgres.TB
	Context() context.Context
	Errorf(format string, args ...any)
	Logf(format string, args ...any)
}

func newStation(t reporter, analyzer *query.Analyzer) station {
	t.Helper()
	url := sandboxtest.NewDatabase(t, sandboxtest.Start(t))
	config, err := cluster.Parse(map[string]string{"url": url, "sslmode": "disable"}, func(string) string { return "" })
	if err != nil {
		t.Fatalf("%v", err)
	}
	conn, err := config.Open(t.Context())
	if err != nil {
		t.Fatalf("%v", err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return station{conn, config.Database(), analyzer}
}

// principals are those that a model names; users, groups and roles belong to the whole sandbox, so they may be there.
func principals(db *model.Database) []string {
	all := make(map[string]bool)
	user := func(name string) {
		if name != "" {
			all["CREATE USER "+ddl.QuoteUser(name)+" PASSWORD DISABLE"] = true
		}
	}
	for object := range db.Objects() {
		user(object.Attributes().Owner)
	}
	for id := range db.Grants.Objects() {
		if id.Kind == model.KindDefaultPrivileges {
			user(id.Name)
		}
		for _, g := range db.Grants.On(id) {
			switch g.To.Kind {
			case model.ToUser:
				user(g.To.Name)
			case model.ToGroup:
				all["CREATE GROUP "+ddl.QuoteUser(g.To.Name)] = true
			case model.ToRole:
				all["CREATE ROLE "+ddl.QuoteUser(g.To.Name)] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// build makes a model by the plan that leads to it from nothing. What no plan makes is run as it is written: users may be
// there, and the sandbox does not know all of the rest. The error is any other refusal.
func (s station) build(t reporter, db *model.Database, options interpret.Options, caseSensitive bool) error {
	t.Helper()
	for _, statement := range principals(db) {
		_ = s.conn.Exec(t.Context(), statement)
	}
	empty, _ := interpret.Declare(nil, options)
	for id, object := range db.Unplanned.All() {
		for _, statement := range object.Statements {
			if err := s.conn.Exec(t.Context(), statement); err != nil && !strings.Contains(err.Error(), "already exists") {
				t.Logf("%s: the server refuses: %v\n%s", id, err, statement)
			}
		}
		empty.Database.Put(object)
	}
	p, err := plan.Make(empty.Database, db, plan.Options{Prove: plan.ProveWith(parser.Options{CaseSensitive: caseSensitive}, options)})
	if err != nil || len(p.Refusals) > 0 {
		t.Fatalf("%v %v", err, p.Refusals)
	}
	// Default privileges reach what is made after them; a plan does not promise that they come last.
	steps := slices.Clone(p.Steps)
	slices.SortStableFunc(steps, func(a, b plan.Step) int { return setsDefaults(a) - setsDefaults(b) })
	for _, step := range steps {
		for _, statement := range step.Statements {
			if err := s.conn.Exec(t.Context(), statement); err != nil {
				return fmt.Errorf("the server refuses: %w\n%s", err, statement)
			}
		}
	}
	return nil
}

func setsDefaults(s plan.Step) int {
	if s.Object.Kind == model.KindDefaultPrivileges {
		return 1
	}
	return 0
}

// read introspects the database.
func (s station) read(t reporter, o introspect.Options) (*model.Database, diag.List) {
	t.Helper()
	var db *model.Database
	var notes diag.List
	o.Analyzer = s.analyzer
	err := s.conn.ReadOnly(t.Context(), func(c *cluster.Conn) (err error) {
		db, notes, err = introspect.Read(t.Context(), c, o)
		return err
	})
	if err != nil {
		t.Fatalf("introspection: %v", err)
	}
	return db, notes
}

// inDatabase moves privileges on a database, whatever its name, to the one of the station.
func (s station) inDatabase(db *model.Database) *model.Database {
	moved := db.Clone()
	for id := range db.Grants.Objects() {
		if id.Kind == model.KindLanguage {
			moved.Grants.Clear(id)
		}
		if id.Kind == model.KindDatabase {
			moved.Grants.Move(id, model.ID{Kind: id.Kind, Name: s.database})
		}
	}
	return moved
}

// withOwners gives every object the owner that it has on the server, so that comparing can be strict.
func withOwners(db, live *model.Database) *model.Database {
	owned := db.Clone()
	for object := range db.Objects() {
		if there, ok := live.Object(object.Identity()); ok && object.Attributes().Owner == "" {
			owned.Put(model.WithOwner(object, there.Attributes().Owner))
		}
	}
	return owned
}

// demandEqual plans both ways and demands that there is nothing to do: nothing but what the engine itself gave is looked
// over.
func demandEqual(t reporter, db, live *model.Database, options interpret.Options, caseSensitive bool) {
	t.Helper()
	prove := plan.ProveWith(parser.Options{CaseSensitive: caseSensitive}, options)
	for _, way := range []struct {
		name     string
		from, to *model.Database
	}{{"from the server to the scripts", live, db}, {"from the scripts to the server", db, live}} {
		p, err := plan.Make(way.from, way.to, plan.Options{Prove: prove, Bind: plan.BindWith(options)})
		if err != nil {
			t.Errorf("%s: %v", way.name, err)
			continue
		}
		if !p.Empty() {
			t.Errorf("%s:\n%s", way.name, summary(p))
		}
	}
}

func summary(p *plan.Plan) string {
	var b strings.Builder
	for _, r := range p.Refusals {
		fmt.Fprintf(&b, "refused: %s, %s: %s\n", r.Object, r.Change, r.Reason)
	}
	for _, o := range p.Objects {
		if !o.Dependent {
			fmt.Fprintf(&b, "%s: %s\n", o.ID, strings.Join(o.Changes, "; "))
		}
	}
	return b.String()
}
