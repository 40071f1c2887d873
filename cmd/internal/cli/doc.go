// Package cli is the command line: one file a verb, each turning flags into options, options into calls of the rooms,
// and results into output and an exit code.
//
// It owns verbs, flags, help texts and exit codes. It never computes a model, a difference or a plan, and never lays
// text out; it is the only package that sees every room.
//
// stdout is the product, stderr the talk.
package cli
