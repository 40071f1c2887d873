package parser

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

// Options say how text is to be read.
type Options struct {
	// CaseSensitive keeps the case of quoted names, as enable_case_sensitive_identifier does; otherwise they are folded
	// like unquoted ones (r_names).
	CaseSensitive bool
	// Placeholders are the values of ${name}; names are compared without regard to case.
	Placeholders map[string]string
	// KeepPlaceholders leaves ${name} as it stands.
	KeepPlaceholders bool
}

// Input is a file to parse.
type Input struct {
	Name    string
	Content []byte
}

// Parse reads a file. The file is never nil; statements with errors are left out of it.
func Parse(name string, content []byte, opts Options) (*ast.File, diag.List) {
	var spare []token
	return parse(Input{name, content}, opts, &spare)
}

// parse is Parse with room for the tokens, which nothing refers to afterwards.
func parse(in Input, opts Options, spare *[]token) (*ast.File, diag.List) {
	src, findings := prepare(in.Name, in.Content, opts)
	file, more := parseText(src, opts, spare)
	return file, append(findings, more...).Sort()
}

// ParseText reads text that is prepared already: UTF-8 without byte order mark and with placeholders replaced.
func ParseText(src *diag.Source, opts Options) (*ast.File, diag.List) {
	var spare []token
	file, findings := parseText(src, opts, &spare)
	return file, findings.Sort()
}

func parseText(src *diag.Source, opts Options, spare *[]token) (*ast.File, diag.List) {
	p := newParserIn(src, opts, *spare)
	p.hideSecrets()
	p.file()
	p.attachDirectives()
	*spare = p.tokens[:0]
	return p.out, p.findings
}

// ParseFiles reads files in parallel and returns them, and their findings, in the order of the input.
func ParseFiles(inputs []Input, opts Options) ([]*ast.File, diag.List) {
	files := make([]*ast.File, len(inputs))
	findings := make([]diag.List, len(inputs))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(inputs)) {
		wg.Go(func() {
			var spare []token
			for {
				i := int(next.Add(1)) - 1
				if i >= len(inputs) {
					return
				}
				files[i], findings[i] = parse(inputs[i], opts, &spare)
			}
		})
	}
	wg.Wait()
	var all diag.List
	for _, list := range findings {
		all = append(all, list...)
	}
	return files, all
}
