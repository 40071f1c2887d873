package plan

import (
	"slices"

	"github.com/redraft/redraft/deps"
	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
)

// Make returns the proven plan from one model to another. An error means that redraft could not prove or order its own
// plan (*UnprovenError, *CycleError): a bug to report, never something a person did wrong.
func Make(from, to *model.Database, options Options) (*Plan, error) {
	before, target, notes := complete(from, to, options)
	result := &Plan{Version: FormatVersion, From: from.Fingerprint(), To: target.Fingerprint(), Notes: notes}
	present := result.From
	if before != from {
		present = before.Fingerprint()
	}
	if present == result.To && len(options.Renames.Objects) == 0 && len(options.Renames.Columns) == 0 {
		return result, nil
	}
	changes := diff.Compare(before, target, options.Renames)
	if len(changes) == 0 {
		return result, nil
	}
	p := newPlanner(before, target, options)
	p.decide(changes)
	result.Notes = slices.DeleteFunc(result.Notes, func(n Note) bool {
		return n.Code == noteColumnOrder && p.work(n.Object).strategy == Rebuild
	})
	p.suggestRenames()
	p.spread()
	p.collectRefusals()
	if len(p.refusals) > 0 {
		result.Refusals, result.Objects = p.refusals, p.objects()
		result.Notes = append(result.Notes, p.notes...)
		sortNotes(result.Notes)
		return result, nil
	}
	p.build()
	steps, err := p.order()
	if err != nil {
		return nil, err
	}
	result.Steps, result.Groups = cut(steps)
	result.Objects = p.objects()
	result.Notes = append(result.Notes, p.notes...)
	sortNotes(result.Notes)
	return result, p.prove(result)
}

// planner holds what the making of one plan needs.
type planner struct {
	options Options
	before  *model.Database // the from-model
	from    *model.Database // the from-model with the declared renames carried out
	to      *model.Database // the to-model, completed
	// old and new are the dependency graphs of before and to; ids in old are those of before.
	old, new *deps.Graph
	works    map[model.ID]*work
	// renamed maps the ID of a renamed object to what it was, and was the other way round.
	renamed, was map[model.ID]model.ID

	lifts    map[model.ID][]lift // by the table that has the key
	newRings map[model.ID]int    // nil until somebody asks
	oldRings map[model.ID]int
	owners   map[model.Name][]model.ID // see keyOwners
	// reader is that of before, target that of to; nil until somebody asks.
	reader, target Reader
	steps          []*Step
	byObject       map[model.ID][]*Step
	refusals       []Refusal
	notes          []Note
}

func newPlanner(before, to *model.Database, options Options) *planner {
	p := &planner{
		options: options, before: before, to: to, works: make(map[model.ID]*work),
		renamed: make(map[model.ID]model.ID), was: make(map[model.ID]model.ID), byObject: make(map[model.ID][]*Step),
		lifts: make(map[model.ID][]lift),
	}
	var renames []diff.Change
	p.from, renames = diff.ApplyRenames(before, options.Renames)
	for _, change := range renames {
		if r, ok := change.(diff.RenameObject); ok {
			p.renamed[r.ID], p.was[r.From] = r.From, r.ID
		}
	}
	p.old, p.new = deps.Build(before), deps.Build(to)
	return p
}

// work is what happens to one object.
type work struct {
	id       model.ID
	changes  []diff.Change
	strategy Strategy
	// reasons say why an object that could stay is recreated or rebuilt.
	reasons []string
	// dependent is true when the object only makes way for another.
	dependent bool
	refusals  []Refusal
}

func (p *planner) work(id model.ID) *work {
	w := p.works[id]
	if w == nil {
		w = &work{id: id}
		p.works[id] = w
	}
	return w
}

// oldID returns what the object is called in the from-model.
func (p *planner) oldID(id model.ID) model.ID {
	if old, ok := p.renamed[id]; ok {
		return old
	}
	return id
}

// newID returns what an object of the from-model is called after the declared renames.
func (p *planner) newID(id model.ID) model.ID {
	if renamed, ok := p.was[id]; ok {
		return renamed
	}
	return id
}
