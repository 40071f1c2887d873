package parser

import (
	"strings"

	"github.com/redraft/redraft/parser/ast"
)

// strictlyReserved are the reserved words that PostgreSQL's grammar never takes as a name either; meeting one where a
// name should stand is always a mistake (r_pg_keywords).
var strictlyReserved = wordSet(`all and any as asc case cast check column constraint create default desc distinct do
	else end except false for foreign from grant having in initially intersect into limit not null offset on only or
	order primary references select some table then to trailing leading true union unique user using when where with
	group`)

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// reserved are the words that the manual calls reserved (r_pg_keywords). People do name columns interval and timestamp
// without quotes and it works, so that the list is stricter than the engine; see docs/evidence.md.
var reserved = wordSet(`aes128 aes256 allowoverwrite analyse analyze array authorization az64 backup between binary
	blanksasnull both bytedict bzip2 collate credentials cross current_date current_time current_timestamp current_user
	current_user_id deferrable deflate defrag delta delta32k disable emptyasnull enable encode encrypt encryption explicit
	freeze full globaldict256 globaldict64k gzip identity ignore ilike inner interval is isnull join left like
	localtime localtimestamp lun luns lzo lzop minus mostly16 mostly32 mostly8 natural new notnull nulls off offline oid
	old open outer overlaps parallel partition percent permissions pivot placing raw readratio recover rejectlog resort
	respect restore right session_user similar snapshot sysdate system tag tdes text255 text32k timestamp top
	truncatecolumns unnest unpivot verbose wallet without`)

// warnReserved warns of a name that is defined as a reserved word without quotes. START, CONNECT and LANGUAGE are in
// older lists only.
func (p *parser) warnReserved(at ast.Span) {
	if word := p.folded[at.Start:at.End]; reserved[word] {
		p.warnAt(at, codeReservedWord, strings.ToUpper(word)+" is a reserved word", "put the name in double quotes")
	}
}
