-- Which of the views that need a privilege may be read here: a query that fails would end the transaction.
-- Evidence: c_intro_catalog_views, svv_views, r_HAS_TABLE_PRIVILEGE; leader node only.
-- Columns: view.
SELECT c.relname
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'pg_catalog' AND c.relkind = 'v' AND has_table_privilege(c.oid, 'select')
    AND (c.relname LIKE 'svv%' OR c.relname LIKE 'pg%info')
UNION ALL
SELECT c.relname
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'pg_catalog' AND c.relname = 'pg_conf' AND has_table_privilege(c.oid, 'select')
