// Package apply runs pending changesets, or a reviewed plan, on a cluster.
//
// It owns what must be true when something goes wrong: the lock that comes first, the transaction that holds a script
// together with its row in the history, the journal of statements that no transaction holds, and what the next run may
// conclude from them. It never connects to anything itself (the caller hands it an Opener), never prints, never asks,
// reads no clock but the one it is given, and never decides what a change is: changesets come from migrations, plans
// from plan.
//
// docs/decisions/2026-11-25-lock-and-journal.md says how two appliers, a crash and Flyway are kept apart.
package apply
