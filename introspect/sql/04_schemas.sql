-- Schemas, external ones told apart. Evidence: r_PG_NAMESPACE, r_SVV_EXTERNAL_SCHEMAS (pg_external_schema behind it).
-- Columns: oid, name, owner id, access list, whether it is external.
SELECT n.oid, n.nspname, n.nspowner, n.nspacl, x.esoid IS NOT NULL
FROM pg_catalog.pg_namespace n
LEFT JOIN pg_catalog.pg_external_schema x ON x.esoid = n.oid
WHERE {{visible}}
