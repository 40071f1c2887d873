package query

// TokenKind is the sort of a token.
type TokenKind uint8

// The kinds of tokens.
const (
	Word   = TokenKind(tokWord)   // an unquoted name or keyword, #temporary names included
	Quoted = TokenKind(tokQuoted) // "name"
	String = TokenKind(tokString) // '…', also with a prefix: E'…'
	Dollar = TokenKind(tokDollar) // $tag$…$tag$
	Number = TokenKind(tokNumber) // 1, 1.5, 1e9
	Param  = TokenKind(tokParam)  // $1 and ?
	Symbol = TokenKind(tokSymbol) // an operator or punctuation mark
)

// Token is a piece of a text by Redshift's rules; Start and End are byte offsets.
type Token struct {
	Kind       TokenKind
	Start, End int
}

// Tokens cuts a text into tokens, comments and blanks left out. The error is a *SyntaxError.
func Tokens(text string) ([]Token, error) {
	scanned, err := scan(text, nil)
	if err != nil {
		return nil, err
	}
	tokens := make([]Token, len(scanned))
	for i, t := range scanned {
		tokens[i] = Token{TokenKind(t.kind), int(t.start), int(t.end)}
	}
	return tokens, nil
}

// Fold returns text as Redshift folds names (r_names): letters of ASCII in lower case.
func Fold(text string) string { return foldASCII(text) }
