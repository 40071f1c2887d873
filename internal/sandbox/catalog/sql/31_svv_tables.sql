-- SVV views of databases, schemas, relations and columns (svv_views).

CREATE VIEW pg_catalog.svv_redshift_databases AS
SELECT datname::varchar(128) AS database_name, datdba AS database_owner, 'local'::varchar(32) AS database_type,
    array_to_string(datacl, ',')::varchar(128) AS database_acl, ''::varchar(128) AS database_options,
    'Snapshot Isolation'::varchar(128) AS database_isolation_level
FROM pg_redshift.pg_database WHERE datallowconn;

CREATE VIEW pg_catalog.svv_all_schemas AS
SELECT current_database()::varchar(128) AS database_name, n.nspname::varchar(128) AS schema_name, n.nspowner AS schema_owner,
    CASE WHEN s.external_kind IS NULL THEN 'local' ELSE 'external' END::varchar(128) AS schema_type,
    array_to_string(n.nspacl, ',')::varchar(128) AS schema_acl, s.external_database::varchar(128) AS source_database,
    s.external_options::varchar(256) AS schema_option
FROM pg_redshift.pg_namespace n
LEFT JOIN pg_redshift.schema s ON s.nspoid = n.oid
WHERE n.nspname NOT LIKE 'pg\_toast%' AND n.nspname NOT LIKE 'pg\_temp%';

CREATE VIEW pg_catalog.svv_redshift_schemas AS
SELECT database_name, schema_name, schema_owner, schema_type, schema_acl, schema_option
FROM pg_catalog.svv_all_schemas WHERE schema_type = 'local';

-- A relation is listed with its kind by the words of each view.
CREATE VIEW pg_redshift.relation_list AS
SELECT n.nspname, c.relname, c.oid, CASE WHEN c.relkind IN ('v', 'm') THEN 'VIEW' ELSE 'TABLE' END AS kind,
    c.relowner, c.relacl, obj_description(c.oid, 'pg_class') AS remarks,
    CASE WHEN r.late_binding IS NOT NULL THEN 'LATE BINDING VIEW' WHEN c.relkind = 'm' THEN 'MATERIALIZED VIEW'
         WHEN c.relkind = 'v' THEN 'REGULAR VIEW' ELSE 'REGULAR TABLE' END AS subtype, r.diststyle
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_redshift.relation r ON r.relid = c.oid
WHERE c.relkind IN ('r', 'p', 'v', 'm') AND NOT pg_redshift.hidden(n.oid)
    AND n.nspname NOT LIKE 'pg\_toast%';

CREATE VIEW pg_catalog.svv_redshift_tables AS
SELECT current_database()::varchar(128) AS database_name, nspname::varchar(128) AS schema_name,
    relname::varchar(128) AS table_name, kind::varchar(128) AS table_type,
    left(array_to_string(relacl, ','), 128)::varchar(128) AS table_acl, remarks::varchar(128) AS remarks,
    pg_redshift.rolename(relowner)::varchar(128) AS table_owner
FROM pg_redshift.relation_list;

CREATE VIEW pg_catalog.svv_all_tables AS
SELECT database_name, schema_name, table_name, table_acl, table_type, remarks::varchar(256) FROM pg_catalog.svv_redshift_tables
UNION ALL
SELECT current_database(), schemaname, tablename, NULL, 'EXTERNAL TABLE', NULL FROM pg_redshift.external_table;

CREATE VIEW pg_catalog.svv_tables AS
SELECT current_database()::text AS table_catalog, nspname::text AS table_schema, relname::text AS table_name,
    CASE kind WHEN 'TABLE' THEN 'BASE TABLE' ELSE kind END AS table_type, remarks
FROM pg_redshift.relation_list
UNION ALL
SELECT current_database(), schemaname, tablename, 'EXTERNAL TABLE', NULL FROM pg_redshift.external_table;

