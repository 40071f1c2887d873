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
	for _, id := range s.Targets() {
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
			in.put(&model.Unplanned{ID: id, Statements: []string{s.Normalised()}, Columns: externalColumns(s)})
			in.made(id, s.Bounds())
		}
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

// noteRowSecurity keeps that a relation is under row-level security or masking, which no plan changes yet.
func (in *interpreter) noteRowSecurity(relation model.ID) {
	id := model.ID{Kind: model.KindPolicyAttachment, Schema: relation.Schema, Name: relation.Name}
	object := &model.Unplanned{ID: id}
	if present, ok := in.db.Unplanned.Get(id); ok {
		object = present.Clone()
	}
	object.Statements = append(object.Statements, in.file.Text(in.current.Bounds()))
	in.put(object)
}
