package project

import (
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/plan"
)

// ConfigName is the file that makes a folder a project.
const ConfigName = "redraft.yaml"

// configVersion is the version of the format of redraft.yaml.
const configVersion = "1"

// Config is what redraft.yaml says, with defaults where it says nothing.
type Config struct {
	// Absolute, Incremental and ETL are folders, relative to the project.
	Absolute, Incremental, ETL string
	// DefaultSchema is where unqualified names belong.
	DefaultSchema string
	// Schemas are made elsewhere: they are there before the first changeset.
	Schemas []string
	// CaseSensitive says that the clusters run with enable_case_sensitive_identifier.
	CaseSensitive bool
	// Placeholders are the values of Flyway's ${name}, by name in lower case.
	Placeholders map[string]string
	// Allow are the hazards that need no further consent.
	Allow []plan.HazardCode
	// Lint overrides the severity of lint rules; 0 turns a rule off.
	Lint map[diag.Code]diag.Severity
	// Environments are the clusters, by name.
	Environments map[string]Environment
}

// Environment is what the configuration says about a cluster. It may hold what nobody should read over a shoulder and is
// never shown.
type Environment struct {
	// Settings say how to reach the cluster, by key; whoever connects knows the keys.
	Settings map[string]string
	// Placeholders win over those of the project, by name in lower case.
	Placeholders map[string]string
	// Schemas are those that redraft looks at on the cluster; none stands for all.
	Schemas []string
}

// String hides the values.
func (Environment) String() string { return "(environment)" }

// GoString hides the values.
func (e Environment) GoString() string { return e.String() }

// MarshalText hides the values.
func (e Environment) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// DefaultConfig returns the configuration of a project without redraft.yaml.
func DefaultConfig() Config {
	return Config{
		Absolute: "absolute", Incremental: "incremental", ETL: "etl",
		DefaultSchema: "public",
		Placeholders:  map[string]string{},
		Lint:          map[diag.Code]diag.Severity{},
		Environments:  map[string]Environment{},
	}
}
