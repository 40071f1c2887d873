package model

// Object is anything that a Database holds in one of its collections.
type Object interface {
	Identity() ID
	Attributes() Common
	canonical(e *encoder)
	// with returns a copy under another ID and with other common attributes.
	with(id ID, c Common) Object
}

// WithOwner returns a copy of the object with another owner.
func WithOwner(o Object, owner string) Object {
	c := o.Attributes()
	c.Owner = owner
	return o.with(o.Identity(), c)
}

// WithComment returns a copy of the object with another comment; empty is none.
func WithComment(o Object, comment string) Object {
	c := o.Attributes()
	c.Comment = comment
	return o.with(o.Identity(), c)
}

// WithID returns a copy of the object under another name. Foreign keys of a table to itself follow.
func WithID(o Object, id ID) Object { return o.with(id, o.Attributes()) }

func (s *Schema) with(id ID, c Common) Object {
	o := s.Clone()
	o.ID, o.Common = id, c
	return o
}

func (u *Unplanned) with(id ID, c Common) Object {
	o := u.Clone()
	o.ID, o.Common = id, c
	return o
}

func (t *Table) with(id ID, c Common) Object {
	o := t.Clone()
	for i := range o.Constraints {
		if o.Constraints[i].RefTable == t.ID && !t.ID.IsZero() {
			o.Constraints[i].RefTable = id
		}
	}
	o.ID, o.Common = id, c
	return o
}

func (v *View) with(id ID, c Common) Object {
	o := v.Clone()
	o.ID, o.Common = id, c
	return o
}

func (v *MaterializedView) with(id ID, c Common) Object {
	o := v.Clone()
	o.ID, o.Common = id, c
	return o
}

func (f *Function) with(id ID, c Common) Object {
	o := f.Clone()
	o.ID, o.Common = id, c
	return o
}

func (p *Procedure) with(id ID, c Common) Object {
	o := p.Clone()
	o.ID, o.Common = id, c
	return o
}
