package query

import "sync"

// cache remembers what was found in a text. What is found depends on the schemas that were answered, so that a text may
// have several findings.
type cache[T any] struct {
	mu      sync.Mutex
	entries map[string]*cached[T]
}

type cached[T any] struct {
	mu       sync.Mutex
	findings []finding[T]
}

type finding[T any] struct {
	names, schemas []string // what was asked, in order, and what was answered
	value          T
	err            error
}

// get returns what was found in a text before under the same answers, or finds it now. Callers who ask for the same
// text at the same time wait for the first.
func (c *cache[T]) get(text string, qualify func(string) string,
	find func(ask func(string) string) (T, error)) (T, error) {
	if qualify == nil {
		qualify = func(string) string { return "" }
	}
	c.mu.Lock()
	if c.entries == nil {
		c.entries = make(map[string]*cached[T])
	}
	entry := c.entries[text]
	if entry == nil {
		entry = new(cached[T])
		c.entries[text] = entry
	}
	c.mu.Unlock()

	entry.mu.Lock()
	defer entry.mu.Unlock()
	answers := memo{qualify: qualify}
	for i := range entry.findings {
		if f := &entry.findings[i]; f.fits(&answers) {
			return f.value, f.err
		}
	}
	asked := memo{qualify: answers.ask}
	var f finding[T]
	f.value, f.err = find(asked.ask)
	f.names, f.schemas = asked.names, asked.schemas
	entry.findings = append(entry.findings, f)
	return f.value, f.err
}

// fits reports whether the same answers would be given now.
func (f *finding[T]) fits(answers *memo) bool {
	for i, name := range f.names {
		if answers.ask(name) != f.schemas[i] {
			return false
		}
	}
	return true
}

// memo asks for each name once.
type memo struct {
	qualify        func(string) string
	names, schemas []string // in the order of the questions
	answers        map[string]string
}

func (m *memo) ask(name string) string {
	schema, ok := m.answers[name]
	if ok {
		return schema
	}
	if m.answers == nil {
		m.answers = make(map[string]string)
	}
	schema = m.qualify(name)
	m.answers[name] = schema
	m.names, m.schemas = append(m.names, name), append(m.schemas, schema)
	return schema
}
