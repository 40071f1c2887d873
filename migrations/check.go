package migrations

import (
	"fmt"
	"math/big"
	"slices"
	"unicode/utf16"

	"github.com/redraft/redraft/model/diag"
)

// check reports what is wrong with the migrations of a folder, taken one by one and together.
// Holes are looked for when all files are there.
func check(f *Folder, complete bool) diag.List {
	var c checker
	lists := [][]Migration{f.Migrations, f.Baselines, f.Undos, f.Callbacks, f.Scripts}
	for _, list := range lists {
		for _, m := range list {
			c.version(m)
			c.length(m)
		}
	}
	c.duplicates(slices.Concat(f.Migrations, f.Scripts))
	for _, list := range lists[1:4] {
		c.duplicates(list)
	}
	if complete {
		c.gaps(slices.Concat(f.versioned(), f.Scripts))
	}
	return c.findings
}

type checker struct {
	findings diag.List
}

func (c *checker) report(severity diag.Severity, code diag.Code, m Migration, summary, hint string) *diag.Diagnostic {
	c.findings = append(c.findings, diag.Diagnostic{Severity: severity, Code: code, Pos: diag.Position{File: m.Path},
		Summary: summary, Hint: hint})
	return &c.findings[len(c.findings)-1]
}

// version reports versions that Flyway reads and a person should not write.
func (c *checker) version(m Migration) {
	v := m.Name.Version
	switch {
	case v.IsReserved():
		c.report(diag.Error, codeVersionReserved, m,
			"Flyway records the version "+v.String()+" in a form that it cannot read again", "choose a number")
	case !v.IsZero() && !v.IsPlain():
		c.report(diag.Warning, codeVersionSpelling, m,
			"the version "+v.String()+" has a sign, or digits other than 0 to 9; Flyway happens to read it",
			"write plain digits")
	}
	if len(v.String()) > maxVersionBytes {
		c.report(diag.Error, codeVersionTooLong, m,
			fmt.Sprintf("the version takes %d bytes, and the history's column holds %d", len(v.String()), maxVersionBytes),
			"choose a shorter version")
	}
}

// The history table's columns (RedshiftDatabase.getRawCreateScript) in bytes, which are also the lengths in characters
// to which Flyway cuts its texts. A VARCHAR of Redshift counts bytes: the manual, r_Character_types.
const (
	maxVersionBytes     = 50
	maxDescriptionBytes = 200
	maxScriptBytes      = 1000
)

// length reports texts that fit in characters, after Flyway's cut, and not in bytes. Callbacks leave no row.
func (c *checker) length(m Migration) {
	if m.Name.Kind == Callback {
		return
	}
	if n := recordedBytes(m.Name.Description(), maxDescriptionBytes); n > maxDescriptionBytes {
		c.report(diag.Error, codeDescriptionTooLong, m,
			fmt.Sprintf("the description takes %d bytes, and the history's column holds %d: the migration runs, its row fails",
				n, maxDescriptionBytes), "shorten it")
	}
	if n := recordedBytes(m.Script, maxScriptBytes); n > maxScriptBytes {
		c.report(diag.Error, codeScriptTooLong, m,
			fmt.Sprintf("the path takes %d bytes, and the history's column holds %d: the migration runs, its row fails",
				n, maxScriptBytes), "shorten it")
	}
}

// recordedBytes returns at least how many bytes a text takes when Flyway has cut it to a number of UTF-16 units, three
// of which become dots.
func recordedBytes(text string, limit int) int {
	if units := utf16.Encode([]rune(text)); len(units) > limit {
		text = string(utf16.Decode(units[:limit-3])) + "..."
	}
	return len(text)
}

// duplicates reports what Flyway refuses to tell apart (CompositeMigrationResolver, SqlScriptCallbackFactory).
func (c *checker) duplicates(list []Migration) {
	first := map[string]Migration{}
	for _, m := range list {
		if m.Name.Kind == Callback && m.Name.Script {
			continue // Flyway keeps those in a set
		}
		key := identity(m.Name)
		other, ok := first[key]
		if !ok {
			first[key] = m
			continue
		}
		var d *diag.Diagnostic
		switch m.Name.Kind {
		case Repeatable:
			d = c.report(diag.Error, codeRepeatableDuplicate, m, "two repeatable migrations have the description "+
				m.Name.Description()+", and Flyway stops", "give one of them another description")
		case Callback:
			d = c.report(diag.Error, codeCallbackDuplicate, m, "two callbacks have the same name, and Flyway stops",
				"give one of them another description")
		default:
			d = c.report(diag.Error, codeVersionDuplicate, m, sameVersion(other.Name, m.Name)+", and Flyway stops",
				"give the one that was never deployed the next free version")
		}
		d.Related = []diag.Related{{Pos: diag.Position{File: other.Path}, Message: "the other one"}}
	}
}

func sameVersion(a, b Name) string {
	if a.Version.String() == b.Version.String() {
		return "two migrations have the version " + a.Version.String()
	}
	return "the versions " + a.Version.String() + " and " + b.Version.String() + " are the same"
}

// identity is what may exist only once in a list. Equal versions in different spellings have the same.
func identity(n Name) string {
	switch {
	case n.Kind == Callback:
		return n.Prefix + " " + n.Description()
	case n.Kind == Repeatable:
		return "repeatable " + n.Description()
	case n.Version.IsReserved():
		return fmt.Sprint("reserved ", n.Version.rank)
	}
	return fmt.Sprint("version ", n.Version.parts)
}

// gaps reports whole numbers that are missing between versions, in folders that count by one most of the time.
func (c *checker) gaps(list []Migration) {
	whole := slices.DeleteFunc(list, func(m Migration) bool {
		v := m.Name.Version
		return m.Name.Kind != Versioned || v.IsReserved() || len(v.parts) > 1
	})
	slices.SortFunc(whole, compareMigrations)
	one, ones := big.NewInt(1), 0
	step := func(i int) *big.Int {
		return new(big.Int).Sub(whole[i].Name.Version.part(0), whole[i-1].Name.Version.part(0))
	}
	for i := 1; i < len(whole); i++ {
		if step(i).Cmp(one) == 0 {
			ones++
		}
	}
	for i := 1; i < len(whole) && 2*ones >= len(whole)-1; i++ {
		if step(i).Cmp(one) <= 0 {
			continue
		}
		from := new(big.Int).Add(whole[i-1].Name.Version.part(0), one)
		to := new(big.Int).Sub(whole[i].Name.Version.part(0), one)
		c.report(diag.Warning, codeVersionGap, whole[i],
			"there is no "+numbers(from, to)+" before this one; Flyway does not mind, but stops if it arrives later",
			"bring the missing file back, or leave it if the number was never used")
	}
}

func numbers(from, to *big.Int) string {
	if from.Cmp(to) == 0 {
		return "version " + from.String()
	}
	return "version from " + from.String() + " to " + to.String()
}
