package ast

// CreateExternalSchema is CREATE EXTERNAL SCHEMA. The strings are as written, and empty where the clause is missing.
type CreateExternalSchema struct {
	UnplannedBase
	Name     Ident
	Source   string // data catalog, hive metastore, postgres, mysql, kinesis, msk, kafka or redshift
	Database string // the source's database
	Schema   string // the source's schema
	Region   string
	URI      string
	IAMRole  string // default, SESSION, or ARNs joined by commas
}

// AlterExternalSchema is ALTER EXTERNAL SCHEMA.
type AlterExternalSchema struct {
	UnplannedBase
	Name Ident
}

// CreateExternalTable is CREATE EXTERNAL TABLE, with columns or AS query.
type CreateExternalTable struct {
	UnplannedBase
	Name          Name
	Columns       []ExternalColumn
	PartitionedBy []ExternalColumn
	Format        string // what STORED AS names, normalised
	Location      string // in S3: a prefix or a manifest
	Query         Query  // zero when the statement has columns
}

// ExternalColumn is a column of an external table. Its type is zero where only the name is written, as among the
// partitioning columns of CREATE EXTERNAL TABLE … AS.
type ExternalColumn struct {
	Span
	Name Ident
	Type Type
}

// CreateExternalView is CREATE EXTERNAL [PROTECTED] VIEW.
type CreateExternalView struct {
	UnplannedBase
	Name      Name
	Protected bool
	Query     Query
}

// AlterExternalView is ALTER EXTERNAL VIEW; Query is zero for REMOVE DEFINITION.
type AlterExternalView struct {
	UnplannedBase
	Name  Name
	Force bool
	Query Query
}