CREATE VIEW pg_catalog.svv_columns AS
SELECT current_database()::text AS table_catalog, nspname::text AS table_schema, relname::text AS table_name,
    attname::text AS column_name, position AS ordinal_position, default_text AS column_default,
    CASE WHEN nullable THEN 'YES' ELSE 'NO' END AS is_nullable, type AS data_type, char_length AS character_maximum_length,
    num_precision AS numeric_precision,
    CASE WHEN type IN ('real', 'double precision', 'integer', 'bigint', 'smallint') THEN 2 WHEN type = 'numeric' THEN 10 END AS numeric_precision_radix,
    num_scale AS numeric_scale, datetime_precision, NULL::text AS interval_type, NULL::text AS interval_precision,
    NULL::text AS character_set_catalog, NULL::text AS character_set_schema, NULL::text AS character_set_name,
    NULL::text AS collation_catalog, NULL::text AS collation_schema, "collation" AS collation_name, NULL::text AS domain_name,
    remarks
FROM pg_redshift.column
UNION ALL
SELECT current_database(), schemaname, tablename, columnname, columnnum, NULL,
    CASE is_nullable WHEN 'true' THEN 'YES' WHEN 'false' THEN 'NO' ELSE '' END, external_type,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM pg_redshift.external_column;

-- Widths are the manual's: types are cut at 32 characters, defaults at 4000 (r_SVV_REDSHIFT_COLUMNS).
CREATE VIEW pg_catalog.svv_redshift_columns AS
SELECT current_database()::varchar(128) AS database_name, nspname::varchar(128) AS schema_name,
    relname::varchar(128) AS table_name, attname::varchar(128) AS column_name, position AS ordinal_position,
    full_type::varchar(32) AS data_type, default_text::varchar(4000) AS column_default,
    CASE WHEN nullable THEN 'YES' ELSE 'NO' END::varchar(3) AS is_nullable, encoding::varchar(128) AS encoding,
    distkey, sortkey, array_to_string(attacl, ',')::varchar(128) AS column_acl, remarks::varchar(256) AS remarks
FROM pg_redshift.column;

CREATE VIEW pg_catalog.svv_all_columns AS
SELECT current_database()::varchar(128) AS database_name, nspname::varchar(128) AS schema_name,
    relname::varchar(128) AS table_name, attname::varchar(128) AS column_name, position AS ordinal_position,
    default_text::varchar(4000) AS column_default, CASE WHEN nullable THEN 'YES' ELSE 'NO' END::varchar(3) AS is_nullable,
    type::varchar(128) AS data_type, char_length AS character_maximum_length, num_precision AS numeric_precision,
    num_scale AS numeric_scale, remarks::varchar(256) AS remarks
FROM pg_redshift.column
UNION ALL
SELECT current_database(), schemaname, tablename, columnname, columnnum, NULL, NULL, external_type, NULL, NULL, NULL, NULL
FROM pg_redshift.external_column;

CREATE VIEW pg_catalog.svv_redshift_functions AS
SELECT current_database()::varchar(128) AS database_name, n.nspname::varchar(128) AS schema_name, p.proname::varchar(128) AS function_name,
    CASE p.prokind WHEN 'p' THEN 'STORED PROCEDURE' WHEN 'a' THEN 'AGGREGATE FUNCTION' ELSE 'REGULAR FUNCTION' END::varchar(128) AS function_type,
    pg_catalog.oidvectortypes(p.proargtypes)::varchar(512) AS argument_type,
    format_type(NULLIF(p.prorettype, 0), NULL)::varchar(128) AS result_type
FROM pg_catalog.pg_proc_info p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace;

-- The size of a table's file in bytes without waiting for anybody's lock; 0 for a table that never held a row.
CREATE FUNCTION pg_redshift.file_size(relid oid) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
    RETURN COALESCE((pg_stat_file(pg_relation_filepath(relid::regclass), true)).size, 0);

