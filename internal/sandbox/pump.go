package sandbox

import (
	"bytes"
	"strings"

	"github.com/jackc/pgx/v5/pgproto3"
)

// pump passes the server's answers on to the client until the server is gone.
func (s *session) pump() {
	defer s.owed.close()
	for {
		message, err := s.server.Receive()
		if err != nil {
			_ = s.client.Flush()
			return
		}
		if answer := s.answer(message); answer != nil {
			s.client.Send(answer)
		}
		if s.server.ReadBufferLen() == 0 || urgent(message) {
			if s.client.Flush() != nil {
				return
			}
		}
	}
}

// urgent reports whether a client waits for the message.
func urgent(message pgproto3.BackendMessage) bool {
	switch message.(type) {
	case *pgproto3.ReadyForQuery, *pgproto3.CopyInResponse, *pgproto3.PortalSuspended, *pgproto3.ErrorResponse:
		return true
	}
	return false
}

// answer returns what the client is told for a message of the server; nil for nothing.
func (s *session) answer(message pgproto3.BackendMessage) pgproto3.BackendMessage {
	front := s.owed.front()
	switch m := message.(type) {
	case *pgproto3.ParameterStatus:
		if p := reported(m, s.encodingAsked); p != nil {
			return p
		}
		return nil
	case *pgproto3.NoticeResponse:
		if hidden(front) {
			return nil
		}
		return notice(m)
	case *pgproto3.BackendKeyData:
		s.key.Store(&pgproto3.BackendKeyData{ProcessID: m.ProcessID, SecretKey: bytes.Clone(m.SecretKey)})
	case *pgproto3.NotificationResponse:
		return nil // Redshift has no NOTIFY
	case *pgproto3.ErrorResponse:
		answer := failure(m, front)
		s.owed.fail()
		return answer
	case *pgproto3.ReadyForQuery:
		if !s.owed.idle(m.TxStatus) {
			return nil
		}
		return m
	case *pgproto3.DataRow:
		if front != nil && front.hidden {
			keepRow(s.owed, m)
			return nil
		}
	case *pgproto3.CommandComplete:
		return s.complete(m, front)
	case *pgproto3.EmptyQueryResponse, *pgproto3.PortalSuspended:
		return s.finished(message, front)
	case *pgproto3.ParseComplete, *pgproto3.BindComplete, *pgproto3.CloseComplete, *pgproto3.NoData:
		s.owed.done()
	case *pgproto3.RowDescription:
		if front != nil && front.request == requestDescribe {
			s.owed.done()
		}
	}
	if hidden(front) {
		return nil
	}
	return message
}

// hidden reports whether the client hears nothing of what the server is doing.
func hidden(front *expected) bool {
	if front == nil {
		return false
	}
	return front.hidden || front.request == requestQuery && len(front.pieces) > 0 && front.pieces[0].hidden
}

// keepRow keeps a row for whoever asked.
func keepRow(q *queue, m *pgproto3.DataRow) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, e := range q.list {
		if e.lookup != nil {
			row := make([]string, len(m.Values))
			for i, value := range m.Values {
				row[i] = string(value)
			}
			e.lookup.rows = append(e.lookup.rows, row)
			return
		}
	}
}

// complete ends a statement, under the name that Redshift has for it.
func (s *session) complete(m *pgproto3.CommandComplete, front *expected) pgproto3.BackendMessage {
	tag := string(m.CommandTag)
	if front != nil && len(front.pieces) > 0 && front.pieces[0].command.Tag != "" {
		tag = front.pieces[0].command.Tag
	} else if strings.HasPrefix(tag, "SELECT ") {
		tag = "SELECT" // the count came with PostgreSQL 8.4 and later
	}
	return s.finished(&pgproto3.CommandComplete{CommandTag: []byte(tag)}, front)
}

// finished moves on to the next statement.
func (s *session) finished(message pgproto3.BackendMessage, front *expected) pgproto3.BackendMessage {
	silent := hidden(front)
	switch {
	case front == nil:
	case front.request == requestQuery:
		if len(front.pieces) > 1 {
			front.pieces = front.pieces[1:]
		}
	default:
		s.owed.done()
	}
	if silent {
		return nil
	}
	return message
}
