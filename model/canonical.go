package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
)

// encoder writes the facts of an object that count for equality, each with its length, so that two objects are the same
// exactly when their bytes are. It is the only place that says what equality means.
type encoder struct{ buf []byte }

func (e *encoder) str(values ...string) {
	for _, v := range values {
		e.buf = binary.AppendUvarint(e.buf, uint64(len(v)))
		e.buf = append(e.buf, v...)
	}
}

func (e *encoder) num(values ...int64) {
	for _, v := range values {
		e.buf = binary.AppendVarint(e.buf, v)
	}
}

func (e *encoder) flag(values ...bool) {
	for _, v := range values {
		if v {
			e.buf = append(e.buf, 1)
		} else {
			e.buf = append(e.buf, 0)
		}
	}
}

func (e *encoder) list(values []string) {
	e.num(int64(len(values)))
	e.str(values...)
}

func (e *encoder) id(id ID) {
	e.num(int64(id.Kind))
	e.str(id.Schema, id.Name, id.Signature)
}

func (e *encoder) dataType(t DataType) {
	e.str(string(t.Name))
	e.num(int64(t.Length), int64(t.Scale))
}

func (e *encoder) common(c Common) { e.str(c.Owner, c.Comment) }

// Declared returns the distribution with "nothing said" written as what the engine then does.
func (d Distribution) Declared(silent DistStyle) Distribution {
	if d.Style == DistUnspecified {
		return Distribution{Style: silent}
	}
	return d
}

// Declared returns the sort key with "nothing said" written as what the engine then does.
func (k SortKey) Declared(silent SortStyle) SortKey {
	if k.Style == SortUnspecified {
		return SortKey{Style: silent}
	}
	return k
}

func (e *encoder) distribution(d Distribution) {
	e.num(int64(d.Style))
	e.str(d.Key)
}

func (e *encoder) sortKey(k SortKey) {
	e.num(int64(k.Style))
	e.list(k.Columns)
}

func (s *Schema) canonical(e *encoder) {
	e.common(s.Common)
	e.num(s.QuotaMB)
}

func (u *Unplanned) canonical(e *encoder) {
	e.common(u.Common)
	e.list(u.Statements)
}

func (t *Table) canonical(e *encoder) {
	e.common(t.Common)
	e.distribution(t.Distribution.Declared(DistAuto))
	e.sortKey(t.SortKey.Declared(SortAuto))
	e.flag(t.EncodeAuto, t.NoBackup)
	e.num(int64(len(t.Columns)))
	for _, i := range sortedIndex(len(t.Columns), func(a, b int) int { return strings.Compare(t.Columns[a].Name, t.Columns[b].Name) }) {
		t.Columns[i].canonical(e)
	}
	e.num(int64(len(t.Constraints)))
	for _, i := range sortedIndex(len(t.Constraints), func(a, b int) int { return t.Constraints[a].compare(t.Constraints[b]) }) {
		t.Constraints[i].canonical(e)
	}
}

// sortedIndex returns 0..n-1 in the order of compare: sorting indices leaves the caller's slice alone.
func sortedIndex(n int, compare func(a, b int) int) []int {
	index := make([]int, n)
	for i := range index {
		index[i] = i
	}
	slices.SortStableFunc(index, compare)
	return index
}

func (c *Column) canonical(e *encoder) {
	e.str(c.Name, c.Default.Canonical, string(c.Encoding), c.Comment)
	e.dataType(c.Type)
	e.flag(c.NotNull, c.Identity != nil)
	e.num(int64(c.Collation))
	if c.Identity != nil {
		e.num(c.Identity.Seed, c.Identity.Step)
		e.flag(c.Identity.ByDefault)
	}
}

func (c Constraint) compare(o Constraint) int {
	if c.Kind != o.Kind {
		return int(c.Kind) - int(o.Kind)
	}
	if n := slices.Compare(c.Columns, o.Columns); n != 0 {
		return n
	}
	if n := c.RefTable.Compare(o.RefTable); n != 0 {
		return n
	}
	return strings.Compare(c.Name, o.Name)
}

func (c *Constraint) canonical(e *encoder) {
	e.str(c.Name, c.Comment)
	e.num(int64(c.Kind))
	e.list(c.Columns)
	e.id(c.RefTable)
	e.list(c.RefColumns)
}

func (e *encoder) columnComments(list []ColumnComment) {
	e.num(int64(len(list)))
	for _, i := range sortedIndex(len(list), func(a, b int) int { return strings.Compare(list[a].Column, list[b].Column) }) {
		e.str(list[i].Column, list[i].Comment)
	}
}

func (v *View) canonical(e *encoder) {
	e.common(v.Common)
	e.list(v.Columns)
	e.str(v.Query.Canonical)
	e.flag(v.NoBinding)
	e.columnComments(v.ColumnComments)
}

func (v *MaterializedView) canonical(e *encoder) {
	e.common(v.Common)
	e.str(v.Query.Canonical)
	e.distribution(v.Distribution.Declared(DistEven))
	e.sortKey(v.SortKey.Declared(SortNone))
	e.flag(v.AutoRefresh, v.NoBackup)
	e.columnComments(v.ColumnComments)
}

func (e *encoder) arguments(args []Argument) {
	e.num(int64(len(args)))
	for _, a := range args {
		e.str(a.Name, string(a.Mode))
		e.dataType(a.Type)
	}
}

func (f *Function) canonical(e *encoder) {
	e.common(f.Common)
	e.arguments(f.Args)
	e.dataType(f.Returns)
	e.str(string(f.Volatility), f.Language, f.Body)
	e.flag(f.External != nil)
	if x := f.External; x != nil {
		e.str(x.Service, x.Endpoint, x.IAMRole)
		e.num(int64(x.RetryTimeout), x.MaxBatchRows, x.MaxBatchSize)
	}
}

func (p *Procedure) canonical(e *encoder) {
	e.common(p.Common)
	e.arguments(p.Args)
	e.str(p.Body)
	e.flag(p.NonAtomic, p.SecurityDefiner)
	e.num(int64(len(p.Settings)))
	for _, s := range p.Settings {
		e.str(s.Name, s.Value)
	}
}

// Same reports whether two objects agree in all that counts, their IDs included.
func Same(a, b Object) bool {
	if a.Identity() != b.Identity() {
		return false
	}
	var x, y encoder
	a.canonical(&x)
	b.canonical(&y)
	return bytes.Equal(x.buf, y.buf)
}

// Equal reports whether two databases agree in all that counts.
func (d *Database) Equal(other *Database) bool { return d.Fingerprint() == other.Fingerprint() }

// Fingerprint returns a SHA-256, in hexadecimal, over all that counts for equality.
func (d *Database) Fingerprint() string {
	hash := sha256.New()
	var e encoder
	for object := range d.Objects() {
		e.buf = e.buf[:0]
		e.id(object.Identity())
		object.canonical(&e)
		hash.Write(e.buf)
	}
	for id := range d.Grants.Objects() {
		e.buf = e.buf[:0]
		for _, g := range d.Grants.On(id) {
			e.id(g.On)
			e.str(g.Column, string(g.Privilege), g.To.Name)
			e.num(int64(g.To.Kind))
			e.flag(g.Option)
		}
		hash.Write(e.buf)
	}
	return hex.EncodeToString(hash.Sum(nil))
}
