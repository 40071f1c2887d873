package model

// Common is what every planned object has besides its definition.
type Common struct {
	Owner   string // empty when no script says
	Comment string // empty when there is none
	// Untold are the facts about the object that its source could not tell; it is no part of equality.
	Untold Untold
}

// Untold is a set of facts that the source of an object does not show. A cluster's catalog keeps less than a script says; a
// plan takes what is not told to be as the other side has it.
type Untold uint16

// The facts that may be untold.
const (
	// UntoldSortKey is whether a table without a key is SORTKEY AUTO or has none.
	UntoldSortKey Untold = 1 << iota
	// UntoldEncoding is whether the engine owns the encodings that are there.
	UntoldEncoding
	// UntoldBackup is whether a table or materialized view has BACKUP NO.
	UntoldBackup
	// UntoldCollation is how character columns compare.
	UntoldCollation
	// UntoldLengths are the lengths of a routine's argument and result types.
	UntoldLengths
	// UntoldSettings are a procedure's NONATOMIC and SET.
	UntoldSettings
	// UntoldExternal is where an external function runs.
	UntoldExternal
	// UntoldAutoRefresh is whether a materialized view refreshes by itself.
	UntoldAutoRefresh
	// UntoldQuota is a schema's quota.
	UntoldQuota
	// UntoldText is how somebody wrote the query of a regular view or the constants of defaults: a server shows what it made
	// of them.
	UntoldText
	// UntoldStatements are the statements that made an object of a kind that is not planned.
	UntoldStatements
)

// Has reports whether a fact is among those that are not told.
func (u Untold) Has(fact Untold) bool { return u&fact != 0 }

// Attributes returns the common part; it makes every type that embeds Common usable as an Object.
func (c Common) Attributes() Common { return c }

// Schema is a name space, with an optional quota.
type Schema struct {
	ID ID
	Common
	// QuotaMB is the disk quota in megabytes; 0 is unlimited (r_CREATE_SCHEMA).
	QuotaMB int64
}

// Identity returns the schema's ID.
func (s *Schema) Identity() ID { return s.ID }

// Clone returns a copy that may be changed.
func (s *Schema) Clone() *Schema { c := *s; return &c }

// Unplanned is an object of a kind that no plan changes yet: it is kept so that it is reported and never dropped.
type Unplanned struct {
	ID ID
	Common
	// Statements are the statements that made it so, each as the parser normalised its tokens, in order of execution.
	Statements []string
	// Columns are those of an external table, as far as they are known; they follow from the statements.
	Columns []Column
	// On is the relation that a policy is attached to; it follows from the statements and from what became of the relation.
	On Name
}

// Identity returns the object's ID.
func (u *Unplanned) Identity() ID { return u.ID }

// Clone returns a copy that may be changed.
func (u *Unplanned) Clone() *Unplanned {
	c := *u
	c.Statements = append([]string(nil), u.Statements...)
	return &c
}
