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

// routineChanges collects what differs in a routine's definition.
type routineChanges struct {
	on   On
	list []Change
}

func (r *routineChanges) add(differs bool, what RoutinePart, signature bool) {
	if differs {
		r.list = append(r.list, SetRoutine{r.on, what, signature})
	}
}

func compareFunction(from, to *model.Function) []Change {
	r := routineChanges{on: On{to.ID}}
	r.add(!slices.Equal(from.Args, to.Args), RoutineArguments, true)
	r.add(from.Returns != to.Returns, RoutineResult, true)
	r.add(from.Language != to.Language, RoutineLanguage, true)
	r.add(from.Volatility != to.Volatility, RoutineVolatility, false)
	r.add(from.Body != to.Body, RoutineBody, false)
	r.add(!sameExternal(from.External, to.External), RoutineExternal, false)
	return r.list
}

func sameExternal(a, b *model.External) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

func compareProcedure(from, to *model.Procedure) []Change {
	r := routineChanges{on: On{to.ID}}
	r.add(!slices.Equal(from.Args, to.Args), RoutineArguments, true)
	r.add(from.Body != to.Body, RoutineBody, false)
	r.add(from.NonAtomic != to.NonAtomic, RoutineAtomicity, false)
	r.add(from.SecurityDefiner != to.SecurityDefiner, RoutineSecurity, false)
	r.add(!slices.Equal(from.Settings, to.Settings), RoutineSettings, false)
	return r.list
}
