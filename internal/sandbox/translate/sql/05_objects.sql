-- Routines, schemas, external objects, comments, roles and privileges.

CREATE FUNCTION pg_redshift.note_routine(signature text, spec jsonb) RETURNS void LANGUAGE sql AS $$
    INSERT INTO pg_redshift.routine (oid, language, body, volatility, kind, arg_modes, arg_types, arg_names, return_type, config)
    SELECT signature::regprocedure::oid, spec->>'language', spec->>'body', spec->>'volatility', (spec->>'kind')::"char",
        ARRAY(SELECT jsonb_array_elements_text(spec->'modes')), ARRAY(SELECT jsonb_array_elements_text(spec->'types')),
        ARRAY(SELECT jsonb_array_elements_text(spec->'names')), spec->>'returns', spec->'config'
    ON CONFLICT (oid) DO UPDATE SET language = excluded.language, body = excluded.body, volatility = excluded.volatility,
        arg_modes = excluded.arg_modes, arg_types = excluded.arg_types, arg_names = excluded.arg_names,
        return_type = excluded.return_type, config = excluded.config
$$;

-- create_procedure takes the right to run a new procedure from everybody else (r_GRANT).
CREATE FUNCTION pg_redshift.create_procedure(signature text, statement text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    there boolean := pg_catalog.to_regprocedure(signature) IS NOT NULL;
BEGIN
    EXECUTE statement;
    IF NOT there THEN
        PERFORM pg_redshift.procedure_rights(signature);
    END IF;
END $$;

-- procedure_rights gives a new procedure the rights that Redshift's defaults say, in place of those of PostgreSQL's.
CREATE FUNCTION pg_redshift.procedure_rights(signature text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    made record;
    item record;
BEGIN
    SELECT p.oid, p.proowner, p.pronamespace, coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner)) AS acl INTO made
    FROM pg_catalog.pg_proc p WHERE p.oid = signature::regprocedure;
    FOR item IN SELECT coalesce(pg_catalog.quote_ident(r.rolname), 'PUBLIC') AS who FROM pg_catalog.aclexplode(made.acl) e
        LEFT JOIN pg_catalog.pg_roles r ON r.oid = e.grantee WHERE e.grantee <> made.proowner LOOP
        EXECUTE pg_catalog.format('REVOKE EXECUTE ON PROCEDURE %s FROM %s', signature, item.who);
    END LOOP;
    FOR item IN SELECT coalesce(pg_catalog.quote_ident(r.rolname), 'PUBLIC') AS who, e.is_grantable FROM pg_catalog.pg_default_acl d
        CROSS JOIN pg_catalog.aclexplode(d.defaclacl) e LEFT JOIN pg_catalog.pg_roles r ON r.oid = e.grantee
        WHERE d.defaclobjtype = 'p' AND d.defaclrole = made.proowner AND d.defaclnamespace IN (0, made.pronamespace)
        AND e.grantee <> made.proowner LOOP
        EXECUTE pg_catalog.format('GRANT EXECUTE ON PROCEDURE %s TO %s %s', signature, item.who,
            CASE WHEN item.is_grantable THEN 'WITH GRANT OPTION' ELSE '' END);
    END LOOP;
END $$;

-- default_procedure changes who may run procedures that users will make. PostgreSQL has one default for functions and
-- procedures; Redshift's own (DEFACLOBJTYPE p, r_PG_DEFAULT_ACL) stands beside it, as a row that PostgreSQL never reads.
CREATE FUNCTION pg_redshift.default_procedure(change text, owners text[], schemas text[], who text, option boolean)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    target oid := CASE who WHEN 'PUBLIC' THEN 0 ELSE (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = who) END;
    at record;
    first aclitem[];
    held aclitem[];
    option_held boolean;
