// Package introspect reads the model of a live database from its catalog: a fixed number of queries, however many objects
// there are.
//
// It owns the queries, each a file of sql with its evidence, and the way from their rows to a model that compares with what
// interpret makes of scripts. What a cluster does not show, because of a privilege or because no catalog keeps it, is
// said in a note and marked as untold; it is never taken for absent. The room changes nothing, reads no table of the
// user's, opens no connection, and plans nothing.
package introspect
