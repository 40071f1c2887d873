package parser

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/parser/ast"
)

// entry says which method reads the statements that begin with some words. In the words, [a b] may be left out and a|b
// stands for either.
type entry struct {
	words string
	parse func(*parser) ast.Statement
}

// allFamilies lists the statement families; each is a table in the file of its grammar.
var allFamilies = [][]entry{
	tableFamily,
	alterFamily,
	viewFamily,
	routineFamily,
	schemaFamily,
	commentFamily,
	grantFamily,
	queryFamily,
	sessionFamily,
	externalFamily,
	databaseFamily,
	principalFamily,
	identityFamily,
	sharingFamily,
	policyFamily,
	modelFamily,
	libraryFamily,
	templateFamily,
	loadFamily,
	maintenanceFamily,
	showFamily,
	preparedFamily,
	foreignFamily,
}

// node is a step in the tree of leading words.
type node struct {
	next  map[string]*node
	parse func(*parser) ast.Statement
}

// statements is reached through parser.table alone, for the methods in it may read statements themselves.
var statements = buildTree(allFamilies)

func buildTree(families [][]entry) *node {
	root := &node{}
	for _, e := range slices.Concat(families...) {
		for _, words := range spellings(strings.Fields(e.words)) {
			at := root
			for _, w := range words {
				if at.next == nil {
					at.next = make(map[string]*node)
				}
				if at.next[w] == nil {
					at.next[w] = &node{}
				}
				at = at.next[w]
			}
			at.parse = e.parse
		}
	}
	return root
}

// spellings expands [optional] parts and a|b choices.
func spellings(words []string) [][]string {
	if len(words) == 0 {
		return [][]string{nil}
	}
	if optional, ok := strings.CutPrefix(words[0], "["); ok {
		n := slices.IndexFunc(words, func(w string) bool { return strings.HasSuffix(w, "]") })
		inside := slices.Clone(words[:n+1])
		inside[0] = optional
		inside[n] = strings.TrimSuffix(inside[n], "]")
		after := words[n+1:]
		return slices.Concat(spellings(after), spellings(slices.Concat(inside, after)))
	}
	var all [][]string
	for _, choice := range strings.Split(words[0], "|") {
		for _, tail := range spellings(words[1:]) {
			all = append(all, append([]string{choice}, tail...))
		}
	}
	return all
}

// statement reads the statement at hand with the method that the longest run of leading words leads to.
func (p *parser) statement() ast.Statement {
	var parse func(*parser) ast.Statement
	at, i := p.table, p.pos
	for at.next != nil {
		step := at.next[p.word(i)]
		if step == nil {
			break
		}
		at = step
		i++
		if at.parse != nil {
			parse = at.parse
		}
	}
	if parse == nil {
		p.unknownStatement(at, i)
		return nil
	}
	return parse(p)
}

// unknownStatement fails at the first leading word that leads nowhere.
func (p *parser) unknownStatement(at *node, i int) {
	p.pos = i
	span, found := p.here()
	var options []string
	for w := range at.next {
		options = append(options, display(w))
	}
	slices.Sort(options)
	summary := found + " does not begin a statement of Redshift"
	if at != p.table {
		summary = "unexpected " + found + " after " + strings.ToUpper(p.normalised(p.first, i))
	}
	p.fail(span, codeUnknownStatement, summary, p.hintFor(found, options))
}
