package lint

// All lists the rules, by what they are about.
var All = []Rule{
	// Tables and columns.
	impliedLength,
	varcharMax,
	wideChar,
	uncompressedText,
	compressedSortKey,
	interleavedSortKey,
	skewedDistributionKey,
	foreignKeyType,
	redundantKey,
	objectInPublic,
	// Views.
	selectStar,
	unqualifiedName,
	lateBindingUnqualified,
	lateBindingColumnComment,
	viewCycle,
	materializedOverView,
	autoRefreshRefused,
	mutableFunction,
	// Routines and privileges.
	pythonFunction,
	definerSearchPath,
	definerPublic,
	writeToPublic,
	grantToUser,
	// Changesets.
	cascadeInChangeset,
	truncateInChangeset,
	everyRow,
	// Comments that silence findings.
	ignoreWithoutReason,
	ignoreUnused,
}
