package parser

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/redraft/redraft/model/diag"
)

// wordsBeforeSecrets are the words behind which a literal is a secret wherever it stands: nothing that leaves the
// parser may hold it. PARAMETERS of an identity provider hold its client's secret (r_CREATE_USER,
// r_CREATE_IDENTITY_PROVIDER, copy-parameters-authorization, copy-parameters-data-source-s3).
var wordsBeforeSecrets = wordSet(`password credentials access_key_id secret_access_key session_token
	master_symmetric_key parameters`)

// hiddenSecret is what normalised text shows instead.
const hiddenSecret = "'***'"

// isSecret reports whether a token is a literal that must not be shown; one that is never closed is one too.
func (p *parser) isSecret(i int) bool {
	if k := p.tokens[i].kind; i == 0 || k != tokString && k != tokDollar && k != tokBad {
		return false
	}
	before := p.lower(i - 1)
	if before == "as" && i > 1 {
		before = p.lower(i - 2)
	}
	return wordsBeforeSecrets[before]
}

// lower returns the folded text of a token when it is a word, whatever statement it is in.
func (p *parser) lower(i int) string {
	if t := p.tokens[i]; t.kind == tokWord {
		return p.folded[t.start:t.end]
	}
	return ""
}

// coverSecrets writes stars over the secrets in the source line that a finding at an offset shows.
func (p *parser) coverSecrets(d *diag.Diagnostic, offset int) {
	if d.Snippet == "" {
		return
	}
	text := p.src.Text
	start := strings.LastIndexByte(text[:offset], '\n') + 1
	end := len(text)
	if n := strings.IndexByte(text[offset:], '\n'); n >= 0 {
		end = offset + n
	}
	first := sort.Search(len(p.tokens), func(i int) bool { return int(p.tokens[i].end) > start })
	for i := first; i < len(p.tokens) && int(p.tokens[i].start) < end; i++ {
		if p.isSecret(i) {
			t := p.tokens[i]
			secret := text[max(int(t.start), start):min(int(t.end), end)]
			d.Snippet = strings.ReplaceAll(d.Snippet, secret, strings.Repeat("*", utf8.RuneCountInString(secret)))
		}
	}
}
