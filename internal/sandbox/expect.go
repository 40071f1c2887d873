package sandbox

import (
	"sync"

	"github.com/redraft/redraft/internal/sandbox/translate"
)

// request is the sort of message that the server answers.
type request uint8

const (
	requestParse request = iota + 1
	requestBind
	requestDescribe
	requestExecute
	requestClose
	requestSync
	requestQuery
)

// piece is one statement of a message of the simple protocol.
type piece struct {
	command translate.Command
	hidden  bool // it is ours, and the client hears nothing of it but its failure
	start   int  // where it begins in the text that was sent, in characters
}

// expected is an answer that the server owes, in the order of the requests.
type expected struct {
	request request
	hidden  bool
	pieces  []piece // requestQuery: the statements that are not done yet; otherwise the one that is meant
	text    string  // the client's message, for positions
	lookup  *lookup // takes the rows of a question of ours
}

// lookup is a question of the proxy's own.
type lookup struct {
	rows [][]string
	ok   bool
	done chan struct{}
}

func (l *lookup) finish(ok bool) {
	if l != nil {
		l.ok = ok
		close(l.done)
	}
}

// queue is what the server owes. The side that reads from the client adds, the side that reads from the server takes.
type queue struct {
	mu       sync.Mutex
	changed  *sync.Cond
	list     []*expected
	ready    int  // how many answers ReadyForQuery are owed
	status   byte // of the last of them: I idle, T in a block, E in a failed block
	skipping bool // an error has made the server skip everything up to the next Sync, which is not sent yet
	dead     bool // the server is gone
}

func newQueue() *queue {
	q := &queue{status: 'I', ready: 1} // the startup ends with one
	q.changed = sync.NewCond(&q.mu)
	return q
}

// add notes a request. It is called before the request is sent.
func (q *queue) add(e *expected) {
	q.mu.Lock()
	defer q.mu.Unlock()
	ends := e.request == requestSync || e.request == requestQuery
	if q.dead || q.skipping && !ends {
		e.lookup.finish(false)
		return
	}
	if ends {
		q.skipping = false
		q.ready++
	}
	q.list = append(q.list, e)
}

// front returns the request that the server is answering, or nil.
func (q *queue) front() *expected {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.list) == 0 {
		return nil
	}
	return q.list[0]
}

// done takes the request that has been answered.
func (q *queue) done() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.list) > 0 {
		q.list[0].lookup.finish(true)
		q.list = q.list[1:]
	}
}

// fail takes what the server skips after an error: everything up to the next Sync. A simple query ends by itself.
func (q *queue) fail() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.list) > 0 {
		e := q.list[0]
		if e.request == requestSync || e.request == requestQuery {
			return
		}
		e.lookup.finish(false)
		q.list = q.list[1:]
	}
	q.skipping = q.ready == 0
}

// idle takes the request that ReadyForQuery ends and reports whether the client made it.
func (q *queue) idle(status byte) (visible bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	visible = true
	if len(q.list) > 0 {
		visible = !q.list[0].hidden
		q.list[0].lookup.finish(true)
		q.list = q.list[1:]
	}
	q.ready--
	q.status = status
	q.changed.Broadcast()
	return visible
}

// wait waits until nothing is owed that ends a request, and returns the state of the transaction.
func (q *queue) wait() byte {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.ready > 0 && !q.dead {
		q.changed.Wait()
	}
	return q.status
}

// busy reports whether the server owes anything.
func (q *queue) busy() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.ready > 0 && !q.dead
}

// close fails everything: the server is gone.
func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.dead = true
	for _, e := range q.list {
		e.lookup.finish(false)
	}
	q.list = nil
	q.changed.Broadcast()
}
