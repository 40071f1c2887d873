package sandbox

import (
	"context"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/redraft/redraft/internal/sandbox/dialect"
	"github.com/redraft/redraft/internal/sandbox/translate"
)

// lateColumns binds the database's late-binding views and leaves their columns where the catalogs look for them
// (PG_GET_LATE_BINDING_VIEW_COLS). They are bound on a connection of the proxy's own, for a view that cannot be bound must
// not fail the client's transaction; what that transaction has changed and not committed is not seen there.
func (s *session) lateColumns() {
	if !s.hasLateBinding() {
		return
	}
	found, err := s.bindLate()
	if err == nil {
		s.ask(translate.KeepLateColumns(), found)
	}
}

// bindLate returns the columns of all late-binding views that can be bound, as the JSON that the catalogs read.
func (s *session) bindLate() (string, error) {
	ctx := context.Background()
	conn, err := pgconn.Connect(ctx, s.sandbox.server.URL(s.database))
	if err != nil {
		return "", err
	}
	defer func() { _ = conn.Close(ctx) }()
	// The client's own transaction may hold a lock that would never be given up while it waits for us.
	if _, err := conn.Exec(ctx, "SET lock_timeout = '200ms'").ReadAll(); err != nil {
		return "", err
	}
	views := conn.ExecParams(ctx, translate.LateBindingViews().SQL, nil, nil, nil, nil).Read()
	if views.Err != nil {
		return "", views.Err
	}
	var schemas, names, columns, types, modifiers, positions []string
	for _, row := range views.Rows {
		for i, field := range s.fieldsOf(ctx, conn, string(row[2])) {
			schemas, names = append(schemas, string(row[0])), append(names, string(row[1]))
			columns, positions = append(columns, field.Name), append(positions, strconv.Itoa(i+1))
			types = append(types, strconv.FormatUint(uint64(field.DataTypeOID), 10))
			modifiers = append(modifiers, strconv.FormatInt(int64(field.TypeModifier), 10))
		}
	}
	var arrays [][]byte
	for _, list := range [][]string{schemas, names, columns, types, modifiers, positions} {
		arrays = append(arrays, []byte(arrayText(list)))
	}
	described := conn.ExecParams(ctx, translate.DescribeLateColumns().SQL, arrays, nil, nil, nil).Read()
	if described.Err != nil || len(described.Rows) != 1 {
		return "", described.Err
	}
	return string(described.Rows[0][0]), nil
}

// fieldsOf binds a view and returns its columns; none when it cannot be bound now.
func (s *session) fieldsOf(ctx context.Context, conn *pgconn.PgConn, definition string) []pgconn.FieldDescription {
	text, ok := translate.LateBindingQuery(definition, s.caseSensitive)
	if !ok {
		return nil
	}
	sql, err := dialect.Rewrite(text, dialect.Options{Inline: s.lateBinding, Columns: s.columns, CaseSensitive: s.caseSensitive})
	if err != nil {
		return nil
	}
	statement, err := conn.Prepare(ctx, "", sql, nil)
	if err != nil {
		return nil
	}
	return statement.Fields
}

// arrayText writes texts as PostgreSQL reads an array.
func arrayText(values []string) string {
	quoted := make([]string, len(values))
	for i, value := range values {
		quoted[i] = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
	}
	return "{" + strings.Join(quoted, ",") + "}"
}
