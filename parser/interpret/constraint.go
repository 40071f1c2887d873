package interpret

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// addConstraint adds a key to a table that is being made or altered.
func (in *interpreter) addConstraint(table *model.Table, def ast.TableConstraint) {
	c := model.Constraint{Name: def.Name.Name, Kind: def.Kind, Columns: names(def.Columns)}
	for _, column := range def.Columns {
		if table.Column(column.Name) == nil {
			in.missingColumn(table, column)
			return
		}
	}
	switch def.Kind {
	case model.PrimaryKey:
		if table.PrimaryKey() != nil {
			in.fail(def.Span, "second-primary-key", table.ID.String()+" has a primary key already", "drop the other one first")
			return
		}
		for _, column := range c.Columns {
			// PRIMARY KEY in CREATE TABLE makes its columns NOT NULL (r_CREATE_TABLE_NEW).
			table.Column(column).NotNull = true
		}
	case model.ForeignKey:
		if !in.reference(table, &c, def.References) {
			return
		}
	}
	if slices.ContainsFunc(table.Constraints, c.SameKey) && def.Kind != model.ForeignKey {
		in.fail(def.Span, "duplicate-key", table.ID.String()+" has that key already",
			"each UNIQUE or PRIMARY KEY must cover another set of columns")
		return
	}
	if taken := in.keyNamed(table, c); taken != "" {
		in.fail(def.Span, "key-name-taken", "the name "+c.Name+" belongs to a key of "+taken+" already",
			"key names survive the renaming of their table; choose another name or drop the old key first")
		return
	}
	if c.Name == "" {
		c.Given = in.givenName(table, c)
	}
	table.Constraints = append(table.Constraints, c)
}

// keyNamed returns the table of the schema that has a key of that name. A primary or unique key is a relation of its own,
// so its name must be the only one in the schema and lives on when the table is renamed (r_ALTER_TABLE; seen in public
// projects that swap tables).
func (in *interpreter) keyNamed(table *model.Table, c model.Constraint) string {
	if c.Name == "" {
		return ""
	}
	same := func(o model.Constraint) bool { return o.Name == c.Name }
	if slices.ContainsFunc(table.Constraints, same) {
		return table.ID.QualifiedName()
	}
	if c.Kind == model.ForeignKey {
		return ""
	}
	if owner, ok := in.keyNames()[model.Name{Schema: table.ID.Schema, Name: c.Name}]; ok && owner != table.ID {
		if other, ok := in.db.Tables.Get(owner); ok && slices.ContainsFunc(other.Constraints, same) {
			return owner.QualifiedName()
		}
	}
	return ""
}

// keyNames maps the names of primary and unique keys to their tables. It is made once and then kept up: a stale entry is
// harmless because keyNamed looks again.
func (in *interpreter) keyNames() map[model.Name]model.ID {
	if in.keys != nil {
		return in.keys
	}
	in.keys = make(map[model.Name]model.ID)
	for _, table := range in.db.Tables.All() {
		in.noteKeys(table)
	}
	return in.keys
}

func (in *interpreter) noteKeys(table *model.Table) {
	for _, c := range table.Constraints {
		if name := cmp.Or(c.Name, c.Given); name != "" && c.Kind != model.ForeignKey {
			in.keys[model.Name{Schema: table.ID.Schema, Name: name}] = table.ID
		}
	}
}

// reference resolves a foreign key's target. While declaring the parent may come later: resolve looks again.
func (in *interpreter) reference(table *model.Table, c *model.Constraint, ref *ast.References) bool {
	full := in.relationName(ref.Table)
	if ref.Table.Schema == "" && in.declaring {
		full.Schema = in.schemaOf(in.path, ref.Table.Name)
	}
	c.RefTable = model.TableID(full.Schema, full.Name)
	c.RefColumns = names(ref.Columns)
	if in.declaring {
		in.references = append(in.references, pendingReference{table.ID, *c, place{in.file.Source, ref.Span}})
		return true
	}
	parent := table
	if c.RefTable != table.ID {
		id, ok := in.relation(ref.Table)
		if !ok {
			return false
		}
		if parent, ok = in.db.Tables.Get(id); !ok {
			in.fail(ref.Span, "not-a-table", id.String()+" is not a table", "a foreign key refers to a table")
			return false
		}
	}
	return in.referencedKey(parent, c, ref.Span)
}

