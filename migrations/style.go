package migrations

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Style is how a folder numbers its versions. The zero value means "as the folder does".
type Style struct {
	kind styleKind
	// separator stands between the parts, a dot or an underscore.
	separator string
	// parts is how many numbers a counted version has; width the digits of the last one, filled up with zeros.
	parts, width int
	// lead is what stands before a date or a time: "0100" in 0100.1645566638000.
	lead   []string
	layout timeLayout
}

type styleKind uint8

const (
	styleUnset styleKind = iota
	styleCount           // 43, 0043, 2.7
	styleTime            // 20261122103000, 2026.11.22.1030, 2026.11.22.3
	styleEpoch           // 1645566638, 1645566638000
)

// namedStyles are the styles that a folder without versions can begin with.
var namedStyles = map[string]Style{
	"integer":   {kind: styleCount, separator: ".", parts: 1},
	"dotted":    {kind: styleCount, separator: ".", parts: 2},
	"date":      {kind: styleTime, separator: ".", layout: layouts[dateMinute]},
	"timestamp": {kind: styleTime, separator: ".", layout: layouts[timestamp]},
	"epoch":     {kind: styleEpoch, separator: ".", layout: millisecond},
}

// ParseStyle returns the style of a name: integer (43), dotted (2.7), date (2026.11.22.1030), timestamp
// (20261122103000) or epoch (milliseconds).
func ParseStyle(name string) (Style, error) {
	s, ok := namedStyles[name]
	if !ok {
		return Style{}, fmt.Errorf("the version style %q is none of integer, dotted, date, timestamp and epoch", name)
	}
	return s, nil
}

// recent is how many of the newest versions tell a folder's style.
const recent = 10

// DetectStyle returns the style of a folder's newest versions. When the newest one is a time, it decides alone, for
// nothing else can follow it; otherwise most of the last ten do, so that one 43.1 between whole numbers does not
// change the style. A folder without versions counts 1, 2, 3.
func DetectStyle(f *Folder) Style {
	var names []Name
	for _, m := range f.versioned() {
		if m.Name.Version.IsPlain() && !m.Name.Version.IsReserved() {
			names = append(names, m.Name)
		}
	}
	if len(names) == 0 {
		return namedStyles["integer"]
	}
	names = names[max(0, len(names)-recent):]
	newest := styleOf(names[len(names)-1])
	if newest.kind != styleCount {
		return newest
	}
	styles := make([]Style, len(names))
	votes := map[int]int{}
	for i, n := range names {
		styles[i] = styleOf(n)
		votes[styles[i].parts]++
	}
	best := newest
	for _, s := range slices.Backward(styles) {
		if s.kind == styleCount && votes[s.parts] > votes[best.parts] {
			best = s
		}
	}
	return best
}

// styleOf returns the style that one version shows.
func styleOf(n Name) Style {
	parts := strings.Split(n.Version.String(), ".")
	last := parts[len(parts)-1]
	s := Style{kind: styleCount, separator: ".", parts: len(parts)}
	if strings.Contains(n.Spelled, "_") {
		s.separator = "_"
	}
	s.width = zeroWidth(last)
	if layout, lead, ok := findLayout(parts); ok {
		s.kind, s.layout, s.lead = styleTime, layout, lead
	} else if unit, ok := epochUnit(last); ok {
		s.kind, s.layout, s.lead = styleEpoch, unit, parts[:len(parts)-1]
	}
	return s
}

// Next returns the version that follows another one in the style. Styles of time take the given time, or the next unit
// of time where that is not above the other version. The result is above the other version in any case, except for the
// reserved word "latest", which nothing is above.
func (s Style) Next(after Version, now time.Time) Version {
	var parts []string
	switch s.kind {
	case styleTime:
		parts = s.nextTime(after, now)
	case styleEpoch:
		parts = append(slices.Clone(s.lead), s.layout.epoch(now))
	default:
		parts = s.nextCount(after)
	}
	v := plainVersion(parts)
	if v.Compare(after) <= 0 {
		v = plainVersion(increment(numberParts(after)))
	}
	return v
}

// Spell returns a version as it stands in a file name of the style.
func (s Style) Spell(v Version) string {
	if s.separator == "_" {
		return strings.ReplaceAll(v.String(), ".", "_")
	}
	return v.String()
}

// nextCount keeps the number of parts and counts the last one up. A folder begins with 1, or 1.0.
func (s Style) nextCount(after Version) []string {
	n := max(1, s.parts)
	parts := append([]string{"1"}, slices.Repeat([]string{"0"}, n-1)...)
	if !after.IsZero() {
		parts = increment(append(numberParts(after), slices.Repeat([]string{"0"}, n)...)[:n])
	}
	last := &parts[n-1]
	*last = strings.Repeat("0", max(0, s.width-len(*last))) + *last
	return parts
}

// numberParts returns the parts of a version as they are written; where they are not plain digits, as numbers.
func numberParts(v Version) []string {
	if v.IsPlain() && !v.IsReserved() {
		return strings.Split(v.String(), ".")
	}
	parts := []string{"0"}
	for i, n := range v.parts {
		if n.Sign() < 0 {
			break // only the first can be negative, and anything is above it
		}
		parts = append(parts[:i], n.String())
	}
	return parts
}

// increment returns the parts with the last one counted up. Leading zeros stay as long as they fit.
func increment(parts []string) []string {
	parts = slices.Clone(parts)
	last := parts[len(parts)-1]
	n, _ := new(big.Int).SetString(last, 10)
	next := n.Add(n, big.NewInt(1)).String()
	parts[len(parts)-1] = strings.Repeat("0", max(0, len(last)-len(next))) + next
	return parts
}

// plainVersion returns the version of parts that are digits.
func plainVersion(parts []string) Version {
	v, err := ParseVersion(strings.Join(parts, "."))
	if err != nil || !v.IsReserved() {
		return v
	}
	return plainVersion(increment(parts))
}

// epochUnit tells seconds from milliseconds by size; both are taken for a time between 2001 and 2199.
func epochUnit(part string) (timeLayout, bool) {
	n, err := strconv.ParseInt(part, 10, 64)
	switch {
	case err != nil || part[0] == '0':
		return timeLayout{}, false
	case n >= 1e9 && n < latestEpoch:
		return second, true
	case n >= 1e12 && n < latestEpoch*1000:
		return millisecond, true
	}
	return timeLayout{}, false
}
