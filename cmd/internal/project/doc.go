// Package project knows where a project's files are and what redraft.yaml says about them, and turns a source such as
// "absolute" or "git:main" into a model.
//
// It is the only place that reads scripts from disk or from git, and the only one that writes files. It shows nothing
// and decides nothing about success.
package project
