package parser

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

// hideSecrets tells the source what no finding, of the parser or of a later room, may show. What the lexer found before is
// covered.
func (p *parser) hideSecrets() {
	for i := range p.tokens {
		if p.isSecret(i) {
			p.src.Hide(int(p.tokens[i].start), int(p.tokens[i].end))
		}
	}
	for i := range p.findings {
		p.src.Cover(&p.findings[i])
	}
}
