package migrations

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// seeds are the questions of a kind among Flyway's vectors.
func seeds(f *testing.F, kind string) [][]string {
	f.Helper()
	file, err := vectorsOf("testdata/flyway/vectors.jsonl")
	if err != nil {
		f.Fatal(err)
	}
	var list [][]string
	for _, v := range file {
		if v.Ask[0] == kind {
			list = append(list, v.Ask[1:])
		}
	}
	return list
}

func FuzzVersion(f *testing.F) {
	for _, s := range seeds(f, "version") {
		f.Add(s[0])
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := ParseVersion(text)
		if err != nil {
			return
		}
		again, err := ParseVersion(v.String())
		if err != nil || again.Compare(v) != 0 || again.String() != v.String() {
			t.Fatalf("%q is %v, and then %v %v", text, v, again, err)
		}
	})
}

func FuzzName(f *testing.F) {
	for _, s := range seeds(f, "name") {
		f.Add(s[0])
	}
	f.Fuzz(func(t *testing.T, file string) {
		n := ParseName(file)
		if base := file[strings.LastIndexByte(file, '/')+1:]; base != "" && n.String() != base {
			t.Fatalf("%q is written as %q", base, n)
		}
		if n.Kind != Other && n.Problem != "" {
			t.Fatalf("%q is both read and passed over", file)
		}
	})
}

func FuzzChecksum(f *testing.F) {
	for _, s := range seeds(f, "checksum") {
		f.Add(latin1(s[1]))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		sum, err := Checksum(content, "UTF-8")
		if err != nil {
			return
		}
		unix := bytes.ReplaceAll(bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
		for _, other := range [][]byte{unix, bytes.ReplaceAll(unix, []byte("\n"), []byte("\r\n")), append(unix, '\n')} {
			if got, err := Checksum(other, ""); got != sum || err != nil {
				t.Fatalf("%q has %d, %q has %d %v", content, sum, other, got, err)
			}
		}
	})
}

func FuzzSplit(f *testing.F) {
	for _, s := range seeds(f, "split") {
		f.Add(s[0])
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, s := range Split(text) {
			inside := end <= s.Start && s.Start <= s.First && s.First <= s.End
			if !inside || text[s.Start:s.End] != s.Text || s.Text == "" && !s.Ended {
				t.Fatalf("%+v after offset %d", s, end)
			}
			end = s.End
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add("V1__a.sql", "select ${x}; vacuum", "executeInTransaction=false\n")
	f.Add("R__a.sql", "(select 'a\\'')", "encoding=UTF-16\\\nx")
	f.Fuzz(func(t *testing.T, name, content, car string) {
		if !fs.ValidPath("sql/" + name) {
			return // a MapFS takes it and never comes to an end
		}
		files := fstest.MapFS{"sql/" + name: {Data: []byte(content)}, "sql/" + name + ".conf": {Data: []byte(car)}}
		folder, _ := Read(files, "sql", DefaultConfig())
		written, err := Files(folder, Changeset{Name: "x", Parts: []Part{{Statements: []string{content}}}}, now)
		if (err == nil) != (len(written) > 0) {
			t.Fatalf("%d files and %v", len(written), err)
		}
	})
}
