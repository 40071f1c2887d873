package interpret

import (
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// otherStatement takes what changes no planned object: kinds that are kept and reported, comments, and statements about
// rows and sessions.
func (in *interpreter) otherStatement(s ast.Statement) bool {
	switch s := s.(type) {
	case *ast.Comment:
		in.comment(s)
	case ast.Unplanned:
		in.unplanned(s)
	case *ast.Lock:
		for _, name := range s.Names {
			if !in.declaring && !in.isTemporary(name) {
				in.relation(name)
			}
		}
	case *ast.Transaction:
		if s.Verb == "ROLLBACK" && !in.declaring {
			in.fail(s.Bounds(), "rollback-in-changeset", "what a ROLLBACK undoes is not followed",
				"take the statements out that are rolled back")
		}
	case *ast.Insert, *ast.Update, *ast.Delete, *ast.Merge, *ast.Copy, *ast.Truncate, *ast.Call:
		if in.declaring {
			in.warn(s.Bounds(), "rows-in-absolute", "this statement changes rows and has no effect in an absolute script",
				"put it into a changeset")
		}
	}
	return true
}

// unplanned keeps what is not planned yet, so that it is reported and never dropped.
func (in *interpreter) unplanned(s ast.Unplanned) {
	attached := in.attachedTo(s)
	for i, id := range s.Targets() {
		present, exists := in.db.Unplanned.Get(id)
		switch {
		case s.Effect() == ast.EffectDrop:
			in.remove(id)
		case exists && s.Effect() == ast.EffectAlter:
			present = present.Clone()
			present.Statements = append(present.Statements, s.Normalised())
			in.put(present)
		default:
			// What was made elsewhere is only known by what is altered about it.
			object := &model.Unplanned{ID: id, Statements: []string{s.Normalised()}, Columns: externalColumns(s)}
			if i < len(attached) {
				object.On = attached[i]
			}
			in.put(object)
			in.made(id, s.Bounds())
		}
	}
}

// attachedTo returns the relation for each target of an ATTACH POLICY, whose targets are all grantees of its first table,
// then those of the next.
func (in *interpreter) attachedTo(s ast.Unplanned) []model.Name {
	attach, ok := s.(*ast.AttachPolicy)
	if !ok {
		return nil
	}
	var list []model.Name
	for _, table := range attach.Tables {
		name := model.Name{Schema: table.Schema, Name: table.Name}
		if name.Schema == "" {
			name.Schema = in.schemaOf(in.path, table.Name)
		}
		for range attach.Grantees {
			list = append(list, name)
		}
	}
	return list
}

// moveAttachments makes attached policies follow a relation to its new name: they are attached to the object
// (r_ATTACH_RLS_POLICY).
func (in *interpreter) moveAttachments(old, name model.Name) {
	for _, id := range in.db.Attachments(old) {
		present, _ := in.db.Unplanned.Get(id)
		present = present.Clone()
		present.On = name
		in.put(present)
	}
}

// externalColumns returns the columns of an external table, those it is partitioned by last, with the types that Redshift
// itself has (r_CREATE_EXTERNAL_TABLE).
func externalColumns(s ast.Unplanned) []model.Column {
	table, ok := s.(*ast.CreateExternalTable)
	if !ok {
		return nil
	}
	var columns []model.Column
	for _, c := range slices.Concat(table.Columns, table.PartitionedBy) {
		columns = append(columns, model.Column{Name: c.Name.Name, Type: c.Type.Data})
	}
	return columns
}

// noteAlter keeps an ALTER of an external table, as it is written.
func (in *interpreter) noteAlter(id model.ID) {
	present, ok := in.db.Unplanned.Get(id)
	if !ok {
		return
	}
	present = present.Clone()
	present.Statements = append(present.Statements, in.file.Text(in.current.Bounds()))
	in.put(present)
}

// noteRowSecurity keeps that a relation is under row-level security or masking, which no plan changes yet. OFF is what holds
// without the statement (r_ALTER_TABLE, ROW LEVEL SECURITY).
func (in *interpreter) noteRowSecurity(relation model.ID, action *ast.AlterRowSecurity) {
	id := model.ID{Kind: model.KindPolicyAttachment, Schema: relation.Schema, Name: relation.Name}
	if action.Text == "row level security off" {
		in.remove(id)
		return
	}
	object := &model.Unplanned{ID: id, On: model.Name{Schema: relation.Schema, Name: relation.Name}}
	if present, ok := in.db.Unplanned.Get(id); ok {
		object = present.Clone()
	}
	object.Statements = append(object.Statements, in.file.Text(in.current.Bounds()))
	in.put(object)
}
