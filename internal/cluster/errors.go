package cluster

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// Error is what the server answered instead of doing what it was told.
type Error struct{ answer *pgconn.PgError }

// Error returns the server's words and its code.
func (e *Error) Error() string {
	text := e.answer.Message + " (SQLSTATE " + e.answer.Code + ")"
	if e.answer.Detail != "" {
		text += "; " + e.answer.Detail
	}
	return text
}

// SQLState returns the five characters by which errors are told apart.
func (e *Error) SQLState() string { return e.answer.Code }

// ServerMessage returns the server's words alone.
func (e *Error) ServerMessage() string { return e.answer.Message }

// ServerHint returns the server's hint or, without one, its detail.
func (e *Error) ServerHint() string {
	if e.answer.Hint != "" {
		return e.answer.Hint
	}
	return e.answer.Detail
}

// ServerPosition returns the place in the text, in characters from 1; 0 when the server names none.
func (e *Error) ServerPosition() int { return int(e.answer.Position) }

// statementError keeps the server's answer, and says when it is the answer to a cancellation.
func statementError(ctx context.Context, err error) error {
	var answer *pgconn.PgError
	if errors.As(err, &answer) {
		err = &Error{answer}
	}
	if cause := context.Cause(ctx); cause != nil {
		return fmt.Errorf("%w: %w", cause, err)
	}
	return err
}

// connectError says where the connection was to go and what may be wrong. The driver's error names user, database and
// address, and no password.
func connectError(c Config, err error) error {
	var answer *pgconn.PgError
	var authority x509.UnknownAuthorityError
	var name x509.HostnameError
	hint := ""
	switch {
	case errors.As(err, &answer):
		hint = answerHint(answer.Code)
		err = &Error{answer}
	case errors.As(err, &authority):
		hint = "set sslrootcert to the certificate of who signed the server's"
	case errors.As(err, &name):
		hint = "sslmode verify-ca does not check the name"
	case strings.Contains(err.Error(), "server refused TLS connection"):
		hint = "set sslmode to disable if plain text is meant"
	case strings.Contains(err.Error(), "unknown authentication type"):
		hint = "the server asks for a kind of login that only AWS's own drivers speak; " +
			"give the user an md5 password, or use temporary credentials (cluster, workgroup)"
	}
	if hint != "" {
		return fmt.Errorf("cannot connect to %s: %w; %s", c, err, hint)
	}
	return fmt.Errorf("cannot connect to %s: %w", c, err)
}

// answerHint says what helps against what a server answers to a login (PostgreSQL's error codes).
func answerHint(code string) string {
	switch code {
	case "28000", "28P01":
		return "check user and password"
	case "3D000":
		return "check the name of the database"
	case "53300":
		return "the server has no connection left; try again later"
	}
	return ""
}