-- Tables that hold no row are not listed (r_SVV_TABLE_INFO). Sizes and skew are not those of a cluster.
CREATE VIEW pg_catalog.svv_table_info AS
SELECT current_database()::text AS database, n.nspname::text AS schema, c.oid AS table_id, c.relname::text AS "table",
    CASE WHEN r.encode_auto THEN 'Y, AUTO(ENCODE)' WHEN k.encoded THEN 'Y' ELSE 'N' END::text AS encoded,
    CASE c.reldiststyle WHEN 1 THEN 'KEY(' || k.distkey || ')' WHEN 8 THEN 'ALL' WHEN 9 THEN 'AUTO(ALL)' ELSE 'EVEN' END::text AS diststyle,
    CASE WHEN k.interleaved OR r.sortstyle = 'interleaved' THEN 'INTERLEAVED' WHEN r.sortstyle = 'auto' THEN 'AUTO(SORTKEY' || COALESCE('(' || k.sortkey1 || ')', '') || ')'
         ELSE k.sortkey1 END::text AS sortkey1,
    k.max_varchar, k.sortkey1_enc::char(32) AS sortkey1_enc, k.sortkey_num::int4,
    ceil(s.bytes / 1048576.0)::bigint AS size, 0.0001::numeric(10,4) AS pct_used, 0::bigint AS empty, 0::numeric(5,2) AS unsorted,
    CASE WHEN c.reltuples < 0 THEN 100 ELSE 0 END::numeric(5,2) AS stats_off, s.rows::numeric(38,0) AS tbl_rows,
    CASE WHEN k.sortkey_num > 0 THEN 1 END::numeric(19,2) AS skew_sortkey1, 1::numeric(19,2) AS skew_rows,
    s.rows::numeric(38,0) AS estimated_visible_rows, NULL::text AS risk_event, NULL::numeric(12,2) AS vacuum_sort_benefit,
    COALESCE(r.created, now() AT TIME ZONE 'UTC') AS create_time
FROM pg_redshift.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN (
    SELECT *, CASE WHEN materialized THEN pg_redshift.storage(relid) ELSE relid END AS stored FROM pg_redshift.relation
) r ON r.stored = c.oid
LEFT JOIN (
    SELECT a.attrelid, bool_or(a.attencodingtype <> 0) AS encoded, max(a.attname) FILTER (WHERE a.attisdistkey) AS distkey,
        COALESCE(bool_or(a.attsortkeyord < 0), false) AS interleaved, max(a.attname) FILTER (WHERE a.attsortkeyord = 1) AS sortkey1,
        max(format_encoding(a.attencodingtype)) FILTER (WHERE abs(a.attsortkeyord) = 1) AS sortkey1_enc,
        COALESCE(max(abs(a.attsortkeyord)), 0) AS sortkey_num,
        COALESCE(max(pg_redshift.char_length(a.atttypid, a.atttypmod)) FILTER (WHERE a.atttypid = 1043), 0) AS max_varchar
    FROM pg_redshift.pg_attribute a WHERE a.attnum > 0 GROUP BY a.attrelid) k ON k.attrelid = c.oid
CROSS JOIN LATERAL (
    SELECT pg_redshift.file_size(COALESCE(r.relid, c.oid)) AS bytes,
        greatest(c.reltuples, pg_stat_get_live_tuples(COALESCE(r.relid, c.oid)), 1) AS rows) s
WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND s.bytes > 0;

CREATE VIEW pg_catalog.svv_alter_table_recommendations AS
SELECT NULL::character(30) AS type, NULL::character(128) AS database, NULL::int4 AS table_id, NULL::int4 AS group_id,
    NULL::character(1024) AS ddl, NULL::character(1) AS auto_eligible WHERE false;

CREATE VIEW pg_catalog.svv_schema_quota_state AS
SELECT s.nspoid::int4 AS schema_id, n.nspname::varchar AS schema_name, n.nspowner AS schema_owner, s.quota_mb AS quota,
    0::bigint AS disk_usage, 0::float8 AS disk_usage_pct
FROM pg_redshift.schema s JOIN pg_redshift.pg_namespace n ON n.oid = s.nspoid
WHERE s.quota_mb IS NOT NULL;

