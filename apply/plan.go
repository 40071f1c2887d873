package apply

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/migrations"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/plan"
)

// PlanOptions are what a plan needs besides the settings.
type PlanOptions struct {
	Settings
	// Config says where the history is, whose lock is taken.
	Config migrations.Config
	// Allow are the hazards that were consented to.
	Allow []plan.HazardCode
	// Current reads the model that the cluster has now.
	Current func(ctx context.Context) (*model.Database, error)
	// From is the model that the plan begins with; nil when nobody has it any more. It is for telling the differences.
	From *model.Database
}

// StateError says that a cluster is not in the state that a plan begins with.
type StateError struct {
	// Differences are what the cluster has otherwise; nil when the plan's own from-model is not at hand.
	Differences []string
}

// Error names the differences.
func (e *StateError) Error() string {
	text := "the cluster is not in the state for which the plan was made; make the plan again"
	if len(e.Differences) > 0 {
		text += ":\n  " + strings.Join(e.Differences, "\n  ")
	}
	return text
}

// RunPlan runs a reviewed plan, group by group: a transaction, or single statements that are journaled. It refuses a
// cluster that is not in the plan's from-state. After a crash the same plan goes on behind what the journal knows. It
// returns how many statements ran.
func RunPlan(ctx context.Context, opener Opener, p *plan.Plan, o PlanOptions, observe Observer) (ran int, err error) {
	if len(p.Refusals) > 0 {
		return 0, fmt.Errorf("the plan refuses %d changes and has no steps", len(p.Refusals))
	}
	if missing := p.Unallowed(o.Allow); len(missing) > 0 {
		return 0, fmt.Errorf("the plan holds hazards that nobody allowed: %v", missing)
	}
	r := &planner{plan: p, options: o}
	r.runner = runner{observe: observe, work: &Work{folder: &migrations.Folder{}, opener: opener,
		options: Options{Settings: o.Settings}}}
	r.main = connection{opener: opener, settings: o.Settings}
	defer r.main.drop(ctx)
	r.load()
	if err := r.locate(ctx); err != nil {
		return 0, err
	}
	return r.run(ctx)
}

// planner runs one plan.
type planner struct {
	runner
	plan    *plan.Plan
	options PlanOptions
	script  *Script
	units   []unit
}

// unit is a run of statements that is done whole: those of a transaction, or a single one.
type unit struct {
	transactional bool
	from, to      int // indexes of statements
}

// load lays the plan's statements out as one script. Its name tells plans apart, so that only the same plan goes on.
func (r *planner) load() {
	content, _ := json.Marshal(r.plan) // a plan came from JSON or is made of what marshals
	sum := sha256.Sum256(content)
	r.script = &Script{Name: "plan " + hex.EncodeToString(sum[:16]), Path: "plan"}
	for _, g := range r.plan.Groups {
		from := len(r.script.Statements)
		for _, number := range g.Steps {
			step := r.plan.Steps[number-1]
			for _, sql := range step.Statements {
				r.script.Statements = append(r.script.Statements, Statement{SQL: sql, Summary: summarize(sql),
					Pos: diag.Position{File: fmt.Sprintf("step %d (%s)", step.Number, step.Title)}})
			}
		}
		to := len(r.script.Statements)
		if g.Transactional {
			r.units = append(r.units, unit{true, from, to})
			continue
		}
		for n := from; n < to; n++ {
			r.units = append(r.units, unit{false, n, n + 1})
		}
	}
}

// locate finds the history, without which there is nothing to lock.
func (r *planner) locate(ctx context.Context) error {
	session, err := r.main.open(ctx)
	if err != nil {
		return err
	}
	if r.work.place, err = locate(ctx, session); err != nil {
		return err
	}
	r.work.Table = tableOf(r.options.Config, r.work.place)
	exists, err := askBool(ctx, session, r.work.Table.Exists())
	if err == nil && !exists {
		err = fmt.Errorf("there is no history table %s to lock; make one with redraft repair --baseline VERSION", r.work.Table)
	}
	return err
}

// stamp is what has been recorded, to see whether another one ran between two looks.
type stamp struct{ rank, entry int }

// look reads the journal, and the history on the session that may hold its lock.
func (r *planner) look(ctx context.Context, holder *connection) (*journal, stamp, error) {
	session, err := r.main.open(ctx)
	if err != nil {
		return nil, stamp{}, err
	}
	rows, err := holder.rows(ctx, r.work.Table)
	if err != nil {
		return nil, stamp{}, err
	}
	j, err := readJournal(ctx, session, r.work.Table)
	if j == nil {
		j = &journal{table: journalOf(r.work.Table)}
	}
	return j, stamp{migrations.NextRank(rows, "") - 1, j.next() - 1}, err
}

