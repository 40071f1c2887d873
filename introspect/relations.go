package introspect

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/redraft/redraft/model"
)

// relationRow is a table or view with the rows that belong to it.
type relationRow struct {
	oid     string
	id      model.ID // the kind is settled when the text of a view is known
	owner   string
	style   string
	acl     *string
	columns []columnRow
	text    string
}

type columnRow struct {
	number                int
	name, typeName        string
	notNull, distKey      bool
	sortOrder             int
	encoding, defaultText string
}

type tableInfo struct{ encoded, distStyle, sortKey string }

type constraintRow struct {
	oid, table, name, kind, references string
	columns, refColumns                []string
}

func (l *live) takeRelation(r row) {
	relation := &relationRow{oid: r.text(0), owner: r.text(4), style: r.text(5), acl: r[6]}
	relation.id = model.TableID(r.text(1), r.text(2))
	if r.text(3) == "v" {
		relation.id.Kind = model.KindView
	}
	if l.hidden(model.Name{Schema: relation.id.Schema, Name: relation.id.Name}) {
		return
	}
	l.relations[relation.oid] = relation
	if view, isStorage := storageOf(relation.id.Name); isStorage && relation.id.Kind == model.KindTable {
		l.storage[model.Name{Schema: relation.id.Schema, Name: view}] = relation
	}
}

// storageOf returns the materialized view whose rows a table of that name holds: mv_tbl__VIEW__0 (AWS's scripts and dbt know
// the name).
func storageOf(name string) (view string, ok bool) {
	inner, ok := strings.CutPrefix(name, "mv_tbl__")
	at := strings.LastIndex(inner, "__")
	if !ok || at < 0 {
		return "", false
	}
	_, err := strconv.Atoi(inner[at+2:])
	return inner[:at], err == nil
}

func (l *live) takeColumn(r row) {
	relation, ok := l.relations[r.text(0)]
	if !ok {
		return
	}
	number, _ := strconv.Atoi(r.text(1))
	sortOrder, _ := strconv.Atoi(r.text(6)) // NULL is none
	relation.columns = append(relation.columns, columnRow{
		number: number, name: r.text(2), typeName: r.text(3), notNull: r.flag(4), distKey: r.flag(5), sortOrder: sortOrder,
		encoding: strings.TrimSpace(r.text(7)), defaultText: r.text(8),
	})
}

func (l *live) takeConstraint(r row) {
	l.constraints = append(l.constraints, &constraintRow{
		oid: r.text(0), table: r.text(1), name: r.text(2), kind: r.text(3), columns: elements(r[4]), references: r.text(5),
		refColumns: elements(r[6]),
	})
}

func (l *live) takeViewText(r row) {
	if relation, ok := l.relations[r.text(0)]; ok {
		relation.text = r.text(1)
	}
}

func (l *live) takeTableInfo(r row) {
	l.tableInfo[r.text(0)] = tableInfo{encoded: r.text(1), distStyle: r.text(2), sortKey: r.text(3)}
}

// takeBackup reads pg_class_backup_DATABASE_TABLE; other databases' tables have other numbers in this database or none.
func (l *live) takeBackup(r row) {
	parts := strings.Split(r.text(0), "_")
	l.noBackup[parts[len(parts)-1]] = true
}

// columnNames returns the names of the columns with these numbers.
func (r *relationRow) columnNames(numbers []string) []string {
	names := make([]string, 0, len(numbers))
	for _, number := range numbers {
		for _, c := range r.columns {
			if strconv.Itoa(c.number) == number {
				names = append(names, c.name)
			}
		}
	}
	return names
}

func (l *live) buildRelations() {
	tables := make(map[string]*model.Table, len(l.relations))
	for oid, relation := range l.relations {
		switch {
		case !l.chosen(relation.id.Schema): // only for the keys that refer to it
		case l.isStorage(relation):
		case relation.id.Kind == model.KindTable:
			tables[oid] = l.table(oid, relation)
		default:
			l.buildView(relation)
		}
	}
	for _, c := range l.constraints {
		if table, ok := tables[c.table]; ok {
			l.addConstraint(table, c)
		}
	}
	for _, table := range tables {
		l.db.Tables.Put(table)
	}
}

func (l *live) isStorage(r *relationRow) bool {
	view, ok := storageOf(r.id.Name)
	return ok && l.storage[model.Name{Schema: r.id.Schema, Name: view}] == r
}

// table makes a table of its rows; its keys are added after.
func (l *live) table(oid string, r *relationRow) *model.Table {
	t := &model.Table{ID: r.id, Common: model.Common{Owner: l.owner(r.owner), Untold: model.UntoldCollation | model.UntoldText}}
	info, told := l.tableInfo[oid]
	t.NoBackup = l.noBackup[oid]
	if l.unread["21_backup"] {
		t.Untold |= model.UntoldBackup
	}
	t.Distribution = distribution(r, info)
	key, untold := l.sortKey(r, info, told)
	t.SortKey, t.Untold = key, t.Untold|untold
	for _, c := range r.columns {
		t.Columns = append(t.Columns, l.column(t, c))
	}
	encode(t, r, info, told, l.unread["30_table_info"])
	return t
}

