-- Tables: what Redshift keeps of them, and what it refuses.

-- default_encoding is what a column gets when none is written (r_CREATE_TABLE_NEW, c_Compression_encodings).
CREATE FUNCTION pg_redshift.default_encoding(type oid, key boolean) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN key THEN 'none'
        WHEN typname IN ('int2', 'int4', 'int8', 'numeric', 'date', 'time', 'timetz', 'timestamp', 'timestamptz',
            'interval', 'intervaly2m', 'intervald2s') THEN 'az64'
        WHEN typname IN ('varchar', 'bpchar', 'varbyte', 'text') THEN 'lzo'
        WHEN typname = 'super' THEN 'zstd'
        ELSE 'none' END
    FROM pg_catalog.pg_type WHERE oid = type
$$;

-- hide_keys makes primary and unique keys informational, as all keys of Redshift are: an index that is not ready is not
-- written, and one that is not valid is not read.
CREATE FUNCTION pg_redshift.hide_keys(relation text) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
    UPDATE pg_catalog.pg_index SET indisvalid = false, indisready = false
    WHERE indrelid = pg_catalog.to_regclass(relation) AND indisunique AND (indisvalid OR indisready)
$$;

-- lend_keys makes them valid for as long as a foreign key that points at them is made.
CREATE FUNCTION pg_redshift.lend_keys(relation text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    rel regclass := pg_catalog.to_regclass(relation);
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = rel AND relkind = 'r') THEN
        EXECUTE pg_catalog.format('LOCK TABLE ONLY %s IN SHARE ROW EXCLUSIVE MODE', relation);
        UPDATE pg_catalog.pg_index SET indisvalid = true WHERE indrelid = rel AND indisunique;
    END IF;
END $$;

-- sortord is a column's place as attsortkeyord has it: every second one of an interleaved key is negative
-- (r_PG_TABLE_DEF).
CREATE FUNCTION pg_redshift.sortord(keys text[], "column" text, style text) RETURNS int2 LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce((CASE WHEN style = 'interleaved' AND p % 2 = 0 THEN -p ELSE p END), 0)::int2
    FROM (SELECT pg_catalog.array_position(keys, "column") AS p) s
$$;

-- note_table keeps the layout of a table that has just been made.
CREATE FUNCTION pg_redshift.note_table(relation text, spec jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    rel oid := relation::regclass;
    keys text[] := ARRAY(SELECT pg_catalog.jsonb_array_elements_text(spec->'sortkeys'));
    style text := spec->>'sortstyle';
    temporary boolean := (spec->>'temporary')::boolean;
    model oid := (spec->>'like')::regclass;
BEGIN
    IF (spec->>'if_not_exists')::boolean AND (EXISTS (SELECT FROM pg_redshift.relation r WHERE r.relid = rel)
        OR EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = rel AND c.relkind = 'v')) THEN
        RETURN;
    END IF;
    PERFORM pg_redshift.hide_keys(relation);
    INSERT INTO pg_redshift.relation (relid, diststyle, sortstyle, encode_auto, backup)
    VALUES (rel, spec->>'diststyle', style, (spec->>'encode_auto')::boolean AND NOT temporary, (spec->>'backup')::boolean);
    INSERT INTO pg_redshift.attribute (relid, attnum, distkey, sortord, encoding, identity, by_default, "collation")
    SELECT rel, a.attnum, a.attname = coalesce(spec->>'distkey', ''), pg_redshift.sortord(keys, a.attname, style),
        CASE c.note->>'encoding' WHEN 'raw' THEN 'none' ELSE coalesce(c.note->>'encoding',
            CASE WHEN temporary THEN 'none' ELSE pg_redshift.default_encoding(a.atttypid, a.attname = ANY (keys)) END) END,
        c.note->>'identity', coalesce((c.note->>'by_default')::boolean, false), c.note->>'collation'
    FROM pg_catalog.pg_attribute a, LATERAL (SELECT spec->'columns'->a.attname AS note) c
    WHERE a.attrelid = rel AND a.attnum > 0 AND NOT a.attisdropped;
    IF model IS NOT NULL THEN
        PERFORM pg_redshift.copy_layout(model, rel);
    END IF;
END $$;

-- copy_layout gives a table made LIKE another its distribution, sort key, backup and encodings (r_CREATE_TABLE_NEW).
CREATE FUNCTION pg_redshift.copy_layout(model oid, rel oid) RETURNS void LANGUAGE sql AS $$
    UPDATE pg_redshift.relation r SET diststyle = m.diststyle, sortstyle = m.sortstyle, backup = m.backup,
        encode_auto = m.encode_auto
    FROM pg_redshift.relation m WHERE r.relid = rel AND m.relid = model;
    UPDATE pg_redshift.attribute a SET distkey = m.distkey, sortord = m.sortord, encoding = m.encoding,
        "collation" = m."collation"
    FROM pg_redshift.attribute m
    JOIN pg_catalog.pg_attribute old ON old.attrelid = m.relid AND old.attnum = m.attnum
    JOIN pg_catalog.pg_attribute new ON new.attrelid = rel AND new.attname = old.attname
    WHERE m.relid = model AND a.relid = rel AND a.attnum = new.attnum
