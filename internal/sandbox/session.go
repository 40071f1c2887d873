package sandbox

import (
	"net"
	"slices"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/jackc/pgx/v5/pgproto3"

	"github.com/redraft/redraft/internal/sandbox/translate"
)

// prepared is a statement of the extended protocol.
type prepared struct {
	command    translate.Command
	text       string
	parameters []uint32 // their types, as far as the client says
}

// session is one client's connection. run reads from the client and writes to the server; pump, in a goroutine of its
// own, reads from the server and writes to the client.
type session struct {
	sandbox       *Sandbox
	conn          net.Conn // to the client
	link          net.Conn // to the server
	client        *pgproto3.Backend
	server        *pgproto3.Frontend
	database      string
	encodingAsked bool
	owed          *queue
	key           atomic.Pointer[pgproto3.BackendKeyData] // by which the server's process is cancelled

	block         bool // a transaction block is open
	failed        bool // and an error has spoilt it
	batch         bool // requests of the extended protocol were sent since the last Sync
	caseSensitive bool
	statements    map[string]prepared
	portals       map[string]prepared
}

func newSession(s *Sandbox, conn, link net.Conn, client *pgproto3.Backend, server *pgproto3.Frontend, database string, asked bool) *session {
	return &session{
		sandbox: s, conn: conn, link: link, client: client, server: server, database: database, encodingAsked: asked,
		owed: newQueue(), statements: map[string]prepared{}, portals: map[string]prepared{},
	}
}

// run serves the client until one of the two sides is gone.
func (s *session) run() {
	pumped := make(chan struct{})
	go func() {
		defer close(pumped)
		s.pump()
		_ = s.conn.Close()
	}()
	for {
		message, err := s.client.Receive()
		if err != nil || !s.handle(message) {
			break
		}
	}
	s.abandon()
	_ = s.link.Close()
	<-pumped
}

// abandon cancels what still runs for a client that is gone: it would hold its locks until it ends.
func (s *session) abandon() {
	if key := s.key.Load(); key != nil && s.owed.busy() {
		s.sandbox.cancel(&pgproto3.CancelRequest{ProcessID: key.ProcessID, SecretKey: key.SecretKey})
	}
}

// handle serves one message and reports whether the session goes on.
func (s *session) handle(message pgproto3.FrontendMessage) bool {
	switch m := message.(type) {
	case *pgproto3.Query:
		s.simple(m.String)
	case *pgproto3.Parse:
		s.parse(m)
	case *pgproto3.Bind:
		s.bind(m)
	case *pgproto3.Describe:
		s.send(m, &expected{request: requestDescribe, pieces: s.meant(m.ObjectType, m.Name)})
	case *pgproto3.Execute:
		s.execute(m)
	case *pgproto3.Close:
		s.closeNamed(m)
	case *pgproto3.Sync:
		s.batch = false
		s.send(m, &expected{request: requestSync})
		return s.server.Flush() == nil
	case *pgproto3.Terminate:
		s.server.Send(m)
		_ = s.server.Flush()
		return false
	case *pgproto3.PasswordMessage, *pgproto3.SASLInitialResponse, *pgproto3.SASLResponse, *pgproto3.GSSResponse:
		// The server trusts everybody and asks for nothing.
	default: // Flush, CopyData, CopyDone, CopyFail, FunctionCall
		s.server.Send(m)
		return s.server.Flush() == nil
	}
	return true
}

// send passes a request of the extended protocol on.
func (s *session) send(m pgproto3.FrontendMessage, e *expected) {
	if e.request != requestSync {
		s.batch = true
	}
	s.owed.add(e)
	s.server.Send(m)
}

// settle waits for the server to be done with earlier requests and learns the state of the transaction.
func (s *session) settle() {
	if s.batch {
		return // within a batch, the state is what its statements made of it
	}
	status := s.owed.wait()
	s.block, s.failed = status != 'I', status == 'E'
}

// translate turns the text of a message into what the server takes.
func (s *session) translate(text string) []translate.Command {
	return translate.Text(text, translate.Session{
		Block: s.block, CaseSensitive: s.caseSensitive, LateBinding: s.lateBinding, Modes: s.modes, Missing: s.missing,
		LateColumns: s.lateColumns, Columns: s.columns,
	})
}

