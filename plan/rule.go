package plan

import (
	"slices"
	"strings"
)

// relation says which pairs of steps a rule looks at.
type relation uint8

const (
	// sameObject pairs the steps of one object.
	sameObject relation = iota + 1
	// dependantFirst pairs the steps of a dependant with those of what it needs in the from-model.
	dependantFirst
	// neededFirst pairs the steps of what is needed in the to-model with those of the dependant.
	neededFirst
	// schemaFirst pairs the steps of a schema with those of what it holds.
	schemaFirst
	// schemaLast pairs the steps of what a schema holds with those of the schema.
	schemaLast
	// freedName pairs the steps that free the name of a relation with those that take it.
	freedName
	// freedKey pairs the steps that free the name of a primary or unique key with those that take it.
	freedKey
)

var relationNames = map[relation]string{
	sameObject: "same object", dependantFirst: "dependant, what it needs (from)", neededFirst: "what is needed, dependant (to)",
	schemaFirst: "schema, member", schemaLast: "member, schema", freedName: "name freed, name taken",
	freedKey: "key name freed, key name taken",
}

// rule says that of two related steps one comes first. Its name is the sentence that plan --explain prints.
type rule struct {
	name     string
	between  relation
	first    []op // nil stands for every op
	then     []op
	whenBoth func(first, then *Step) bool // nil stands for always
}

func (r rule) orders(first, then *Step) bool {
	return first != then && r.takes(r.first, first.op) && r.takes(r.then, then.op) && (r.whenBoth == nil || r.whenBoth(first, then))
}

func (rule) takes(ops []op, o op) bool { return ops == nil || slices.Contains(ops, o) }

// String names the rule and what it orders, for the list of all rules.
func (r rule) String() string {
	show := func(ops []op) string {
		if ops == nil {
			return "any"
		}
		words := make([]string, len(ops))
		for i, o := range ops {
			words[i] = o.String()
		}
		return "[" + strings.Join(words, ", ") + "]"
	}
	return r.name + "\n    " + relationNames[r.between] + ": " + show(r.first) + " before " + show(r.then)
}

// rules are all ordering rules, theme by theme.
var rules = slices.Concat(objectRules, tableRules, keyRules, schemaRules)

// structural are the ops that give an object its shape.
var structural = []op{opRename, opRenameColumn, opCreate, opAddColumn, opAlterType, opRebuild, opSort, opDist, opEncode,
	opDropColumn, opAuto, opReplace, opAddKey, opSetting}

// objectRules order whole objects.
var objectRules = []rule{
	{name: "an object is dropped before it is created again", between: sameObject, first: []op{opDrop}, then: []op{opCreate}},
	{name: "a name is free before another object takes it", between: freedName, whenBoth: ofDifferentObjects},
	{name: "a dependant makes way before what it needs changes", between: dependantFirst, first: []op{opDrop},
		then: []op{opDrop, opRename, opRenameColumn, opAlterType, opRebuild, opDropColumn}},
	{name: "a definition stops reading something before that goes", between: dependantFirst, first: []op{opReplace},
		then: []op{opDrop, opDropColumn}, whenBoth: noLongerNeeds},
	{name: "an object comes after what it needs has its shape", between: neededFirst,
		first: []op{opRename, opRenameColumn, opCreate, opAddColumn, opAlterType, opRebuild, opDropColumn, opReplace},
		then:  []op{opCreate, opReplace}},
	{name: "comments come when the object has its shape", between: sameObject, first: structural, then: []op{opComment}},
	{name: "the owner comes when the object has its shape and comments", between: sameObject,
		first: slices.Concat(structural, []op{opComment}), then: []op{opOwner}},
	{name: "privileges come last", between: sameObject, first: slices.Concat(structural, []op{opComment, opOwner}), then: []op{opGrant}},
}

// tableRules order the ALTERs of one table.
var tableRules = []rule{
	{name: "a renamed table is altered under its new name", between: sameObject, first: []op{opRename},
		then: []op{opRenameColumn, opAddColumn, opAlterType, opRebuild, opSort, opDist, opEncode, opDropColumn, opReplace, opAddKey}},
	{name: "a renamed column is altered under its new name", between: sameObject, first: []op{opRenameColumn},
		then: []op{opAddColumn, opAlterType, opRebuild, opSort, opDist, opEncode, opDropColumn, opAddKey}},
	{name: "a column's name is free before another column takes it", between: sameObject, first: []op{opRenameColumn},
		then: []op{opRenameColumn}, whenBoth: freesColumn},
	{name: "a new column is there before the layout or a key uses it, and before another one goes", between: sameObject,
		first: []op{opAddColumn}, then: []op{opSort, opDist, opEncode, opDropColumn, opAddKey}},
	{name: "the sort key changes before what follows from it", between: sameObject, first: []op{opSort},
		then: []op{opDist, opEncode, opDropColumn}},
	{name: "the layout lets go of a column before it is dropped", between: sameObject, first: []op{opDist}, then: []op{opDropColumn}},
	{name: "the engine gets the layout when nothing is in it that it would keep", between: sameObject,
		first: []op{opSort, opDist, opDropColumn}, then: []op{opAuto}},
	{name: "a table exists before it is altered", between: sameObject, first: []op{opCreate, opRebuild},
		then: []op{opSort, opDist, opEncode, opAddKey, opSetting}},
}

// keyRules order primary, unique and foreign keys.
var keyRules = []rule{
	{name: "a key makes way before its table or its columns change", between: sameObject, first: []op{opDropKey},
		then: []op{opDrop, opRename, opRenameColumn, opAlterType, opRebuild, opDropColumn, opAddKey}},
	{name: "a key comes back when its columns have changed", between: sameObject, first: []op{opAlterType, opDropColumn},
		then: []op{opAddKey}},
	{name: "a foreign key is dropped before the key that it relies on", between: dependantFirst, first: []op{opDropKey},
		then: []op{opDrop, opDropKey, opRebuild, opAlterType, opDropColumn}, whenBoth: refersTo},
	{name: "a foreign key comes after the key that it relies on", between: neededFirst, first: []op{opCreate, opRebuild, opAddKey, opAlterType},
		then: []op{opAddKey}, whenBoth: reliesOn},
	{name: "a table comes after the keys that it relies on", between: neededFirst, first: []op{opAddKey},
		then: []op{opCreate}, whenBoth: isOwnKey},
	{name: "a foreign key to its own table is dropped before the key that it relies on", between: sameObject, first: []op{opDropKey},
		then: []op{opDropKey}, whenBoth: refersTo},
	{name: "a foreign key to its own table comes after the key that it relies on", between: sameObject, first: []op{opAddKey},
		then: []op{opAddKey}, whenBoth: reliesOn},
	{name: "a key's name is free before another key takes it", between: freedKey},
}

// schemaRules order schemas and what they hold.
var schemaRules = []rule{
	{name: "a schema is created before what it holds", between: schemaFirst, first: []op{opCreate}},
	{name: "a schema goes after all that it held", between: schemaLast, then: []op{opDrop}},
}
