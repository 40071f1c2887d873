package cluster_test

import (
	"net"
	"testing"

	"github.com/jackc/pgx/v5/pgproto3"
)

// passwordServer listens like a server that asks for a password, hands it over and refuses it. PostgreSQL hashes
// what it is sent, so that it could not tell.
func passwordServer(t *testing.T, seen chan<- string) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			refuse(conn, seen)
		}
	}()
	return listener.Addr().String()
}

func refuse(conn net.Conn, seen chan<- string) {
	defer func() { _ = conn.Close() }()
	backend := pgproto3.NewBackend(conn, conn)
	if _, err := backend.ReceiveStartupMessage(); err != nil {
		return
	}
	backend.Send(&pgproto3.AuthenticationCleartextPassword{})
	_ = backend.Flush()
	_ = backend.SetAuthType(pgproto3.AuthTypeCleartextPassword)
	message, err := backend.Receive()
	if err != nil {
		return
	}
	if password, ok := message.(*pgproto3.PasswordMessage); ok {
		seen <- password.Password
	}
	backend.Send(&pgproto3.ErrorResponse{Severity: "FATAL", Code: "28P01", Message: "refused"})
	_ = backend.Flush()
}
