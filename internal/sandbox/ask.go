package sandbox

import (
	"strconv"

	"github.com/jackc/pgx/v5/pgproto3"

	"github.com/redraft/redraft/internal/sandbox/translate"
)

// ours is the name of the statements and portals that the proxy makes.
const ours = "redraft sandbox"

// inject runs a statement of ours between the client's.
func (s *session) inject(c translate.Command, l *lookup, args ...string) {
	parameters := make([][]byte, len(args))
	for i, arg := range args {
		parameters[i] = []byte(arg)
	}
	hidden := func(r request) *expected { return &expected{request: r, hidden: true} }
	// The one before may have failed, and an error skips what would have tidied up behind it.
	s.send(&pgproto3.Close{ObjectType: 'S', Name: ours}, hidden(requestClose))
	s.send(&pgproto3.Parse{Name: ours, Query: c.SQL}, hidden(requestParse))
	s.send(&pgproto3.Bind{DestinationPortal: ours, PreparedStatement: ours, Parameters: parameters}, hidden(requestBind))
	s.send(&pgproto3.Execute{Portal: ours}, hidden(requestExecute))
	last := hidden(requestClose)
	last.lookup = l
	s.send(&pgproto3.Close{ObjectType: 'P', Name: ours}, last)
}

// ask runs a query of ours and returns its rows. It must not fail, for that would fail the client's transaction.
func (s *session) ask(c translate.Command, args ...string) ([][]string, bool) {
	if s.failed {
		return nil, false
	}
	within := s.batch
	l := &lookup{done: make(chan struct{})}
	s.inject(c, l, args...)
	if within {
		s.server.Send(&pgproto3.Flush{})
	} else {
		s.batch = false
		s.owed.add(&expected{request: requestSync, hidden: true})
		s.server.Send(&pgproto3.Sync{})
	}
	if s.server.Flush() != nil {
		return nil, false
	}
	<-l.done
	return l.rows, l.ok
}

// hasLateBinding reports whether the database may have a late-binding view.
func (s *session) hasLateBinding() bool {
	may, known := s.sandbox.late.Load(s.database)
	if !known {
		rows, ok := s.ask(translate.HasLateBinding())
		if !ok {
			return false
		}
		may = len(rows) > 0
		s.sandbox.late.LoadOrStore(s.database, may)
	}
	return may == true
}

// lateBinding looks a late-binding view up, where the database has any.
func (s *session) lateBinding(schema, name string) (string, bool) {
	if !s.hasLateBinding() {
		return "", false
	}
	rows, ok := s.ask(translate.FindLateBinding(), schema, name)
	if !ok || len(rows) == 0 {
		return "", false
	}
	return translate.LateBindingQuery(rows[0][0], s.caseSensitive)
}

// modes looks the arguments of a procedure up.
func (s *session) modes(schema, name string, inputs int) string {
	rows, ok := s.ask(translate.FindModes(), schema, name, strconv.Itoa(inputs))
	if !ok || len(rows) == 0 {
		return ""
	}
	return rows[0][0]
}

// columns looks the columns of a relation up.
func (s *session) columns(schema, name string) ([]string, bool) {
	rows, ok := s.ask(translate.FindColumns(), schema, name)
	if !ok || len(rows) == 0 {
		return nil, false
	}
	columns := make([]string, len(rows))
	for i, row := range rows {
		columns[i] = row[0]
	}
	return columns, true
}

// missing asks the server for the column that a statement asks for and that does not exist.
func (s *session) missing(statement string) (string, bool) {
	rows, ok := s.ask(translate.MissingColumn(), statement)
	if !ok || len(rows) != 1 || rows[0][0] == "" {
		return "", false
	}
	return rows[0][0], true
}
