package livelaws

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/internal/cluster"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan"
	"github.com/redraft/redraft/plan/ddl"
)

// freight is the rows of one table, and what is to become of them.
type freight struct {
	old, new      model.ID // before and behind the plan; new is the zero ID for a table that goes
	table, target *model.Table
	columns       []pairing
	original      []string // the rows as they were put in, sorted
	want          []string // the shared columns of them as they are to arrive, sorted
	// exact are the values of columns that may not change, read back in their old type, sorted.
	exact []string
	// uncastable is true when the plan's own cast refuses a value; the plan warned of it.
	uncastable bool
	// lost is true when the plan says that no row can be kept.
	lost bool
}

// pairing is a column that is there before and behind the plan.
type pairing struct {
	old, new model.Column
	exact    bool // no value may change
}

// stated is the plan's own cast, and what storing does.
func (c pairing) stated() string {
	if c.old.Type == c.new.Type {
		return ddl.Quote(c.old.Name)
	}
	return "CAST(" + ddl.Cast(c.old.Name, c.old.Type, c.new.Type) + " AS " + c.new.Type.String() + ")"
}

// back reads an arrived value in its old type.
func (c pairing) back() string {
	if c.old.Type == c.new.Type {
		return ddl.Quote(c.new.Name)
	}
	return "CAST(" + ddl.Quote(c.new.Name) + " AS " + c.old.Type.String() + ")"
}

// load puts rows into every table: values that the plan's casts take, where it says that they change.
func (s *station) load(ctx context.Context, live *model.Database, j journey, p *plan.Plan) error {
	for _, f := range freights(live, j, p) {
		if err := s.fill(ctx, f, f.table); err != nil {
			return fmt.Errorf("putting rows into %s: %w", f.old, err)
		}
	}
	return nil
}

// consign reads all rows, and says what is to become of them by a plan.
func (s *station) consign(ctx context.Context, live *model.Database, j journey, p *plan.Plan) ([]*freight, error) {
	cargo := freights(live, j, p)
	for _, f := range cargo {
		if err := errors.Join(f.demandWarnings(p), s.expect(ctx, f, p)); err != nil {
			return nil, fmt.Errorf("%s: %w", f.old, err)
		}
	}
	return cargo, nil
}

// freights pairs every table with what it becomes.
func freights(live *model.Database, j journey, p *plan.Plan) []*freight {
	newTables, newColumns := follow(live, j.renames)
	var cargo []*freight
	for id, table := range live.Tables.All() {
		f := &freight{old: id, table: table, target: table}
		if now := or(newTables, id); j.to.Tables.Has(now) {
			f.new = now
			f.target, _ = j.to.Tables.Get(now)
			if len(f.target.Columns) == 0 { // a CREATE TABLE AS left them unknown, and the plan leaves the table alone
				f.target = table
			}
			f.pair(newColumns[now], p)
		}
		cargo = append(cargo, f)
	}
	return cargo
}

func or(renamed map[model.ID]model.ID, id model.ID) model.ID {
	if now, ok := renamed[id]; ok {
		return now
	}
	return id
}

// follow returns the new names of renamed objects, and per table, by its new name, the new names of columns.
func follow(live *model.Database, renames diff.Renames) (map[model.ID]model.ID, map[model.ID]map[string]string) {
	objects, columns := make(map[model.ID]model.ID), make(map[model.ID]map[string]string)
	_, changes := diff.ApplyRenames(live, renames)
	for _, change := range changes {
		switch c := change.(type) {
		case diff.RenameObject:
			objects[c.From] = c.ID
		case diff.RenameColumn:
			if columns[c.ID] == nil {
				columns[c.ID] = make(map[string]string)
			}
			columns[c.ID][c.From] = c.To
		}
	}
	return objects, columns
}

// pair finds the columns whose values are to be there behind the plan.
func (f *freight) pair(renamed map[string]string, p *plan.Plan) {
	for _, old := range f.table.Columns {
		name := old.Name
		if now, ok := renamed[name]; ok {
			name = now
		}
		now := f.target.Column(name)
		if now == nil || f.rebuilt(p) && now.Identity != nil && !now.Identity.ByDefault {
			continue // a plain IDENTITY takes no values
		}
		c := pairing{old: old, new: *now}
		if c.new.Type.IsZero() {
			c.new.Type = old.Type
		}
		c.exact = !hasHazard(p, plan.LossyCast, &f.new, "column "+name+": ") &&
			!hasHazard(p, plan.LossyCast, &f.new, "fails when a longer value is stored in column "+name)
		f.columns = append(f.columns, c)
	}
}

func (f *freight) rebuilt(p *plan.Plan) bool {
	return slices.ContainsFunc(p.Steps, func(s plan.Step) bool { return s.Strategy == plan.Rebuild && s.Object == f.new })
}

