// Package modelgen draws random data models for the laws of other packages: whole databases whose objects fit
// together and obey Redshift's rules, and small random edits of them.
//
// It owns what a plausible database looks like. What it draws must be creatable: distribution and sort keys on types
// that can be keys, encodings that fit their types, primary keys over NOT NULL columns, foreign keys with a matching
// key in their parent and no cycles among them, views that read what exists, names that need quotes now and then. It
// is for tests only.
package modelgen
