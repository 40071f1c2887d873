// Package ui turns results into what people and machines read: text for a terminal, Markdown for a pull request, JSON
// and SARIF for programs.
//
// It owns layout, colour, width and the machine formats with their versions. It never computes a result, never opens a
// file and never decides about success; the commands do. The same input gives the same bytes.
package ui
