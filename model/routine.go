package model

import "slices"

// Volatility says how far a function's result depends on more than its arguments.
type Volatility string

// The volatilities; a function without the word is VOLATILE (r_CREATE_FUNCTION).
const (
	Volatile  Volatility = "VOLATILE"
	Stable    Volatility = "STABLE"
	Immutable Volatility = "IMMUTABLE"
)

// ArgMode is the direction of a procedure's argument.
type ArgMode string

// The argument modes; functions have input arguments only.
const (
	ArgIn    ArgMode = "IN"
	ArgOut   ArgMode = "OUT"
	ArgInOut ArgMode = "INOUT"
)

// Argument is one argument of a routine.
type Argument struct {
	Name string // empty when unnamed
	Mode ArgMode
	Type DataType
}

// InputSignature returns the signature that tells overloaded routines apart: the IN and INOUT types.
func InputSignature(args []Argument) string {
	var types []DataType
	for _, a := range args {
		if a.Mode != ArgOut {
			types = append(types, a.Type)
		}
	}
	return Signature(types...)
}

// Function is a user-defined scalar function in SQL, Python, or outside the cluster.
type Function struct {
	ID ID
	Common
	Args       []Argument
	Returns    DataType
	Volatility Volatility
	// Language is sql, plpythonu or, for an external function, exfunc.
	Language string
	// Body is the text between the dollar quotes with line ends as \n and blank edges cut; empty for external functions.
	Body     string
	External *External
	// Relations and Functions are what a SQL body names.
	Relations []Name
	Functions []Name
}

// External is where an external function runs and how its calls are batched (r_CREATE_EXTERNAL_FUNCTION).
type External struct {
	Service      string // LAMBDA or SAGEMAKER
	Endpoint     string // the Lambda function's or the SageMaker endpoint's name
	IAMRole      string // "default" or an ARN
	RetryTimeout int    // milliseconds
	MaxBatchRows int64
	MaxBatchSize int64 // bytes
}

// Identity returns the function's ID.
func (f *Function) Identity() ID { return f.ID }

// Clone returns a copy that may be changed.
func (f *Function) Clone() *Function { c := *f; c.Args = slices.Clone(f.Args); return &c }

// Procedure is a stored procedure.
type Procedure struct {
	ID ID
	Common
	Args            []Argument
	Body            string // as Function.Body
	NonAtomic       bool
	SecurityDefiner bool
	Settings        []Setting // sorted by name
	// Relations, Functions and Procedures are what the body names, as far as its text can be read.
	Relations  []Name
	Functions  []Name
	Procedures []Name
}

// Setting is a configuration parameter that holds while a procedure runs.
type Setting struct {
	Name, Value string
}

// Identity returns the procedure's ID.
func (p *Procedure) Identity() ID { return p.ID }

// Clone returns a copy that may be changed.
func (p *Procedure) Clone() *Procedure {
	c := *p
	c.Args = slices.Clone(p.Args)
	c.Settings = slices.Clone(p.Settings)
	return &c
}
