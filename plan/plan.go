// Package plan turns the differences between two models into steps that a person can review and a cluster can run:
// with a strategy, an order, the hazards, and a proof.
//
// It owns strategies (how a change is made), ordering rules (why one step stands before another), hazards and the proof:
// every plan's own SQL text is parsed and replayed on the from-model, and the result must equal the to-model. A plan that
// does not prove is an error of redraft and never shown as a plan. The package writes no SQL itself (plan/ddl does),
// touches no file, no clock and no cluster.
package plan

import (
	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

// FormatVersion is the version of the plan's JSON form.
const FormatVersion = 1

// Plan is the way from one model to another.
type Plan struct {
	Version int `json:"version"`
	// From and To are the fingerprints of the two models; To already holds what the scripts leave open and the
	// from-model says.
	From string `json:"from"`
	To   string `json:"to"`
	// Steps are in the order of execution.
	Steps []Step `json:"steps"`
	// Groups cut the steps into runs: each is one transaction, or one statement that cannot be in a transaction.
	Groups []Group `json:"groups"`
	// Objects are the changed objects with their text before and after, in ID order.
	Objects []Object `json:"objects"`
	// Refusals are the changes that no plan makes, each with its reason. A plan with refusals has no steps.
	Refusals []Refusal `json:"refusals,omitempty"`
	// Notes say what a reviewer should know and no step shows: kinds that are not planned yet, assumptions.
	Notes []Note `json:"notes,omitempty"`
}

// Empty reports whether there is nothing to do and nothing refused.
func (p *Plan) Empty() bool { return len(p.Steps) == 0 && len(p.Refusals) == 0 }

// Strategy is how a change is made.
type Strategy string

// The strategies.
const (
	Create   Strategy = "create"   // the object is new
	Drop     Strategy = "drop"     // the object goes
	InPlace  Strategy = "in place" // ALTER, COMMENT, GRANT, …
	Replace  Strategy = "replace"  // CREATE OR REPLACE, which keeps owner and grants
	Recreate Strategy = "recreate" // DROP and CREATE, then owner, comments and grants
	Rebuild  Strategy = "rebuild"  // a new table, the rows copied, swapped by rename
)

// Step is one thing to do for one object.
type Step struct {
	// Number counts from 1 in the order of execution.
	Number   int      `json:"number"`
	Object   model.ID `json:"object"`
	Strategy Strategy `json:"strategy"`
	// Title is what the step does, in a few words: "drop view mart.v".
	Title string `json:"title"`
	// Reason is why the step is there: the changes it makes, or the object that it must give way to.
	Reason string `json:"reason"`
	// Changes describe the differences that the step removes; empty for steps that only make way.
	Changes    []string `json:"changes,omitempty"`
	Statements []string `json:"statements"`
	// Transactional is false for a statement that must not run in a transaction block.
	Transactional bool     `json:"transactional"`
	Hazards       []Hazard `json:"hazards,omitempty"`
	// Needs are the steps that must come first, each with the rule that says so.
	Needs []Edge `json:"needs,omitempty"`

	op         op
	part       string            // what of the object the step is about: a column or constraint name
	key        model.Constraint  // of steps that drop or add a key
	oldColumn  string            // of steps that rename a column: its name before
	oldID      model.ID          // of rebuilds: what the table was called in the from-model
	stillNeeds map[model.ID]bool // of replacements: what the new definition needs
	needs      []need
	sequence   int // in the order of making
}

// Edge says that another step comes first, and by which rule.
type Edge struct {
	Step int    `json:"step"`
	Rule string `json:"rule"`
}

// Group is a run of steps: Steps holds their numbers.
type Group struct {
	Transactional bool  `json:"transactional"`
	Steps         []int `json:"steps"`
}

// Object is a changed object as SQL text before and after; empty where it does not exist.
type Object struct {
	ID       model.ID `json:"id"`
	Strategy Strategy `json:"strategy"`
	// Dependent is true when the object itself does not change and only makes way for another.
	Dependent bool     `json:"dependent,omitempty"`
	Changes   []string `json:"changes,omitempty"`
	Before    string   `json:"before,omitempty"`
	After     string   `json:"after,omitempty"`
}

// Refusal is a change that redraft does not make.
type Refusal struct {
	Object model.ID      `json:"object"`
	Change string        `json:"change"`
	Reason string        `json:"reason"`
	Way    string        `json:"way"` // what a person can do instead
	Pos    diag.Position `json:"position"`
}

// Note is something a reviewer should know.
type Note struct {
	Code   diag.Code `json:"code"`
	Object model.ID  `json:"object"`
	Text   string    `json:"text"`
}

// Places tells where the to-model's objects and columns were written; it answers the zero position when it does not know.
type Places interface {
	Object(model.ID) diag.Position
	Column(table model.ID, column string) diag.Position
}

// Options are what Make needs besides the two models.
type Options struct {
	// Renames are the renames that the desired scripts declare.
	Renames diff.Renames
	// Places locates refusals; nil when nothing is known.
	Places Places
	// Repeatable returns the repeatable script that makes an object of the from-model, and nothing for other objects; nil
	// when there are none. Such a script runs after every changeset and wins over it.
	Repeatable func(model.ID) string
	// KeepUnmanaged keeps privileges and comments that the from-model holds and the to-model does not mention; it is for
	// from-models that come from a cluster.
	KeepUnmanaged bool
	// ToUnmanaged says that the to-model comes from a cluster and the from-model does not: owners, privileges and comments
	// that the from-model does not mention are no differences.
	ToUnmanaged bool
	// Prove replays the plan's SQL on a copy of a model and returns the result; the command line passes the parser and
	// interpreter with the project's settings.
	Prove Prover
	// Reads tells which columns views read and give, so that a change of a column leaves other views alone, and a view whose
	// columns stay is replaced; the command line passes ReadsWith. Without it views give way that need not.
	Reads func(db *model.Database) Reader
	// Bind compares the queries of views with what a server made of them; without it they differ when their texts do. It is
	// for models that come from a cluster.
	Bind Binder
}

// Reader tells about the regular views of one model; what it tells of columns is certain, or false.
type Reader interface {
	// Reads returns the columns that a view reads, by relation.
	Reads(view model.ID) (map[model.Name][]string, bool)
	// Output returns the columns that a view gives, with their names and types.
	Output(view model.ID) ([]model.Column, bool)
}

// Prover parses SQL text and folds it onto a copy of the model.
type Prover func(from *model.Database, script string) (*model.Database, diag.List)
