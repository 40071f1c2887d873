package migrations

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
)

// vector is a question and what Flyway's own classes answered: see testdata/flyway/README.md.
type vector struct {
	Ask    []string `json:"ask"`
	Answer []string `json:"answer"`
}

// REDRAFT_FLYWAY_VECTORS names a file with more vectors, such as freshly made random ones.
func TestFlywayGivesTheSameAnswers(t *testing.T) {
	files := []string{"testdata/flyway/vectors.jsonl"}
	if more := os.Getenv("REDRAFT_FLYWAY_VECTORS"); more != "" {
		files = append(files, more)
	}
	for _, file := range files {
		asked := map[string]int{}
		for i, v := range readVectors(t, file) {
			asked[v.Ask[0]]++
			if got := answer(t, v.Ask); !slices.Equal(got, v.Answer) {
				t.Errorf("%s:%d: %q\n  redraft %q\n  Flyway  %q", file, i+1, v.Ask, got, v.Answer)
			}
		}
		for _, kind := range []string{"version", "compare", "name", "checksum", "properties", "fill", "split"} {
			if asked[kind] == 0 {
				t.Errorf("%s holds no question about %s", file, kind)
			}
		}
	}
}

func readVectors(t *testing.T, file string) []vector {
	t.Helper()
	list, err := vectorsOf(file)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func vectorsOf(file string) ([]vector, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var list []vector
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var v vector
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, len(list)+1, err)
		}
		list = append(list, v)
	}
	return list, lines.Err()
}

// answer answers a question in the words of Oracle.java.
func answer(t *testing.T, ask []string) []string {
	t.Helper()
	failed := []string{"error"}
	switch ask[0] {
	case "version":
		return answerVersion(ask[1])
	case "compare":
		a, errA := ParseVersion(ask[1])
		b, errB := ParseVersion(ask[2])
		if errA != nil || errB != nil {
			return failed
		}
		return []string{strconv.Itoa(a.Compare(b))}
	case "checksum":
		sum, err := Checksum(latin1(ask[2]), ask[1])
		if err != nil {
			return failed
		}
		return []string{fmt.Sprint(sum)}
	case "name":
		return answerName(ask[1])
	case "properties":
		return answerProperties(ask[1])
	case "fill":
		return answerFill(ask[1], ask[2], ask[3])
	case "split":
		answer := []string{}
		for _, s := range Split(ask[1]) {
			answer = append(answer, map[bool]string{true: "inside", false: "outside"}[s.Transactional], s.Text)
		}
		return answer
	}
	t.Fatalf("unknown question %q", ask)
	return nil
}

func answerVersion(text string) []string {
	v, err := ParseVersion(text)
	switch {
	case err != nil:
		return []string{"error"}
	case v.IsReserved():
		return []string{"reserved"}
	}
	return []string{v.String()}
}

func answerName(base string) []string {
	n := ParseName(base)
	if n.Kind == Other || n.Kind == Undo { // the free edition does not know undo migrations
		return []string{}
	}
	how := "sql"
	if n.Script {
		how = "script"
	}
	version := n.Version.String()
	if n.Version.IsReserved() {
		version = "reserved"
	}
	return []string{how, n.Prefix, version, n.Description(), n.Suffix}
}

func answerProperties(text string) []string {
	list := properties(text)
	slices.SortFunc(list, func(a, b property) int { return compareUTF16(a.key, b.key) })
	answer := []string{}
	for _, p := range list {
		answer = append(answer, p.key, p.value)
	}
	return answer
}

// answerFill replaces x by 1, and stops at other names and at a placeholder that is not closed.
func answerFill(prefix, suffix, text string) []string {
	c := Config{PlaceholderPrefix: prefix, PlaceholderSuffix: suffix, Placeholders: map[string]string{"x": "1"}}
	if _, open := c.placeholders(text); open >= 0 {
		return []string{"error"}
	}
	for _, name := range c.PlaceholderNames(text) {
		if name != "x" {
			return []string{"error"}
		}
	}
	return []string{c.fill("", text).Text}
}

// latin1 turns characters up to U+00FF back into bytes.
func latin1(text string) []byte {
	var content []byte
	for _, r := range text {
		content = append(content, byte(r))
	}
	return content
}
