package model

// DistStyle is how a table's rows are spread over the slices of a cluster.
type DistStyle uint8

// The distribution styles. Unspecified means that nothing was said, which the engine treats as AUTO for a table
// (r_CREATE_TABLE_NEW) and as EVEN for a materialized view (materialized-view-create-sql-command).
const (
	DistUnspecified DistStyle = iota
	DistAuto
	DistEven
	DistAll
	DistKey
)

// String returns the style as SQL spells it; empty for unspecified.
func (s DistStyle) String() string { return [...]string{"", "AUTO", "EVEN", "ALL", "KEY"}[s] }

// Distribution is a distribution style and, for KEY, its column.
type Distribution struct {
	Style DistStyle
	Key   string
}

// SortStyle is how the rows of a table are ordered on disk.
type SortStyle uint8

// The sort styles. Unspecified means that nothing was said, which the engine treats as SORTKEY AUTO for a table; None is
// what ALTER SORTKEY NONE leaves.
const (
	SortUnspecified SortStyle = iota
	SortAuto
	SortNone
	SortCompound
	SortInterleaved
)

// String returns the style as SQL spells it; empty for unspecified.
func (s SortStyle) String() string {
	return [...]string{"", "AUTO", "NONE", "COMPOUND", "INTERLEAVED"}[s]
}

// SortKey is a sort style and its columns in order.
type SortKey struct {
	Style   SortStyle
	Columns []string
}

// HasColumn reports whether the column is part of the key.
func (k SortKey) HasColumn(column string) bool {
	for _, c := range k.Columns {
		if c == column {
			return true
		}
	}
	return false
}

// Encoding is a column's compression in lower case (raw, az64, lzo, zstd, …); empty when nothing was said and the engine
// chooses.
type Encoding string

// The encodings that the engine fills in by itself.
const (
	EncodeUnspecified Encoding = ""
	EncodeRaw         Encoding = "raw"
	EncodeAZ64        Encoding = "az64"
	EncodeLZO         Encoding = "lzo"
	EncodeZSTD        Encoding = "zstd"
)

// DefaultEncoding is what a column of a table that is not ENCODE AUTO gets when its definition names no encoding.
// Evidence: r_CREATE_TABLE_NEW, c_Compression_encodings. SUPER (zstd), HLLSKETCH (raw) and intervals (az64) are not in
// the manual's list; see docs/evidence.md.
func DefaultEncoding(t DataType, sortColumn bool) Encoding {
	if sortColumn {
		return EncodeRaw
	}
	switch t.Name {
	case Smallint, Integer, Bigint, Numeric, Date, Time, TimeTZ, Timestamp, TimestampTZ, IntervalYearToMonth, IntervalDayToSecond:
		return EncodeAZ64
	case Char, Varchar, Varbyte:
		return EncodeLZO
	case Super:
		return EncodeZSTD
	}
	return EncodeRaw
}

// Collation is how a character column compares; unspecified is the database's collation.
type Collation uint8

// The collations (r_CREATE_TABLE_NEW, COLLATE).
const (
	CollateUnspecified Collation = iota
	CollateCaseSensitive
	CollateCaseInsensitive
)

// String returns the collation as SQL spells it; empty for unspecified.
func (c Collation) String() string { return [...]string{"", "CASE_SENSITIVE", "CASE_INSENSITIVE"}[c] }
