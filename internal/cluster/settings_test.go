package cluster

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// pairs reads "key value" lines.
func pairs(text string) map[string]string {
	read := make(map[string]string)
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		if key != "" {
			read[key] = value
		}
	}
	return read
}

// TestSettings reads each case of testdata/settings: the settings, the environment, and what is understood or refused.
func TestSettings(t *testing.T) {
	files, err := filepath.Glob("testdata/settings/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			sections := make(map[string]string)
			for _, f := range archive.Files {
				sections[f.Name] = string(f.Data)
			}
			env := pairs(sections["env"])
			c, err := Parse(pairs(sections["settings"]), func(name string) string { return env[name] })
			got := fmt.Sprintf("%s\nsslmode %s\npassword %t\n", c, c.sslMode, !c.password.isZero())
			if err != nil {
				got = "error: " + err.Error() + "\n"
			}
			if want := sections["understood"]; got != want {
				t.Errorf("understood\n%swant\n%s", got, want)
			}
		})
	}
}

const hidden = "s3cr3t-Passw0rd"

// TestNoVerbShowsASecret prints a configuration in every way that fmt and JSON know, alone and inside something else.
func TestNoVerbShowsASecret(t *testing.T) {
	c, err := Parse(map[string]string{"url": "postgres://ana:" + hidden + "@localhost/dev"}, os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	outer := struct {
		inner Config
		Ptr   *Config
		list  []Config
	}{c, &c, []Config{c}}
	var shown []string
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		shown = append(shown, fmt.Sprintf(verb, c), fmt.Sprintf(verb, &c), fmt.Sprintf(verb, outer), fmt.Sprintf(verb, c.password))
	}
	text, err := json.Marshal(map[string]any{"config": c})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range append(shown, string(text)) {
		if strings.Contains(s, hidden) || strings.Contains(s, fmt.Sprintf("%x", hidden)) {
			t.Errorf("the password shows in %s", s)
		}
	}
	if c.password.reveal() != hidden {
		t.Error("the password is not the one that was written")
	}
}

// TestNoErrorRepeatsAValue puts the secret where it does not belong.
func TestNoErrorRepeatsAValue(t *testing.T) {
	for _, given := range []map[string]string{
		{"url": "postgres://ana:" + hidden + "@localhost:%zz/dev"},
		{"url": "postgres://ana:" + hidden + " @localhost/dev"},
		{"url": hidden},
		{"url": "postgres://ana:x@localhost:" + hidden + "/dev"},
		{"port": hidden},
		{"sslmode": hidden},
		{"connect_timeout": hidden},
		{"auto_create": hidden},
		{"password": "${" + hidden},
	} {
		_, err := Parse(given, func(string) string { return "" })
		if err == nil {
			t.Errorf("%v is taken", given)
		} else if strings.Contains(err.Error(), hidden) {
			t.Errorf("the error repeats it: %v", err)
		}
	}
}