// referencedKey checks that the parent has a matching primary or unique key, and fills in the primary key's columns when
// none were written (r_CREATE_TABLE_NEW, REFERENCES).
func (in *interpreter) referencedKey(parent *model.Table, c *model.Constraint, at ast.Span) bool {
	if problem := matchReference(parent, c); problem != "" {
		in.fail(at, "no-referenced-key", problem, "give the parent a PRIMARY KEY or UNIQUE over exactly these columns")
		return false
	}
	return true
}

func matchReference(parent *model.Table, c *model.Constraint) string {
	if len(c.RefColumns) == 0 {
		key := parent.PrimaryKey()
		if key == nil {
			return parent.ID.String() + " has no primary key to refer to"
		}
		c.RefColumns = slices.Clone(key.Columns)
	}
	for _, key := range parent.Constraints {
		if key.Kind != model.ForeignKey && sameColumns(key.Columns, c.RefColumns) {
			return ""
		}
	}
	return parent.ID.String() + " has no primary or unique key (" + strings.Join(c.RefColumns, ", ") + ")"
}

// findConstraint finds a key by the name that a script or the engine gave it. A history may have been made by an engine that
// names keys otherwise, so there the only unnamed key of a kind answers to any name with its ending; a plan's own statements
// must be exact.
func (in *interpreter) findConstraint(table *model.Table, name string) int {
	if at := slices.IndexFunc(table.Constraints, func(c model.Constraint) bool { return c.Name == name }); at >= 0 {
		return at
	}
	if at := slices.IndexFunc(table.Constraints, func(c model.Constraint) bool { return c.Name == "" && c.Given == name }); at >= 0 {
		return at
	}
	if in.exact {
		return -1
	}
	if at := numbered(table, name); at >= 0 {
		return at
	}
	unnumbered := strings.TrimRight(name, "0123456789")
	ending := func(c model.Constraint) bool {
		return c.Name == "" && strings.HasSuffix(unnumbered, model.GeneratedName("", model.Constraint{Kind: c.Kind}))
	}
	at := slices.IndexFunc(table.Constraints, ending)
	if at >= 0 && !slices.ContainsFunc(table.Constraints[at+1:], ending) {
		return at
	}
	return -1
}

// numbered finds an unnamed key among several that would have the same name: t_c_fkey, then t_c_fkey1 (PostgreSQL's naming,
// which Redshift inherits).
func numbered(table *model.Table, name string) int {
	given := make(map[string]int)
	for at, c := range table.Constraints {
		if c.Name != "" {
			continue
		}
		base := model.GeneratedName(table.ID.Name, c)
		generated := base
		if n := given[base]; n > 0 {
			generated += strconv.Itoa(n)
		}
		if given[base]++; generated == name {
			return at
		}
	}
	return -1
}

// maxName is how long a name can be, in bytes (r_names).
const maxName = 127

// givenName returns the name that the engine gives a key without one; empty where another key has that name, for which
// number it then adds is not certain.
func (in *interpreter) givenName(table *model.Table, c model.Constraint) string {
	name := model.GeneratedName(table.ID.Name, c)
	has := func(o model.Constraint) bool { return cmp.Or(o.Name, o.Given) == name }
	if len(name) > maxName || slices.ContainsFunc(table.Constraints, has) {
		return ""
	}
	if c.Kind == model.ForeignKey {
		return name
	}
	if owner, ok := in.keyNames()[model.Name{Schema: table.ID.Schema, Name: name}]; ok && owner != table.ID {
		if other, ok := in.db.Tables.Get(owner); ok && slices.ContainsFunc(other.Constraints, has) {
			return ""
		}
	}
	return name
}
