package parser

// keepDirective remembers a comment that speaks to redraft.
func (p *parser) keepDirective(t token) {}

// attachDirectives hands directives to the elements they stand beside.
func (p *parser) attachDirectives() {}
