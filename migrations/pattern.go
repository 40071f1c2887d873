package migrations

import (
	"fmt"
	"strings"
)

// Pattern is one of Flyway's ignoreMigrationPatterns: states that validate passes over.
type Pattern struct {
	// Sort is "versioned", "repeatable" or "*".
	Sort string
	// State is "missing", "pending", "ignored", "future" or "*".
	State string
}

// The patterns that Flyway itself uses: its default, and what migrate adds when it validates.
var (
	IgnoreFuture  = Pattern{"*", "future"}
	IgnorePending = Pattern{"*", "pending"}
)

// ParsePattern reads a pattern such as *:missing (ValidatePattern).
func ParsePattern(text string) (Pattern, error) {
	sort, state, found := strings.Cut(strings.ToLower(text), ":")
	p := Pattern{strings.TrimSpace(sort), strings.TrimSpace(state)}
	switch p.Sort {
	case "*", "versioned", "repeatable":
	default:
		found = false
	}
	switch p.State {
	case "*", "missing", "pending", "ignored", "future":
	default:
		found = false
	}
	if !found {
		return Pattern{}, fmt.Errorf(
			"the pattern %q is not understood: write versioned, repeatable or *, a colon, and missing, pending, ignored, future or *",
			text)
	}
	return p, nil
}

// String returns the pattern as it is written.
func (p Pattern) String() string { return p.Sort + ":" + p.State }

// matches compares with the state's own word, so that "future" means a success.
func (p Pattern) matches(versioned bool, state State) bool {
	if p.State != "*" && p.State != strings.ToLower(state.String()) {
		return false
	}
	return p.Sort == "*" || versioned == (p.Sort == "versioned")
}

// patterns is a list of them.
type patterns []Pattern

func (list patterns) match(versioned bool, state State) bool {
	for _, p := range list {
		if p.matches(versioned, state) {
			return true
		}
	}
	return false
}

// ignore reports whether a state is passed over for versioned and repeatable migrations alike
// (ValidatePatternUtils.isPendingIgnored and its kin).
func (list patterns) ignore(state State) bool {
	return list.match(true, state) && list.match(false, state)
}
