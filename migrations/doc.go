// Package migrations owns Flyway's file format: names, versions and their order, checksums, side-cars, transactions,
// and the writing of the next changeset in a folder's own style. It owns Flyway's history, too: the table's statements,
// its rows, and what a folder and the rows together mean.
//
// Files arrive as an fs.FS and leave as a list of File values, rows arrive as values and leave as SQL text. The package
// writes nothing to disk, asks no clock and speaks to no database; it does not know what a statement means, only how Flyway cuts it and whether Flyway runs it
// in a transaction. That is why it has a scanner of its own beside the parser's: the parser reads SQL as Redshift
// does, this one reads it as Flyway does, mistakes included, and a file is safe only when both see the same
// statements.
//
// Where a comment names a Java class, it is one of Flyway 13.0.0 (org.flywaydb:flyway-core) or of its Redshift module;
// the vectors in testdata/flyway were produced by those classes, and testdata/flyway/README.md says how.
package migrations
