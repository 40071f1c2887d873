package cli

import (
	"context"
	"time"

	"github.com/redraft/redraft/cmd/internal/ui"
)

// await does work that knows no context and returns when the context ends, for the process is about to end then too.
// On a terminal it says that long work goes on.
func await[T any](ctx context.Context, a *app, what string, work func() (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		value, err := work()
		done <- outcome{value, err}
	}()
	start := time.Now()
	ticks, progress := a.ticks(what)
	defer progress.Done()
	for {
		select {
		case o := <-done:
			if err := ctx.Err(); err != nil {
				return o.value, err
			}
			return o.value, o.err
		case <-ctx.Done():
			var none T
			return none, ctx.Err()
		case <-ticks:
			progress.Tick(time.Since(start))
		}
	}
}

// ticks yields every now and then when somebody looks at a terminal, and never otherwise.
func (a *app) ticks(what string) (<-chan time.Time, *ui.Progress) {
	progress := ui.NewProgress(a.stderr, what)
	if _, terminal := terminalOf(a.stderr); !terminal || a.quiet || a.env("TERM") == "dumb" {
		return nil, progress
	}
	return time.Tick(ui.Patience), progress
}
