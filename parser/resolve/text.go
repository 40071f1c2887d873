package resolve

import (
	"strconv"
	"strings"
)

// plural counts things in words: 1 column, 2 columns.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

func upper(word string) string { return strings.ToUpper(word) }
