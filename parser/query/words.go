package query

import "strings"

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// leadsOperand are the words after which an operand begins; after any other word an operand has ended.
var leadsOperand = wordSet(`
	select all distinct and or not in like ilike similar to between is from where on by having qualify as using
	when then else case join into values limit offset union except minus intersect with escape any some top
	update delete insert table interval exists cross inner left right full natural outer lateral symmetric
	asymmetric array cast set if elsif while return returning`)

// reservedWords are the words that Redshift keeps for itself (r_pg_keywords); CONNECT, START and LANGUAGE are listed
// because they cannot be aliases. A name that is one of them needs quotes.
var reservedWords = wordSet(`
	aes128 aes256 all allowoverwrite analyse analyze and any array as asc authorization az64 backup between
	binary blanksasnull both bytedict bzip2 case cast check collate column connect constraint create credentials
	cross current_date current_time current_timestamp current_user current_user_id default deferrable deflate
	defrag delta delta32k desc disable distinct do else emptyasnull enable encode encrypt encryption end except
	explicit false for foreign freeze from full globaldict256 globaldict64k grant group gzip having identity
	ignore ilike in initially inner intersect interval into is isnull join language leading left like limit
	localtime localtimestamp lun luns lzo lzop minus mostly16 mostly32 mostly8 natural new not notnull null
	nulls off offline offset oid old on only open or order outer overlaps parallel partition percent permissions
	pivot placing primary raw readratio recover references rejectlog resort respect restore right select
	session_user similar snapshot some sysdate system start table tag tdes text255 text32k then timestamp to top
	trailing true truncatecolumns union unique unnest unpivot user using verbose wallet when where with without`)

// namesInRedshift are words that PostgreSQL 16 reserves and Redshift does not, so that columns are called so without
// quotes (r_pg_keywords against PostgreSQL's appendix of key words).
var namesInRedshift = wordSet(`
	asymmetric symmetric variadic collation concurrently tablesample returning window fetch current_catalog
	current_role lateral`)

// barelyLabels are words that PostgreSQL 16 takes as a column's alias only after AS.
var barelyLabels = wordSet(`char character day filter hour minute month over precision second varying within year`)

// foldASCII returns text with the letters A to Z in lower case, as Redshift folds names, quoted ones included, unless
// enable_case_sensitive_identifier is set (r_names).
func foldASCII(text string) string {
	for i := 0; i < len(text); i++ {
		if 'A' <= text[i] && text[i] <= 'Z' {
			return lowerFrom(text, i)
		}
	}
	return text
}

func lowerFrom(text string, at int) string {
	b := []byte(text)
	for ; at < len(b); at++ {
		if 'A' <= b[at] && b[at] <= 'Z' {
			b[at] += 'a' - 'A'
		}
	}
	return string(b)
}

// isPlainName reports whether a name needs no quotes, reserved words aside.
func isPlainName(name string) bool {
	for i := 0; i < len(name); i++ {
		c := name[i]
		letter := 'a' <= c && c <= 'z' || c == '_' || c >= 0x80
		digit := '0' <= c && c <= '9' || c == '$'
		if !letter && (i == 0 || !digit) {
			return false
		}
	}
	return name != ""
}

// written returns a name as SQL would write it; a name that is some keyword is quoted even where it need not be.
func written(name string) string {
	temporary := strings.HasPrefix(name, "#") && isPlainName(name[1:])
	keyword := reservedWords[name] || leadsOperand[name] || namesInRedshift[name]
	if temporary || isPlainName(name) && !keyword {
		return name
	}
	return string(appendQuoted(nil, name, '"'))
}

// appendQuoted appends text between quotes, quotes inside it doubled.
func appendQuoted(b []byte, text string, quote byte) []byte {
	b = append(b, quote)
	for i := 0; i < len(text); i++ {
		if text[i] == quote {
			b = append(b, quote)
		}
		b = append(b, text[i])
	}
	return append(b, quote)
}
