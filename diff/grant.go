package diff

import (
	"github.com/redraft/redraft/model"
)

// The changes of privileges.
type (
	// GrantPrivilege says that a privilege is new, or has gained its grant option.
	GrantPrivilege struct {
		On
		Grant model.Grant
	}
	// RevokePrivilege says that a privilege goes.
	RevokePrivilege struct {
		On
		Grant model.Grant
	}
	// RevokeOption says that a privilege stays but loses its grant option.
	RevokeOption struct {
		On
		Grant model.Grant
	}
)

// Describe says the change in words.
func (c GrantPrivilege) Describe() string { return "grant " + showGrant(c.Grant) }

// Describe says the change in words.
func (c RevokePrivilege) Describe() string { return "revoke " + showGrant(c.Grant) }

// Describe says the change in words.
func (c RevokeOption) Describe() string {
	return "revoke the grant option of " + showGrant(key(c.Grant))
}

func showGrant(g model.Grant) string {
	text := string(g.Privilege)
	if g.Column != "" {
		text += " (" + g.Column + ")"
	}
	text += " – " + g.To.String()
	if g.Option {
		text += " with grant option"
	}
	return text
}

func compareGrants(from, to *model.Database) []Change {
	var changes []Change
	for id := range from.Grants.Objects() {
		if !to.Grants.AnyOn(id) && gone(to, id) {
			continue // they go with the object
		}
		changes = append(changes, compareGrantsOn(from, to, id)...)
	}
	for id := range to.Grants.Objects() {
		if !from.Grants.AnyOn(id) {
			changes = append(changes, compareGrantsOn(from, to, id)...)
		}
	}
	return changes
}

// gone reports whether grants on the object disappear because it does: databases, languages and default privileges are
// not objects of the model, so what is granted on them is always compared.
func gone(to *model.Database, id model.ID) bool {
	switch id.Kind {
	case model.KindDatabase, model.KindLanguage, model.KindDefaultPrivileges:
		return false
	}
	return !to.Has(id)
}

func compareGrantsOn(from, to *model.Database, id model.ID) []Change {
	on := On{id}
	var changes []Change
	held := make(map[model.Grant]bool)
	for _, g := range to.Grants.On(id) {
		held[key(g)] = g.Option
	}
	before := make(map[model.Grant]bool)
	for _, g := range from.Grants.On(id) {
		before[key(g)] = g.Option
		option, keeps := held[key(g)]
		switch {
		case !keeps:
			changes = append(changes, RevokePrivilege{on, g})
		case g.Option && !option:
			changes = append(changes, RevokeOption{on, g})
		}
	}
	for _, g := range to.Grants.On(id) {
		if option, had := before[key(g)]; !had || g.Option && !option {
			changes = append(changes, GrantPrivilege{on, g})
		}
	}
	return changes
}

// key is the grant without its option.
func key(g model.Grant) model.Grant {
	g.Option = false
	return g
}
