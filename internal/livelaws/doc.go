// Package livelaws holds tests only: the laws of plans on a server that nobody here wrote. A model is built, rows are put
// into its tables, the plan to another model runs, and what is there afterwards is looked at: the server's catalogs must
// say the other model, and every row must still be there.
//
// The server is the sandbox, or the cluster of REDRAFT_TEST_URL, in databases that the tests create and drop there. What
// cannot be built is listed with its reason in testdata, and the lists are held to be true.
package livelaws
