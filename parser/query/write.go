package query

import "strings"

// synth writes text that stands for the token at hand.
func (r *rewriter) synth(text string) {
	r.markHere()
	r.out = append(r.out, text...)
}

// replace writes text in place of the next n tokens.
func (r *rewriter) replace(n int, text string) bool {
	r.synth(text)
	r.i += n
	return true
}

// markHere separates what follows from what is written and notes whose it is. Two strings that a line end separates are
// one literal, so line ends are kept.
func (r *rewriter) markHere() {
	at := min(r.i, len(r.tokens)-1)
	if len(r.out) > 0 {
		if at >= 0 && r.tokens[at].newline {
			r.out = append(r.out, '\n')
		} else {
			r.out = append(r.out, ' ')
		}
	}
	r.marks = append(r.marks, mark{int32(len(r.out)), int32(r.i)})
}

// copy writes the token at hand and moves on.
func (r *rewriter) copy() {
	r.markHere()
	t := r.tokens[r.i]
	text := r.text[t.start:t.end]
	r.i++
	switch t.kind {
	case tokWord:
		r.writeName(r.folded[t.start:t.end], strings.HasPrefix(text, "#") || strings.IndexByte(text, '{') >= 0)
	case tokQuoted:
		r.writeName(r.unquote(t), true)
	case tokString:
		r.writeString(text)
	case tokParam:
		if text == "?" && r.symbol(r.i-2) != "." {
			text = `"` + markParameter + `"`
		}
		r.out = append(r.out, text...)
	default:
		r.out = append(r.out, text...)
	}
}

// unquote returns the name inside a quoted token, folded.
func (r *rewriter) unquote(t token) string {
	text := r.folded
	if r.caseSensitive {
		text = r.text
	}
	name := text[t.start+1 : t.end-1]
	if strings.Contains(name, `""`) {
		name = strings.ReplaceAll(name, `""`, `"`)
	}
	return name
}

// name returns the name that a token stands for.
func (r *rewriter) name(i int) string {
	if r.kind(i) == tokQuoted {
		return r.unquote(r.tokens[i])
	}
	return r.word(i)
}

// maxPostgresName is the length in bytes up to which pg_query keeps a name; Redshift keeps 127 (r_names).
const maxPostgresName = 63

func (r *rewriter) writeName(name string, quoted bool) {
	switch {
	case len(name) > maxPostgresName:
		r.out = append(r.out, quotedMarker(markLong[1:]+itoa(len(r.long)))...)
		r.long = append(r.long, name)
	case quoted:
		r.out = appendQuoted(r.out, name, '"')
	default:
		r.out = append(r.out, name...)
	}
}

// writeString writes a literal so that PostgreSQL, to which a backslash is nothing special, reads its escaped form:
// what stood between the quotes with every quote doubled instead of escaped. Escapes that mean one value in two
// spellings stay two values, which is the safe side. A prefix E adds nothing to that; N, B and X are left to
// PostgreSQL.
func (r *rewriter) writeString(text string) {
	if c := text[0] | 0x20; c == 'e' {
		text = text[1:]
	}
	if strings.IndexByte(text, '\\') < 0 {
		r.out = append(r.out, text...)
		return
	}
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' {
			i++
			if text[i] == '\'' {
				r.out = append(r.out, '\'', '\'')
				continue
			}
			r.out = append(r.out, '\\')
		}
		r.out = append(r.out, text[i])
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}
