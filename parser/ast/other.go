package ast

import "github.com/redraft/redraft/model"

// Effect is what a statement does to an object that redraft keeps without planning it.
type Effect uint8

// The effects.
const (
	EffectCreate Effect = iota + 1
	EffectAlter
	EffectDrop
)

// Unplanned is implemented by the statements about objects that no plan changes yet. Targets returns the objects the
// statement is about; Normalised returns its tokens, with single blanks and folded words, for the model to keep.
type Unplanned interface {
	Statement
	Targets() []model.ID
	Effect() Effect
	Normalised() string
}

// UnplannedBase is embedded by every statement that implements Unplanned.
type UnplannedBase struct {
	Base
	IDs       []model.ID
	Does      Effect
	Condition bool // IF EXISTS or IF NOT EXISTS was written
	Replace   bool // OR REPLACE was written
	Tokens    string
}

// Targets returns the objects the statement is about.
func (u *UnplannedBase) Targets() []model.ID { return u.IDs }

// Effect returns what the statement does to them.
func (u *UnplannedBase) Effect() Effect { return u.Does }

// Normalised returns the statement's tokens with single blanks.
func (u *UnplannedBase) Normalised() string { return u.Tokens }

// Insert, Update, Delete, Merge, Copy and Truncate change rows; Unload, Select and the rest only read. Query is the text
// that parser/query can read, and is empty where there is none.
type (
	// Insert is INSERT INTO.
	Insert struct {
		Base
		Target Name
		Query  Query // the whole statement
	}
	// Update is UPDATE; without Where it changes every row.
	Update struct {
		Base
		Target Name
		Where  bool
		Query  Query
	}
	// Delete is DELETE; without Where it deletes every row.
	Delete struct {
		Base
		Target Name
		Where  bool
		Query  Query
	}
	// Merge is MERGE INTO.
	Merge struct {
		Base
		Target Name
		Query  Query
	}
	// Select is a query that stands alone.
	Select struct {
		Base
		Query Query
	}
	// Copy is COPY table FROM ….
	Copy struct {
		Base
		Target  Name
		Columns []Ident
	}
	// Unload is UNLOAD ('query') TO …; Query.Text is the inner query with its quotes resolved.
	Unload struct {
		Base
		Query Query
	}
	// Truncate is TRUNCATE.
	Truncate struct {
		Base
		Target Name
	}
	// Call is CALL procedure(…).
	Call struct {
		Base
		Name Name
	}
	// Refresh is REFRESH MATERIALIZED VIEW.
	Refresh struct {
		Base
		Name Name
	}
	// Lock is LOCK [TABLE] ….
	Lock struct {
		Base
		Names []Name
	}
	// Set is SET name TO values, and RESET name with no values.
	Set struct {
		Base
		Local  bool
		Name   string
		Values []string
	}
	// Transaction is BEGIN, COMMIT, END, ROLLBACK, ABORT or START TRANSACTION; Verb is BEGIN, COMMIT or ROLLBACK.
	Transaction struct {
		Base
		Verb string
	}
	// Utility is any other statement that is known and changes no data model: VACUUM, ANALYZE, SHOW, EXPLAIN, PREPARE,
	// EXECUTE, DEALLOCATE, DECLARE, FETCH, CLOSE, CANCEL, USE, DESC, ….
	Utility struct {
		Base
		Verb string // the leading words in upper case
	}
)
