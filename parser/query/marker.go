package query

import "strings"

// A marker stands in the rewritten text for what Redshift can say and PostgreSQL's grammar cannot. Markers are quoted
// names that begin with a control character, which the scanner refuses in names, so that nobody can write one.
//
// The forms that they take:
//
//	SELECT TOP n DISTINCT …          SELECT DISTINCT ON ("TOP"(n), "DISTINCT") …
//	SELECT …, a EXCLUDE (b)          SELECT …, a, "EXCLUDE"(b)
//	… QUALIFY c                      … WINDOW "QUALIFY" AS (ORDER BY (c))
//	… START WITH a CONNECT BY b      … GROUP BY "START WITH"(a), "CONNECT BY"(b)
//	PRIOR a                          "PRIOR"(a)
//	GROUP BY ALL                     GROUP BY "ALL"()
//	APPROXIMATE f(a)                 "APPROXIMATE".f(a)
//	f(a IGNORE NULLS)                f(a) FILTER (WHERE "IGNORE NULLS")
//	LISTAGG(DISTINCT a) WITHIN …     LISTAGG("DISTINCT", a) WITHIN …
//	t PIVOT (f FOR a IN (b AS c))    t CROSS JOIN LATERAL (SELECT f, "FOR"(a, (SELECT b AS c)) AS "PIVOT")
//	a = b (+)                        a = b::"OUTER"
//	CONVERT(type, a)                 "CONVERT"(NULL::type, a), which is then the same as a::type
//	FROM t, t.a[0] AS e AT i         FROM t, "UNNEST"(t.a[0]) AS e("AT", i)
//	FROM t, UNPIVOT t.a AS e AT i    FROM t, "UNPIVOT"(t.a) AS e("AT", i)
//	OBJECT_TRANSFORM(a KEEP b SET c) OBJECT_TRANSFORM(a, "KEEP", b, "SET", c)
//	SYSDATE, dateadd(day, …), ?      "SYSDATE", dateadd("DAY", …), "?"
const markerSign = 0x01

func isMarker(name string) bool { return name != "" && name[0] == markerSign }

// marker returns a marker's name as it stands in the tree.
func marker(word string) string { return string(rune(markerSign)) + word }

// quotedMarker returns a marker as it stands in the rewritten text.
func quotedMarker(word string) string { return `"` + marker(word) + `"` }

// The markers that the tree is searched for.
const (
	markTop       = "\x01TOP"
	markDistinct  = "\x01DISTINCT"
	markExclude   = "\x01EXCLUDE"
	markQualify   = "\x01QUALIFY"
	markStart     = "\x01START WITH"
	markConnect   = "\x01CONNECT BY"
	markConvert   = "\x01CONVERT"
	markPivot     = "\x01PIVOT"
	markUnpivot   = "\x01UNPIVOT"
	markAt        = "\x01AT"
	markIgnore    = "\x01IGNORE NULLS"
	markRespect   = "\x01RESPECT NULLS"
	markParameter = "\x01?"
	markSysdate   = "\x01SYSDATE"
	markUnknown   = "\x01UNKNOWN"
	markLong      = "\x01LONG " // followed by the number of a name that is longer than PostgreSQL keeps
	markMaxLength = "2147483647"
)

// longName returns the number in a marker for a long name.
func longName(name string) (digits string, ok bool) { return strings.CutPrefix(name, markLong) }
