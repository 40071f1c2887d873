package translate

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// tables translates CREATE TABLE and its relatives, ALTER TABLE and DROP.
func (t *translator) tables(statement ast.Statement) (Command, bool, error) {
	var c Command
	var err error
	switch n := statement.(type) {
	case *ast.CreateTable:
		c, err = t.createTable(n)
	case *ast.CreateTableAs:
		c, err = t.createTableAs(n)
	case *ast.SelectInto:
		var sql string
		sql, err = t.rewrite(n.Query.Text)
		c = script("SELECT", sql, note(name(n.Name), layoutOf(n.Temporary, ast.Layout{}, nil)))
	case *ast.AlterTable:
		c, err = t.alterTable(n)
	case *ast.AlterMaterializedView:
		c, err = t.alterMaterializedView(n)
	case *ast.DropRelation:
		c = t.drop(n)
	default:
		return c, false, nil
	}
	return c, true, err
}

// layout is what pg_redshift.note_table keeps of a table; the names are those that sql/tables.sql reads.
type layout struct {
	Style       string                `json:"diststyle"`
	Key         string                `json:"distkey,omitempty"`
	SortStyle   string                `json:"sortstyle"`
	SortKeys    []string              `json:"sortkeys"`
	EncodeAuto  bool                  `json:"encode_auto"`
	Backup      bool                  `json:"backup"`
	Temporary   bool                  `json:"temporary"`
	IfNotExists bool                  `json:"if_not_exists"`
	Like        string                `json:"like,omitempty"`
	Columns     map[string]columnNote `json:"columns"`
}

// columnNote is what it keeps of a column.
type columnNote struct {
	Encoding  string `json:"encoding,omitempty"` // empty when none was written
	Identity  string `json:"identity,omitempty"` // seed,step
	ByDefault bool   `json:"by_default,omitempty"`
	Collation string `json:"collation,omitempty"`
}

// layoutOf reads the table-level words and those of the columns (r_CREATE_TABLE_NEW: both spellings mean the same).
func layoutOf(temporary bool, l ast.Layout, columns []*ast.ColumnDef) layout {
	distribution := l.Distribution
	sort := l.SortKey
	for _, c := range columns {
		if c.DistKey {
			distribution = model.Distribution{Style: model.DistKey, Key: c.Name.Name}
		}
		if c.SortKey {
			sort = model.SortKey{Style: model.SortCompound, Columns: []string{c.Name.Name}}
		}
	}
	return layout{
		Style: distStyle(distribution.Style), Key: distribution.Key,
		SortStyle: sortStyle(sort.Style), SortKeys: append([]string{}, sort.Columns...),
		EncodeAuto: true, Backup: true, Temporary: temporary, Columns: map[string]columnNote{},
	}
}

// distStyle returns the words of pg_redshift.relation; a table of which nothing is said is AUTO.
func distStyle(s model.DistStyle) string {
	switch s {
	case model.DistEven:
		return "even"
	case model.DistAll:
		return "all"
	case model.DistKey:
		return "key"
	}
	return "auto"
}

func sortStyle(s model.SortStyle) string {
	switch s {
	case model.SortCompound:
		return "compound"
	case model.SortInterleaved:
		return "interleaved"
	case model.SortNone:
		return "none"
	}
	return "auto"
}

// note returns the query that keeps the layout of a table that has just been made.
func note(table string, l layout) string {
	spec, err := json.Marshal(l)
	if err != nil {
		spec = []byte("{}") // texts, numbers and maps of them are always written
	}
	return call("note_table", table, string(spec))
}

func (t *translator) createTable(n *ast.CreateTable) (Command, error) {
	var columns []*ast.ColumnDef
	var lines, before, after []string
	like := ""
	for _, element := range n.Elements {
		switch e := element.(type) {
		case *ast.ColumnDef:
			columns = append(columns, e)
			line, err := t.column(e)
			if err != nil {
				return Command{}, err
			}
			lines = append(lines, line)
		case *ast.LikeTable:
			like = name(e.Table)
			line := "LIKE " + like
			if e.IncludingDefaults {
				line += " INCLUDING DEFAULTS"
			}
			lines = append(lines, line)
		}
	}
	for _, key := range keysOf(n.Elements) {
		lines = append(lines, t.key(n.Name.Name, key))
		if key.References != nil && name(key.References.Table) != name(n.Name) {
			before = append(before, call("lend_keys", name(key.References.Table)))
			after = append(after, call("hide_keys", name(key.References.Table)))
		}
	}
	l := layoutOf(n.Temporary, n.Layout, columns)
	l.Like, l.IfNotExists, l.Backup = like, n.IfNotExists, !n.NoBackup
	for _, c := range columns {
		noted := columnNote{Encoding: string(c.Encoding), Collation: strings.ToLower(c.Collation.String())}
		if c.Identity != nil {
			noted.Identity = fmt.Sprintf("%d,%d", c.Identity.Seed, c.Identity.Step)
			noted.ByDefault = c.Identity.ByDefault
		}
		l.Columns[c.Name.Name] = noted
		// One ENCODE takes ENCODE AUTO away from the whole table, unless it is written too (r_CREATE_TABLE_NEW).
		l.EncodeAuto = l.EncodeAuto && c.Encoding == model.EncodeUnspecified
	}
	l.EncodeAuto = l.EncodeAuto || n.EncodeAuto
	create := createHead("TABLE", n.Temporary, n.IfNotExists, n.Name) + " (" + strings.Join(lines, ", ") + ")"
	return script("CREATE TABLE", slices.Concat(before, []string{create, note(name(n.Name), l)}, after)...), nil
}

func createHead(what string, temporary, ifNotExists bool, n ast.Name) string {
	head := "CREATE "
	if temporary {
		head += "TEMPORARY "
	}
	head += what + " "
	if ifNotExists {
		head += "IF NOT EXISTS "
	}
	return head + name(n)
}

func (t *translator) createTableAs(n *ast.CreateTableAs) (Command, error) {
	text, err := t.rewrite(n.Query.Text)
	if err != nil {
		return Command{}, err
	}
	create := createHead("TABLE", n.Temporary, n.IfNotExists, n.Name)
	if len(n.Columns) > 0 {
		create += " (" + idents(n.Columns) + ")"
	}
	l := layoutOf(n.Temporary, n.Layout, nil)
	l.IfNotExists, l.Backup = n.IfNotExists, !n.NoBackup
	return script("SELECT", create+" AS "+text, note(name(n.Name), l)), nil
}

// drop translates DROP TABLE, VIEW and MATERIALIZED VIEW.
func (t *translator) drop(n *ast.DropRelation) Command {
	word := strings.ToUpper(n.Kind.String())
	flags := "RESTRICT"
	if n.Cascade {
		flags = "CASCADE"
	}
	var quoted []string
	for _, relation := range n.Names {
		quoted = append(quoted, name(relation))
	}
	missing := "false"
	if n.IfExists {
		missing = "true"
	}
	block := "false"
	if t.Block || t.multi {
		block = "true"
	}
	return script("DROP "+word, fmt.Sprintf("SELECT pg_redshift.drop_relations(%s, %s, %s, %s, %s)",
		literal(word), array(quoted), missing, literal(flags), block))
}
