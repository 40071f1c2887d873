-- What the SHOW commands list (r_SHOW_TABLES and its neighbours); package dialect makes queries of the commands.

CREATE VIEW pg_redshift.show_databases AS
SELECT database_name, pg_redshift.rolename(database_owner::oid)::varchar AS database_owner, database_type, database_acl,
    NULL::varchar AS parameters, database_isolation_level
FROM pg_catalog.svv_redshift_databases;

CREATE VIEW pg_redshift.show_schemas AS
SELECT database_name, schema_name, pg_redshift.rolename(schema_owner::oid)::varchar AS schema_owner, schema_type, schema_acl,
    source_database, schema_option
FROM pg_catalog.svv_all_schemas;

CREATE VIEW pg_redshift.show_tables AS
SELECT current_database()::varchar AS database_name, nspname::varchar AS schema_name, relname::varchar AS table_name,
    kind::varchar AS table_type, array_to_string(relacl, ',')::varchar AS table_acl, remarks::varchar AS remarks,
    pg_redshift.rolename(relowner)::varchar AS owner, NULL::timestamp AS last_altered_time, NULL::timestamp AS last_modified_time,
    upper(diststyle)::varchar AS dist_style, subtype::varchar AS table_subtype
FROM pg_redshift.relation_list
UNION ALL
SELECT current_database(), schemaname, tablename, 'EXTERNAL TABLE', NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM pg_redshift.external_table;

CREATE VIEW pg_redshift.show_columns AS
SELECT current_database()::varchar AS database_name, c.nspname::varchar AS schema_name, c.relname::varchar AS table_name,
    c.attname::varchar AS column_name, c.position AS ordinal_position, c.default_text::varchar AS column_default,
    CASE WHEN c.nullable THEN 'YES' ELSE 'NO' END::varchar AS is_nullable, c.type::varchar AS data_type,
    c.char_length AS character_maximum_length, c.num_precision AS numeric_precision, c.num_scale AS numeric_scale,
    c.remarks::varchar AS remarks, COALESCE(upper(r.sortstyle), 'NONE')::varchar AS sort_key_type, c.sortkey AS sort_key,
    CASE WHEN c.distkey THEN 1 ELSE 0 END AS dist_key, c.encoding::varchar AS encoding, c."collation"::varchar AS "collation"
FROM pg_redshift.column c LEFT JOIN pg_redshift.relation r ON r.relid = c.relid
UNION ALL
SELECT current_database(), schemaname, tablename, columnname, columnnum, NULL, is_nullable, external_type, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL
FROM pg_redshift.external_column;

CREATE VIEW pg_redshift.show_primary_keys AS
SELECT current_database()::varchar AS database_name, n.nspname::varchar AS schema_name, c.relname::varchar AS table_name,
    k.conname::varchar AS pk_name, a.attname::varchar AS column_name, u.seq::int4 AS key_seq
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS u (attnum, seq)
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.attnum
WHERE k.contype = 'p';

CREATE VIEW pg_redshift.show_foreign_keys AS
SELECT current_database()::varchar AS pk_database_name, pn.nspname::varchar AS pk_schema_name, pc.relname::varchar AS pk_table_name,
    pa.attname::varchar AS pk_column_name, current_database()::varchar AS fk_database_name, fn.nspname::varchar AS fk_schema_name,
    fc.relname::varchar AS fk_table_name, fa.attname::varchar AS fk_column_name, u.seq::int4 AS key_seq, k.conname::varchar AS fk_name,
    p.conname::varchar AS pk_name, 1 AS update_rule, 1 AS delete_rule, 1 AS deferrability
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class fc ON fc.oid = k.conrelid JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
JOIN pg_catalog.pg_class pc ON pc.oid = k.confrelid JOIN pg_catalog.pg_namespace pn ON pn.oid = pc.relnamespace
CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS u (fk, pk, seq)
JOIN pg_catalog.pg_attribute fa ON fa.attrelid = fc.oid AND fa.attnum = u.fk
JOIN pg_catalog.pg_attribute pa ON pa.attrelid = pc.oid AND pa.attnum = u.pk
LEFT JOIN pg_catalog.pg_constraint p ON p.conrelid = pc.oid AND p.contype IN ('p', 'u') AND p.conindid = k.conindid
WHERE k.contype = 'f';

CREATE VIEW pg_redshift.show_functions AS
SELECT current_database()::varchar AS database_name, n.nspname::varchar AS schema_name, p.proname::varchar AS function_name,
    p.pronargs::int4 AS number_of_arguments, oidvectortypes(p.proargtypes)::varchar AS argument_list,
    format_type(NULLIF(p.prorettype, 0), NULL)::varchar AS return_type, obj_description(p.prooid, 'pg_proc')::varchar AS remarks
FROM pg_catalog.pg_proc_info p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE p.prokind <> 'p';

CREATE VIEW pg_redshift.show_procedures AS
SELECT current_database()::varchar AS database_name, n.nspname::varchar AS schema_name, p.proname::varchar AS procedure_name,
    p.pronargs::int4 AS number_of_arguments, oidvectortypes(p.proargtypes)::varchar AS argument_list, NULL::varchar AS return_type,
    obj_description(p.prooid, 'pg_proc')::varchar AS remarks
FROM pg_catalog.pg_proc_info p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE p.prokind = 'p';

