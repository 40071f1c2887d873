package migrations

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// timeLayout is a way to write a time as the parts of a version.
type timeLayout struct {
	// widths are the digits of the parts, format the same without dots, for package time.
	widths []int
	format string
	unit   time.Duration
	// counted is true when a number follows the date: 2026.11.22.3.
	counted bool
	width   int // digits of that number
}

// layouts are tried in this order: the more parts, the earlier.
var layouts = []timeLayout{
	{widths: []int{4, 2, 2, 2, 2, 2}, format: "20060102150405", unit: time.Second},
	{widths: []int{4, 2, 2, 2, 2}, format: "200601021504", unit: time.Minute},
	{widths: []int{4, 2, 2, 6}, format: "20060102150405", unit: time.Second},
	dateMinute: {widths: []int{4, 2, 2, 4}, format: "200601021504", unit: time.Minute},
	{widths: []int{4, 2, 2}, format: "20060102", unit: day, counted: true},
	{widths: []int{4, 2, 2}, format: "20060102", unit: day},
	{widths: []int{8, 6}, format: "20060102150405", unit: time.Second},
	{widths: []int{8, 4}, format: "200601021504", unit: time.Minute},
	{widths: []int{8}, format: "20060102", unit: day, counted: true},
	timestamp: {widths: []int{14}, format: "20060102150405", unit: time.Second},
	{widths: []int{12}, format: "200601021504", unit: time.Minute},
	{widths: []int{8}, format: "20060102", unit: day},
}

// The layouts of the named styles.
const (
	dateMinute = 3
	timestamp  = 9
)

const day = 24 * time.Hour

// The units of times that are counted from 1970, and the seconds of the year 2200.
var (
	second      = timeLayout{unit: time.Second}
	millisecond = timeLayout{unit: time.Millisecond}
)

const latestEpoch = 7258118400

// epoch returns how many units have passed since 1970.
func (l timeLayout) epoch(now time.Time) string {
	n := now.UnixMilli()
	if l.unit == time.Second {
		n = now.Unix()
	}
	return strconv.FormatInt(max(0, n), 10)
}

// findLayout returns the layout of the last parts of a version, and the parts before them.
func findLayout(parts []string) (layout timeLayout, lead []string, ok bool) {
	for _, l := range layouts {
		lead := len(parts) - l.length()
		if lead < 0 {
			continue
		}
		if _, ok := l.parse(parts[lead:]); ok {
			if l.counted {
				l.width = zeroWidth(parts[len(parts)-1])
			}
			return l, slices.Clone(parts[:lead]), true
		}
	}
	return timeLayout{}, nil, false
}

// length returns the number of parts.
func (l timeLayout) length() int {
	if l.counted {
		return len(l.widths) + 1
	}
	return len(l.widths)
}

// parse reads the date and time of parts; years far from ours are taken for plain numbers.
func (l timeLayout) parse(parts []string) (time.Time, bool) {
	if len(parts) != l.length() {
		return time.Time{}, false
	}
	for i, w := range l.widths {
		if len(parts[i]) != w {
			return time.Time{}, false
		}
	}
	t, err := time.Parse(l.format, strings.Join(parts[:len(l.widths)], ""))
	return t, err == nil && t.Year() >= 1990 && t.Year() < 2200
}

// parts returns a time as parts.
func (l timeLayout) parts(t time.Time) []string {
	digits := t.Format(l.format)
	var parts []string
	for _, w := range l.widths {
		parts = append(parts, digits[:w])
		digits = digits[w:]
	}
	return parts
}

// nextTime returns the given time, or the unit of time after the other version when that is later. Where a number
// follows the date it begins with 1 every day; where only a date stood so far, one more on a day gets a number behind
// it.
func (s Style) nextTime(after Version, now time.Time) []string {
	today := s.layout.parts(now)
	last, ok := s.lastTime(after)
	if s.layout.counted {
		if ok && strings.Join(s.layout.parts(last), "") >= strings.Join(today, "") {
			return increment(numberParts(after))
		}
		return s.withLead(append(today, strings.Repeat("0", max(0, s.layout.width-1))+"1"))
	}
	switch {
	case !ok || plainVersion(s.withLead(today)).Compare(after) > 0:
		return s.withLead(today)
	case s.layout.unit == day:
		return s.withLead(append(s.layout.parts(last), "1"))
	}
	return s.withLead(s.layout.parts(last.Add(s.layout.unit)))
}

// lastTime reads the time of a version that is written in the style.
func (s Style) lastTime(v Version) (time.Time, bool) {
	if !v.IsPlain() || v.IsReserved() {
		return time.Time{}, false
	}
	parts := numberParts(v)
	return s.layout.parse(parts[min(len(s.lead), len(parts)):])
}

func (s Style) withLead(parts []string) []string { return slices.Concat(s.lead, parts) }

// zeroWidth returns the digits of a number that is filled up with zeros, and 0 for others.
func zeroWidth(digits string) int {
	if len(digits) > 1 && digits[0] == '0' {
		return len(digits)
	}
	return 0
}
