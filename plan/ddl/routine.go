package ddl

import (
	"slices"
	"strconv"
	"strings"

	"github.com/redraft/redraft/model"
)

// CreateFunction returns CREATE [OR REPLACE] FUNCTION for SQL and Python, and CREATE [OR REPLACE] EXTERNAL FUNCTION.
func CreateFunction(f *model.Function, replace bool) string {
	word := "FUNCTION"
	if f.External != nil {
		word = "EXTERNAL FUNCTION"
	}
	head := create(word, replace) + QualifiedName(f.ID) + arguments(f.Args) + "\nRETURNS " + f.Returns.String() + "\n" +
		volatility(f)
	if f.External != nil {
		return head + "\n" + external(f.External)
	}
	return head + "\nAS " + body(f.Body) + " LANGUAGE " + Quote(f.Language)
}

// volatility is VOLATILE when nobody said: the documented syntax has no function without the word (r_CREATE_FUNCTION).
func volatility(f *model.Function) string {
	if f.Volatility == "" {
		return string(model.Volatile)
	}
	return string(f.Volatility)
}

// body stands on lines of its own; the model keeps bodies without blank edges.
func body(text string) string { return DollarQuote("\n" + text + "\n") }

// externalDefaults are the limits that hold when nothing is said (r_CREATE_EXTERNAL_FUNCTION).
var externalDefaults = model.External{RetryTimeout: 20000, MaxBatchRows: 2147483647, MaxBatchSize: 5 << 20}

// external returns where an external function runs. Limits that hold anyway are left out: SAGEMAKER has no words for
// them.
func external(x *model.External) string {
	role := Literal(x.IAMRole)
	if x.IAMRole == "default" {
		role = x.IAMRole
	}
	lines := []string{x.Service + " " + Literal(x.Endpoint), "IAM_ROLE " + role}
	if x.RetryTimeout != externalDefaults.RetryTimeout {
		lines = append(lines, "RETRY_TIMEOUT "+strconv.Itoa(x.RetryTimeout))
	}
	if x.MaxBatchRows != externalDefaults.MaxBatchRows {
		lines = append(lines, "MAX_BATCH_ROWS "+strconv.FormatInt(x.MaxBatchRows, 10))
	}
	if x.MaxBatchSize != externalDefaults.MaxBatchSize {
		lines = append(lines, "MAX_BATCH_SIZE "+batchSize(x.MaxBatchSize))
	}
	return strings.Join(lines, "\n")
}

// batchSize writes bytes in the larger unit that holds them evenly. KB is the smallest there is, and a size that does
// not fill it is rounded up (r_CREATE_EXTERNAL_FUNCTION).
func batchSize(bytes int64) string {
	const kb, mb = 1 << 10, 1 << 20
	if bytes%mb == 0 {
		return strconv.FormatInt(bytes/mb, 10) + " MB"
	}
	return strconv.FormatInt((bytes+kb-1)/kb, 10) + " KB"
}

// CreateProcedure returns CREATE [OR REPLACE] PROCEDURE.
func CreateProcedure(p *model.Procedure, replace bool) string {
	text := create("PROCEDURE", replace) + QualifiedName(p.ID) + arguments(p.Args)
	if p.NonAtomic {
		text += "\nNONATOMIC"
	}
	text += "\nAS " + body(p.Body) + " LANGUAGE plpgsql"
	if p.SecurityDefiner {
		text += "\nSECURITY DEFINER"
	}
	for _, s := range p.Settings {
		text += "\nSET " + setting(s)
	}
	return text
}

// listSettings are the parameters whose value is a list; each member is a text of its own (r_SET).
var listSettings = []string{"datestyle", "search_path"}

func setting(s model.Setting) string {
	values := []string{s.Value}
	if slices.Contains(listSettings, s.Name) {
		values = strings.Split(s.Value, ", ")
	}
	for i, v := range values {
		values[i] = Literal(v)
	}
	name := strings.Split(s.Name, ".")
	for i, part := range name {
		name[i] = Quote(part)
	}
	return strings.Join(name, ".") + " TO " + strings.Join(values, ", ")
}

// arguments returns a routine's arguments in parentheses; IN, the usual mode, is not written.
func arguments(args []model.Argument) string {
	list := make([]string, len(args))
	for i, a := range args {
		var words []string
		if a.Name != "" {
			words = append(words, argumentName(a.Name))
		}
		if a.Mode == model.ArgOut || a.Mode == model.ArgInOut {
			words = append(words, string(a.Mode))
		}
		list[i] = strings.Join(append(words, a.Type.String()), " ")
	}
	return "(" + strings.Join(list, ", ") + ")"
}

// argumentName quotes words that could be taken for a mode or for the beginning of a type.
func argumentName(name string) string {
	if slices.Contains(argumentWords, name) {
		return `"` + name + `"`
	}
	return Quote(name)
}

// argumentWords are keywords that PostgreSQL's grammar takes as names of columns but not of arguments (gram.y,
// param_name and col_name_keyword), and double, which begins a type.
var argumentWords = strings.Fields(`
bigint bit boolean char character coalesce convert dec decimal double exists extract float inout int integer national
nchar none nullif numeric out overlay position precision real row setof smallint substring time treat trim varchar
`)
