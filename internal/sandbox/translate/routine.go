package translate

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/query"
)

func (t *translator) routines(statement ast.Statement) (Command, bool, error) {
	var c Command
	var err error
	switch n := statement.(type) {
	case *ast.CreateFunction:
		c, err = t.createFunction(n)
	case *ast.CreateProcedure:
		c = t.createProcedure(n)
	case *ast.AlterRoutine:
		what := "ALTER " + routineWord(n.Routine) + " " + routine(n.Routine)
		if n.NewName.IsZero() {
			c = plain("", what+" OWNER TO "+userName(n.Owner))
		} else {
			c = plain("", what+" RENAME TO "+quote(n.NewName.Name))
		}
	case *ast.DropRoutine:
		c = dropRoutine(n)
	default:
		return c, false, nil
	}
	return c, true, err
}

// routineNote is what pg_redshift.note_routine keeps; the names are those that sql/routines.sql reads.
type routineNote struct {
	Language   string         `json:"language"`
	Body       string         `json:"body"`
	Volatility string         `json:"volatility"`
	Kind       string         `json:"kind"`
	Modes      []string       `json:"modes"`
	Types      []string       `json:"types"`
	Names      []string       `json:"names"`
	Returns    string         `json:"returns"`
	Config     map[string]any `json:"config"`
}

func newRoutineNote(args []ast.Argument) routineNote {
	r := routineNote{Modes: []string{}, Types: []string{}, Names: []string{}, Config: map[string]any{}}
	for _, a := range args {
		mode := a.Mode
		if mode == "" {
			mode = model.ArgIn
		}
		r.Modes = append(r.Modes, string(mode))
		r.Types = append(r.Types, a.Type.Data.String())
		r.Names = append(r.Names, a.Name.Name)
	}
	return r
}

func noteRoutine(n ast.Name, args []ast.Argument, r routineNote) string {
	spec, err := json.Marshal(r)
	if err != nil {
		spec = []byte("{}") // texts and numbers are always written
	}
	return call("note_routine", name(n)+"("+signature(args)+")", string(spec))
}

// signature lists the types of all arguments that tell routines apart (r_CREATE_PROCEDURE: IN and INOUT).
func signature(args []ast.Argument) string {
	var types []string
	for _, a := range args {
		if a.Mode != model.ArgOut {
			types = append(types, argumentType(a.Type.Data))
		}
	}
	return strings.Join(types, ", ")
}

// argumentType is a type without its length, which neither server keeps for arguments.
func argumentType(d model.DataType) string {
	switch d.Name {
	case model.Varchar:
		return "character varying"
	case model.Char:
		return "character"
	case model.Numeric:
		return "numeric"
	case model.Varbyte:
		return "pg_catalog.varbyte"
	case model.IntervalYearToMonth:
		return "pg_catalog.intervaly2m"
	case model.IntervalDayToSecond:
		return "pg_catalog.intervald2s"
	}
	return dataType(d)
}

// arguments writes the argument list of CREATE.
func arguments(args []ast.Argument) string {
	list := make([]string, len(args))
	for i, a := range args {
		if a.Mode != "" {
			list[i] = string(a.Mode) + " "
		}
		if !a.Name.IsZero() {
			list[i] += quote(a.Name.Name) + " "
		}
		list[i] += argumentType(a.Type.Data)
	}
	return strings.Join(list, ", ")
}

func createRoutine(word string, replace bool, n ast.Name, args []ast.Argument) string {
	or := ""
	if replace {
		or = "OR REPLACE "
	}
	return "CREATE " + or + word + " " + name(n) + "(" + arguments(args) + ")"
}

// createFunction makes a SQL function that runs. Python and Lambda functions are declared only: calling one fails.
func (t *translator) createFunction(n *ast.CreateFunction) (Command, error) {
	noted := newRoutineNote(n.Args)
	noted.Language, noted.Body, noted.Volatility, noted.Kind = n.Language, n.Body, string(n.Volatility), "f"
	noted.Returns = n.Returns.Data.String()
	language, body, err := t.functionBody(n)
	if err != nil {
		return Command{}, err
	}
	if e := n.External; e != nil {
		noted.Config = map[string]any{"service": e.Service, "endpoint": e.Endpoint, "iam_role": e.IAMRole,
			"retry_timeout": e.RetryTimeout, "max_batch_rows": e.MaxBatchRows, "max_batch_size": e.MaxBatchSize}
	}
	create := fmt.Sprintf("%s RETURNS %s %s LANGUAGE %s AS %s", createRoutine("FUNCTION", n.OrReplace, n.Name, n.Args),
		argumentType(n.Returns.Data), n.Volatility, language, literal(body))
	return script("CREATE FUNCTION", create, noteRoutine(n.Name, n.Args, noted)), nil
}

