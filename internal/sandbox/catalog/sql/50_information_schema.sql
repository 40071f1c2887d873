-- The information schema is PostgreSQL's without the stand-in's own schema, with Redshift's words for types, with
-- materialized views as views and without the columns of late-binding views (r_Views_and_system_tables; dbt's queries).

DO $patch$
DECLARE
    view text; definition text; list text; cast_list text; more text;
BEGIN
    FOREACH view IN ARRAY ARRAY['tables', 'columns', 'views', 'table_constraints', 'key_column_usage', 'constraint_column_usage',
        'constraint_table_usage', 'table_privileges', 'column_privileges', 'role_table_grants', 'schemata'] LOOP
        SELECT string_agg(CASE
                WHEN view = 'columns' AND attname = 'data_type' THEN
                    'CASE WHEN domain_schema = ''pg_catalog'' AND domain_name IN (''super'', ''geometry'', ''geography'', ''hllsketch'') THEN domain_name '
                    'WHEN udt_name = ''varbyte'' THEN ''binary varying'' ELSE data_type END::information_schema.character_data'
                WHEN view = 'columns' AND attname = 'domain_name' THEN 'NULL::information_schema.sql_identifier'
                ELSE quote_ident(attname) END || ' AS ' || quote_ident(attname), ', ' ORDER BY attnum),
            string_agg(quote_ident(attname) || '::' || atttypid::regtype, ', ' ORDER BY attnum)
        INTO list, cast_list
        FROM pg_catalog.pg_attribute WHERE attrelid = ('information_schema.' || view)::regclass AND attnum > 0;
        definition := rtrim(pg_catalog.pg_get_viewdef(('information_schema.' || view)::regclass::oid), ';');
        more := CASE view
            WHEN 'tables' THEN ' UNION ALL SELECT current_database(), n.nspname, c.relname, ''VIEW'', NULL, NULL, NULL, NULL, NULL, ''NO'', ''NO'', NULL
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = ''m'''
            WHEN 'views' THEN ' UNION ALL SELECT current_database(), n.nspname, c.relname, pg_catalog.pg_get_viewdef(c.oid), ''NONE'', ''NO'', ''NO'', ''NO'', ''NO'', ''NO''
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = ''m'''
            WHEN 'columns' THEN ' AND NOT EXISTS (SELECT FROM pg_redshift.relation r JOIN pg_catalog.pg_class c ON c.oid = r.relid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE r.late_binding IS NOT NULL AND c.relname = v.table_name AND n.nspname = v.table_schema)'
            ELSE '' END;
        EXECUTE format('CREATE OR REPLACE VIEW information_schema.%I AS SELECT %s FROM (SELECT %s FROM (%s) v WHERE %s::name <> ''pg_redshift''%s) w',
            view, cast_list, list, definition,
            CASE view WHEN 'schemata' THEN 'schema_name' ELSE 'table_schema' END, more);
    END LOOP;
END $patch$;