-- Views that keep their rows (r_SVV_MV_INFO, r_STV_MV_INFO).
CREATE VIEW pg_redshift.materialized AS
SELECT c.oid, n.nspname, c.relname, pg_redshift.rolename(c.relowner) AS owner, pg_redshift.userid(c.relowner) AS owner_id, r.auto_refresh
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_redshift.relation r ON r.relid = c.oid
WHERE r.materialized;

CREATE VIEW pg_catalog.svv_mv_info AS
SELECT current_database()::char(128) AS database_name, nspname::char(128) AS schema_name, owner::char(128) AS user_name,
    relname::char(128) AS name, 'f'::char(1) AS is_stale, 1 AS state, CASE WHEN auto_refresh THEN '1' ELSE '0' END::char(1) AS autorefresh,
    '0'::char(1) AS autorewrite
FROM pg_redshift.materialized;

CREATE VIEW pg_catalog.stv_mv_info AS
SELECT current_database()::char(128) AS db_name, nspname::char(128) AS schema, relname::char(128) AS name, 0::bigint AS updated_upto_xid,
    'f'::char(1) AS is_stale, owner_id AS owner_user_name, 1 AS state, '0'::char(1) AS autorewrite,
    CASE WHEN auto_refresh THEN '1' ELSE '0' END::char(1) AS autorefresh
FROM pg_redshift.materialized;

-- Materialized views on materialized views.
CREATE VIEW pg_redshift.mv_on_mv AS
SELECT DISTINCT m.nspname, m.relname, o.nspname AS ref_schema, o.relname AS ref_name
FROM pg_redshift.materialized m
JOIN pg_catalog.pg_rewrite w ON w.ev_class = m.oid
JOIN pg_catalog.pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass
JOIN pg_redshift.materialized o ON o.oid = d.refobjid AND o.oid <> m.oid;

CREATE VIEW pg_catalog.svv_mv_dependency AS
SELECT current_database()::char(128) AS database_name, nspname::char(128) AS schema_name, relname::char(128) AS name,
    current_database()::char(128) AS dependent_database_name, ref_schema::char(128) AS dependent_schema_name, ref_name::char(128) AS dependent_name
FROM pg_redshift.mv_on_mv;

CREATE VIEW pg_catalog.stv_mv_deps AS
SELECT current_database()::char(128) AS db_name, nspname::char(128) AS schema, relname::char(128) AS name,
    ref_schema::char(128) AS ref_schema, ref_name::char(128) AS ref_name, current_database()::char(128) AS ref_database_name
FROM pg_redshift.mv_on_mv;

-- External objects are what was declared (r_SVV_EXTERNAL_SCHEMAS and its neighbours).
CREATE VIEW pg_catalog.svv_external_schemas AS
SELECT e.esoid, e.eskind, n.nspname AS schemaname, n.nspowner AS esowner, e.esdbname::text AS databasename, e.esoptions
FROM pg_catalog.pg_external_schema e JOIN pg_redshift.pg_namespace n ON n.oid = e.esoid;

CREATE VIEW pg_catalog.svv_external_databases AS
SELECT DISTINCT eskind, esoptions, esdbname::text AS databasename, NULL::text AS location, NULL::text AS parameters
FROM pg_catalog.pg_external_schema;

CREATE VIEW pg_catalog.svv_external_tables AS
SELECT current_database()::text AS redshift_database_name, schemaname, tablename, tabletype, location, input_format, output_format,
    serialization_lib, serde_parameters, compressed, parameters
FROM pg_redshift.external_table;

CREATE VIEW pg_catalog.svv_external_columns AS
SELECT current_database()::text AS redshift_database_name, schemaname, tablename, columnname, external_type, columnnum, part_key, is_nullable
FROM pg_redshift.external_column;

CREATE VIEW pg_catalog.svv_external_partitions AS
SELECT p.schemaname, p.tablename, p."values", p.location, t.input_format, t.output_format, t.serialization_lib, t.serde_parameters,
    t.compressed, p.parameters
FROM pg_redshift.external_partition p JOIN pg_redshift.external_table t USING (schemaname, tablename);
