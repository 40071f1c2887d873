package ast

// CreateModel is CREATE MODEL and CREATE EXTERNAL MODEL. It is trained from a table, a query or a finished training job,
// or runs elsewhere; what does not apply is zero.
type CreateModel struct {
	UnplannedBase
	Name     Name
	External bool
	Table    Name
	Query    Query
	Job      string
	Endpoint string // of SageMaker
	Target   Ident
	Function Name // the function for predictions, which the model owns
}
