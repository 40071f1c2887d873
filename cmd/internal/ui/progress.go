package ui

import (
	"fmt"
	"io"
	"time"
)

// Patience is how long work may take before a person is told that it goes on.
const Patience = time.Second

// Progress says on a terminal that work goes on, once it takes long, and takes the line back when the work is done.
type Progress struct {
	w     io.Writer
	what  string
	shown bool
}

// NewProgress returns the progress of some work on a terminal.
func NewProgress(w io.Writer, what string) *Progress { return &Progress{w: w, what: what} }

// Tick shows how long the work has taken.
func (p *Progress) Tick(since time.Duration) {
	p.shown = true
	_, _ = fmt.Fprintf(p.w, "\r\x1b[K%s … %d s", p.what, int(since.Seconds())) // it is only talk
}

// Count shows how far work of many parts has come; total is 0 when nobody knows.
func (p *Progress) Count(what string, done, total int, since time.Duration) {
	p.shown = true
	of := ""
	if total > 0 {
		of = fmt.Sprintf(" %s of %s", number(done), number(total))
	}
	_, _ = fmt.Fprintf(p.w, "\r\x1b[K%s%s … %d s", visible(what), of, int(since.Seconds())) // it is only talk
}

// Done takes the line back.
func (p *Progress) Done() {
	if p.shown {
		_, _ = fmt.Fprint(p.w, "\r\x1b[K")
	}
}