CREATE VIEW pg_redshift.show_parameters AS
SELECT current_database()::varchar AS database_name, n.nspname::varchar AS schema_name, p.proname::varchar AS function_name,
    p.proargnames[u.seq]::varchar AS parameter_name, u.seq::int4 AS ordinal_position,
    CASE p.proargmodes[u.seq] WHEN 'o' THEN 'OUT' WHEN 'b' THEN 'INOUT' ELSE 'IN' END::varchar AS parameter_type,
    format_type(u.type, NULL)::varchar AS data_type, NULL::int4 AS character_maximum_length, NULL::int4 AS numeric_precision,
    NULL::int4 AS numeric_scale
FROM pg_catalog.pg_proc_info p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
CROSS JOIN LATERAL unnest(COALESCE(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY AS u (type, seq);

CREATE VIEW pg_redshift.show_grants AS
SELECT current_database()::varchar AS database_name, namespace_name::varchar AS schema_name, relation_name::varchar AS object_name,
    'TABLE'::varchar AS object_type, privilege_type::varchar AS privilege_type, identity_id, identity_name::varchar AS identity_name,
    identity_type::varchar AS identity_type, admin_option, 'TABLE'::varchar AS privilege_scope
FROM pg_catalog.svv_relation_privileges
UNION ALL
SELECT current_database(), namespace_name, NULL, 'SCHEMA', privilege_type, identity_id, identity_name, identity_type, admin_option, privilege_scope
FROM pg_catalog.svv_schema_privileges
UNION ALL
SELECT current_database(), namespace_name, function_name || '(' || argument_types || ')', 'FUNCTION', privilege_type, identity_id, identity_name,
    identity_type, admin_option, 'FUNCTION'
FROM pg_catalog.svv_function_privileges
UNION ALL
SELECT database_name, NULL, NULL, 'DATABASE', privilege_type, identity_id, identity_name, identity_type, admin_option, privilege_scope
FROM pg_catalog.svv_database_privileges;

CREATE VIEW pg_redshift.show_column_grants AS
SELECT current_database()::varchar AS database_name, namespace_name::varchar AS schema_name, relation_name::varchar AS table_name,
    column_name::varchar AS column_name, 'COLUMN'::varchar AS object_type, privilege_type::varchar AS privilege_type, identity_id,
    identity_name::varchar AS identity_name, identity_type::varchar AS identity_type, false AS admin_option, 'COLUMN'::varchar AS privilege_scope
FROM pg_catalog.svv_column_privileges;

-- The statement that makes a table again, without owner, grants and comments (r_SHOW_TABLE).
CREATE FUNCTION pg_redshift.show_table(relation regclass) RETURNS text LANGUAGE sql STABLE STRICT AS $$
    SELECT 'CREATE TABLE ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname) || E' (\n    '
        || (SELECT string_agg(quote_ident(k.attname) || ' ' || k.full_type
                || COALESCE(' DEFAULT ' || k.default_text, '') || CASE WHEN k.nullable THEN '' ELSE ' NOT NULL' END
                || CASE WHEN k.encoding IN ('none', 'raw') THEN '' ELSE ' ENCODE ' || k.encoding END
                || COALESCE(' COLLATE ' || k.collation, '') || CASE WHEN k.distkey THEN ' distkey' ELSE '' END,
                E',\n    ' ORDER BY k.position)
            FROM pg_redshift.column k WHERE k.relid = c.oid)
        || COALESCE((SELECT string_agg(E',\n    ' || pg_get_constraintdef(p.oid), '' ORDER BY p.contype DESC, p.conname)
            FROM pg_catalog.pg_constraint p WHERE p.conrelid = c.oid AND p.contype IN ('p', 'u', 'f')), '')
        || E'\n)\nDISTSTYLE ' || COALESCE(upper(r.diststyle), 'AUTO')
        || COALESCE((SELECT E'\n' || CASE WHEN r.sortstyle = 'interleaved' THEN 'INTERLEAVED ' ELSE '' END || 'SORTKEY ('
                || string_agg(quote_ident(k.attname), ', ' ORDER BY abs(k.sortkey)) || ')'
            FROM pg_redshift.column k WHERE k.relid = c.oid AND k.sortkey <> 0 HAVING count(*) > 0), '') || ';'
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_redshift.relation r ON r.relid = c.oid
    WHERE c.oid = $1
$$;

-- A procedure as it would be made again; lengths of argument types are lost (r_SHOW_PROCEDURE).
CREATE FUNCTION pg_redshift.show_procedure(schema text, name text, arguments regtype[]) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT 'CREATE OR REPLACE PROCEDURE ' || quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '('
        || COALESCE((SELECT string_agg(concat_ws(' ', NULLIF(p.proargnames[u.seq], ''),
                CASE p.proargmodes[u.seq] WHEN 'o' THEN 'OUT' WHEN 'b' THEN 'INOUT' END, format_type(u.type, NULL)), ', ' ORDER BY u.seq)
            FROM unnest(COALESCE(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY AS u (type, seq)), '')
        || E')\nLANGUAGE plpgsql' || CASE WHEN p.prosecdef THEN ' SECURITY DEFINER' ELSE '' END || E'\nAS $_$' || p.prosrc || E'$_$\n'
    FROM pg_catalog.pg_proc_info p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prokind = 'p' AND p.proname = $2 AND ($1 = '' AND pg_function_is_visible(p.prooid) OR n.nspname = $1)
        AND ($3 IS NULL OR array_to_string(p.proargtypes, ',') = array_to_string($3::oid[], ','))
$$;
