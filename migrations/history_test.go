package migrations

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"testing"
)

// A case is a folder, the rows of a history and a policy; "want" is what info, validate, migrate and repair of Flyway
// say. A row is rank|version|description|type|script|checksum|success, with - for NULL and "file" for the checksum of
// the file's raw text.
func TestAHistoryIsReadAsFlywayReadsIt(t *testing.T) {
	eachCase(t, "testdata/history/*.txtar", func(t *testing.T, c testCase) string {
		rowText, policyText := c.take("rows"), c.take("policy")
		folder, _ := Read(c.files, "sql", c.config(t))
		rows, err := readRows(folder, rowText)
		if err != nil {
			return "error: " + err.Error() + "\n"
		}
		policy := readPolicy(t, policyText)
		h, err := folder.Info(rows, policy)
		if err != nil {
			return "error: " + err.Error() + "\n"
		}
		fixes, err := folder.Repair(Table{"public", "flyway_schema_history"}, rows, policy, "me")
		if err != nil {
			t.Fatal(err)
		}
		return describeHistory(h) + describeFixes(fixes)
	})
}

// take removes a file from the case's folder and returns its text.
func (c testCase) take(name string) string {
	content, err := fs.ReadFile(c.files, "sql/"+name)
	if err != nil {
		return ""
	}
	delete(c.files, "sql/"+name)
	return string(content)
}

func readRows(f *Folder, text string) ([]Row, error) {
	var rows []Row
	for line := range strings.Lines(text) {
		fields := strings.Split(strings.TrimSpace(line), "|")
		if fields[5] == "file" {
			for _, list := range [][]Migration{f.Migrations, f.Baselines, f.Scripts} {
				for _, m := range list {
					if m.Script == fields[4] {
						fields[5] = strconv.Itoa(int(m.Checksum))
					}
				}
			}
		}
		values := []string{fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], "2026-01-02 03:04:05.678",
			"somebody", "12", fields[6]}
		pointers := make([]*string, len(values))
		for i := range values {
			if values[i] != "-" {
				pointers[i] = &values[i]
			}
		}
		row, err := ParseRow(pointers)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func readPolicy(t *testing.T, text string) Policy {
	policy := Policy{Values: map[string]string{"flyway:user": "me"}}
	for line := range strings.Lines(text) {
		word, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		var err error
		switch word {
		case "target":
			policy.Target, err = ParseVersion(value)
		case "outOfOrder":
			policy.OutOfOrder = true
		case "ignore":
			var p Pattern
			p, err = ParsePattern(value)
			policy.Ignore = append(policy.Ignore, p)
		default:
			t.Fatalf("policy %q", line)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return policy
}

func describeHistory(h *History) string {
	var out strings.Builder
	for _, i := range h.All() {
		rank := "-"
		if i.Row != nil {
			rank = strconv.Itoa(i.Row.Rank)
		}
		version := i.Version().String()
		if version == "" {
			version = "R"
		}
		fmt.Fprintf(&out, "%-18s rank %s %s %q %s\n", i.State, rank, version, i.Description(), i.Type())
	}
	fmt.Fprintf(&out, "version %q\n", h.Version())
	for _, i := range h.Pending() {
		fmt.Fprintf(&out, "pending %s with checksum %d\n", i.Script(), *i.Checksum)
	}
	if b := h.Blocking(); b != nil {
		fmt.Fprintf(&out, "migrate stops at %s\n", b.Name())
	}
	out.WriteString(indent("validate", describeFindings(h.Validate())))
	out.WriteString(indent("before migrate", describeFindings(h.Validate(IgnorePending))))
	return out.String()
}

func indent(title, text string) string {
	if text == "" {
		return title + ": fine\n"
	}
	return title + ":" + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n  ") + "\n"
}

func describeFixes(fixes []Fix) string {
	var out strings.Builder
	for _, f := range fixes {
		fmt.Fprintf(&out, "repair: %s\n", f.Statement)
	}
	return out.String()
}
