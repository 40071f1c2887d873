package migrations

import (
	"fmt"
	"math/big"
	"strings"
	"unicode"
)

// Version is the version of a migration, compared number by number: 1 is 1.0 and 2.10 comes after 2.9. The zero value
// stands for "no version" and comes first.
type Version struct {
	text  string
	rank  int        // of the reserved words, which stand outside the numbers; 0 for numbers
	parts []*big.Int // without trailing zeros
}

// Reserved words that Flyway (MigrationVersion.fromVersion) reads as marks and not as numbers, with where they stand in
// the order. The number is what Flyway stores for "latest", and reads as "latest" again.
var reservedVersions = map[string]int{"current": -2, "next": -1, "latest": 1, "9223372036854775807": 1}

// ParseVersion reads a version as Flyway does: parts of digits between dots or underscores. It takes what Flyway takes,
// reserved words, a leading sign and digits of other scripts too; IsReserved and IsPlain tell.
func ParseVersion(text string) (Version, error) {
	v := Version{text: strings.ReplaceAll(text, "_", ".")}
	if v.rank = reservedVersions[strings.ToLower(text)]; v.rank != 0 {
		return v, nil
	}
	for i, part := range splitVersion(v.text) {
		n, ok := parseNumber(part)
		if !ok {
			return Version{}, fmt.Errorf("part %d of the version %q is not a number", i+1, text)
		}
		v.parts = append(v.parts, n)
	}
	for len(v.parts) > 0 && v.parts[len(v.parts)-1].Sign() == 0 {
		v.parts = v.parts[:len(v.parts)-1]
	}
	return v, nil
}

// splitVersion cuts at dots that stand before an ASCII digit; other dots stay and spoil their part.
func splitVersion(text string) []string {
	var parts []string
	start := 0
	for i := 0; i+1 < len(text); i++ {
		if text[i] == '.' && text[i+1] >= '0' && text[i+1] <= '9' {
			parts = append(parts, text[start:i])
			start = i + 1
		}
	}
	return append(parts, text[start:])
}

// parseNumber reads what java.math.BigInteger reads: an optional sign and decimal digits of any script.
func parseNumber(text string) (*big.Int, bool) {
	var ascii strings.Builder
	for i, r := range text {
		if i == 0 && (r == '-' || r == '+') {
			ascii.WriteRune(r)
			continue
		}
		d, ok := digit(r)
		if !ok {
			return nil, false
		}
		ascii.WriteByte('0' + d)
	}
	return new(big.Int).SetString(ascii.String(), 10)
}

// digit returns the value of a decimal digit of the basic plane. Unicode keeps each script's ten digits together.
func digit(r rune) (byte, bool) {
	for _, run := range unicode.Nd.R16 {
		if r >= rune(run.Lo) && r <= rune(run.Hi) {
			return byte((r - rune(run.Lo)) % 10), true
		}
	}
	return 0, false
}

// String returns the version as Flyway records it: with dots, and with the leading zeros that were written.
func (v Version) String() string { return v.text }

// IsZero reports whether there is no version.
func (v Version) IsZero() bool { return v.text == "" }

// IsReserved reports whether the version is a word or number that Flyway records in a form which it cannot read again.
func (v Version) IsReserved() bool { return v.rank != 0 }

// IsPlain reports whether the version is written with ASCII digits and dots alone.
func (v Version) IsPlain() bool {
	return v.text != "" && strings.Trim(v.text, "0123456789.") == ""
}

// Compare orders versions as Flyway does. Spellings of the same number are equal.
func (v Version) Compare(o Version) int {
	switch {
	case v.IsZero() || o.IsZero():
		return btoi(o.IsZero()) - btoi(v.IsZero())
	case v.rank != o.rank:
		return sign(v.rank - o.rank)
	}
	for i := range max(len(v.parts), len(o.parts)) {
		if c := v.part(i).Cmp(o.part(i)); c != 0 {
			return c
		}
	}
	return 0
}

// part returns the number at an index; what is not written is 0. The result must not be changed.
func (v Version) part(i int) *big.Int {
	if i < len(v.parts) {
		return v.parts[i]
	}
	return new(big.Int)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func sign(n int) int { return min(1, max(-1, n)) }
