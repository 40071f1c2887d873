package apply

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/redraft/redraft/migrations"
)

// create makes the history, and its schema where that is missing, as Flyway does; rows are put into it at once.
// When somebody else makes it at the same time, theirs is used.
func create(ctx context.Context, c *connection, w *Work, rows []migrations.Row) error {
	statements := w.Table.Create(rows...)
	if w.CreatesSchema {
		marker := migrations.Row{Rank: migrations.NextRank(rows, migrations.TypeSchema),
			Description: migrations.SchemaDescription, Type: migrations.TypeSchema, Script: `"` + w.Table.Schema + `"`,
			InstalledBy: w.by(), Success: true}
		statements = slices.Concat([]string{w.Table.CreateSchema()}, statements, []string{w.Table.Insert(marker)})
	}
	for tries := 0; ; tries++ {
		session, err := c.open(ctx)
		if err != nil {
			return err
		}
		exists, err := askBool(ctx, session, w.Table.Exists())
		if err != nil || exists {
			return err
		}
		err = c.exec(ctx, slices.Concat([]string{"BEGIN"}, statements, []string{"COMMIT"})...)
		if err == nil {
			return nil
		}
		c.rollback(ctx)
		if tries == c.settings.Retries+1 || !isConflict(err) && !isDuplicate(err) {
			return fmt.Errorf("creating %s: %w", w.Table, err)
		}
		if err := c.settings.Clock.Sleep(ctx, backoff(tries)); err != nil {
			return err
		}
	}
}

// isDuplicate reports whether somebody else made the same thing first.
func isDuplicate(err error) bool {
	switch sqlState(err) {
	case "42P06", "42P07", "23505", "42710":
		return true
	}
	return answered(err) && strings.Contains(err.Error(), "already exists")
}

// Baseline makes the history of a database that was there before it, with one row that says which version it has:
// nothing up to that version runs. An existing history with the same baseline is fine, any other is an error, as with
// Flyway (DbBaseline).
func Baseline(ctx context.Context, opener Opener, config migrations.Config, version migrations.Version, settings Settings) error {
	c := connection{opener: opener, settings: settings}
	defer c.drop(ctx)
	session, err := c.open(ctx)
	if err != nil {
		return err
	}
	w := &Work{options: Options{Settings: settings}}
	if w.place, err = locate(ctx, session); err != nil {
		return err
	}
	w.Table = tableOf(config, w.place)
	if _, err := w.look(ctx, session); err != nil {
		return err
	}
	row := migrations.Row{Rank: 1, Version: version, Description: migrations.BaselineDescription,
		Type: migrations.TypeBaseline, Script: migrations.BaselineDescription, InstalledBy: w.by(), Success: true}
	if err := create(ctx, &c, w, []migrations.Row{row}); err != nil {
		return err
	}
	rows, err := c.rows(ctx, w.Table)
	if err != nil {
		return err
	}
	for _, r := range rows[:min(len(rows), 2)] { // Flyway looks no further
		if r.Type == migrations.TypeBaseline && r.Version.Compare(version) == 0 && r.Description == row.Description {
			return nil
		}
		if r.Type == migrations.TypeBaseline {
			return fmt.Errorf("%s has the baseline %s (%s) already, and a history has one", w.Table, r.Version, r.Description)
		}
	}
	return fmt.Errorf("%s is there already and has no baseline: a baseline is the first row of a new history", w.Table)
}
