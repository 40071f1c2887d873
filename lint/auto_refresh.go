package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redraft/redraft/deps"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

var autoRefreshRefused = Rule{
	Code:  "auto-refresh-refused",
	Title: "AUTO REFRESH where Redshift does not take it",
	Why: "A materialized view that calls mutable functions, reads an external schema or reads another materialized " +
		"view cannot refresh itself (materialized-view-create-sql-command; newer engines may take the last two, see " +
		"docs/evidence.md). Streams are the exception (materialized-view-streaming-ingestion).",
	Severity: diag.Warning,
	Check:    checkAutoRefresh,
}

func checkAutoRefresh(in *Input) []Finding {
	var found []Finding
	for id, view := range in.Database.MaterializedViews.All() {
		if !view.AutoRefresh {
			continue
		}
		if reason := againstAutoRefresh(in, view); reason != "" {
			found = append(found, Finding{
				Object:  id,
				Summary: fmt.Sprintf("%s has AUTO REFRESH YES, but %s", id, reason),
				Hint:    "write AUTO REFRESH NO and schedule REFRESH MATERIALIZED VIEW",
			})
		}
	}
	return found
}

func againstAutoRefresh(in *Input, view *model.MaterializedView) string {
	if name := mutableCall(in, view); name != "" {
		return "calls " + name + ", which is mutable"
	}
	for _, e := range in.Graph.Needs(view.ID) {
		switch {
		case e.Reason != deps.Reads:
		case e.To.Kind == model.KindMaterializedView:
			return "reads " + e.To.String()
		case isExternal(e.To) && !isStream(in.Database, e.To):
			return "reads " + e.To.String()
		}
	}
	return ""
}

func isExternal(id model.ID) bool {
	return id.Kind == model.KindExternalTable || id.Kind == model.KindExternalSchema
}

// isStream reports whether an external schema, or that of an external table, is a stream: those views exist to refresh
// themselves. The statement is kept as normalized tokens (r_CREATE_EXTERNAL_SCHEMA).
func isStream(db *model.Database, id model.ID) bool {
	schema := model.ID{Kind: model.KindExternalSchema, Name: id.Schema}
	if id.Kind == model.KindExternalSchema {
		schema = id
	}
	object, ok := db.Unplanned.Get(schema)
	if !ok {
		return false
	}
	for _, statement := range object.Statements {
		words := strings.Fields(strings.ToLower(statement))
		from := slices.Index(words, "from")
		if from >= 0 && from+1 < len(words) && slices.Contains([]string{"kinesis", "msk", "kafka"}, words[from+1]) {
			return true
		}
	}
	return false
}