// functionBody returns the language and the body that the server is given.
func (t *translator) functionBody(n *ast.CreateFunction) (language, body string, err error) {
	if n.Language == "sql" {
		body, err = t.rewrite(n.Body)
		return "sql", body, err
	}
	refusal := literal(fmt.Sprintf("the sandbox only declares functions in %s: %s does not run", n.Language, n.Name.Name))
	return "plpgsql", "BEGIN RAISE EXCEPTION USING ERRCODE = '0A000', MESSAGE = " + refusal + "; END", nil
}

// createProcedure makes a procedure. Nobody but its owner may run a new one (r_GRANT), unlike in PostgreSQL.
func (t *translator) createProcedure(n *ast.CreateProcedure) Command {
	noted := newRoutineNote(n.Args)
	noted.Language, noted.Body, noted.Volatility, noted.Kind = "plpgsql", n.Body, string(model.Volatile), "p"
	settings := map[string]string{}
	create := createRoutine("PROCEDURE", n.OrReplace, n.Name, n.Args) + " LANGUAGE plpgsql"
	if n.SecurityDefiner {
		create += " SECURITY DEFINER"
	}
	for _, s := range n.Settings {
		settings[s.Name] = s.Value
		create += fmt.Sprintf(" SET %s TO %s", quote(serverSetting(s.Name)), settingValues(s.Name, strings.Split(s.Value, ",")))
	}
	noted.Config = map[string]any{"nonatomic": n.NonAtomic, "secdef": n.SecurityDefiner, "set": settings}
	create += " AS " + literal(t.body(n.Body))
	spec := noteRoutine(n.Name, n.Args, noted)
	return script("CREATE PROCEDURE",
		call("create_procedure", name(n.Name)+"("+signature(n.Args)+")", create), spec)
}

func routineWord(r ast.RoutineRef) string { return strings.ToUpper(r.Kind.String()) }

// routine names a routine as other statements refer to it.
func routine(r ast.RoutineRef) string {
	if !r.HasArgs {
		return name(r.Name)
	}
	return name(r.Name) + "(" + signature(r.Args) + ")"
}

func dropRoutine(n *ast.DropRoutine) Command {
	flag := " RESTRICT"
	if n.Cascade {
		flag = " CASCADE"
	}
	condition := ""
	if n.IfExists {
		condition = "IF EXISTS "
	}
	var statements []string
	word := ""
	for _, r := range n.Routines {
		word = routineWord(r)
		statements = append(statements, "DROP "+word+" "+condition+routine(r)+flag)
	}
	return script("DROP "+word, statements...)
}

// call passes CALL on, as a statement of its own so that the procedure may commit. Redshift's takes no OUT arguments,
// PostgreSQL's wants something in their places (r_CALL_procedure).
func (t *translator) call(n *ast.Call) (Command, error) {
	text := t.file.Text(n.Span)
	if t.Modes != nil {
		text = t.withOutArguments(n, text)
	}
	sql, err := t.rewrite(text)
	return Command{SQL: sql, Touches: true}, err
}

func (t *translator) withOutArguments(n *ast.Call, text string) string {
	inputs := splitArguments(text)
	modes := t.Modes(n.Name.Schema, n.Name.Name, len(inputs))
	if !strings.Contains(modes, "o") {
		return text
	}
	var all []string
	for _, mode := range modes {
		if mode == 'o' {
			all = append(all, "NULL")
			continue
		}
		if len(inputs) == 0 {
			return text
		}
		all = append(all, inputs[0])
		inputs = inputs[1:]
	}
	return "CALL " + name(n.Name) + "(" + strings.Join(all, ", ") + ")"
}

// splitArguments returns the arguments of a CALL as they are written.
func splitArguments(text string) []string {
	tokens, err := query.Tokens(text)
	if err != nil {
		return nil
	}
	var arguments []string
	depth, start := 0, 0
	for _, token := range tokens {
		switch text[token.Start:token.End] {
		case "(":
			if depth++; depth == 1 {
				start = token.End
			}
		case ")":
			if depth--; depth == 0 && strings.TrimSpace(text[start:token.Start]) != "" {
				arguments = append(arguments, text[start:token.Start])
			}
		case ",":
			if depth == 1 {
				arguments = append(arguments, text[start:token.Start])
				start = token.End
			}
		}
	}
	return arguments
}
