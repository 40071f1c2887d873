package apply

import (
	"context"
	"fmt"
	"slices"

	"github.com/redraft/redraft/migrations"
)

// Fixes returns what Repair would do.
func Fixes(ctx context.Context, opener Opener, folder *migrations.Folder, options Options) ([]migrations.Fix, error) {
	return repair(ctx, opener, folder, options, false)
}

// Repair brings the history into line with the folder as Flyway's repair does, in one transaction under the lock, and
// returns what it did.
func Repair(ctx context.Context, opener Opener, folder *migrations.Folder, options Options) ([]migrations.Fix, error) {
	return repair(ctx, opener, folder, options, true)
}

func repair(ctx context.Context, opener Opener, folder *migrations.Folder, options Options, really bool) ([]migrations.Fix, error) {
	c := connection{opener: opener, settings: options.Settings}
	defer c.drop(ctx)
	session, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	w := &Work{folder: folder, options: options}
	if w.place, err = locate(ctx, session); err != nil {
		return nil, err
	}
	w.Table = tableOf(folder.Config, w.place)
	if exists, err := askBool(ctx, session, w.Table.Exists()); err != nil || !exists {
		return nil, err
	}
	if really {
		if err := c.lock(ctx, w.Table, nil); err != nil {
			return nil, err
		}
	}
	rows, err := c.rows(ctx, w.Table)
	if err != nil {
		return nil, err
	}
	policy := options.Policy
	policy.Values = w.builtin()
	fixes, err := folder.Repair(w.Table, rows, policy, w.by())
	if err != nil || !really {
		return fixes, err
	}
	for _, f := range fixes {
		if err := c.exec(ctx, f.Statement); err != nil {
			return nil, err
		}
	}
	return fixes, c.exec(ctx, "COMMIT")
}

// Decide writes into the journal what a person found out about a statement of a changeset without a transaction, or of
// a plan: that it ran, or that it did not. The next Run goes on behind it, or with it; what the journal says of later
// statements is void then.
func Decide(ctx context.Context, opener Opener, config migrations.Config, script string, statement int, ran bool, settings Settings) error {
	c := connection{opener: opener, settings: settings}
	defer c.drop(ctx)
	session, err := c.open(ctx)
	if err != nil {
		return err
	}
	p, err := locate(ctx, session)
	if err != nil {
		return err
	}
	table := tableOf(config, p)
	latest, _, err := lastSaid(ctx, session, table, script, statement)
	if err != nil {
		return err
	}
	if latest.state == running {
		alive, err := isAlive(ctx, session, latest.backend)
		if alive {
			return fmt.Errorf("statement %d of %s still runs on the server as process %d: wait until it ends, or cancel it",
				statement, script, latest.backend)
		}
		if err != nil && !answered(err) {
			return err
		}
	}
	if err := c.lock(ctx, table, nil); err != nil {
		return err
	}
	latest, j, err := lastSaid(ctx, session, table, script, statement)
	if err != nil {
		return err
	}
	latest.number, latest.by, latest.state = j.next(), p.user, saidDidnt
	if ran {
		latest.state = saidRan
	}
	return c.exec(ctx, j.insert(nil, latest), "COMMIT")
}

// lastSaid returns what the journal says last of a statement.
func lastSaid(ctx context.Context, s Session, history migrations.Table, script string, statement int) (entry, *journal, error) {
	j, err := readJournal(ctx, s, history)
	if err != nil {
		return entry{}, nil, err
	}
	if j != nil {
		for _, e := range slices.Backward(j.entries) {
			if e.script == script && e.statement == statement {
				return e, j, nil
			}
		}
	}
	return entry{}, nil, fmt.Errorf("%s knows nothing of statement %d of %s", journalOf(history), statement, script)
}
