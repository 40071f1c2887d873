package migrations

import (
	"fmt"
	"math/big"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"
)

// spelling draws a version: its text, and its numbers without trailing zeros.
func spelling(t *rapid.T) (string, []*big.Int) {
	var texts []string
	var numbers []*big.Int
	for range rapid.IntRange(1, 4).Draw(t, "parts") {
		text := rapid.StringMatching(`0{0,2}([0-9]{1,3}|[1-9][0-9]{18,21})`).Draw(t, "part")
		n, _ := new(big.Int).SetString(text, 10)
		texts, numbers = append(texts, text), append(numbers, n)
	}
	for len(numbers) > 0 && numbers[len(numbers)-1].Sign() == 0 {
		numbers = numbers[:len(numbers)-1]
	}
	return strings.Join(texts, rapid.SampledFrom([]string{".", "_"}).Draw(t, "separator")), numbers
}

func TestVersionsCompareNumberByNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		textA, a := spelling(t)
		textB, b := spelling(t)
		want := slices.CompareFunc(a, b, (*big.Int).Cmp)
		if got := version(t, textA).Compare(version(t, textB)); got != want {
			t.Fatalf("%s and %s compare as %d, not %d", textA, textB, got, want)
		}
	})
}

func TestVersionsAreInTotalOrder(t *testing.T) {
	odd := rapid.SampledFrom([]string{"latest", "current", "next", "9223372036854775807", "-3", "٣", "0", "0.0"})
	rapid.Check(t, func(t *rapid.T) {
		var v [3]Version
		for i := range v {
			text, _ := spelling(t)
			if rapid.Bool().Draw(t, "odd") {
				text = odd.Draw(t, "text")
			}
			if rapid.IntRange(0, 9).Draw(t, "none") > 0 {
				v[i] = version(t, text)
			}
		}
		a, b, c := v[0], v[1], v[2]
		if again := a; a.Compare(again) != 0 || a.Compare(b) != -b.Compare(a) {
			t.Fatalf("%v and %v: %d one way, %d the other", a, b, a.Compare(b), b.Compare(a))
		}
		if a.Compare(b) <= 0 && b.Compare(c) <= 0 && a.Compare(c) > 0 {
			t.Fatalf("%v, %v, %v are in order, but not the first and the last", a, b, c)
		}
	})
}

func version(t *rapid.T, text string) Version {
	v, err := ParseVersion(text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// emptyFolder has no migrations.
func emptyFolder() *Folder {
	return &Folder{Root: "sql", Config: DefaultConfig(), paths: map[string]bool{}}
}

func folderOf(versions ...string) *Folder {
	f := emptyFolder()
	for _, v := range versions {
		f.add(Migration{Name: ParseName("V" + v + "__x.sql"), Path: "sql/V" + v + "__x.sql"})
	}
	f.sort()
	return f
}

func drawTime(t *rapid.T) time.Time {
	return time.UnixMilli(rapid.Int64Range(1.2e12, 4e12).Draw(t, "time")).UTC()
}

func TestNextIsAboveEverythingInEveryStyle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		versions := rapid.SliceOfN(rapid.Custom(anyVersion), 0, 14).Draw(t, "versions")
		style := DetectStyle(folderOf(versions...))
		if rapid.Bool().Draw(t, "named") {
			style = namedStyles[rapid.SampledFrom([]string{"integer", "dotted", "date", "timestamp", "epoch"}).Draw(t, "style")]
		}
		last := folderOf(versions...).Newest()
		for range 3 {
			next := style.Next(last, drawTime(t))
			name := ParseName("V" + style.Spell(next) + "__x.sql")
			switch {
			case next.Compare(last) <= 0:
				t.Fatalf("%s follows %s", next, last)
			case name.Version.Compare(next) != 0 || name.Version.String() != next.String():
				t.Fatalf("%s is read as %s", next, name.Version)
			case !next.IsPlain() || next.IsReserved():
				t.Fatalf("%s is not a version to be written", next)
			}
			last = next
		}
	})
}

// anyVersion draws versions as folders have them, and some that nobody should have.
func anyVersion(t *rapid.T) string {
	at := drawTime(t)
	random, _ := spelling(t)
	return rapid.SampledFrom([]string{
		random, "1", "42", "007", "2.7", "2_7", "1.0.0", "99", "9223372036854775806", "-4", "٣",
		at.Format("20060102150405"), at.Format("2006.01.02.1504"), at.Format("2006_01_02"), at.Format("2006.01.02.3"),
		at.Format("20060102"), fmt.Sprint(at.Unix()), fmt.Sprint("0100.", at.UnixMilli()), at.Format("1.20060102150405"),
	}).Draw(t, "version")
}

