-- Views: bound, late-binding and materialized.

-- replace_view replaces a view by one with the same columns (r_CREATE_VIEW).
CREATE FUNCTION pg_redshift.replace_view(relation text, statement text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    rel oid := pg_catalog.to_regclass(relation);
    before int := (SELECT relnatts FROM pg_catalog.pg_class WHERE oid = rel);
BEGIN
    PERFORM pg_redshift.refuse_if((SELECT late_binding IS NOT NULL FROM pg_redshift.relation WHERE relid = rel), '0A000',
        'a view WITH NO SCHEMA BINDING cannot be replaced by one with schema binding', 'Drop it first.');
    EXECUTE statement;
    PERFORM pg_redshift.refuse_if(before <> (SELECT relnatts FROM pg_catalog.pg_class WHERE oid = relation::regclass),
        '42P16', 'cannot change number of columns in view');
END $$;

-- columns_of returns what a query's columns are now, as a select list of nulls; null when it cannot be bound.
CREATE FUNCTION pg_redshift.columns_of(query text, names text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    list text;
    given text := CASE WHEN names = '{}' THEN '' ELSE
        '(' || (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(n), ', ') FROM unnest(names) n) || ')' END;
BEGIN
    EXECUTE 'CREATE TEMPORARY VIEW pg_redshift_probe ' || given || ' AS ' || query;
    SELECT pg_catalog.string_agg(pg_catalog.format('NULL::%s AS %I', pg_redshift.server_format_type(atttypid, atttypmod), attname), ', '
        ORDER BY attnum) INTO list
    FROM pg_catalog.pg_attribute WHERE attrelid = 'pg_temp.pg_redshift_probe'::regclass AND attnum > 0;
    DROP VIEW pg_temp.pg_redshift_probe;
    RETURN list;
EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
END $$;

-- unbound is what the placeholder of a late-binding view asks. It runs when something reads the view behind the proxy's
-- back, a view with schema binding for example: a wrong answer would be worse than none.
CREATE FUNCTION pg_redshift.unbound() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = '0A000', MESSAGE = 'the sandbox reads views WITH NO SCHEMA BINDING only where a statement names them';
END $$;

-- create_late_binding makes the placeholder of a late-binding view, which is bound to nothing, and keeps its text. Its
-- columns are those that the query has now. A view that is replaced keeps its owner and grants.
CREATE FUNCTION pg_redshift.create_late_binding(relation text, replace boolean, names text[], query text, source text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    replaced boolean := false; -- a row with a NULL in it is not "IS NOT NULL"
    said text[];
    commented text[];
    rel oid := pg_catalog.to_regclass(relation);
    held record;
    list text;
BEGIN
    IF replace AND rel IS NOT NULL THEN
        PERFORM pg_redshift.refuse_if((SELECT relkind <> 'v' FROM pg_catalog.pg_class WHERE oid = rel), '42809',
            pg_catalog.format('"%s" is not a view', (SELECT relname FROM pg_catalog.pg_class WHERE oid = rel)));
        PERFORM pg_redshift.refuse_if((SELECT r.late_binding IS NULL FROM pg_catalog.pg_class c
            LEFT JOIN pg_redshift.relation r ON r.relid = c.oid WHERE c.oid = rel), '0A000',
            'a view with schema binding cannot be replaced by one WITH NO SCHEMA BINDING', 'Drop it first.');
        SELECT relacl, relowner INTO held FROM pg_catalog.pg_class WHERE oid = rel;
        replaced := true;
        SELECT pg_catalog.array_agg(pg_catalog.format('COMMENT ON %s IS %L', CASE d.objsubid WHEN 0 THEN 'VIEW ' || relation
            ELSE pg_catalog.format('COLUMN %s.%I', relation, a.attname) END, d.description) ORDER BY d.objsubid),
            pg_catalog.array_agg(a.attname::text ORDER BY d.objsubid) INTO said, commented
        FROM pg_catalog.pg_description d
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = d.objoid AND a.attnum = d.objsubid AND d.objsubid > 0
        WHERE d.objoid = rel AND d.classoid = 'pg_catalog.pg_class'::regclass;
        EXECUTE pg_catalog.format('DROP VIEW %s RESTRICT', relation);
        DELETE FROM pg_redshift.relation WHERE relid = rel;
    END IF;
    IF query <> '' THEN
        list := pg_redshift.columns_of(query, names);
    END IF;
    EXECUTE pg_catalog.format('CREATE VIEW %s AS SELECT %s WHERE pg_redshift.unbound()', relation,
        coalesce(list, (SELECT pg_catalog.string_agg(pg_catalog.format('NULL::varchar AS %I', n), ', ') FROM unnest(names) n),
            'NULL::varchar AS "?column?"'));
    INSERT INTO pg_redshift.relation (relid, late_binding) VALUES (relation::regclass, source);
    IF replaced THEN
        PERFORM pg_redshift.give_back(relation::regclass, held.relowner, held.relacl);
        FOR n IN 1 .. coalesce(array_length(said, 1), 0) LOOP -- a column that is gone took its comment along
            IF commented[n] IS NULL OR EXISTS (SELECT FROM pg_catalog.pg_attribute
                WHERE attrelid = relation::regclass AND attname = commented[n]) THEN
                EXECUTE said[n];
            END IF;
        END LOOP;
    END IF;
END $$;

CREATE FUNCTION pg_redshift.give_back(rel oid, owner oid, acl aclitem[]) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
    UPDATE pg_catalog.pg_class SET relowner = owner, relacl = acl WHERE oid = rel
$$;

CREATE FUNCTION pg_redshift.note_materialized(relation text, refreshed boolean, source text) RETURNS void LANGUAGE sql AS $$
    UPDATE pg_redshift.relation SET materialized = true, auto_refresh = refreshed, definition = source
    WHERE relid = $1::regclass AND definition IS NULL
$$;

CREATE FUNCTION pg_redshift.refresh(relation text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'REFRESH MATERIALIZED VIEW ' || relation;
END $$;
