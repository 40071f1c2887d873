-- The text of a regular view is its query as the server writes it; that of a late-binding or materialized view is the
-- statement that made it. Evidence: r_SHOW_VIEW; AWS's admin view v_generate_view_ddl.
-- Columns: oid, text.
SELECT c.oid, pg_get_viewdef(c.oid)
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'v' AND {{visible}}
