package parser

import (
	"strings"
	"unicode/utf8"

	"github.com/redraft/redraft/model/diag"
)

// wordsBeforeSecrets are the words behind which a literal is a secret wherever it stands: nothing that leaves the parser
// may hold it. PARAMETERS of an identity provider hold its client's secret (r_CREATE_USER, r_CREATE_IDENTITY_PROVIDER,
// copy-parameters-authorization, copy-parameters-data-source-s3).
var wordsBeforeSecrets = wordSet(`password credentials access_key_id secret_access_key session_token master_symmetric_key
	parameters`)

// hiddenSecret is what normalised text shows instead.
const hiddenSecret = "'***'"

// isSecret reports whether a token is a literal that must not be shown.
func (p *parser) isSecret(i int) bool {
	if k := p.tokens[i].kind; i == 0 || k != tokString && k != tokDollar {
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

// withoutSecrets covers the secrets of the statement at hand in the source line that a finding shows.
func (p *parser) withoutSecrets(d diag.Diagnostic) diag.Diagnostic {
	for _, i := range p.secrets {
		if i < p.first || i >= p.end {
			continue
		}
		t := p.tokens[i]
		for line := range strings.Lines(p.src.Text[t.start:t.end]) {
			line = strings.TrimRight(line, "\r\n")
			stars := strings.Repeat("*", utf8.RuneCountInString(line))
			d.Snippet = strings.ReplaceAll(d.Snippet, line, stars)
		}
	}
	return d
}
