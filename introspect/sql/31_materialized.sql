-- Which materialized views refresh by themselves. Evidence: r_SVV_MV_INFO.
-- Columns: schema, name, auto refresh (1 or t).
SELECT trim(m.schema_name), trim(m.name), m.autorefresh
FROM pg_catalog.svv_mv_info m
WHERE trim(m.database_name) = current_database()
