package model

import (
	"cmp"
	"fmt"
	"strings"
)

// Kind says what sort of thing an ID names.
type Kind uint8

// The kinds, in the order in which lists show them.
const (
	KindDatabase Kind = iota + 1
	KindSchema
	KindTable
	KindView
	KindMaterializedView
	KindFunction
	KindProcedure
	KindLanguage
	KindDefaultPrivileges
	// The kinds below are kept in the model and reported, but no plan changes them yet.
	KindExternalSchema
	KindExternalTable
	KindExternalView
	KindUser
	KindGroup
	KindRole
	KindDatashare
	KindLibrary
	KindMLModel
	KindRLSPolicy
	KindMaskingPolicy
	KindPolicyAttachment
	KindIdentityProvider
	KindTemplate
	KindOtherGrant
)

var kindNames = map[Kind]string{
	KindDatabase:          "database",
	KindSchema:            "schema",
	KindTable:             "table",
	KindView:              "view",
	KindMaterializedView:  "materialized view",
	KindFunction:          "function",
	KindProcedure:         "procedure",
	KindLanguage:          "language",
	KindDefaultPrivileges: "default privileges",
	KindExternalSchema:    "external schema",
	KindExternalTable:     "external table",
	KindExternalView:      "external view",
	KindUser:              "user",
	KindGroup:             "group",
	KindRole:              "role",
	KindDatashare:         "datashare",
	KindLibrary:           "library",
	KindMLModel:           "model",
	KindRLSPolicy:         "row-level security policy",
	KindMaskingPolicy:     "masking policy",
	KindPolicyAttachment:  "policy attachment",
	KindIdentityProvider:  "identity provider",
	KindTemplate:          "template",
	KindOtherGrant:        "permission",
}

// String returns the kind in lower-case English, as messages and JSON show it.
func (k Kind) String() string {
	if name, ok := kindNames[k]; ok {
		return name
	}
	return fmt.Sprintf("kind(%d)", uint8(k))
}

// Planned reports whether plans create, change and drop objects of this kind.
func (k Kind) Planned() bool { return k >= KindDatabase && k <= KindDefaultPrivileges }

// IsRelation reports whether the kind lives in the name space that tables and views of a schema share.
func (k Kind) IsRelation() bool {
	switch k {
	case KindTable, KindView, KindMaterializedView, KindExternalTable, KindExternalView:
		return true
	}
	return false
}

// IsRoutine reports whether the kind is identified by its argument types besides its name.
func (k Kind) IsRoutine() bool { return k == KindFunction || k == KindProcedure }

// ID names one object of a database. It is comparable and ordered, and it is the only key in maps, plans, JSON and
// messages. Names are folded by the parser, so two IDs are the same object exactly when they are equal.
type ID struct {
	Kind   Kind
	Schema string // empty for what lives in no schema
	Name   string
	// Signature holds a routine's input types without lengths, joined by ", "; for default privileges it is the sort of
	// object they are for (TABLES, FUNCTIONS, PROCEDURES). It is empty for everything else.
	Signature string
}

// SchemaID returns the ID of a schema.
func SchemaID(name string) ID { return ID{Kind: KindSchema, Name: name} }

// TableID returns the ID of a table.
func TableID(schema, name string) ID { return ID{Kind: KindTable, Schema: schema, Name: name} }

// IsZero reports whether the ID names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// QualifiedName returns the object's name with its schema and, for a routine, its argument types in parentheses; names
// that SQL would need quotes for are quoted. It is for people and JSON; SQL text is written by plan/ddl alone.
func (id ID) QualifiedName() string {
	var b strings.Builder
	if id.Schema != "" {
		b.WriteString(showName(id.Schema))
		b.WriteByte('.')
	}
	if id.Kind == KindDefaultPrivileges {
		return id.defaultPrivilegesName()
	}
	b.WriteString(showName(id.Name))
	if id.Kind.IsRoutine() {
		b.WriteString("(" + id.Signature + ")")
	}
	return b.String()
}

func (id ID) defaultPrivilegesName() string {
	name := "on " + strings.ToLower(id.Signature)
	if id.Schema != "" {
		name += " in " + showName(id.Schema)
	}
	if id.Name != "" {
		name += " of " + showName(id.Name)
	}
	return name
}

// String returns the kind and the qualified name, for example "table core.orders".
func (id ID) String() string { return id.Kind.String() + " " + id.QualifiedName() }

// MarshalText writes the ID as String does, so that IDs can be JSON values and keys.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (id *ID) UnmarshalText(text []byte) error {
	parsed, err := ParseID(string(text))
	if err != nil {
		return err
	}
	*id = parsed
	return nil
}