// run makes sure of the state and then runs unit after unit.
func (r *planner) run(ctx context.Context) (ran int, err error) {
	begun, seen, err := r.begin(ctx)
	if err != nil || begun < 0 {
		return 0, err
	}
	for _, u := range r.units {
		if u.to <= begun {
			for n := u.from; n < u.to; n++ {
				r.observe.tell(r.script.event(StatementSkipped, n))
			}
			continue
		}
		for tries := 0; ; tries++ {
			entries, err := r.unit(ctx, u, seen)
			if err == nil {
				seen.entry += entries
				break
			}
			r.main.rollback(ctx)
			if !u.transactional || !r.retryable(err, tries) {
				return ran, err
			}
			r.observe.tell(Event{Kind: ChangesetRetrying, Script: r.script.Name, Elapsed: backoff(tries), Err: err})
			if err := r.clock().Sleep(ctx, backoff(tries)); err != nil {
				return ran, err
			}
		}
		ran += u.to - u.from
	}
	return ran, nil
}

// begin returns at which statement to begin, -1 when all of them ran and the cluster is where the plan leads. The state
// is looked at without the lock, for reading it may touch every table; the stamp tells under the lock whether it holds.
func (r *planner) begin(ctx context.Context) (int, stamp, error) {
	j, seen, err := r.look(ctx, &r.main)
	if err != nil {
		return 0, seen, err
	}
	base, known := j.lastBase(r.script.Name)
	begun, err := j.progress(r.script, base)
	if err == nil && known {
		session, openErr := r.main.open(ctx)
		if openErr != nil {
			return 0, seen, openErr
		}
		err = stillRunning(ctx, session, j, r.script, base)
	}
	if err != nil {
		return 0, seen, err
	}
	if begun > 0 && begun < len(r.script.Statements) {
		if base != seen.rank {
			return 0, seen, fmt.Errorf("the plan was begun when the history ended at rank %d, and it ends at %d now: "+
				"somebody migrated in between; make a new plan from where the cluster is", base, seen.rank)
		}
		return begun, seen, nil
	}
	current, err := r.options.Current(ctx)
	if err != nil {
		return 0, seen, err
	}
	switch current.Fingerprint() {
	case r.plan.From:
		return 0, seen, nil
	case r.plan.To:
		return -1, seen, nil
	}
	return 0, seen, &StateError{r.differences(current)}
}

// lastBase returns where the newest attempt of a script began.
func (j *journal) lastBase(script string) (base int, known bool) {
	for _, e := range j.entries {
		if e.script == script {
			base, known = e.base, true
		}
	}
	return base, known
}

func (r *planner) differences(current *model.Database) []string {
	if r.options.From == nil {
		return nil
	}
	var list []string
	for _, c := range diff.Compare(r.options.From, current, diff.Renames{}) {
		list = append(list, c.Object().String()+": "+c.Describe())
	}
	return slices.Compact(list)
}

// unit runs one unit under the lock and returns how many entries it added to the journal.
func (r *planner) unit(ctx context.Context, u unit, seen stamp) (entries int, err error) {
	guard := &r.main
	if !u.transactional {
		guard = &connection{opener: r.work.opener, settings: r.options.Settings}
		defer guard.drop(ctx)
	}
	if err := guard.lock(ctx, r.work.Table, r.observe); err != nil {
		return 0, err
	}
	j, now, err := r.look(ctx, guard)
	if err != nil {
		return 0, err
	}
	if now != seen {
		return 0, fmt.Errorf("another migration ran meanwhile: look at redraft status, and run the plan again if it still holds")
	}
	w := &writer{journal: j, script: r.script, base: seen.rank, next: now.entry + 1, by: r.work.by()}
	if err := r.prepareJournal(ctx, w); err != nil {
		return 0, err
	}
	before := w.next
	if u.transactional {
		err = r.transaction(ctx, w, u)
	} else {
		err = r.step(ctx, w, u.from)
	}
	return w.next - before, err
}

// prepareJournal makes the journal when there is none, and finds out the session's process.
func (r *planner) prepareJournal(ctx context.Context, w *writer) error {
	session, err := r.main.open(ctx)
	if err == nil && len(w.journal.entries) == 0 {
		err = session.Exec(ctx, createJournal(w.journal.table))
	}
	if err != nil {
		return err
	}
	w.backend, err = backendOf(ctx, session)
	return err
}

// transaction runs the statements of a unit with their entries in the transaction that holds the lock.
func (r *planner) transaction(ctx context.Context, w *writer, u unit) error {
	var entries []entry
	together := *r.script
	together.Transactional = true
	for n := u.from; n < u.to; n++ {
		if _, err := r.statement(ctx, &together, n); err != nil {
			return err
		}
		entries = append(entries, w.make(n, done))
	}
	if err := r.main.exec(ctx, w.journal.insert(nil, entries...)); err != nil {
		return err
	}
	if err := r.main.exec(ctx, "COMMIT"); err != nil {
		return &commitError{err}
	}
	return nil
}