// simple serves a message of the simple protocol.
func (s *session) simple(text string) {
	s.settle()
	block := s.block
	var pieces []piece
	for _, command := range s.translate(text) {
		s.note(command)
		if command.Lock != "" {
			pieces = append(pieces, piece{command: translate.WriteLock(command.Lock), hidden: true})
		}
		if s.conflict(command) {
			command.SQL = translate.Conflict().SQL
		}
		pieces = append(pieces, piece{command: command})
		if command.Commit && block {
			pieces = append(pieces, piece{command: translate.Commit(), hidden: true})
		}
		block = (block || command.Begins) && !command.Ends
	}
	var sent strings.Builder
	length := 0
	for i := range pieces {
		if i > 0 {
			sent.WriteString("\n;")
			length += 2
		}
		pieces[i].start = length
		sent.WriteString(pieces[i].command.SQL)
		length += utf8.RuneCountInString(pieces[i].command.SQL)
	}
	s.owed.add(&expected{request: requestQuery, pieces: pieces, text: text})
	s.server.Send(&pgproto3.Query{String: sent.String()})
	_ = s.server.Flush()
}

// note keeps what a statement changes in the proxy itself.
func (s *session) note(c translate.Command) {
	if c.LateBinding {
		s.sandbox.late.Store(s.database, true)
	}
	switch c.Setting {
	case translate.CaseSetting:
		s.caseSensitive = translate.IsOn(c.Value)
	case translate.ConflictSetting:
		s.sandbox.Conflict(translate.Number(c.Value))
	case "all":
		s.caseSensitive = false
	}
}

// conflict takes one of the conflicts that are to happen, when the statement touches a table.
func (s *session) conflict(c translate.Command) bool {
	if s.failed || !c.Touches {
		return false
	}
	for {
		n := s.sandbox.conflicts.Load()
		if n <= 0 || !translate.TouchesTable(c.Source) {
			return false
		}
		if s.sandbox.conflicts.CompareAndSwap(n, n-1) {
			return true
		}
	}
}

// parse prepares a statement.
func (s *session) parse(m *pgproto3.Parse) {
	s.settle()
	p := prepared{command: s.one(m.Query), text: m.Query, parameters: slices.Clone(m.ParameterOIDs)}
	s.statements[m.Name] = p
	s.send(p.message(m.Name), &expected{request: requestParse, pieces: []piece{{command: p.command}}, text: m.Query})
}

// one translates the text of a prepared statement; several in one text are an error of the server's.
func (s *session) one(text string) translate.Command {
	commands := s.translate(text)
	if len(commands) > 1 {
		return translate.SeveralStatements()
	}
	return commands[0]
}

func (p prepared) message(name string) *pgproto3.Parse {
	return &pgproto3.Parse{Name: name, Query: p.command.SQL, ParameterOIDs: p.parameters}
}

func (s *session) bind(m *pgproto3.Bind) {
	s.settle()
	p := s.statements[m.PreparedStatement]
	if p.command.Depends {
		p = s.again(m.PreparedStatement, p)
	}
	s.portals[m.DestinationPortal] = p
	s.send(m, &expected{request: requestBind, pieces: []piece{{command: p.command}}, text: p.text})
}

// again translates a prepared statement for the state that things are in now.
func (s *session) again(name string, p prepared) prepared {
	before := p.command.SQL
	if p.command = s.one(p.text); p.command.SQL == before {
		return p
	}
	s.statements[name] = p
	s.send(&pgproto3.Close{ObjectType: 'S', Name: name}, &expected{request: requestClose, hidden: true})
	s.send(p.message(name), &expected{request: requestParse, hidden: true})
	return p
}

// execute runs a portal: first the lock that its statement needs, and behind it what it brings with it.
func (s *session) execute(m *pgproto3.Execute) {
	p := s.portals[m.Portal]
	s.note(p.command)
	if p.command.Lock != "" {
		s.inject(translate.WriteLock(p.command.Lock), nil)
	}
	if s.conflict(p.command) {
		s.inject(translate.Conflict(), nil)
	}
	s.send(m, &expected{request: requestExecute, pieces: []piece{{command: p.command}}, text: p.text})
	if p.command.Commit && s.block {
		s.inject(translate.Commit(), nil)
	}
	s.block = (s.block || p.command.Begins) && !p.command.Ends
}

func (s *session) closeNamed(m *pgproto3.Close) {
	if m.ObjectType == 'S' {
		delete(s.statements, m.Name)
	} else {
		delete(s.portals, m.Name)
	}
	s.send(m, &expected{request: requestClose})
}

// meant returns the statement that a Describe is about.
func (s *session) meant(sort byte, name string) []piece {
	p := s.portals[name]
	if sort == 'S' {
		p = s.statements[name]
	}
	return []piece{{command: p.command}}
}
