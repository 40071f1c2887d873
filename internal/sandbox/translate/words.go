package translate

import (
	"fmt"
	"strings"
)

// Words puts PostgreSQL's error into Redshift's words, where they differ and are known.
func Words(code, message, detail, hint string) (newCode, newMessage, newDetail, newHint string) {
	switch code {
	case "2BP01": // dependent objects still exist
		if who, ok := between(message, `role "`, `" cannot be dropped because some objects depend on it`); ok {
			return principalInUse(who, detail)
		}
		// Redshift names the object only, and PostgreSQL 8.0 the table before its column (r_DROP_TABLE).
		if column, table, ok := pair(message, "cannot drop column ", " of table ", " because other objects depend on it"); ok {
			message = fmt.Sprintf("cannot drop table %s column %s because other objects depend on it", table, column)
		}
		return code, message, "", hint
	case "23502": // not null violation
		if column, ok := between(message, `null value in column "`, `" of relation`); ok {
			return code, "Cannot insert a NULL value into column " + column, "", ""
		}
	case "428C9": // generated always
		if strings.HasPrefix(message, "cannot insert a non-DEFAULT value into column") ||
			strings.Contains(message, "can only be updated to DEFAULT") {
			return "0A000", "cannot set an identity column to a value", "", ""
		}
	case "42P07": // duplicate relation
		if strings.HasPrefix(message, "relation ") {
			return code, "Relation" + strings.TrimPrefix(message, "relation"), "", ""
		}
	case "57014": // query canceled
		if message == "canceling statement due to user request" {
			return code, "Query cancelled on user's request", "", ""
		}
	case "42P16": // invalid table definition; Redshift has no ALTER VIEW to hint at
		return code, message, detail, ""
	case "42710", "42704": // duplicate or undefined object
		return code, principalWords(message), detail, hint
	}
	return code, message, detail, hint
}

// principalInUse is why a user, group or role is not dropped (r_DROP_USER, r_DROP_GROUP).
func principalInUse(who, detail string) (code, message, moreDetail, hint string) {
	kind := "user"
	for word, prefix := range map[string]string{"group": groupPrefix, "role": rolePrefix} {
		if rest, ok := strings.CutPrefix(who, prefix); ok {
			kind, who = word, rest
		}
	}
	why := "has a privilege on some object"
	if strings.Contains(detail, "owner of ") {
		why = "owns some object"
	}
	return "55006", fmt.Sprintf("%s \"%s\" can't be dropped because the %s %s", kind, who, kind, why), "", ""
}

// principalWords says user, group or role where PostgreSQL only has roles.
func principalWords(message string) string {
	rest, ok := strings.CutPrefix(message, `role "`)
	if !ok {
		return message
	}
	for word, prefix := range map[string]string{"group": groupPrefix, "role": rolePrefix} {
		if after, found := strings.CutPrefix(rest, prefix); found {
			return word + ` "` + after
		}
	}
	return `user "` + rest
}

// between returns what stands between two parts of a text.
func between(text, before, behind string) (string, bool) {
	rest, ok := strings.CutPrefix(text, before)
	if !ok {
		return "", false
	}
	return cutAt(rest, behind)
}

func cutAt(text, mark string) (string, bool) {
	found, _, ok := strings.Cut(text, mark)
	return found, ok
}

// pair returns the two parts of a text between three marks.
func pair(text, first, second, third string) (string, string, bool) {
	rest, ok := strings.CutPrefix(text, first)
	if !ok {
		return "", "", false
	}
	one, rest, ok := strings.Cut(rest, second)
	if !ok {
		return "", "", false
	}
	two, _, ok := strings.Cut(rest, third)
	return one, two, ok
}
