package interpret

import (
	"slices"
	"strconv"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

func (in *interpreter) tableStatement(s ast.Statement) bool {
	switch s := s.(type) {
	case *ast.CreateTable:
		in.createTable(s)
	case *ast.CreateTableAs:
		in.createTableAs(s)
	case *ast.SelectInto:
		in.selectInto(s)
	case *ast.AlterTable:
		in.alterTable(s)
	case *ast.DropRelation:
		in.dropRelations(s)
	default:
		return false
	}
	return true
}

// newTable checks that a table of that name may be made and returns its ID; a temporary one is noted and left out of the
// model, for it dies with its session (r_CREATE_TABLE_NEW).
func (in *interpreter) newTable(name ast.Name, temporary, ifNotExists bool) (model.ID, bool) {
	if temporary || strings.HasPrefix(name.Name, "#") {
		in.temporary[name.Name] = true
		return model.ID{}, false
	}
	id := model.TableID(in.newSchema(name), name.Name)
	if !in.needSchema(id.Schema, name.Span) {
		return model.ID{}, false
	}
	if present, exists := in.db.Relation(model.Name{Schema: id.Schema, Name: id.Name}); exists {
		// IF NOT EXISTS compares the name alone and keeps an unlike table in silence (r_CREATE_TABLE_NEW).
		if !ifNotExists || in.declaring {
			in.taken(present, name.Span)
		}
		return model.ID{}, false
	}
	return id, true
}

func (in *interpreter) createTable(s *ast.CreateTable) {
	id, ok := in.newTable(s.Name, s.Temporary, s.IfNotExists)
	if !ok {
		return
	}
	table := &model.Table{ID: id, NoBackup: s.NoBackup, Distribution: s.Layout.Distribution, SortKey: s.Layout.SortKey}
	in.made(id, s.Name.Span)
	for _, element := range s.Elements {
		switch e := element.(type) {
		case *ast.ColumnDef:
			in.defineColumn(table, e)
		case *ast.LikeTable:
			in.copyLike(table, e)
		}
	}
	for _, element := range s.Elements {
		if e, ok := element.(*ast.TableConstraint); ok {
			in.addConstraint(table, *e)
		}
	}
	in.checkLayout(table, s.Layout, s.Name.Span)
	settleEncodings(table, s.EncodeAuto)
	in.renamedTable(id, s.RenamedFrom)
	in.put(table)
}

// settleEncodings fills in what the engine does with encodings: without any it owns them all; with one, every other
// column gets the default once (r_CREATE_TABLE_NEW, ENCODE AUTO). Encodings under ENCODE AUTO are a starting point only.
func settleEncodings(table *model.Table, auto bool) {
	named := slices.ContainsFunc(table.Columns, func(c model.Column) bool { return c.Encoding != "" && !c.EncodingFilled })
	table.EncodeAuto = auto || !named
	table.FillEncodings()
}

func (in *interpreter) defineColumn(table *model.Table, def *ast.ColumnDef) {
	if table.Column(def.Name.Name) != nil {
		in.fail(def.Name.Span, "duplicate-column", "column "+def.Name.Name+" is defined twice", "give one of them another name")
		return
	}
	column := model.Column{
		Name: def.Name.Name, Type: def.Type.Data, Identity: def.Identity, Encoding: def.Encoding, Collation: def.Collation,
		// An identity column is NOT NULL without saying so (r_CREATE_TABLE_NEW).
		NotNull: def.NotNull || def.PrimaryKey || def.Identity != nil, Default: defaultOf(*def),
	}
	table.Columns = append(table.Columns, column)
	in.madeColumn(table.ID, def.Name)
	if def.DistKey {
		table.Distribution = model.Distribution{Style: model.DistKey, Key: column.Name}
	}
	if def.SortKey {
		table.SortKey = model.SortKey{Style: model.SortCompound, Columns: []string{column.Name}}
	}
	in.columnConstraints(table, def)
	if !def.RenamedFrom.IsZero() {
		in.renamedColumn(table.ID, column.Name, def.RenamedFrom.Name)
	}
}

// defaultOf returns the default of a column. DEFAULT NULL says what holds without it (r_CREATE_TABLE_NEW, DEFAULT), and
// PostgreSQL, from which the engine descends, keeps none for it.
func defaultOf(def ast.ColumnDef) model.Expr {
	if def.Default == nil || strings.EqualFold(def.Default.Canonical, "null") {
		return model.Expr{}
	}
	return model.Expr{Text: def.Default.Text, Canonical: def.Default.Canonical, Functions: def.Default.Functions}
}

func (in *interpreter) columnConstraints(table *model.Table, def *ast.ColumnDef) {
	self := []ast.Ident{def.Name}
	if def.PrimaryKey {
		in.addConstraint(table, ast.TableConstraint{Span: def.Span, Kind: model.PrimaryKey, Columns: self})
	}
	if def.Unique {
		in.addConstraint(table, ast.TableConstraint{Span: def.Span, Kind: model.Unique, Columns: self})
	}
	if def.References != nil {
		in.addConstraint(table, ast.TableConstraint{Span: def.References.Span, Kind: model.ForeignKey, Columns: self, References: def.References})
	}
}

func (in *interpreter) renamedColumn(table model.ID, column, old string) {
	if in.renames.Columns[table] == nil {
		in.renames.Columns[table] = make(map[string]string)
	}
	in.renames.Columns[table][column] = old
}

func (in *interpreter) renamedTable(id model.ID, old ast.Ident) {
	if !old.IsZero() {
		from := id
		from.Name = old.Name
		in.renames.Objects[id] = from
	}
}

// checkLayout reports key columns that the table does not have.
func (in *interpreter) checkLayout(table *model.Table, layout ast.Layout, at ast.Span) {
	if key := table.Distribution.Key; key != "" && table.Column(key) == nil {
		in.missingColumn(table, ast.Ident{Span: spanOr(layout.DistKey.Span, at), Name: key})
	}
	for i, name := range table.SortKey.Columns {
		if table.Column(name) == nil {
			span := at
			if i < len(layout.SortColumns) {
				span = layout.SortColumns[i].Span
			}
			in.missingColumn(table, ast.Ident{Span: span, Name: name})
		}
	}
}

func spanOr(span, otherwise ast.Span) ast.Span {
	if span == (ast.Span{}) {
		return otherwise
	}
	return span
}

// copyLike copies what LIKE copies: columns with types, NOT NULL and encodings, the distribution, the sort key and BACKUP;
// defaults only when asked for; never keys (r_CREATE_TABLE_NEW; performing-a-deep-copy). Whether an identity is copied is
// not documented, so it is not (docs/evidence.md).
func (in *interpreter) copyLike(table *model.Table, like *ast.LikeTable) {
	id, ok := in.relation(like.Table)
	if !ok {
		return
	}
	if external, ok := in.db.Unplanned.Get(id); ok {
		table.Columns = append(table.Columns, external.Columns...)
		table.Like = append(table.Like, id)
		return
	}
	parent, ok := in.db.Tables.Get(id)
	if !ok {
		in.fail(like.Span, "not-a-table", id.String()+" is not a table", "LIKE copies the columns of a table")
		return
	}
	for _, c := range parent.Columns {
		c.Comment, c.Identity = "", nil
		if !like.IncludingDefaults {
			c.Default = model.Expr{}
		}
		if table.Column(c.Name) == nil {
			table.Columns = append(table.Columns, c)
		}
	}
	copied := parent.Clone()
	table.Distribution, table.SortKey, table.NoBackup = copied.Distribution, copied.SortKey, copied.NoBackup
	table.Like = append(table.Like, id)
}

func (in *interpreter) createTableAs(s *ast.CreateTableAs) {
	id, ok := in.newTable(s.Name, s.Temporary, s.IfNotExists)
	if !ok {
		return
	}
	table := &model.Table{ID: id, NoBackup: s.NoBackup, Distribution: s.Layout.Distribution, SortKey: s.Layout.SortKey}
	in.made(id, s.Name.Span)
	in.columnsOfQuery(table, s.Query, s.Columns)
	table.Distribution.Key = positionOrName(table, table.Distribution.Key)
	table.SortKey.Columns = slices.Clone(table.SortKey.Columns)
	for i, key := range table.SortKey.Columns {
		table.SortKey.Columns[i] = positionOrName(table, key)
	}
	settleEncodings(table, false)
	in.put(table)
}

// positionOrName resolves DISTKEY (2) and SORTKEY (1, 3), which CREATE TABLE AS takes for columns by position
// (r_CREATE_TABLE_AS, r_CTAS_examples).
func positionOrName(table *model.Table, key string) string {
	n, err := strconv.Atoi(key)
	if err != nil || n < 1 || n > len(table.Columns) {
		return key
	}
	return table.Columns[n-1].Name
}

func (in *interpreter) selectInto(s *ast.SelectInto) {
	id, ok := in.newTable(s.Name, s.Temporary, false)
	if !ok {
		return
	}
	table := &model.Table{ID: id}
	in.made(id, s.Name.Span)
	in.columnsOfQuery(table, s.Query, nil)
	settleEncodings(table, false)
	in.put(table)
}

// columnsOfQuery gives a table the columns that its query returns. No constraint, default, identity or encoding is
// inherited (r_CREATE_TABLE_AS).
func (in *interpreter) columnsOfQuery(table *model.Table, query ast.Query, renamed []ast.Ident) {
	columns, known := in.output(query.Text)
	if !known {
		in.warn(query.Span, "columns-unknown", "the columns of "+table.ID.String()+" cannot be told from its query",
			"state them: CREATE TABLE … (columns) and INSERT … SELECT")
	}
	var open []string
	for i, c := range columns {
		if i < len(renamed) {
			c.Name = renamed[i].Name
		}
		if c.Type.IsZero() {
			open = append(open, c.Name)
		}
		table.Columns = append(table.Columns, model.Column{Name: c.Name, Type: c.Type})
	}
	if len(open) > 0 {
		in.report(diag.Info, query.Span, "types-unknown", "the types of columns "+strings.Join(open, ", ")+" of "+table.ID.String()+
			" cannot be told from its query", "they are taken to be what the absolute scripts say")
	}
}