func TestAFolderKeepsItsStyle(t *testing.T) {
	for name, style := range namedStyles {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				var versions []string
				var last Version
				for range rapid.IntRange(1, 12).Draw(t, "versions") {
					last = style.Next(last, drawTime(t))
					versions = append(versions, style.Spell(last))
				}
				at := drawTime(t)
				want := style.Next(last, at)
				if got := DetectStyle(folderOf(versions...)).Next(last, at); got.String() != want.String() {
					t.Fatalf("after %v comes %s, not %s", versions, got, want)
				}
			})
		})
	}
}

func TestChecksumsDoNotSeeLineEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.StringMatching(`[ a-zé;]{0,6}`), 1, 6).Draw(t, "lines")
		ends := rapid.SampledFrom([]string{"\n", "\r", "\r\n", "\n\n", ""})
		var text strings.Builder
		text.WriteString(rapid.SampledFrom([]string{"", byteOrderMark}).Draw(t, "mark"))
		for _, line := range lines {
			text.WriteString(line + ends.Draw(t, "end"))
		}
		if got, want := ChecksumText(text.String()), ChecksumText(strings.Join(lines, "\n")); got != want {
			t.Fatalf("%q has %d, with line feeds %d", text.String(), got, want)
		}
		if ChecksumText(text.String()+"x") == ChecksumText(text.String()) {
			t.Fatal("one more character does not count")
		}
	})
}

// drawPart draws statements with what makes cutting hard.
func drawPart(t *rapid.T) Part {
	inside := []string{
		"create table t (a int default (1))", "comment on table t is 'it''s; ${x}'", "drop table \"odd ; name\"",
		"create function f() returns int stable as $$ select ';' -- $$ language sql",
		"alter table a.t add column c int -- why",
		"/* one */ drop view v", "grant select on t to \"g\"\n  , h", "comment on column t.c is 'two\nlines'", "select 'é'",
	}
	outside := []string{"vacuum t", "alter table t alter column c type varchar(20)", "create external table s.t (a int)",
		"create or replace library l language plpythonu from 's3://x'", "alter table s.t drop partition (a = 1)"}
	part := Part{Transactional: rapid.Bool().Draw(t, "transactional"), Header: rapid.SliceOfN(
		rapid.StringMatching(`[ a-z;'$({/*-]{0,9}`), 0, 3).Draw(t, "header")}
	from := outside
	if part.Transactional {
		from = inside
	}
	part.Statements = rapid.SliceOfN(rapid.SampledFrom(from), 1, 4).Draw(t, "statements")
	return part
}

func TestWrittenFilesReadBackAsTheChangeset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		files := fstest.MapFS{}
		for _, v := range rapid.SliceOfNDistinct(rapid.IntRange(1, 30), 0, 5, rapid.ID).Draw(t, "versions") {
			content := "select 1;" + rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end")
			files[fmt.Sprintf("sql/V%d__x.sql", v)] = &fstest.MapFile{Data: []byte(content)}
		}
		before, _ := Read(files, "sql", DefaultConfig())
		changeset := Changeset{Name: "some words", Parts: rapid.SliceOfN(rapid.Custom(drawPart), 1, 3).Draw(t, "parts")}
		written, err := Files(before, changeset, drawTime(t))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range written {
			if files[f.Path] != nil {
				t.Fatalf("%s is there already", f.Path)
			}
			files[f.Path] = &fstest.MapFile{Data: f.Content}
		}
		after, findings := Read(files, "sql", DefaultConfig())
		if findings.HasErrors() {
			t.Fatal(findings)
		}
		sameParts(t, after.Migrations[len(before.Migrations):], changeset.Parts)
	})
}

func sameParts(t *rapid.T, got []Migration, want []Part) {
	if len(got) != len(want) {
		t.Fatalf("%d migrations for %d parts", len(got), len(want))
	}
	for i, m := range got {
		if m.Transactional != want[i].Transactional {
			t.Fatalf("%s: transactional %v", m.Path, m.Transactional)
		}
		text := strings.ReplaceAll(m.Text, "\r\n", "\n")
		statements := Split(text)
		if len(statements) != len(want[i].Statements) {
			t.Fatalf("%s: %d statements, not %d:\n%s", m.Path, len(statements), len(want[i].Statements), text)
		}
		for j, s := range statements {
			if !strings.HasSuffix(s.Text, want[i].Statements[j]) {
				t.Fatalf("%s: %q for %q", m.Path, s.Text, want[i].Statements[j])
			}
		}
		if strings.Contains(text, "${") == m.PlaceholderReplace {
			t.Fatalf("%s: placeholders are replaced: %v", m.Path, m.PlaceholderReplace)
		}
		if m.Name.Words == "" || path.Dir(m.Path) != "sql" || !strings.HasSuffix(text, "\n") {
			t.Fatalf("%s is not a well-made file:\n%s", m.Path, text)
		}
	}
}
