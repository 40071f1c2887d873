package model

// Common is what every planned object has besides its definition.
type Common struct {
	Owner   string // empty when no script says
	Comment string // empty when there is none
}

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
