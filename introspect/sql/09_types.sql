-- The types' names, for the arguments of routines: their lengths are kept nowhere.
-- Evidence: r_PG_PROC_INFO; AWS's admin view v_generate_udf_ddl.
-- Columns: oid, name.
SELECT t.oid, format_type(t.oid, NULL)
FROM pg_catalog.pg_type t
WHERE t.typtype <> 'c'
