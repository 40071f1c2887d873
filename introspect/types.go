package introspect

import (
	"strconv"
	"strings"

	"github.com/redraft/redraft/model"
)

// dataType reads a type as format_type writes it: character varying(20), numeric(8,2), timestamp without time zone. A type
// that Redshift's tables do not have is reported as not known.
func dataType(text string) (model.DataType, bool) {
	spelling, inner, hasArgs := strings.Cut(strings.ToLower(text), "(")
	var args []int
	if hasArgs {
		inner, behind, _ := strings.Cut(inner, ")")
		spelling = strings.TrimSpace(spelling) + behind // timestamp(6) without time zone
		for part := range strings.SplitSeq(inner, ",") {
			n, err := strconv.Atoi(strings.TrimSpace(part))
			if err != nil {
				return model.DataType{}, false
			}
			args = append(args, n)
		}
	}
	if spelling = strings.Trim(spelling, `" `); spelling == "interval" {
		spelling = string(model.IntervalDayToSecond) // an interval of all fields, as only the arguments of routines have
	}
	t, err := model.ResolveType(spelling, args...)
	return t, err == nil
}
