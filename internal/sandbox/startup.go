package sandbox

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgproto3"
)

// Parameters that a client may send in the startup message: those that Redshift takes, and those that only AWS's drivers
// send, which the server is not told.
var (
	passedParameters = []string{
		"user", "database", "client_encoding", "application_name", "extra_float_digits", "datestyle", "timezone", "search_path",
		"statement_timeout", "options",
	}
	awsParameters = []string{
		"driver_version", "os_version", "plugin_name", "client_protocol_version", "replication", "idp_type", "provider_name",
		"server_protocol_version", "driver_discovery_version", "identity_namespace", "token_type", "idc_client_display_name",
	}
)

// serve talks to one client until it leaves.
func (s *Sandbox) serve(conn net.Conn) {
	client := pgproto3.NewBackend(conn, conn)
	for {
		message, err := client.ReceiveStartupMessage()
		if err != nil {
			return
		}
		switch m := message.(type) {
		case *pgproto3.SSLRequest:
			if conn, err = s.encrypt(conn); err != nil {
				return
			}
			client = pgproto3.NewBackend(conn, conn)
		case *pgproto3.GSSEncRequest:
			if _, err = conn.Write([]byte{'N'}); err != nil {
				return
			}
		case *pgproto3.CancelRequest:
			s.cancel(m)
			return
		case *pgproto3.StartupMessage:
			s.begin(conn, client, m)
			return
		}
	}
}

// encrypt answers the wish for an encrypted connection.
func (s *Sandbox) encrypt(conn net.Conn) (net.Conn, error) {
	if s.tls == nil {
		_, err := conn.Write([]byte{'N'})
		return conn, err
	}
	if _, err := conn.Write([]byte{'S'}); err != nil {
		return nil, err
	}
	encrypted := tls.Server(conn, s.tls)
	return encrypted, encrypted.Handshake()
}

func (s *Sandbox) socket() string {
	return filepath.Join(s.server.Host(), ".s.PGSQL."+strconv.Itoa(s.server.Port()))
}

// cancel passes a cancel request on. Process numbers and keys are the server's own, so nothing is to be translated.
func (s *Sandbox) cancel(m *pgproto3.CancelRequest) {
	server, err := net.Dial("unix", s.socket())
	if err != nil {
		return
	}
	defer func() { _ = server.Close() }()
	text, err := m.Encode(nil)
	if err != nil {
		return
	}
	if _, err = server.Write(text); err != nil {
		return
	}
	_, _ = io.Copy(io.Discard, server) // the server closes when it is done
}

// begin connects to the server on behalf of a client and hands over to a session.
func (s *Sandbox) begin(conn net.Conn, client *pgproto3.Backend, m *pgproto3.StartupMessage) {
	parameters := map[string]string{}
	for name, value := range m.Parameters {
		folded := strings.ToLower(name)
		switch {
		case slices.Contains(passedParameters, folded):
			parameters[name] = value
		case slices.Contains(awsParameters, folded), strings.HasPrefix(folded, "_pq_."):
		default:
			client.Send(&pgproto3.ErrorResponse{Severity: "FATAL", Code: "42704",
				Message: fmt.Sprintf("unrecognized configuration parameter %q", name)})
			_ = client.Flush()
			return
		}
	}
	if parameters["database"] == "" {
		parameters["database"] = parameters["user"]
	}
	server, err := net.Dial("unix", s.socket())
	if err != nil {
		client.Send(&pgproto3.ErrorResponse{Severity: "FATAL", Code: "57P03", Message: "the sandbox's server is gone: " + err.Error()})
		_ = client.Flush()
		return
	}
	defer func() { _ = server.Close() }()
	frontend := pgproto3.NewFrontend(server, server)
	frontend.Send(&pgproto3.StartupMessage{ProtocolVersion: pgproto3.ProtocolVersion30, Parameters: parameters})
	if frontend.Flush() != nil {
		return
	}
	_, asked := m.Parameters["client_encoding"]
	session := newSession(s, conn, server, client, frontend, parameters["database"], asked)
	session.run()
}

// reported turns what the server reports of itself into what Redshift does; nil is not reported at all. Evidence: the
// parameters that AWS's JDBC and Python drivers read.
func reported(p *pgproto3.ParameterStatus, encodingAsked bool) *pgproto3.ParameterStatus {
	switch p.Name {
	case "server_version":
		return &pgproto3.ParameterStatus{Name: p.Name, Value: "8.0.2"}
	case "client_encoding":
		if !encodingAsked {
			return &pgproto3.ParameterStatus{Name: p.Name, Value: "UNICODE"}
		}
	case "standard_conforming_strings", "in_hot_standby", "default_transaction_read_only", "IntervalStyle", "scram_iterations",
		"search_path":
		return nil
	}
	return p
}
