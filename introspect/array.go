package introspect

import "strings"

// elements reads an array as PostgreSQL writes it, {a,"b c",NULL}, or a vector of numbers, "23 1043". A nil text has none.
func elements(text *string) []string {
	if text == nil {
		return nil
	}
	inner, isArray := strings.CutPrefix(*text, "{")
	if !isArray {
		return strings.Fields(*text)
	}
	inner = strings.TrimSuffix(inner, "}")
	if inner == "" {
		return nil
	}
	var list []string
	var b strings.Builder
	quoted := false
	for i := 0; i < len(inner); i++ {
		switch c := inner[i]; {
		case c == '\\' && i+1 < len(inner):
			i++
			b.WriteByte(inner[i])
		case c == '"':
			quoted = !quoted
		case c == ',' && !quoted:
			list = append(list, b.String())
			b.Reset()
		default:
			b.WriteByte(c)
		}
	}
	return append(list, b.String())
}
