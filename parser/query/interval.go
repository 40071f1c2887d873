package query

import (
	"fmt"
	"strconv"
	"strings"
)

// intervalUnits are the units of an interval by their words (r_interval_literals): months, days or microseconds.
var intervalUnits = map[string]span{
	"year": {months: 12}, "years": {months: 12}, "y": {months: 12}, "yr": {months: 12}, "yrs": {months: 12},
	"month": {months: 1}, "months": {months: 1}, "mon": {months: 1}, "mons": {months: 1},
	"week": {days: 7}, "weeks": {days: 7}, "w": {days: 7},
	"day": {days: 1}, "days": {days: 1}, "d": {days: 1},
	"hour": {seconds: 3600}, "hours": {seconds: 3600}, "h": {seconds: 3600}, "hr": {seconds: 3600}, "hrs": {seconds: 3600},
	"minute": {seconds: 60}, "minutes": {seconds: 60}, "min": {seconds: 60}, "mins": {seconds: 60},
	"second": {seconds: 1}, "seconds": {seconds: 1}, "sec": {seconds: 1}, "secs": {seconds: 1}, "s": {seconds: 1},
}

// intervalFields are the fields of INTERVAL '…' field by the bit that PostgreSQL's grammar makes of them (its
// utils/timestamp.h, INTERVAL_MASK).
var intervalFields = map[string]span{
	"2": {months: 1}, "4": {months: 12}, "8": {days: 1}, "1024": {seconds: 3600}, "2048": {seconds: 60}, "4096": {seconds: 1},
}

// span is a length of time: a month is no number of days, and a day no number of seconds.
type span struct{ months, days, seconds int64 }

func (s *span) add(n int64, unit span) {
	s.months, s.days, s.seconds = s.months+n*unit.months, s.days+n*unit.days, s.seconds+n*unit.seconds
}

// interval spells the constant of an interval in one way; false for what is not read here: fractions, and texts that a field
// would cut.
func interval(text string, field *node) (string, bool) {
	unit := span{}
	if field != nil {
		var known bool
		if unit, known = intervalFields[field.item(0).get("ival").str("ival")]; !known || field.len() != 1 {
			return "", false
		}
	}
	words := strings.Fields(separated(strings.ToLower(text)))
	var total span
	for i := 0; i < len(words); i++ {
		if seconds, ok := clock(words[i]); ok && (field == nil || unit.seconds == 1) {
			total.seconds += seconds
			continue
		}
		n, err := strconv.ParseInt(words[i], 10, 32)
		if err != nil {
			return "", false
		}
		if i+1 == len(words) {
			if len(words) > 1 || unit == (span{}) {
				return "", false // a number alone is of a unit that is not documented
			}
			total.add(n, unit)
			break
		}
		i++
		of, known := intervalUnits[words[i]]
		if !known || field != nil && of != unit {
			return "", false
		}
		total.add(n, of)
	}
	return fmt.Sprintf("%d months %d days %d seconds", total.months, total.days, total.seconds), len(words) > 0
}

// separated puts a blank between a number and the unit that is written right behind it.
func separated(text string) string {
	var b strings.Builder
	for i, c := range text {
		if i > 0 && 'a' <= c && c <= 'z' && '0' <= text[i-1] && text[i-1] <= '9' {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// clock reads hours:minutes:seconds, all of which a sign is of.
func clock(text string) (seconds int64, ok bool) {
	digits, negative := strings.CutPrefix(text, "-")
	parts := strings.Split(digits, ":")
	if len(parts) != 3 {
		return 0, false
	}
	for _, part := range parts {
		n, err := strconv.ParseUint(part, 10, 31)
		if err != nil {
			return 0, false
		}
		seconds = 60*seconds + int64(n)
	}
	if negative {
		seconds = -seconds
	}
	return seconds, true
}
