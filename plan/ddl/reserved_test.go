package ddl

import (
	"slices"
	"testing"
)

func TestReservedWordsAreSortedAndUnique(t *testing.T) {
	if !slices.IsSorted(reservedWords) {
		t.Error("reservedWords must be sorted for the search")
	}
	if n := len(slices.Compact(slices.Clone(reservedWords))); n != len(reservedWords) {
		t.Errorf("%d words, %d different ones", len(reservedWords), n)
	}
	for _, word := range reservedWords {
		if got := Quote(word); got != `"`+word+`"` {
			t.Errorf("Quote(%s) = %s", word, got)
		}
		if got := QuoteUser(word); got != `"`+word+`"` {
			t.Errorf("QuoteUser(%s) = %s", word, got)
		}
		if got := argumentName(word); got != `"`+word+`"` {
			t.Errorf("argumentName(%s) = %s", word, got)
		}
	}
}
