package migrations

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"
)

// drawFolder draws a folder of few files, so that rows hit them.
func drawFolder(t *rapid.T) *Folder {
	files := fstest.MapFS{"sql": {Mode: 0o755 | 1<<31}}
	for _, prefix := range []string{"V1__", "V2__", "V2.1__", "V3__", "B2__", "R__a", "R__b"} {
		if rapid.Bool().Draw(t, prefix) {
			files["sql/"+prefix+"x.sql"] = &fstest.MapFile{Data: []byte(rapid.SampledFrom([]string{"select 1;", "select 2;", "select '${x}';"}).Draw(t, "text"))}
		}
	}
	config := DefaultConfig()
	config.Placeholders = map[string]string{"x": "y"}
	f, _ := Read(files, "sql", config)
	return f
}

// drawRows draws a history that may have come from anywhere.
func drawRows(t *rapid.T) []Row {
	var rows []Row
	for range rapid.IntRange(0, 6).Draw(t, "rows") {
		r := Row{Rank: NextRank(rows, TypeSQL), Script: "s", InstalledBy: "x", Success: rapid.IntRange(0, 9).Draw(t, "success") > 0}
		version := rapid.SampledFrom([]string{"", "", "1", "2", "2.1", "3", "4"}).Draw(t, "version")
		r.Type = rapid.SampledFrom([]string{TypeSQL, TypeSQL, TypeSQL, TypeDelete, TypeSQLBaseline, TypeBaseline, "JDBC"}).Draw(t, "type")
		r.Description = "x"
		if version == "" {
			r.Description = rapid.SampledFrom([]string{"ax", "bx", "cx"}).Draw(t, "description")
			if r.isBaseline() {
				r.Type = TypeSQL
			}
		} else if v, err := ParseVersion(version); err == nil {
			r.Version = v
		}
		if sum := rapid.SampledFrom([]string{"", "select 1;", "select 2;", "select '${x}';", "select 'y';"}).Draw(t, "sum"); sum != "" {
			n := ChecksumText(sum)
			r.Checksum = &n
		}
		rows = append(rows, r)
	}
	return rows
}

// run adds the rows that running everything pending leaves, one after the other, as apply does.
func run(t *rapid.T, f *Folder, rows []Row, policy Policy) []Row {
	for range 20 {
		h, err := f.Info(rows, policy)
		if err != nil {
			t.Skip("Flyway cannot read such a history")
		}
		pending := h.Pending()
		if len(pending) == 0 {
			return rows
		}
		i := pending[0]
		rows = append(rows, Row{Rank: NextRank(rows, i.Type()), Version: i.Version(), Description: i.Description(), Type: i.Type(),
			Script: i.Script(), Checksum: i.Checksum, InstalledBy: "x", Success: true})
	}
	t.Fatal("something stays pending for ever")
	return nil
}

func TestLawWhatIsPendingRunsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, rows := drawFolder(t), drawRows(t)
		policy := Policy{OutOfOrder: rapid.Bool().Draw(t, "outOfOrder")}
		after := run(t, f, rows, policy)
		seen := map[string]bool{}
		for _, r := range after[len(rows):] {
			key := fmt.Sprint(r.Type, r.Version, r.Description)
			if seen[key] {
				t.Fatalf("%s ran twice", key)
			}
			seen[key] = true
		}
	})
}

func TestLawFromNothingEverythingIsFineAfterwards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFolder(t)
		rows := run(t, f, nil, Policy{})
		h, err := f.Info(rows, Policy{})
		if err != nil {
			t.Fatal(err)
		}
		if findings := h.Validate(); findings != nil {
			t.Fatal(findings)
		}
	})
}

// once leaves one row a version. Of several, Flyway's repair marks them all and takes only the newest away, so that it
// has more to do the next time; neither tool writes such a history.
func once(rows []Row) []Row {
	var kept []Row
	for _, r := range rows {
		if !slices.ContainsFunc(kept, func(k Row) bool { return !r.Version.IsZero() && k.Version.Compare(r.Version) == 0 }) {
			kept = append(kept, r)
		}
	}
	return kept
}

func TestLawRepairLeavesNothingToRepair(t *testing.T) {
	table := Table{"dw", "h"}
	rapid.Check(t, func(t *rapid.T) {
		f, rows := drawFolder(t), once(drawRows(t))
		fixes, err := f.Repair(table, rows, Policy{}, "me")
		if err != nil {
			t.Skip("Flyway cannot read such a history")
		}
		rows = repaired(rows, fixes)
		again, err := f.Repair(table, rows, Policy{}, "me")
		if err != nil {
			t.Skip("Flyway cannot read such a history")
		}
		if len(again) > 0 {
			t.Fatalf("after\n%v\nthere is\n%v", fixes, again)
		}
	})
}

// repaired does to rows what the fixes do to the table.
func repaired(rows []Row, fixes []Fix) []Row {
	var after []Row
	for _, r := range rows {
		if !r.Success {
			continue
		}
		for _, f := range fixes {
			if f.Kind == Align && f.Row.Rank == r.Rank {
				r = f.Aligned
			}
		}
		after = append(after, r)
	}
	for _, f := range fixes {
		if f.Kind == MarkDeleted {
			r := f.Row
			r.Rank, r.Type = NextRank(after, TypeDelete), TypeDelete
			after = append(after, r)
		}
	}
	return after
}