// column makes a column. Its encoding is settled when all are known.
func (l *live) column(t *model.Table, c columnRow) model.Column {
	column := model.Column{Name: c.name, NotNull: c.notNull}
	var ok bool
	if column.Type, ok = dataType(c.typeName); !ok {
		l.note("type-not-known", "the type "+c.typeName+" of column "+c.name+" of "+t.ID.String()+" is not known",
			"nothing is planned for the column's type; please report it")
	}
	if identity, ok := parseIdentity(c.defaultText); ok {
		column.Identity, column.NotNull = identity, true
	} else if c.defaultText != "" {
		column.Default = l.defaultExpr(c.defaultText, column.Type)
	}
	return column
}

// The codes of pg_class.reldiststyle (r_PG_CLASS_INFO).
var distStyles = map[string]model.DistStyle{"0": model.DistEven, "1": model.DistKey, "8": model.DistAll, "9": model.DistAuto}

// distribution reads the style and, for KEY, its column. A key that AUTO chose shows in the columns too, so what is AUTO is
// also asked of svv_table_info (r_SVV_TABLE_INFO: AUTO(KEY(c))).
func distribution(r *relationRow, info tableInfo) model.Distribution {
	d := model.Distribution{Style: distStyles[r.style]}
	if strings.HasPrefix(info.distStyle, "AUTO") {
		d.Style = model.DistAuto
	}
	for _, c := range r.columns {
		if c.distKey && d.Style == model.DistKey {
			d.Key = c.name
		}
	}
	return d
}

// sortKey reads the key and whether it is told. One that the engine chose shows in the columns too, so what is AUTO is asked
// of svv_table_info (r_SVV_TABLE_INFO: AUTO(SORTKEY(c)), INTERLEAVED), which has no row for an empty table: then there is
// nothing that the engine could have chosen a key for, and a key of one column may be of either style.
func (l *live) sortKey(r *relationRow, info tableInfo, told bool) (key model.SortKey, untold model.Untold) {
	key = columnsKey(r.columns)
	switch {
	case strings.HasPrefix(info.sortKey, "AUTO"):
		return model.SortKey{Style: model.SortAuto}, 0
	case strings.HasPrefix(info.sortKey, "INTERLEAVED"):
		key.Style = model.SortInterleaved
	case told && len(key.Columns) == 0:
		key.Style = model.SortNone
	}
	if !told && (len(key.Columns) < 2 || l.unread["30_table_info"]) {
		untold = model.UntoldSortKey
	}
	return key, untold
}

// columnsKey reads the key off the columns: their places count from 1, and signs alternate in an interleaved key
// (r_PG_TABLE_DEF).
func columnsKey(columns []columnRow) model.SortKey {
	place := func(c columnRow) int { return max(c.sortOrder, -c.sortOrder) }
	inKey := slices.DeleteFunc(slices.Clone(columns), func(c columnRow) bool { return c.sortOrder == 0 })
	slices.SortFunc(inKey, func(a, b columnRow) int { return cmp.Compare(place(a), place(b)) })
	if len(inKey) == 0 {
		return model.SortKey{}
	}
	key := model.SortKey{Style: model.SortCompound}
	for _, c := range inKey {
		if c.sortOrder < 0 {
			key.Style = model.SortInterleaved
		}
		key.Columns = append(key.Columns, c.name)
	}
	return key
}

// encode settles encodings. Under ENCODE AUTO the present ones are the engine's affair. Where it is not told whether that
// holds, encodings that are all the engine's defaults are taken for AUTO, and any other for what somebody wrote: the engine
// changes none while a table is empty, and only an empty table has no row in svv_table_info.
func encode(t *model.Table, r *relationRow, info tableInfo, told, unread bool) {
	defaults := true
	for i, c := range r.columns {
		column := &t.Columns[i]
		column.Encoding = model.Encoding(c.encoding)
		if c.encoding == "none" || c.encoding == "" {
			column.Encoding = model.EncodeRaw
		}
		column.EncodingFilled = column.Encoding == model.DefaultEncoding(column.Type, t.SortKey.HasColumn(c.name))
		defaults = defaults && column.EncodingFilled
	}
	t.EncodeAuto = strings.Contains(info.encoded, "AUTO")
	if !told {
		t.EncodeAuto = defaults
		if defaults || unread {
			t.Untold |= model.UntoldEncoding
		}
	}
	t.FillEncodings()
}

var constraintKinds = map[string]model.ConstraintKind{"p": model.PrimaryKey, "u": model.Unique, "f": model.ForeignKey}

// addConstraint adds a key. A name that the engine would give is taken to be given by it.
func (l *live) addConstraint(t *model.Table, row *constraintRow) {
	c := model.Constraint{Name: row.name, Kind: constraintKinds[row.kind], Columns: l.relations[row.table].columnNames(row.columns)}
	if c.Kind == model.ForeignKey {
		parent, ok := l.relations[row.references]
		if !ok {
			return // the table was dropped between two queries, and the key with it
		}
		c.RefTable, c.RefColumns = parent.id, parent.columnNames(row.refColumns)
	}
	if c.Name == model.GeneratedName(t.ID.Name, c) {
		c.Name, c.Given = "", c.Name
	}
	t.Constraints = append(t.Constraints, c)
}
