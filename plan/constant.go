package plan

import (
	"strings"

	"github.com/redraft/redraft/model"
)

// settledDefault takes the other side's spelling of a default where both are one moment: a server writes the constants of a
// column of moments in full, in its own time zone, which is UTC (r_Datetime_types).
func settledDefault(e, other model.Expr, column model.DataType) model.Expr {
	switch column.Name {
	case model.Timestamp, model.TimestampTZ:
	default:
		return e
	}
	a, isText := moment(e.Canonical)
	b, otherIsText := moment(other.Canonical)
	if isText && otherIsText && a == b {
		return other
	}
	return e
}

// moment returns the text of a constant with time and without the zone UTC.
func moment(canonical string) (string, bool) {
	text, opened := strings.CutPrefix(canonical, "'")
	text, closed := strings.CutSuffix(text, "'")
	text = strings.TrimSuffix(text, "+00")
	if len(text) == len("2006-01-02") {
		text += " 00:00:00"
	}
	return text, opened && closed
}
