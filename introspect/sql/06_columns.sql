-- Columns with their defaults; those of late-binding views are in no catalog. A negative place in the sort key marks an
-- interleaved one. Evidence: r_PG_TABLE_DEF; AWS's admin view v_generate_tbl_ddl; PG_GET_LATE_BINDING_VIEW_COLS.
-- Columns: relation oid, number, name, type, not null, distribution key, place in the sort key, encoding, default.
SELECT a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attisdistkey, a.attsortkeyord,
    format_encoding(a.attencodingtype::integer), pg_get_expr(d.adbin, d.adrelid)
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'v')
    AND ({{visible}} OR c.oid IN (SELECT k.confrelid FROM pg_catalog.pg_constraint k WHERE k.contype = 'f'))
ORDER BY a.attrelid, a.attnum