$$;

CREATE FUNCTION pg_redshift.note_column(relation text, "column" text, encoding text, "collation" text) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO pg_redshift.attribute (relid, attnum, encoding, "collation")
    SELECT a.attrelid, a.attnum, CASE encoding WHEN 'raw' THEN 'none' WHEN '' THEN
            CASE WHEN c.relpersistence = 't' THEN 'none' ELSE pg_redshift.default_encoding(a.atttypid, false) END
        ELSE encoding END, nullif("collation", '')
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    WHERE a.attrelid = $1::regclass AND a.attname = "column" AND NOT a.attisdropped;
    UPDATE pg_redshift.relation SET encode_auto = false WHERE relid = $1::regclass AND encoding <> ''
$$;

-- truncate empties a table. PostgreSQL refuses that where a foreign key points at it; Redshift's keys forbid nothing.
-- It may be done by the owner, by superusers and with the privilege TRUNCATE (r_TRUNCATE, r_GRANT).
CREATE FUNCTION pg_redshift.truncate(relation text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    rel regclass := relation::regclass;
    held record;
BEGIN
    SELECT c.relname, c.relkind, n.nspname, pg_catalog.pg_has_role(session_user, c.relowner, 'USAGE') AS mine INTO held
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = rel;
    PERFORM pg_redshift.refuse_if(held.relkind <> 'r', '42809', pg_catalog.format('"%s" is not a table', held.relname));
    PERFORM pg_redshift.refuse_if(NOT held.mine AND NOT EXISTS (SELECT FROM pg_redshift.privilege p
        WHERE p.object_kind = 'relation' AND p.schemaname = held.nspname AND p.objectname = held.relname
        AND p.privilege = 'TRUNCATE' AND (p.grantee_kind = 'p' OR pg_catalog.pg_has_role(session_user,
            CASE p.grantee_kind WHEN 'g' THEN 'group ' WHEN 'r' THEN 'role ' ELSE '' END || p.grantee, 'USAGE'))),
        '42501', pg_catalog.format('must be owner of relation %s', held.relname));
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE confrelid = rel AND conrelid <> rel) THEN
        EXECUTE pg_catalog.format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', relation);
        EXECUTE pg_catalog.format('DELETE FROM %s', relation);
    ELSE
        EXECUTE pg_catalog.format('TRUNCATE TABLE %s', relation);
        PERFORM pg_redshift.hide_keys(relation);
    END IF;
END $$;

-- drop_relations drops relations of one kind and forgets what was kept of them. External tables are rows only, and may
-- not be dropped in a transaction block (r_DROP_TABLE).
CREATE FUNCTION pg_redshift.drop_relations(word text, names text[], missing_ok boolean, flag text, block boolean)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    item text;
    part text[];
    rest text[] := '{}';
    rels oid[];
BEGIN
    FOREACH item IN ARRAY names LOOP
        part := pg_catalog.parse_ident(item);
        IF word = 'TABLE' AND cardinality(part) > 1 AND EXISTS (SELECT FROM pg_redshift.external_table
            WHERE schemaname = part[cardinality(part) - 1] AND tablename = part[cardinality(part)]) THEN
            PERFORM pg_redshift.refuse_if(block, '25001', 'DROP EXTERNAL TABLE cannot run inside a transaction block');
            PERFORM pg_redshift.drop_stand_in(part[cardinality(part) - 1], part[cardinality(part)]);
            DELETE FROM pg_redshift.external_table
            WHERE schemaname = part[cardinality(part) - 1] AND tablename = part[cardinality(part)];
            DELETE FROM pg_redshift.external_partition
            WHERE schemaname = part[cardinality(part) - 1] AND tablename = part[cardinality(part)];
        ELSE
            rest := rest || item;
        END IF;
    END LOOP;
    IF rest = '{}' THEN
        RETURN;
    END IF;
    SELECT pg_catalog.array_agg(pg_catalog.to_regclass(n)::oid) INTO rels FROM unnest(rest) n;
    DELETE FROM pg_redshift.privilege p USING pg_catalog.pg_class c, pg_catalog.pg_namespace n
    WHERE c.oid = ANY (rels) AND n.oid = c.relnamespace AND p.object_kind = 'relation'
        AND p.schemaname = n.nspname AND p.objectname = c.relname;
    EXECUTE pg_catalog.format('DROP %s %s %s %s', word, CASE WHEN missing_ok THEN 'IF EXISTS' ELSE '' END,
        pg_catalog.array_to_string(rest, ', '), flag);
    DELETE FROM pg_redshift.relation WHERE relid = ANY (rels);
    DELETE FROM pg_redshift.attribute WHERE relid = ANY (rels);
    DELETE FROM pg_redshift.row_security WHERE relid = ANY (rels);
END $$;

-- vacuum_table and analyze_table only look whether the table is there and whether it is one's own.
CREATE FUNCTION pg_redshift.vacuum_table(relation text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM relation::regclass;
END $$;

CREATE FUNCTION pg_redshift.analyze_table(relation text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'ANALYZE ' || relation::regclass;
END $$;