BEGIN
    PERFORM pg_redshift.refuse_if(target IS NULL, '42704', pg_catalog.format('role "%s" does not exist', who));
    FOR at IN SELECT r.oid AS owner, coalesce(n.oid, 0) AS schema
        FROM unnest(coalesce(nullif(owners, '{}'), ARRAY[session_user::text])) o JOIN pg_catalog.pg_roles r ON r.rolname = o
        LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = ANY (schemas) LOOP
        first := CASE at.schema WHEN 0 THEN ARRAY[pg_catalog.makeaclitem(at.owner, at.owner, 'EXECUTE', false)] END;
        held := coalesce((SELECT defaclacl FROM pg_catalog.pg_default_acl WHERE defaclrole = at.owner
            AND defaclnamespace = at.schema AND defaclobjtype = 'p'), first);
        option_held := coalesce((SELECT e.is_grantable FROM pg_catalog.aclexplode(held) e WHERE e.grantee = target), false);
        IF change = 'option' AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(held) e WHERE e.grantee = target) THEN
            CONTINUE;
        END IF;
        -- An empty list is no list to PostgreSQL, so that it is null here.
        held := nullif(ARRAY(SELECT pg_catalog.makeaclitem(e.grantee, at.owner, 'EXECUTE', e.is_grantable)
            FROM pg_catalog.aclexplode(held) e WHERE e.grantee <> target), '{}');
        IF change <> 'revoke' THEN
            held := held || pg_catalog.makeaclitem(target, at.owner, 'EXECUTE', change = 'grant' AND (option OR option_held));
        END IF;
        DELETE FROM pg_catalog.pg_default_acl
        WHERE defaclrole = at.owner AND defaclnamespace = at.schema AND defaclobjtype = 'p';
        IF held IS DISTINCT FROM first THEN
            INSERT INTO pg_catalog.pg_default_acl (oid, defaclrole, defaclnamespace, defaclobjtype, defaclacl)
            VALUES (pg_catalog.pg_nextoid('pg_catalog.pg_default_acl', 'oid', 'pg_catalog.pg_default_acl_oid_index'),
                at.owner, at.schema, 'p', coalesce(held, '{}'));
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION pg_redshift.note_quota(name text, mb bigint, created boolean) RETURNS void LANGUAGE sql AS $$
    INSERT INTO pg_redshift.schema (nspoid, quota_mb) SELECT oid, nullif(mb, 0) FROM pg_catalog.pg_namespace WHERE nspname = name
    ON CONFLICT (nspoid) DO UPDATE SET quota_mb = CASE WHEN created THEN pg_redshift.schema.quota_mb ELSE excluded.quota_mb END
$$;

