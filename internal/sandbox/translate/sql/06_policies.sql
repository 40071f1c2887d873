-- Policies and datashares: kept and shown, never applied.

CREATE FUNCTION pg_redshift.create_policy(kind text, name text, columns text, expression text, missing boolean) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_redshift.policy p WHERE p.kind = create_policy.kind AND p.name = create_policy.name) THEN
        PERFORM pg_redshift.refuse_if(NOT missing, '42710', pg_catalog.format('%s policy "%s" already exists', upper(kind), name));
        RETURN;
    END IF;
    INSERT INTO pg_redshift.policy (name, kind, input, expression, modified_by)
    VALUES (name, kind, columns, expression, current_user);
END $$;

-- known_policy fails where there is no such policy.
CREATE FUNCTION pg_redshift.known_policy(kind text, name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_redshift.refuse_if(NOT EXISTS (SELECT FROM pg_redshift.policy p WHERE p.kind = known_policy.kind
        AND p.name = known_policy.name), '42704', pg_catalog.format('%s policy "%s" does not exist', upper(kind), name));
END $$;

CREATE FUNCTION pg_redshift.alter_policy(kind text, name text, changed text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_redshift.known_policy(kind, name);
    UPDATE pg_redshift.policy p SET expression = changed, modified_by = current_user
    WHERE p.kind = alter_policy.kind AND p.name = alter_policy.name;
END $$;

-- drop_policy refuses a masking policy that is attached; one of row-level security needs CASCADE (r_DROP_RLS_POLICY).
CREATE FUNCTION pg_redshift.drop_policy(kind text, name text, missing boolean, cascade boolean) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF missing AND NOT EXISTS (SELECT FROM pg_redshift.policy p WHERE p.kind = drop_policy.kind AND p.name = drop_policy.name) THEN
        RETURN;
    END IF;
    PERFORM pg_redshift.known_policy(kind, name);
    PERFORM pg_redshift.refuse_if(NOT cascade AND EXISTS (SELECT FROM pg_redshift.policy_attachment a
        JOIN pg_catalog.pg_class c ON c.oid = a.relid WHERE a.kind = drop_policy.kind AND a.name = drop_policy.name), '2BP01',
        pg_catalog.format('cannot drop %s policy "%s" because it is attached to a relation', upper(kind), name));
    DELETE FROM pg_redshift.policy_attachment a WHERE a.kind = drop_policy.kind AND a.name = drop_policy.name;
    DELETE FROM pg_redshift.policy p WHERE p.kind = drop_policy.kind AND p.name = drop_policy.name;
END $$;

CREATE FUNCTION pg_redshift.attach_policy(kind text, name text, relation text, who text, who_kind text, priority int,
    inputs text, outputs text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_redshift.known_policy(kind, name);
    INSERT INTO pg_redshift.policy_attachment (kind, name, relid, grantor, grantee, grantee_kind, priority, input_columns, output_columns)
    VALUES (kind, name, relation::regclass, current_user, who, who_kind, priority, inputs, outputs);
EXCEPTION WHEN unique_violation THEN
    PERFORM pg_redshift.refuse_if(true, '42710',
        pg_catalog.format('%s policy "%s" is already attached to %s for %s', upper(kind), name, relation::regclass, who));
END $$;

CREATE FUNCTION pg_redshift.detach_policy(kind text, name text, relation text, who text, who_kind text, priority int,
    inputs text, outputs text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM pg_redshift.policy_attachment a WHERE a.kind = detach_policy.kind AND a.name = detach_policy.name
        AND a.relid = relation::regclass AND a.grantee = who AND a.grantee_kind = who_kind;
    PERFORM pg_redshift.refuse_if(NOT FOUND, '42704',
        pg_catalog.format('%s policy "%s" is not attached to %s for %s', upper(kind), name, relation::regclass, who));
END $$;

CREATE FUNCTION pg_redshift.note_datashare(share text, public boolean, adx boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_redshift.refuse_if(EXISTS (SELECT FROM pg_redshift.datashare s WHERE s.name = share), '42710',
        pg_catalog.format('datashare "%s" already exists', share));
    INSERT INTO pg_redshift.datashare (name, owner, public, managed_by)
    VALUES (share, current_user, public, CASE WHEN adx THEN 'ADX' END);
END $$;

CREATE FUNCTION pg_redshift.known_share(share text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_redshift.refuse_if(NOT EXISTS (SELECT FROM pg_redshift.datashare s WHERE s.name = share), '42704',
        pg_catalog.format('datashare "%s" does not exist', share));
END $$;

CREATE FUNCTION pg_redshift.publish_share(share text, wanted boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_redshift.known_share(share);
    UPDATE pg_redshift.datashare SET public = wanted WHERE name = share;
END $$;

CREATE FUNCTION pg_redshift.share_object(share text, kind text, object text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_redshift.known_share(share);
    INSERT INTO pg_redshift.datashare_object (datashare, object_type, object_name) VALUES (share, kind, object)
    ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION pg_redshift.unshare_object(share text, kind text, object text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_redshift.known_share(share);
    DELETE FROM pg_redshift.datashare_object WHERE datashare = share AND object_type = kind AND object_name = object;
END $$;

-- objects_in lists the tables or functions of a schema under the names that a share has for them.
CREATE FUNCTION pg_redshift.objects_in(kind text, schema text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT schema || '.' || c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE kind = 'table' AND n.nspname = schema AND c.relkind IN ('r', 'v', 'm')
    UNION ALL
    SELECT schema || '.' || p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')'
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    WHERE kind = 'function' AND n.nspname = schema AND p.prokind = 'f'
$$;

CREATE FUNCTION pg_redshift.share_objects_in(share text, kind text, schema text) RETURNS void LANGUAGE sql AS $$
    SELECT pg_redshift.share_object(share, kind, o) FROM pg_redshift.objects_in(kind, schema) o
$$;

CREATE FUNCTION pg_redshift.unshare_objects_in(share text, kind text, schema text) RETURNS void LANGUAGE sql AS $$
    SELECT pg_redshift.unshare_object(share, kind, o) FROM pg_redshift.objects_in(kind, schema) o
$$;

