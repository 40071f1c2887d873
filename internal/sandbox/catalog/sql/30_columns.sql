-- What the SVV views of tables and columns share, and the functions that list columns.

CREATE FUNCTION pg_redshift.char_length(typid oid, typmod int4) RETURNS int4 LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN typid IN (1042, 1043, 'varbyte'::regtype::oid) AND typmod > 4 THEN typmod - 4 END;
CREATE FUNCTION pg_redshift.numeric_precision(typid oid, typmod int4) RETURNS int4 LANGUAGE sql IMMUTABLE
    RETURN CASE typid WHEN 21 THEN 16 WHEN 23 THEN 32 WHEN 20 THEN 64 WHEN 700 THEN 24 WHEN 701 THEN 53
        WHEN 1700 THEN CASE WHEN typmod > 4 THEN ((typmod - 4) >> 16) & 65535 END END;
CREATE FUNCTION pg_redshift.numeric_scale(typid oid, typmod int4) RETURNS int4 LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN typid IN (21, 23, 20) THEN 0 WHEN typid = 1700 AND typmod > 4 THEN (typmod - 4) & 2047 END;

-- The columns of late-binding views (PG_GET_LATE_BINDING_VIEW_COLS). The proxy binds the views and leaves what it found
-- in a setting of the session; without it they are what they were when the views were created.
CREATE FUNCTION pg_redshift.late_columns()
RETURNS TABLE (view_schema name, view_name name, col_name name, col_type varchar, col_num int4) LANGUAGE sql STABLE AS $$
    SELECT x.* FROM jsonb_to_recordset(pg_redshift.text_json(NULLIF(current_setting('pg_redshift.late_columns', true), '')))
        AS x (view_schema name, view_name name, col_name name, col_type varchar, col_num int4)
    UNION ALL
    SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnum::int4
    FROM pg_redshift.relation r
    JOIN pg_catalog.pg_class c ON c.oid = r.relid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE r.late_binding IS NOT NULL AND COALESCE(current_setting('pg_redshift.late_columns', true), '') = ''
$$;

CREATE FUNCTION pg_catalog.pg_get_late_binding_view_cols() RETURNS SETOF record LANGUAGE sql STABLE AS $$
    SELECT view_schema, view_name, col_name, col_type, col_num FROM pg_redshift.late_columns() ORDER BY 1, 2, 5
$$;

CREATE FUNCTION pg_catalog.pg_get_cols(text) RETURNS SETOF record LANGUAGE sql STABLE AS $$
    SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod)::varchar, a.attnum::int4
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_redshift.relation r ON r.relid = c.oid
    WHERE c.oid = to_regclass($1) AND r.late_binding IS NULL
    UNION ALL
    SELECT l.* FROM pg_redshift.late_columns() l
    JOIN pg_catalog.pg_class c ON c.oid = to_regclass($1) AND c.relname = l.view_name
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = l.view_schema
    ORDER BY 5
$$;

-- The columns of everything but external tables. Names of types are without length.
CREATE VIEW pg_redshift.column AS
SELECT n.nspname, c.relname, c.relkind, c.oid AS relid, c.relowner, a.attname, a.attnum::int4 AS position, d.text AS default_text,
    NOT a.attnotnull AS nullable, format_type(a.atttypid, NULL) AS type,
    format_type(a.atttypid, a.atttypmod) AS full_type,
    pg_redshift.char_length(a.atttypid, a.atttypmod) AS char_length,
    pg_redshift.numeric_precision(a.atttypid, a.atttypmod) AS num_precision,
    pg_redshift.numeric_scale(a.atttypid, a.atttypmod) AS num_scale,
    CASE WHEN a.atttypid IN (1083, 1114, 1184, 1266) THEN 6 WHEN a.atttypid = 1082 THEN 0 END AS datetime_precision,
    COALESCE(s.encoding, 'none') AS encoding, COALESCE(s.distkey, false) AS distkey, COALESCE(s.sortord, 0)::int4 AS sortkey,
    s."collation", col_description(c.oid, a.attnum) AS remarks, a.attacl
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND NOT pg_redshift.hidden(n.oid)
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_redshift.default_text d ON d.attrelid = a.attrelid AND d.attnum = a.attnum
LEFT JOIN pg_redshift.attribute s ON s.relid = a.attrelid AND s.attnum = a.attnum
LEFT JOIN pg_redshift.relation r ON r.relid = c.oid
WHERE c.relkind IN ('r', 'p', 'v', 'm') AND r.late_binding IS NULL
UNION ALL
SELECT l.view_schema, l.view_name, 'v', c.oid, c.relowner, l.col_name, l.col_num, NULL, true,
    trim(regexp_replace(l.col_type, '\([0-9, ]+\)', '')), l.col_type,
    CASE WHEN l.col_type ~ '^(character|binary)' THEN substring(l.col_type FROM '\((\d+)\)')::int END,
    CASE WHEN l.col_type LIKE 'numeric(%' THEN substring(l.col_type FROM '\((\d+)')::int END,
    CASE WHEN l.col_type LIKE 'numeric(%' THEN substring(l.col_type FROM ', *(\d+)\)')::int END,
    NULL, 'none', false, 0, NULL, NULL, NULL
FROM pg_redshift.late_columns() l
JOIN pg_catalog.pg_namespace n ON n.nspname = l.view_schema
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = l.view_name;

CREATE VIEW pg_redshift.external_column AS
SELECT t.schemaname, t.tablename, c.value ->> 'name' AS columnname, c.value ->> 'type' AS external_type,
    c.ordinality::int4 AS columnnum, COALESCE((c.value ->> 'part_key')::int4, 0) AS part_key,
    COALESCE(c.value ->> 'nullable', '') AS is_nullable
FROM pg_redshift.external_table t, jsonb_array_elements(t.columns) WITH ORDINALITY AS c;
