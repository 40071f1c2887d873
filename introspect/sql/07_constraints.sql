-- Primary, unique and foreign keys; others do not exist. Evidence: r_CREATE_TABLE_NEW; AWS's admin view
-- v_constraint_dependency.
-- Columns: oid, table oid, name, kind (p, u, f), column numbers, referenced table oid, referenced column numbers.
SELECT k.oid, k.conrelid, k.conname, k.contype, k.conkey, k.confrelid, k.confkey
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_namespace n ON n.oid = k.connamespace
WHERE k.contype IN ('p', 'u', 'f') AND k.conrelid <> 0 AND {{visible}}
ORDER BY k.conrelid, k.oid
