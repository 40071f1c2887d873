package apply

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"

	"github.com/redraft/redraft/migrations"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/plan/ddl"
)

const codeInDoubt diag.Code = "statement-in-doubt"

// JournalTable is the name of redraft's own table, beside the history. It belongs to no model.
const JournalTable = "redraft_journal"

// state is what an entry says of a statement.
type state string

const (
	running   state = "running" // written before it is sent
	done      state = "done"
	failed    state = "failed"      // the server refused it: it did nothing
	partial   state = "partial"     // a CALL that failed, and may have committed a part
	saidRan   state = "said to run" // a person looked
	saidDidnt state = "said not to" // a person looked
)

// entry is a row of the journal. Rows are added and never changed: an UPDATE reads the table, and two transactions
// that read what the other writes are a serializable conflict (c_serial_isolation).
type entry struct {
	number    int
	script    string
	base      int // rank of the history's last row when the attempt began
	statement int // from 1
	hash      string
	state     state
	backend   int
	by, at    string
}

// journal holds the entries in their order.
type journal struct {
	table   migrations.Table // the journal itself
	entries []entry
}

func journalOf(history migrations.Table) migrations.Table {
	return migrations.Table{Schema: history.Schema, Name: JournalTable}
}

// createJournal makes the table. It is called under the lock of the history, so that nobody else makes it meanwhile.
func createJournal(table migrations.Table) string {
	return "CREATE TABLE IF NOT EXISTS " + table.String() + ` (
    entry BIGINT NOT NULL,
    script VARCHAR(1000) NOT NULL,
    base INTEGER NOT NULL,
    checksum INTEGER,
    statement INTEGER NOT NULL,
    hash VARCHAR(64) NOT NULL,
    state VARCHAR(20) NOT NULL,
    backend INTEGER NOT NULL,
    written_by VARCHAR(128) NOT NULL,
    written_at TIMESTAMP NOT NULL DEFAULT getdate()
)`
}

// readJournal returns nil when there is no journal.
func readJournal(ctx context.Context, s Session, history migrations.Table) (*journal, error) {
	j := &journal{table: journalOf(history)}
	exists, err := askBool(ctx, s, j.table.Exists())
	if err != nil || !exists {
		return nil, err
	}
	sql := "SELECT entry, script, base, statement, hash, state, backend, written_by, written_at FROM " + j.table.String() +
		" ORDER BY entry"
	err = s.Query(ctx, sql, func(row []*string) error {
		e, err := parseEntry(row)
		j.entries = append(j.entries, e)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", j.table, err)
	}
	return j, nil
}

func parseEntry(row []*string) (entry, error) {
	text := make([]string, 9)
	for i, value := range row {
		if value != nil && i < len(text) {
			text[i] = *value
		}
	}
	var e entry
	var errs []error
	for i, target := range map[int]*int{0: &e.number, 2: &e.base, 3: &e.statement, 6: &e.backend} {
		n, err := strconv.Atoi(text[i])
		*target, errs = n, append(errs, err)
	}
	e.script, e.hash, e.state, e.by, e.at = text[1], text[4], state(text[5]), text[7], text[8]
	return e, errors.Join(errs...)
}

// insert returns the statement that adds entries.
func (j *journal) insert(checksum *int32, entries ...entry) string {
	sum := "NULL"
	if checksum != nil {
		sum = strconv.Itoa(int(*checksum))
	}
	rows := make([]string, len(entries))
	for i, e := range entries {
		rows[i] = "(" + strings.Join([]string{
			strconv.Itoa(e.number), ddl.Literal(e.script), strconv.Itoa(e.base), sum, strconv.Itoa(e.statement),
			ddl.Literal(e.hash), ddl.Literal(string(e.state)), strconv.Itoa(e.backend), ddl.Literal(e.by),
		}, ", ") + ")"
	}
	return "INSERT INTO " + j.table.String() +
		" (entry, script, base, checksum, statement, hash, state, backend, written_by) VALUES " + strings.Join(rows, ", ")
}

// next returns the number of the next entry.
func (j *journal) next() int {
	if len(j.entries) == 0 {
		return 1
	}
	return j.entries[len(j.entries)-1].number + 1
}

// last returns the latest entry of each statement of a script, of attempts that began at or after a rank. Statements run
// in their order, so that a new entry makes what was said of later ones void.
func (j *journal) last(script string, since int) map[int]entry {
	latest := map[int]entry{}
	for _, e := range j.entries {
		if e.script != script || e.base < since {
			continue
		}
		latest[e.statement] = e
		maps.DeleteFunc(latest, func(n int, _ entry) bool { return n > e.statement })
	}
	return latest
}

// hash tells whether a statement is still the same text.
func hash(sql string) string {
	sum := sha256.Sum256([]byte(sql))
	return hex.EncodeToString(sum[:])
}

// since returns the rank of the row with which a migration was last recorded. What the journal says of attempts before
// that is history: they ended in that row.
func since(rows []migrations.Row, i *migrations.Info) int {
	rank := 0
	for _, r := range rows {
		same := r.Version.Compare(i.Version()) == 0
		if i.Version().IsZero() {
			same = r.Version.IsZero() && r.Description == migrations.ShortDescription(i.Description())
		}
		if same && r.Success && r.Type != migrations.TypeDelete {
			rank = r.Rank
		}
	}
	return rank
}

// progress returns how many statements of a script are known to have run. An error says why it cannot go on from there.
func (j *journal) progress(s *Script, since int) (int, error) {
	latest := j.last(s.Name, since)
	n := 0
	for ; n < len(s.Statements); n++ {
		e, known := latest[n+1]
		if !known || e.state == failed || e.state == saidDidnt {
			break
		}
		if e.hash != hash(s.Statements[n].SQL) {
			return n, fmt.Errorf("%s: statement %d of %s was run by an earlier apply with another text: put the text back, "+
				"or take back by hand what it did and run redraft repair --statement-did-not-run %s:%d",
				s.Statements[n].Pos, n+1, s.Name, s.Name, n+1)
		}
		if e.state == done || e.state == saidRan {
			continue
		}
		if e.state == running && migrations.Rerunnable(s.Statements[n].SQL) {
			break
		}
		return n, &InDoubtError{Script: s.Name, Statement: n + 1, Pos: s.Statements[n].Pos,
			Summary: s.Statements[n].Summary, By: e.by, At: e.at}
	}
	highest := 0
	for statement, e := range latest {
		if e.state == done || e.state == saidRan {
			highest = max(highest, statement)
		}
	}
	if highest > len(s.Statements) {
		return n, fmt.Errorf("%s: an earlier apply ran %d statements of %s, and the file has %d now: put the text back",
			s.Path, highest, s.Name, len(s.Statements))
	}
	return n, s.lostWithSession(n)
}

// lostWithSession refuses to go on behind statements whose effect ended with their session, such as a temporary table.
func (s *Script) lostWithSession(n int) error {
	if n == len(s.Statements) {
		return nil
	}
	for _, statement := range s.Statements[:n] {
		if bound, restores := migrations.SessionBound(statement.SQL); bound && !restores {
			return fmt.Errorf("%s: %s cannot go on at statement %d, because what this statement made ended with its session (%s): "+
				"take back by hand what the file did and run redraft repair --statement-did-not-run %s:1", statement.Pos, s.Name, n+1, statement.Summary, s.Name)
		}
	}
	return nil
}
