package migrations

// events are the ids of Flyway's callbacks in the order of its Event class, which is also the order of running.
var events = []string{
	"beforeClean", "afterClean", "afterCleanError",
	"beforeMigrate", "beforeEachMigrate", "beforeEachMigrateStatement", "afterEachMigrateStatement",
	"afterEachMigrateStatementError", "afterEachMigrate", "afterEachMigrateError", "beforeRepeatables", "afterVersioned",
	"afterMigrateApplied", "afterMigrate", "afterMigrateError",
	"beforeUndo", "beforeEachUndo", "beforeEachUndoStatement", "afterEachUndoStatement", "afterEachUndoStatementError",
	"afterEachUndo", "afterEachUndoError", "afterUndo", "afterUndoError",
	"beforeValidate", "afterValidate", "afterValidateError",
	"beforeBaseline", "afterBaseline", "afterBaselineError",
	"beforeRepair", "afterRepair", "afterRepairError",
	"beforeInfo", "afterInfo", "afterInfoError",
	"afterMigrateOperationFinish", "afterInfoOperationFinish",
	"createSchema", "beforeCreateSchema", "beforeConnect", "afterConnect",
}