// Compare orders IDs by kind, schema, name and signature.
func (id ID) Compare(other ID) int {
	return cmp.Or(
		cmp.Compare(id.Kind, other.Kind),
		strings.Compare(id.Schema, other.Schema),
		strings.Compare(id.Name, other.Name),
		strings.Compare(id.Signature, other.Signature),
	)
}

// ParseID reads what ID.String wrote. It fails on an unknown kind and on a malformed name.
func ParseID(text string) (ID, error) {
	kind, rest := cutKind(text)
	if kind == 0 {
		return ID{}, fmt.Errorf("%q does not begin with a kind of object such as \"table\"", text)
	}
	if kind == KindDefaultPrivileges {
		return parseDefaultPrivileges(text, rest)
	}
	id := ID{Kind: kind}
	first, rest, err := readName(rest)
	if err != nil {
		return ID{}, fmt.Errorf("%q: %w", text, err)
	}
	id.Name = first
	if strings.HasPrefix(rest, ".") {
		id.Schema = first
		if id.Name, rest, err = readName(rest[1:]); err != nil {
			return ID{}, fmt.Errorf("%q: %w", text, err)
		}
	}
	if kind.IsRoutine() && strings.HasPrefix(rest, "(") && strings.HasSuffix(rest, ")") {
		id.Signature, rest = rest[1:len(rest)-1], ""
	}
	if rest != "" {
		return ID{}, fmt.Errorf("%q: unexpected %q after the name", text, rest)
	}
	return id, nil
}

// cutKind splits a leading kind off; the longest name wins ("materialized view" before "model").
func cutKind(text string) (Kind, string) {
	var best Kind
	for kind, name := range kindNames {
		if strings.HasPrefix(text, name+" ") && len(name) > len(kindNames[best]) {
			best = kind
		}
	}
	if best == 0 {
		return 0, ""
	}
	return best, text[len(kindNames[best])+1:]
}

func parseDefaultPrivileges(text, rest string) (ID, error) {
	id := ID{Kind: KindDefaultPrivileges}
	for rest != "" {
		word, after, _ := strings.Cut(rest, " ")
		name, tail, err := readName(after)
		if err != nil {
			return ID{}, fmt.Errorf("%q: %w", text, err)
		}
		switch word {
		case "on":
			id.Signature = strings.ToUpper(name)
		case "in":
			id.Schema = name
		case "of":
			id.Name = name
		default:
			return ID{}, fmt.Errorf("%q: unexpected %q", text, word)
		}
		rest = strings.TrimPrefix(tail, " ")
	}
	return id, nil
}

// readName reads one plain or double-quoted name and returns what follows it.
func readName(text string) (name, rest string, err error) {
	if !strings.HasPrefix(text, `"`) {
		end := strings.IndexAny(text, `."( `)
		if end < 0 {
			end = len(text)
		}
		if end == 0 {
			return "", "", fmt.Errorf("a name is missing")
		}
		return text[:end], text[end:], nil
	}
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		if text[i] != '"' {
			b.WriteByte(text[i])
			continue
		}
		if i+1 < len(text) && text[i+1] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		return b.String(), text[i+1:], nil
	}
	return "", "", fmt.Errorf("a quoted name is not closed")
}

// showName quotes a name that is not made of lower-case letters, digits, _ and $ alone.
func showName(name string) string {
	plain := name != ""
	for i, r := range name {
		letter := r >= 'a' && r <= 'z' || r == '_' || r >= 0x80
		digit := r >= '0' && r <= '9' || r == '$'
		if !letter && (!digit || i == 0) {
			plain = false
			break
		}
	}
	if plain {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// Name is a relation or function as a query names it, folded; Schema is empty when the query did not say and the
// search path did not settle it.
type Name struct {
	Schema string
	Name   string
}

// String returns the name with its schema, quoted where SQL would need it.
func (n Name) String() string {
	if n.Schema == "" {
		return showName(n.Name)
	}
	return showName(n.Schema) + "." + showName(n.Name)
}

// Compare orders names by schema and name.
func (n Name) Compare(other Name) int {
	return cmp.Or(strings.Compare(n.Schema, other.Schema), strings.Compare(n.Name, other.Name))
}

// IsSystem reports whether the name is one of the engine's own relations or schemas (c_intro_system_tables,
// c_intro_catalog_views): those are in no model.
func (n Name) IsSystem() bool {
	if n.Schema != "" {
		return strings.HasPrefix(n.Schema, "pg_") || n.Schema == "information_schema" || n.Schema == "catalog_history"
	}
	for _, prefix := range []string{"pg_", "svv_", "svl_", "svcs_", "stl_", "stv_", "stll_", "sys_"} {
		if strings.HasPrefix(n.Name, prefix) {
			return true
		}
	}
	return false
}
