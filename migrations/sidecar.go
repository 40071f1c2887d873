package migrations

import (
	"strings"

	"github.com/redraft/redraft/model/diag"
)

// Switch is a setting that may be left unsaid.
type Switch uint8

// The positions of a switch.
const (
	Unsaid Switch = iota
	Off
	On
)

// Or returns the setting, or what holds when it is not said.
func (s Switch) Or(otherwise bool) bool {
	if s == Unsaid {
		return otherwise
	}
	return s == On
}

// SideCar is the .conf file beside a script. The zero value is that of a script without one.
type SideCar struct {
	Path                 string // empty when there is none
	ExecuteInTransaction Switch
	PlaceholderReplace   Switch
	Encoding             string // empty when not said
	// ShouldExecute is an expression that only Flyway's paid editions evaluate.
	ShouldExecute string
}

// sideCarSuffix is what a side-car's name adds to that of its script.
const sideCarSuffix = ".conf"

// readSideCar reads a side-car (SqlScriptMetadata).
func readSideCar(source *diag.Source) (SideCar, diag.List) {
	r := sideCarReader{source: source, car: SideCar{Path: source.Name}}
	for _, p := range properties(source.Text) {
		r.set(p)
	}
	return r.car, r.findings
}

type sideCarReader struct {
	source   *diag.Source
	car      SideCar
	findings diag.List
}

func (r *sideCarReader) set(p property) {
	switch p.key {
	case "executeInTransaction":
		r.car.ExecuteInTransaction = r.boolean(p)
	case "placeholderReplacement":
		r.car.PlaceholderReplace = r.boolean(p)
	case "encoding":
		r.car.Encoding = p.value
	case "shouldExecute":
		r.car.ShouldExecute = p.value
		r.report(p, diag.Warning, codeSideCarPaid,
			"shouldExecute belongs to Flyway's paid editions; the free one stops here, and redraft reads the script as run",
			"remove the key, and move the script out of the folder if it must not run")
	default:
		r.report(p, diag.Error, codeSideCarKey, "Flyway stops at the unknown key "+p.key,
			"Flyway knows executeInTransaction, placeholderReplacement, encoding and shouldExecute here, with these capitals")
	}
}

func (r *sideCarReader) boolean(p property) Switch {
	switch {
	case strings.EqualFold(p.value, "true"):
		return On
	case strings.EqualFold(p.value, "false"):
		return Off
	}
	r.report(p, diag.Error, codeSideCarValue, "Flyway stops at "+p.key+"="+p.value+", which is neither true nor false",
		"write true or false")
	return Unsaid
}

func (r *sideCarReader) report(p property, severity diag.Severity, code diag.Code, summary, hint string) {
	r.findings = append(r.findings, p.finding(r.source, severity, code, summary, hint))
}
