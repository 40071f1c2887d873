-- What the engine owns of a table's layout. Empty tables have no row. Evidence: r_SVV_TABLE_INFO.
-- Columns: table oid, encoded, distribution, first sort column.
SELECT t.table_id, t.encoded, t.diststyle, t.sortkey1
FROM pg_catalog.svv_table_info t
