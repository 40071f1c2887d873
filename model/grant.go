package model

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"
)

// GranteeKind is the sort of identity a privilege is granted to.
type GranteeKind uint8

// The grantees.
const (
	ToUser GranteeKind = iota + 1
	ToGroup
	ToRole
	ToPublic
)

// String returns the kind in lower-case English.
func (k GranteeKind) String() string { return [...]string{"", "user", "group", "role", "public"}[k] }

// Grantee is who holds a privilege. Name is empty for PUBLIC.
type Grantee struct {
	Kind GranteeKind
	Name string
}

// Public is everyone.
var Public = Grantee{Kind: ToPublic}

// String returns the grantee for people: "user ana", "group readers", "public".
func (g Grantee) String() string {
	if g.Kind == ToPublic {
		return "public"
	}
	return g.Kind.String() + " " + showName(g.Name)
}

// Privilege is one privilege in upper case, as SQL spells it.
type Privilege string

// Grant is one privilege on one object, or on one of its columns, for one grantee. Default privileges are grants on an
// ID of KindDefaultPrivileges.
type Grant struct {
	On        ID
	Column    string // empty for the whole object
	Privilege Privilege
	To        Grantee
	Option    bool // WITH GRANT OPTION; no part of the key
}

// compare orders grants of one object by grantee, column and privilege.
func (g Grant) compare(o Grant) int {
	return cmp.Or(
		cmp.Compare(g.To.Kind, o.To.Kind),
		strings.Compare(g.To.Name, o.To.Name),
		strings.Compare(g.Column, o.Column),
		strings.Compare(string(g.Privilege), string(o.Privilege)),
	)
}

// AllPrivileges lists what the word ALL stands for on a kind of object, sorted; nil when the kind takes no grants.
// Evidence: r_GRANT; ALTER and TRUNCATE on tables, ALTER and DROP on schemas are in the newer grammar (docs/evidence.md).
func AllPrivileges(k Kind) []Privilege {
	switch k {
	case KindDatabase:
		return []Privilege{"ALTER", "CREATE", "TEMPORARY", "USAGE"}
	case KindSchema, KindExternalSchema:
		return []Privilege{"ALTER", "CREATE", "DROP", "USAGE"}
	case KindTable, KindView, KindMaterializedView, KindExternalTable:
		return []Privilege{"ALTER", "DELETE", "DROP", "INSERT", "REFERENCES", "SELECT", "TRUNCATE", "UPDATE"}
	case KindFunction, KindProcedure:
		return []Privilege{"EXECUTE"}
	case KindLanguage:
		return []Privilege{"USAGE"}
	}
	return nil
}

// Grants holds the privileges of a database by object. The zero value is ready to use.
type Grants struct {
	byObject map[ID][]Grant // each slice sorted, replaced and never changed in place
	order    []ID           // nil when it must be sorted anew
}

// On returns the grants on an object in order; the caller must not change the slice.
func (g *Grants) On(id ID) []Grant { return g.byObject[id] }

// Len returns the number of grants.
func (g *Grants) Len() int {
	n := 0
	for _, list := range g.byObject {
		n += len(list)
	}
	return n
}

// Has reports whether the same privilege is held, with the grant option or without.
func (g *Grants) Has(grant Grant) bool {
	_, found := slices.BinarySearchFunc(g.byObject[grant.On], grant, Grant.compare)
	return found
}

// Add records a grant; granting again keeps a grant option that was held (GRANT never takes it away, r_GRANT).
func (g *Grants) Add(grant Grant) {
	list := g.byObject[grant.On]
	at, found := slices.BinarySearchFunc(list, grant, Grant.compare)
	if found {
		grant.Option = grant.Option || list[at].Option
		if list[at] == grant {
			return
		}
		list = slices.Clone(list)
		list[at] = grant
	} else {
		list = slices.Insert(slices.Clone(list), at, grant)
	}
	g.set(grant.On, list)
}

// Remove takes a privilege away, if it is held.
func (g *Grants) Remove(grant Grant) {
	list := g.byObject[grant.On]
	if at, found := slices.BinarySearchFunc(list, grant, Grant.compare); found {
		g.set(grant.On, slices.Delete(slices.Clone(list), at, at+1))
	}
}

// RemoveOption keeps the privilege but takes its grant option away.
func (g *Grants) RemoveOption(grant Grant) {
	list := g.byObject[grant.On]
	if at, found := slices.BinarySearchFunc(list, grant, Grant.compare); found && list[at].Option {
		list = slices.Clone(list)
		list[at].Option = false
		g.set(grant.On, list)
	}
}

// Clear drops all grants on an object.
func (g *Grants) Clear(id ID) { g.set(id, nil) }

// Move hands all grants on one ID to another, as a rename does.
func (g *Grants) Move(from, to ID) {
	list := slices.Clone(g.byObject[from])
	for i := range list {
		list[i].On = to
	}
	g.set(from, nil)
	g.set(to, list)
}

func (g *Grants) set(id ID, list []Grant) {
	if g.byObject == nil {
		g.byObject = make(map[ID][]Grant)
	}
	_, had := g.byObject[id]
	if len(list) == 0 {
		if had {
			delete(g.byObject, id)
			g.order = nil
		}
		return
	}
	if !had {
		g.order = nil
	}
	g.byObject[id] = list
}

// Objects iterates over the IDs that carry grants, in ID order.
func (g *Grants) Objects() iter.Seq[ID] {
	if g.order == nil {
		g.order = slices.SortedFunc(maps.Keys(g.byObject), ID.Compare)
	}
	return slices.Values(g.order)
}

func (g *Grants) clone() Grants { return Grants{byObject: maps.Clone(g.byObject), order: g.order} }

// AnyOn reports whether the object carries grants.
func (g *Grants) AnyOn(id ID) bool { return len(g.byObject[id]) > 0 }
