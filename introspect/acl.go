package introspect

import (
	"strings"

	"github.com/redraft/redraft/model"
)

// aclItem is one item of an access list: who holds what.
type aclItem struct {
	to      model.Grantee
	letters []aclLetter
}

// aclLetter is a privilege with whether it may be granted on.
type aclLetter struct {
	privilege model.Privilege
	option    bool
}

// aclPrivileges are the letters of PostgreSQL 8.0's access lists and the one that Redshift added for DROP. RULE and TRIGGER
// exist in lists alone: nobody can grant them (r_GRANT). Evidence: AWS's admin view v_generate_user_grant_revoke_ddl; the
// letters for ALTER and TRUNCATE are not documented (docs/evidence.md).
var aclPrivileges = map[byte]model.Privilege{
	'r': "SELECT", 'a': "INSERT", 'w': "UPDATE", 'd': "DELETE", 'D': "DROP", 'x': "REFERENCES", 'X': "EXECUTE", 'U': "USAGE",
	'C': "CREATE", 'T': "TEMPORARY", 'A': "ALTER", 'P': "TRUNCATE", 'R': "", 't': "", 'c': "",
}

// parseACLItem reads grantee=letters/grantor. An empty grantee is PUBLIC, "group g" is a group, and "role r", where roles show
// at all, a role (docs/evidence.md); names with other than letters, digits and _ are in quotes. It reports whether all of the item was understood; what was not is left out.
func parseACLItem(text string) (aclItem, bool) {
	name, rest := aclName(text)
	item := aclItem{to: model.Grantee{Kind: model.ToUser, Name: name}}
	group, isGroup := strings.CutPrefix(name, "group ")
	role, isRole := strings.CutPrefix(name, "role ")
	switch {
	case isGroup:
		item.to = model.Grantee{Kind: model.ToGroup, Name: group}
	case isRole:
		item.to = model.Grantee{Kind: model.ToRole, Name: role}
	case name == "":
		item.to = model.Public
	}
	letters, ok := strings.CutPrefix(rest, "=")
	letters, _, hasGrantor := strings.Cut(letters, "/")
	understood := ok && hasGrantor && !strings.Contains(name, "~")
	for i := 0; i < len(letters); i++ {
		if letters[i] == '*' {
			if n := len(item.letters); n > 0 {
				item.letters[n-1].option = true
			}
			continue
		}
		privilege, known := aclPrivileges[letters[i]]
		understood = understood && known
		item.letters = append(item.letters, aclLetter{privilege: privilege})
	}
	return item, understood
}

// aclName reads a name that may be in quotes, or begin outside of them: group "big group".
func aclName(text string) (name, rest string) {
	var b strings.Builder
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' && quoted && i+1 < len(text) && text[i+1] == '"':
			b.WriteByte('"')
			i++
		case c == '"':
			quoted = !quoted
		case c == '=' && !quoted:
			return b.String(), text[i:]
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), ""
}
