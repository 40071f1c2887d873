package ddl_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/plan/ddl"
)

// awkward draws texts in which the characters that quoting is about are frequent.
func awkward() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringOf(rapid.SampledFrom([]rune("ab1_$\"'\\ \n;-/*.#é\x00"))),
		rapid.StringOf(rapid.SampledFrom([]rune("$a_b1\n"))),
		rapid.SampledFrom([]string{"select", "Select", "tag", "order", "type", "role", "public"}),
		rapid.SampledFrom([]string{"body$", "$$", "$_$", "$body$", "$body1$"}),
		rapid.String(),
	)
}

// readName is the rule of names, told a second time: quotes doubled inside quotes, else letters, digits, _ and $.
func readName(text string) (name string, ok bool) {
	if strings.HasPrefix(text, `"`) {
		inside := strings.Split(text[1:len(text)-1], `""`)
		for _, part := range inside {
			if strings.Contains(part, `"`) {
				return "", false
			}
		}
		return strings.Join(inside, `"`), strings.HasSuffix(text, `"`) && len(text) >= 2
	}
	for i, r := range text {
		switch {
		case r >= 'a' && r <= 'z', r == '_', r > 0x7f:
		case i > 0 && (r >= '0' && r <= '9' || r == '$'):
		default:
			return "", false
		}
	}
	return text, text != ""
}

func TestLawQuotedNamesReadBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := awkward().Draw(t, "name")
		for _, quoted := range []string{ddl.Quote(name), ddl.QuoteUser(name)} {
			if got, ok := readName(quoted); !ok || got != name {
				t.Fatalf("%q is written %s and read as %q", name, quoted, got)
			}
		}
	})
}

// readLiteral is the rule of literals, told a second time: a backslash escapes what follows, a quote is doubled.
func readLiteral(text string) (value string, ok bool) {
	var b strings.Builder
	for i := 1; i < len(text)-1; i++ {
		switch {
		case strings.HasPrefix(text[i:], `\000`):
			b.WriteByte(0)
			i += 3
		case text[i] == '\\', text[i] == '\'':
			if text[i+1] != text[i] || i+1 == len(text)-1 {
				return "", false
			}
			b.WriteByte(text[i])
			i++
		default:
			b.WriteByte(text[i])
		}
	}
	return b.String(), len(text) >= 2 && text[0] == '\'' && text[len(text)-1] == '\''
}

func TestLawLiteralsReadBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := awkward().Draw(t, "text")
		literal := ddl.Literal(text)
		if got, ok := readLiteral(literal); !ok || got != text {
			t.Fatalf("%q is written %s and read as %q", text, literal, got)
		}
		if strings.Contains(literal, "\x00") {
			t.Fatalf("%q keeps its NUL byte", literal)
		}
	})
}

func TestLawDollarQuotedBodiesEndWhereTheyShould(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := awkward().Draw(t, "body")
		quoted := ddl.DollarQuote(body)
		tag := quoted[:strings.Index(quoted[1:], "$")+2]
		rest := quoted[len(tag):]
		if end := strings.Index(rest, tag); end < 0 || rest[:end] != body || rest[end:] != tag {
			t.Fatalf("%q is written %s", body, quoted)
		}
		if strings.ContainsAny(strings.Trim(tag, "$"), "0123456789") && !strings.HasPrefix(tag, "$body") {
			t.Fatalf("%s is no tag", tag)
		}
	})
}
