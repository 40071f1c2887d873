package ddl

import (
	"strconv"

	"github.com/redraft/redraft/model"
)

// CreateSchema returns CREATE SCHEMA with the quota; the owner is set by Owner.
func CreateSchema(s *model.Schema) string {
	text := "CREATE SCHEMA " + Quote(s.ID.Name)
	if s.QuotaMB > 0 {
		text += " " + quota(s.QuotaMB)
	}
	return text
}

// AlterSchemaQuota sets a schema's quota in megabytes; 0 takes it away.
func AlterSchemaQuota(id model.ID, mb int64) string {
	return "ALTER SCHEMA " + Quote(id.Name) + " " + quota(mb)
}

// quota writes megabytes, the unit in which the engine keeps it (r_CREATE_SCHEMA).
func quota(mb int64) string {
	if mb <= 0 {
		return "QUOTA UNLIMITED"
	}
	return "QUOTA " + strconv.FormatInt(mb, 10) + " MB"
}

// Drop returns the statement that drops an object of any kind; CASCADE is never written. A function or procedure is
// named with its argument types.
func Drop(id model.ID) string { return "DROP " + objectWord(id.Kind) + " " + Reference(id) }

// DropIfExists drops a view or materialized view that may be missing.
func DropIfExists(id model.ID) string {
	return "DROP " + objectWord(id.Kind) + " IF EXISTS " + Reference(id)
}

// Owner hands an object to another user. Views and materialized views are altered as tables: there is no ALTER VIEW,
// and ALTER MATERIALIZED VIEW sets no owner (r_ALTER_TABLE, r_ALTER_MATERIALIZED_VIEW).
func Owner(id model.ID, owner string) string {
	word := objectWord(id.Kind)
	if id.Kind.IsRelation() {
		word = "TABLE"
	}
	return "ALTER " + word + " " + Reference(id) + " OWNER TO " + QuoteUser(owner)
}
