package diff

import (
	"slices"

	"github.com/redraft/redraft/model"
)

// SetRoutine is a change of a function's or procedure's definition: What says of which part. Signature is true when the
// change is one that CREATE OR REPLACE refuses (result, argument names or modes, language; r_CREATE_FUNCTION,
// r_CREATE_PROCEDURE).
type SetRoutine struct {
	On
	What      RoutinePart
	Signature bool
}

// RoutinePart is a part of a routine's definition.
type RoutinePart string

// The parts of a routine's definition.
const (
	RoutineBody       RoutinePart = "body"
	RoutineArguments  RoutinePart = "list of arguments"
	RoutineResult     RoutinePart = "result type"
	RoutineVolatility RoutinePart = "volatility"
	RoutineLanguage   RoutinePart = "language"
	RoutineExternal   RoutinePart = "external service"
	RoutineAtomicity  RoutinePart = "atomicity"
	RoutineSecurity   RoutinePart = "security mode"
	RoutineSettings   RoutinePart = "list of settings"
)

// Describe says the change in words.
func (c SetRoutine) Describe() string { return "another " + string(c.What) }

func compareFunction(from, to *model.Function) []Change {
	on := On{to.ID}
	var changes []Change
	add := func(differs bool, what RoutinePart, signature bool) {
		if differs {
			changes = append(changes, SetRoutine{on, what, signature})
		}
	}
	add(!slices.Equal(from.Args, to.Args), RoutineArguments, true)
	add(from.Returns != to.Returns, RoutineResult, true)
	add(from.Language != to.Language, RoutineLanguage, true)
	add(from.Volatility != to.Volatility, RoutineVolatility, false)
	add(from.Body != to.Body, RoutineBody, false)
	add(!sameExternal(from.External, to.External), RoutineExternal, false)
	return changes
}

func sameExternal(a, b *model.External) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

func compareProcedure(from, to *model.Procedure) []Change {
	on := On{to.ID}
	var changes []Change
	add := func(differs bool, what RoutinePart, signature bool) {
		if differs {
			changes = append(changes, SetRoutine{on, what, signature})
		}
	}
	add(!slices.Equal(from.Args, to.Args), RoutineArguments, true)
	add(from.Body != to.Body, RoutineBody, false)
	add(from.NonAtomic != to.NonAtomic, RoutineAtomicity, false)
	add(from.SecurityDefiner != to.SecurityDefiner, RoutineSecurity, false)
	add(!slices.Equal(from.Settings, to.Settings), RoutineSettings, false)
	return changes
}