// demandWarnings demands that the plan names what it does to rows: numbers them anew, or loses them.
func (f *freight) demandWarnings(p *plan.Plan) error {
	if f.new.IsZero() || !f.rebuilt(p) {
		return nil
	}
	for _, now := range f.target.Columns {
		old := f.table.Column(now.Name)
		if now.Identity != nil && old != nil && !hasHazard(p, plan.IdentityRenumbered, &f.new, "column "+now.Name+" ") {
			return fmt.Errorf("%s is rebuilt, and nothing is said of what becomes of the identity %s", f.new, now.Name)
		}
	}
	f.lost = len(f.columns) == 0
	if f.lost && !hasHazard(p, plan.DataLoss, &f.new, "") {
		return fmt.Errorf("no row of %s can be kept, and nothing is said of it", f.new)
	}
	return nil
}

// expect reads what was put in, and casts it as the plan says.
func (s *station) expect(ctx context.Context, f *freight, p *plan.Plan) (err error) {
	if f.original, err = s.sorted(ctx, "SELECT * FROM "+ddl.QualifiedName(f.old)); err != nil {
		return err
	}
	if len(f.original) < minRows {
		return fmt.Errorf("only %d rows were put in", len(f.original))
	}
	if f.new.IsZero() || f.lost {
		return nil
	}
	if f.exact, err = s.sorted(ctx, f.selection(f.old, func(c pairing) (string, bool) { return ddl.Quote(c.old.Name), c.readable() })); err != nil {
		return err
	}
	f.want, err = s.sorted(ctx, f.selection(f.old, func(c pairing) (string, bool) { return c.stated(), true }))
	f.uncastable = err != nil && isAboutData(err) && hasHazard(p, plan.LossyCast, &f.new, "")
	if f.uncastable {
		return nil
	}
	return err
}

// readable reports whether values can be read back in their old type. A text is no boolean (r_Type_conversion).
func (c pairing) readable() bool {
	return c.exact && (c.old.Type == c.new.Type || c.old.Type.Name != model.Boolean)
}

// selection selects something of the shared columns; their number alone when there is nothing.
func (f *freight) selection(from model.ID, expr func(pairing) (string, bool)) string {
	var list []string
	for _, c := range f.columns {
		if e, ok := expr(c); ok {
			list = append(list, e)
		}
	}
	if len(list) == 0 {
		list = []string{"1"}
	}
	return "SELECT " + strings.Join(list, ", ") + " FROM " + ddl.QualifiedName(from)
}

func (s *station) sorted(ctx context.Context, query string) ([]string, error) {
	rows, err := s.rows(ctx, query)
	slices.Sort(rows)
	return rows, err
}

// isAboutData reports whether the server stopped at a value (SQLSTATE class 22), or at a null where none may be.
func isAboutData(err error) bool {
	var answer *cluster.Error
	return errors.As(err, &answer) && (strings.HasPrefix(answer.SQLState(), "22") || answer.SQLState() == "23502")
}

// demandRows demands that every row is there once, with its values.
func (s *station) demandRows(ctx context.Context, cargo []*freight) error {
	for _, f := range cargo {
		if f.new.IsZero() || f.lost {
			continue
		}
		if f.uncastable {
			return fmt.Errorf("%s: the plan's own cast refuses values, and the plan ran", f.new)
		}
		got, err := s.sorted(ctx, f.selection(f.new, func(c pairing) (string, bool) { return ddl.Quote(c.new.Name), true }))
		if err == nil {
			err = compare(got, f.want)
		}
		if err != nil {
			return fmt.Errorf("the rows of %s: %w", f.new, err)
		}
		got, err = s.sorted(ctx, f.selection(f.new, func(c pairing) (string, bool) { return c.back(), c.readable() }))
		if err == nil {
			err = compare(got, f.exact)
		}
		if err != nil {
			return fmt.Errorf("the rows of %s, of which the plan says that no value changes: %w", f.new, err)
		}
	}
	return nil
}

func compare(got, want []string) error {
	if slices.Equal(got, want) {
		return nil
	}
	return fmt.Errorf("there are\n  %s\nand there should be\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
}

// demandUntouched demands that every row is there once behind a plan that stopped, under the table's old name or its new
// one, and that nothing half made is left.
func (s *station) demandUntouched(ctx context.Context, cargo []*freight) error {
	live, err := s.read(ctx)
	if err != nil {
		return err
	}
	for id := range live.Tables.All() {
		if strings.Contains(id.Name, "__redraft_") {
			return fmt.Errorf("%s is left by a plan that stopped", id)
		}
	}
	for _, f := range cargo {
		id := f.old
		if !live.Has(id) {
			id = f.new
		}
		if id.IsZero() {
			continue // a table that was to go
		}
		got, err := s.rows(ctx, "SELECT 1 FROM "+ddl.QualifiedName(id))
		if err != nil {
			return err
		}
		if len(got) != len(f.original) {
			return fmt.Errorf("%s holds %d rows behind a plan that stopped, and %d before", id, len(got), len(f.original))
		}
	}
	return nil
}
