package parser

import (
	"bytes"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/redraft/redraft/model/diag"
)

// prepare turns a file's bytes into a source: byte order mark off, encoding checked, placeholders replaced.
func prepare(name string, content []byte, opts Options) (*diag.Source, diag.List) {
	if len(content) >= math.MaxInt32 {
		src := diag.NewSource(name, "")
		return src, diag.List{src.Diagnose(diag.Error, codeFileTooLarge, 0, 0, "the file is larger than 2 GB",
			"a statement may have 16 MB at most: split the file")}
	}
	if bytes.HasPrefix(content, []byte("\xff\xfe")) || bytes.HasPrefix(content, []byte("\xfe\xff")) {
		src := diag.NewSource(name, "")
		return src, diag.List{src.Diagnose(diag.Error, codeNotUTF8, 0, 0, "the file is UTF-16", "save it as UTF-8")}
	}
	text := string(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf")))
	if opts.KeepPlaceholders || !strings.Contains(text, "${") {
		src := diag.NewSource(name, text)
		return src, checkBytes(src)
	}
	return replacePlaceholders(name, text, opts.Placeholders)
}

// checkBytes reports the first place where the text is not UTF-8 and the first NUL.
func checkBytes(src *diag.Source) diag.List {
	var findings diag.List
	if !utf8.ValidString(src.Text) {
		at := firstInvalid(src.Text)
		findings = append(findings, src.Diagnose(diag.Error, codeNotUTF8, at, at+1, "the text is not UTF-8 from here on",
			"save the file as UTF-8"))
	}
	if at := strings.IndexByte(src.Text, 0); at >= 0 {
		findings = append(findings, src.Diagnose(diag.Error, codeNulByte, at, at+1, "the text contains a NUL byte",
			"remove it"))
	}
	return findings
}

func firstInvalid(text string) int {
	for i, r := range text {
		if r != utf8.RuneError {
			continue
		}
		if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
			return i
		}
	}
	return len(text)
}

// replacePlaceholders replaces ${name} everywhere, as Flyway does: in literals, comments and bodies too. Flyway
// compares the text with "${" two characters at a time, so that a $ that is not followed by { takes the next
// character with it: $${x} stays and $$${x} does not (PlaceholderReplacingReader).
func replacePlaceholders(name, original string, values map[string]string) (*diag.Source, diag.List) {
	r := replacement{original: original, values: foldKeys(values)}
	for i := 0; i < len(original)-1; {
		next := strings.IndexByte(original[i:], '$')
		if next < 0 {
			break
		}
		i += next
		if i+1 < len(original) && original[i+1] == '{' {
			i = r.placeholder(i)
		} else {
			i += 2
		}
	}
	r.text.WriteString(original[r.copied:])
	src := diag.NewEditedSource(name, original, r.text.String(), r.edits)
	findings := checkBytes(src)
	for _, u := range r.unknown {
		findings = append(findings, src.Diagnose(diag.Error, codeUnknownPlaceholder, u.at, u.at+len(u.name)+3,
			"no value for the placeholder ${"+u.name+"}",
			"set it in redraft.yaml under placeholders:, or with -p "+u.name+"=value"))
	}
	return src, findings
}

func foldKeys(values map[string]string) map[string]string {
	folded := make(map[string]string, len(values))
	for k, v := range values {
		folded[strings.ToLower(k)] = v
	}
	return folded
}

// replacement is the state of replacePlaceholders.
type replacement struct {
	original string
	values   map[string]string
	text     strings.Builder
	copied   int // how much of original is in text
	edits    []diag.Edit
	unknown  []unknownPlaceholder
	seen     map[string]bool
}

// unknownPlaceholder is a name without a value and the offset, in the new text, of its first use.
type unknownPlaceholder struct {
	name string
	at   int
}

// placeholder handles the ${ at an offset and returns where to go on.
func (r *replacement) placeholder(at int) int {
	length := strings.IndexByte(r.original[at:], '}')
	if length < 0 {
		return len(r.original)
	}
	name := r.original[at+2 : at+length]
	if value, ok := r.values[strings.ToLower(name)]; ok {
		r.text.WriteString(r.original[r.copied:at])
		start := r.text.Len()
		r.text.WriteString(value)
		r.copied = at + length + 1
		r.edits = append(r.edits, diag.Edit{Start: start, End: r.text.Len(), OriginalStart: at, OriginalEnd: r.copied})
	} else if folded := strings.ToLower(name); !r.seen[folded] {
		if r.seen == nil {
			r.seen = make(map[string]bool)
		}
		r.seen[folded] = true
		r.unknown = append(r.unknown, unknownPlaceholder{name, r.text.Len() + at - r.copied})
	}
	return at + length + 1
}
