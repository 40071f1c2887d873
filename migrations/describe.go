package migrations

import (
	"fmt"
	"strings"
	"unicode"
)

// wording is how a folder writes its descriptions.
type wording uint8

const (
	snakeLower wording = iota // add_orders
	snakeAsIs                 // Add_Orders
	camel                     // AddOrders
)

// detectWording returns what most descriptions of a folder look like; lower case when it has none.
func detectWording(f *Folder) wording {
	var counts [camel + 1]int
	for _, m := range f.versioned() {
		counts[wordingOf(m.Name.Words)]++
	}
	best := snakeLower
	for w, n := range counts {
		if n > counts[best] {
			best = wording(w)
		}
	}
	return best
}

func wordingOf(words string) wording {
	switch {
	case strings.ToLower(words) == words:
		return snakeLower
	case strings.ContainsAny(words, "_ -"):
		return snakeAsIs
	}
	return camel
}

// describe turns a person's words into the description of a file name. Letters and digits of any script and hyphens
// stay.
func describe(text string, w wording) (string, error) {
	words := strings.FieldsFunc(text, func(r rune) bool {
		return r != '-' && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
	})
	separator := "_"
	for i, word := range words {
		switch w {
		case snakeLower:
			words[i] = strings.ToLower(word)
		case camel:
			runes := []rune(word)
			runes[0] = unicode.ToUpper(runes[0])
			words[i], separator = string(runes), ""
		}
	}
	description := strings.Join(words, separator)
	if strings.Trim(description, "-") == "" {
		return "", refuse("", codeChangesetName, fmt.Sprintf("%q has no word to name a changeset with", text),
			"say in a few words what changes")
	}
	return description, nil
}

// checkLength refuses a name that does not fit into the history or into a folder.
func checkLength(base, description string) error {
	switch {
	case len(description) > maxDescriptionBytes:
		return tooLong("description", len(description), "the history's column", maxDescriptionBytes)
	case len(base)+len(sideCarSuffix) > maxFileName:
		return tooLong("file name", len(base)+len(sideCarSuffix), "a folder", maxFileName)
	}
	return nil
}

// maxFileName is what common file systems take, in bytes.
const maxFileName = 255

func tooLong(what string, size int, where string, limit int) error {
	return refuse("", codeChangesetName,
		fmt.Sprintf("the changeset's %s takes %d bytes, and %s takes %d", what, size, where, limit), "use fewer words")
}