CREATE FUNCTION pg_redshift.note_external_schema(name text, kind text, source text, options text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO pg_redshift.schema (nspoid, external_kind, external_database, external_options)
    SELECT oid, kind, source, options FROM pg_catalog.pg_namespace WHERE nspname = name
    ON CONFLICT (nspoid) DO NOTHING
$$;

-- rename_external carries what is kept by a schema's name over to the new one.
CREATE FUNCTION pg_redshift.rename_external(old text, new text) RETURNS void LANGUAGE sql AS $$
    SELECT pg_redshift.rename_stand_in(schemaname, tablename, new) FROM pg_redshift.external_table WHERE schemaname = old;
    UPDATE pg_redshift.external_table SET schemaname = new WHERE schemaname = old;
    UPDATE pg_redshift.external_partition SET schemaname = new WHERE schemaname = old;
    UPDATE pg_redshift.privilege SET schemaname = new WHERE schemaname = old;
    UPDATE pg_redshift.privilege SET objectname = new WHERE object_kind = 'schema' AND objectname = old
$$;

-- forget_schema forgets them before the schema is dropped. A schema of the database is only dropped when it is empty, so
-- that nothing is lost when DROP SCHEMA fails: the transaction fails with it.
CREATE FUNCTION pg_redshift.forget_schema(name text, cascade boolean) RETURNS void LANGUAGE sql AS $$
    SELECT pg_redshift.drop_stand_in(schemaname, tablename) FROM pg_redshift.external_table WHERE schemaname = name;
    DELETE FROM pg_redshift.external_table WHERE schemaname = name;
    DELETE FROM pg_redshift.external_partition WHERE schemaname = name;
    DELETE FROM pg_redshift.privilege WHERE schemaname = name OR object_kind = 'schema' AND objectname = name;
    DELETE FROM pg_redshift.schema s USING pg_catalog.pg_namespace n WHERE n.nspname = name AND s.nspoid = n.oid
$$;

-- An external table has an empty stand-in, so that queries of it are planned and run; the proxy reads it in the table's
-- place. Nobody sees it, for it lies in the stand-in's own schema.
CREATE FUNCTION pg_redshift.stand_in(schema text, name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT 'pg_redshift.' || pg_catalog.quote_ident('external_' || pg_catalog.md5(schema || '.' || name))
$$;

CREATE FUNCTION pg_redshift.drop_stand_in(schema text, name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    EXECUTE 'DROP TABLE ' || pg_redshift.stand_in(schema, name);
EXCEPTION WHEN dependent_objects_still_exist THEN
    -- A materialized view reads it, which is no reason to keep an external table: nothing is recorded of that.
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME TO %I', pg_redshift.stand_in(schema, name),
        'gone_' || pg_redshift.stand_in(schema, name)::regclass::oid);
END $$;

CREATE FUNCTION pg_redshift.rename_stand_in(schema text, name text, new text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME TO %I', pg_redshift.stand_in(schema, name),
        'external_' || pg_catalog.md5(new || '.' || name));
END $$;

CREATE FUNCTION pg_redshift.make_stand_in(schema text, name text, columns text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    EXECUTE pg_catalog.format('CREATE TABLE %s (%s)', pg_redshift.stand_in(schema, name), columns);
    EXECUTE pg_catalog.format('GRANT SELECT ON %s TO PUBLIC', pg_redshift.stand_in(schema, name));
END $$;

CREATE FUNCTION pg_redshift.note_external_table(schema text, name text, location text, format text, columns jsonb, list text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_redshift.refuse_if(NOT EXISTS (SELECT FROM pg_redshift.schema s JOIN pg_catalog.pg_namespace n ON n.oid = s.nspoid
        WHERE n.nspname = schema AND s.external_kind IS NOT NULL), '3F000',
        pg_catalog.format('schema "%s" does not exist', schema));
    PERFORM pg_redshift.refuse_if(EXISTS (SELECT FROM pg_redshift.external_table t WHERE t.schemaname = schema
        AND t.tablename = name), '42P07', pg_catalog.format('Table "%s" already exists', name));
    PERFORM pg_redshift.make_stand_in(schema, name, list);
    INSERT INTO pg_redshift.external_table (schemaname, tablename, location, input_format, columns, parameters)
    VALUES (schema, name, location, format, columns, '{}');
END $$;

CREATE FUNCTION pg_redshift.alter_external(relation text, action text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    part text[] := pg_catalog.parse_ident(relation);
BEGIN
    PERFORM pg_redshift.refuse_if(NOT EXISTS (SELECT FROM pg_redshift.external_table
        WHERE schemaname = part[cardinality(part) - 1] AND tablename = part[cardinality(part)]), '42P01',
        pg_catalog.format('relation "%s" does not exist', pg_catalog.array_to_string(part, '.')));
END $$;

CREATE FUNCTION pg_redshift.note_library(name text, language text, source text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO pg_redshift.library (name, language, location, owner) VALUES (name, language, source, current_user)
    ON CONFLICT (name) DO UPDATE SET language = excluded.language, location = excluded.location
$$;

-- comment_on asks which kind of relation it is: a materialized view is called VIEW (r_COMMENT).
CREATE FUNCTION pg_redshift.comment_on(relation text, word text, text text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    kind "char" := (SELECT relkind FROM pg_catalog.pg_class WHERE oid = relation::regclass);
BEGIN
    EXECUTE pg_catalog.format('COMMENT ON %s %s IS %L', CASE WHEN kind = 'm' AND word <> 'TABLE' THEN 'MATERIALIZED VIEW'
        ELSE word END, relation, text);
END $$;

-- declare, declare_again and undeclare keep the text of objects of which nothing more is known.
CREATE FUNCTION pg_redshift.declare(kind text, schema text, name text, source text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO pg_redshift.declared (kind, schemaname, name, owner, definition)
    VALUES (kind, coalesce(schema, ''), name, current_user, source)
    ON CONFLICT (kind, schemaname, name) DO UPDATE SET definition = excluded.definition
$$;

CREATE FUNCTION pg_redshift.declare_again(kind text, schema text, name text, source text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO pg_redshift.declared (kind, schemaname, name, owner, definition)
    VALUES (kind, coalesce(schema, ''), name, current_user, source)
    ON CONFLICT (kind, schemaname, name) DO UPDATE SET definition = pg_redshift.declared.definition || E';\n' || excluded.definition
$$;

CREATE FUNCTION pg_redshift.undeclare(kind text, schema text, name text, source text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM pg_redshift.declared d WHERE d.kind = undeclare.kind AND d.schemaname = coalesce(schema, '') AND d.name = undeclare.name;
    IF kind = 'library' THEN
        DELETE FROM pg_redshift.library l WHERE l.name = undeclare.name;
    ELSIF kind = 'datashare' THEN
        DELETE FROM pg_redshift.datashare s WHERE s.name = undeclare.name;
    END IF;
END $$;

-- drop_role refuses a role that somebody has, unless forced (r_DROP_ROLE).
CREATE FUNCTION pg_redshift.drop_role(name text, missing_ok boolean, force boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    role text := 'role ' || name;
BEGIN
    PERFORM pg_redshift.refuse_if(NOT force AND EXISTS (SELECT FROM pg_catalog.pg_auth_members m
        JOIN pg_catalog.pg_roles r ON r.oid = m.roleid WHERE r.rolname = role), '2BP01',
        pg_catalog.format('cannot drop role "%s" because it is granted to users or roles', name), 'Use DROP ROLE ... FORCE.');
    EXECUTE pg_catalog.format('DROP ROLE %s %I', CASE WHEN missing_ok THEN 'IF EXISTS' ELSE '' END, role);
    DELETE FROM pg_redshift.system_privilege WHERE grantee = name AND grantee_kind = 'r';
    DELETE FROM pg_redshift.privilege WHERE grantee = name AND grantee_kind = 'r';
END $$;

-- keep_privilege grants, revokes or takes the grant option of a privilege that PostgreSQL does not have.
CREATE FUNCTION pg_redshift.keep_privilege(change text, kind text, object text, privilege text, who text, who_kind text, option boolean)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    part text[] := pg_catalog.parse_ident(object);
    schema text := '';
    name text := part[cardinality(part)];
BEGIN
    IF kind = 'relation' THEN
        SELECT n.nspname, c.relname INTO schema, name FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = object::regclass;
    END IF;
    PERFORM pg_redshift.keep_privilege_row(change, kind, schema, name, privilege, '', who, who_kind, option);
END $$;

CREATE FUNCTION pg_redshift.keep_privilege_row(change text, kind text, schema text, name text, wanted text, "over" text, who text,
    who_kind text, option boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF change = 'grant' THEN
        INSERT INTO pg_redshift.privilege (object_kind, schemaname, objectname, privilege, scope, grantee, grantee_kind, admin)
        VALUES (kind, schema, name, wanted, "over", who, who_kind::"char", option)
        ON CONFLICT (object_kind, schemaname, objectname, privilege, scope, grantee, grantee_kind)
        DO UPDATE SET admin = pg_redshift.privilege.admin OR excluded.admin;
    ELSIF change = 'option' THEN
        UPDATE pg_redshift.privilege p SET admin = false WHERE p.object_kind = kind AND p.schemaname = schema
            AND p.objectname = name AND p.privilege = wanted AND p.scope = "over" AND p.grantee = who AND p.grantee_kind = who_kind::"char";
    ELSE
        DELETE FROM pg_redshift.privilege p WHERE p.object_kind = kind AND p.schemaname = schema
            AND p.objectname = name AND p.privilege = wanted AND p.scope = "over" AND p.grantee = who AND p.grantee_kind = who_kind::"char";
    END IF;
END $$;

-- keep_privilege_in does so for all relations of a schema.
CREATE FUNCTION pg_redshift.keep_privilege_in(change text, schema text, privilege text, who text, who_kind text, option boolean)
RETURNS void LANGUAGE sql AS $$
    SELECT pg_redshift.keep_privilege_row(change, 'relation', schema, c.relname, privilege, '', who, who_kind, option)
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = schema AND c.relkind IN ('r', 'v', 'm')
$$;

CREATE FUNCTION pg_redshift.keep_system_privilege(change text, wanted text, who text, who_kind text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF change = 'option' THEN
        RETURN;
    ELSIF change = 'grant' THEN
        INSERT INTO pg_redshift.system_privilege (privilege, grantee, grantee_kind) VALUES (wanted, who, who_kind::"char")
        ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM pg_redshift.system_privilege p WHERE p.privilege = wanted AND p.grantee = who AND p.grantee_kind = who_kind::"char";
    END IF;
END $$;

-- keep_other_privilege keeps permissions on what is no relation of the server: "datashare sales", "'arn:…'", "tables in
-- schema s".
CREATE FUNCTION pg_redshift.keep_other_privilege(change text, object text, wanted text, who text, who_kind text, option boolean)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    kind text := CASE WHEN object ~ '^(datashare|model|template) ' THEN split_part(object, ' ', 1)
        WHEN object LIKE 'external table %' THEN 'external table' WHEN object LIKE 'external schema %' THEN 'external schema'
        WHEN object LIKE 'copy job %' THEN 'copy job' WHEN object LIKE '% in %' THEN 'scope' ELSE 'iam' END;
    name text := CASE WHEN kind IN ('scope', 'iam') THEN object ELSE substr(object, length(kind) + 2) END;
BEGIN
    PERFORM pg_redshift.keep_privilege_row(change, kind, '', name, wanted, '', who, who_kind, option);
END $$;
