-- ALTER TABLE: what PostgreSQL has no place for, and what Redshift refuses (r_ALTER_TABLE). Where the manual does not
-- quote the server's message, the words are ours.

-- altered returns a relation that the user may alter, locked as any ALTER TABLE locks.
CREATE FUNCTION pg_redshift.altered(relation text) RETURNS oid LANGUAGE plpgsql AS $$
DECLARE
    rel regclass := relation::regclass;
    kind "char" := (SELECT relkind FROM pg_catalog.pg_class WHERE oid = rel);
BEGIN
    PERFORM pg_redshift.refuse_if(kind NOT IN ('r', 'm'), '42809', pg_catalog.format('"%s" is not a table',
        (SELECT relname FROM pg_catalog.pg_class WHERE oid = rel)));
    EXECUTE pg_catalog.format('ALTER TABLE %s SET WITHOUT CLUSTER', relation);
    IF kind = 'r' THEN
        EXECUTE pg_catalog.format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', relation);
    END IF;
    RETURN rel;
END $$;

-- has_column fails when a relation lacks a column.
CREATE FUNCTION pg_redshift.has_column(rel oid, "column" text) RETURNS int2 LANGUAGE plpgsql AS $$
DECLARE
    number int2 := (SELECT attnum FROM pg_catalog.pg_attribute
        WHERE attrelid = rel AND attname = "column" AND attnum > 0 AND NOT attisdropped);
BEGIN
    PERFORM pg_redshift.refuse_if(number IS NULL, '42703', pg_catalog.format('column "%s" of relation "%s" does not exist',
        "column", (SELECT relname FROM pg_catalog.pg_class WHERE oid = rel)));
    RETURN number;
END $$;

CREATE FUNCTION pg_redshift.alter_distribution(relation text, style text, key text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    rel oid := pg_redshift.altered(relation);
    now pg_redshift.relation := (SELECT r FROM pg_redshift.relation r WHERE r.relid = rel);
    present text := (SELECT a.attname FROM pg_redshift.attribute d JOIN pg_catalog.pg_attribute a
        ON a.attrelid = d.relid AND a.attnum = d.attnum WHERE d.relid = rel AND d.distkey);
BEGIN
    PERFORM pg_redshift.refuse_if((SELECT relpersistence = 't' FROM pg_catalog.pg_class WHERE oid = rel), '0A000',
        'ALTER TABLE ALTER DISTSTYLE is not supported for temporary tables');
    PERFORM pg_redshift.refuse_if(now.sortstyle = 'interleaved' AND style <> 'auto', '0A000', -- r_ALTER_TABLE names ALL, EVEN and KEY
        'ALTER TABLE ALTER DISTSTYLE is not supported for tables with interleaved sort keys');
    IF style = 'key' THEN
        PERFORM pg_redshift.has_column(rel, key);
    END IF;
    PERFORM pg_redshift.refuse_if(now.diststyle = style AND (style <> 'key' OR key = present), '0A000',
        pg_catalog.format('the distribution style of the table is %s already', upper(style)));
    UPDATE pg_redshift.relation SET diststyle = style WHERE relid = rel;
    UPDATE pg_redshift.attribute d SET distkey = (a.attname = key)
    FROM pg_catalog.pg_attribute a WHERE d.relid = rel AND a.attrelid = rel AND a.attnum = d.attnum;
END $$;

CREATE FUNCTION pg_redshift.alter_sort_key(relation text, style text, keys text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    rel oid := pg_redshift.altered(relation);
    now pg_redshift.relation := (SELECT r FROM pg_redshift.relation r WHERE r.relid = rel);
    present text[] := ARRAY(SELECT a.attname::text FROM pg_redshift.attribute d JOIN pg_catalog.pg_attribute a
        ON a.attrelid = d.relid AND a.attnum = d.attnum WHERE d.relid = rel AND d.sortord <> 0 ORDER BY abs(d.sortord));
    key text;
BEGIN
    PERFORM pg_redshift.refuse_if((SELECT relpersistence = 't' FROM pg_catalog.pg_class WHERE oid = rel), '0A000',
        'ALTER TABLE ALTER SORTKEY is not supported for temporary tables');
    PERFORM pg_redshift.refuse_if(style = 'interleaved', '0A000', 'ALTER TABLE ALTER INTERLEAVED SORTKEY is not supported');
    FOREACH key IN ARRAY keys LOOP
        PERFORM pg_redshift.has_column(rel, key);
    END LOOP;
    PERFORM pg_redshift.refuse_if(now.sortstyle = style AND (style <> 'compound' OR keys = present), '0A000',
        'the sort key of the table is the same already');
    UPDATE pg_redshift.relation SET sortstyle = style WHERE relid = rel;
    -- SORTKEY AUTO keeps the present key; and where no encoding was stated, they are given out anew.
    IF style <> 'auto' THEN
        UPDATE pg_redshift.attribute d SET sortord = pg_redshift.sortord(keys, a.attname, style),
            encoding = CASE WHEN now.encode_auto THEN pg_redshift.default_encoding(a.atttypid, a.attname = ANY (keys))
                ELSE d.encoding END
        FROM pg_catalog.pg_attribute a WHERE d.relid = rel AND a.attrelid = rel AND a.attnum = d.attnum;
    END IF;
END $$;

CREATE FUNCTION pg_redshift.alter_encoding(relation text, "column" text, wanted text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    rel oid := pg_redshift.altered(relation);
    number int2 := pg_redshift.has_column(rel, "column");
    word text := CASE wanted WHEN 'raw' THEN 'none' ELSE wanted END;
BEGIN
    PERFORM pg_redshift.refuse_if((SELECT sortstyle = 'interleaved' FROM pg_redshift.relation WHERE relid = rel), '0A000',
        'ALTER TABLE ALTER COLUMN ENCODE is not supported for tables with interleaved sort keys');
    PERFORM pg_redshift.refuse_if((SELECT encoding = word FROM pg_redshift.attribute WHERE relid = rel AND attnum = number),
        '0A000', pg_catalog.format('column "%s" has the encoding %s already', "column", wanted));
    UPDATE pg_redshift.attribute SET encoding = word WHERE relid = rel AND attnum = number;
    UPDATE pg_redshift.relation SET encode_auto = false WHERE relid = rel;
END $$;

CREATE FUNCTION pg_redshift.alter_encode_auto(relation text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    rel oid := pg_redshift.altered(relation);
BEGIN
    PERFORM pg_redshift.refuse_if((SELECT encode_auto FROM pg_redshift.relation WHERE relid = rel), '0A000',
        'the table is ENCODE AUTO already');
    UPDATE pg_redshift.relation SET encode_auto = true WHERE relid = rel;
END $$;

CREATE FUNCTION pg_redshift.alter_auto_refresh(relation text, wanted boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    rel oid := pg_redshift.altered(relation);
BEGIN
    PERFORM pg_redshift.refuse_if(NOT coalesce((SELECT materialized FROM pg_redshift.relation WHERE relid = rel), false),
        '42809', pg_catalog.format('"%s" is not a materialized view', relation));
    UPDATE pg_redshift.relation SET auto_refresh = wanted WHERE relid = rel;
END $$;

CREATE FUNCTION pg_redshift.alter_row_security(relation text, wanted boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    rel oid := pg_redshift.altered(relation);
BEGIN
    INSERT INTO pg_redshift.row_security (relid, enabled) VALUES (rel, wanted)
    ON CONFLICT (relid) DO UPDATE SET enabled = wanted;
END $$;

-- check_drop_column refuses what Redshift does and PostgreSQL does not.
CREATE FUNCTION pg_redshift.check_drop_column(relation text, "column" text, flag text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    rel oid := pg_catalog.to_regclass(relation);
    held record;
BEGIN
    SELECT a.attnum, d.distkey, d.sortord, c.relname INTO held
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_redshift.attribute d ON d.relid = a.attrelid AND d.attnum = a.attnum
    WHERE a.attrelid = rel AND a.attname = "column" AND a.attnum > 0 AND NOT a.attisdropped;
    IF NOT FOUND THEN
        RETURN; -- ALTER TABLE says what is wrong
    END IF;
    PERFORM pg_redshift.refuse_if(held.distkey, '0A000', pg_catalog.format('cannot drop distkey column "%s"', "column"));
    PERFORM pg_redshift.refuse_if(held.sortord <> 0, '0A000', pg_catalog.format('cannot drop sortkey column "%s"', "column"));
    PERFORM pg_redshift.refuse_if((SELECT count(*) = 1 FROM pg_catalog.pg_attribute
        WHERE attrelid = rel AND attnum > 0 AND NOT attisdropped), '0A000', 'cannot drop the only column of a table');
    PERFORM pg_redshift.refuse_if(flag = 'RESTRICT' AND EXISTS (SELECT FROM pg_catalog.pg_constraint k
        WHERE k.contype IN ('p', 'u', 'f') AND (k.conrelid = rel AND held.attnum = ANY (k.conkey)
            OR k.confrelid = rel AND held.attnum = ANY (k.confkey))), '2BP01',
        pg_catalog.format('cannot drop table %s column %s because other objects depend on it', held.relname, "column"),
        'Use DROP ... CASCADE to drop the dependent objects too.');
END $$;

-- check_alter_type lets the length of a VARCHAR or VARBYTE change and nothing else.
CREATE FUNCTION pg_redshift.check_alter_type(relation text, "column" text, kind text, length int) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    rel oid := pg_redshift.altered(relation);
    number int2 := pg_redshift.has_column(rel, "column");
    held record;
    longest int;
BEGIN
    SELECT t.typname, a.atttypmod - 4 AS length, a.atthasdef, d.encoding INTO held
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_redshift.attribute d ON d.relid = a.attrelid AND d.attnum = a.attnum
    WHERE a.attrelid = rel AND a.attnum = number;
    PERFORM pg_redshift.refuse_if(held.typname <> kind, '0A000', pg_catalog.format(
        'cannot alter column "%s" of relation "%s": only the size of a VARCHAR or VARBYTE column can be altered',
        "column", (SELECT relname FROM pg_catalog.pg_class WHERE oid = rel)));
    PERFORM pg_redshift.refuse_if(held.length = length, '0A000',
        pg_catalog.format('column "%s" has the length %s already', "column", length));
    PERFORM pg_redshift.refuse_if(held.encoding IN ('bytedict', 'runlength', 'text255', 'text32k'), '0A000',
        pg_catalog.format('cannot alter the type of column "%s" with encoding %s', "column", held.encoding));
    PERFORM pg_redshift.refuse_if(held.atthasdef AND length < held.length, '0A000',
        'cannot decrease a VARCHAR column size with default value');
    PERFORM pg_redshift.refuse_if(held.atthasdef, '0A000',
        pg_catalog.format('cannot alter the type of column "%s" with a default value', "column"));
    PERFORM pg_redshift.refuse_if(EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conrelid = rel
        AND number = ANY (k.conkey) OR k.confrelid = rel AND number = ANY (k.confkey)), '0A000',
        pg_catalog.format('cannot alter the type of column "%s" of a primary, unique or foreign key', "column"));
    IF length < held.length THEN
        EXECUTE pg_catalog.format('SELECT max(octet_length(%I%s)) FROM ONLY %s', "column",
            CASE kind WHEN 'varbyte' THEN '::bytea' ELSE '' END, relation) INTO longest;
        PERFORM pg_redshift.refuse_if(longest > length, '22001',
            pg_catalog.format('value too long for type %s varying(%s)', CASE kind WHEN 'varbyte' THEN 'binary' ELSE 'character' END,
            length));
    END IF;
END $$;

CREATE FUNCTION pg_redshift.check_rename(relation text, wanted text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    rel oid := pg_catalog.to_regclass(relation);
BEGIN
    PERFORM pg_redshift.refuse_if(wanted LIKE '#%', '0A000', 'a permanent table cannot be renamed to a temporary one');
    UPDATE pg_redshift.privilege p SET objectname = wanted FROM pg_catalog.pg_class c, pg_catalog.pg_namespace n
    WHERE c.oid = rel AND n.oid = c.relnamespace AND p.object_kind = 'relation'
        AND p.schemaname = n.nspname AND p.objectname = c.relname;
END $$;

CREATE FUNCTION pg_redshift.check_primary_key(relation text, columns text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    nullable text := (SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass(relation)
        AND attname = ANY (columns) AND NOT attnotnull AND NOT attisdropped ORDER BY attnum LIMIT 1);
BEGIN
    PERFORM pg_redshift.refuse_if(nullable IS NOT NULL, '42P16',
        pg_catalog.format('column "%s" of a primary key must be declared NOT NULL', nullable));
END $$;

-- free_name is the name that the server gives a key: the usual one, with a number where that is taken.
CREATE FUNCTION pg_redshift.free_name(schema oid, usual text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    name text := usual;
    n int := 0;
BEGIN
    WHILE EXISTS (SELECT FROM pg_catalog.pg_class WHERE relnamespace = schema AND relname = name) LOOP
        n := n + 1;
        name := usual || n;
    END LOOP;
    RETURN name;
END $$;

-- add_key declares a primary or unique key whatever the rows are: the index is made unique when it stands already.
CREATE FUNCTION pg_redshift.add_key(relation text, word text, wanted text, usual text, columns text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    rel oid := pg_redshift.altered(relation);
    name text := wanted;
    "column" text;
    quoted text[];
    schema text;
BEGIN
    SELECT n.nspname, CASE wanted WHEN '' THEN pg_redshift.free_name(n.oid, usual) ELSE wanted END INTO schema, name
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = rel;
    FOREACH "column" IN ARRAY columns LOOP
        PERFORM pg_redshift.has_column(rel, "column");
        quoted := quoted || pg_catalog.quote_ident("column");
    END LOOP;
    PERFORM pg_redshift.refuse_if(word = 'PRIMARY KEY' AND EXISTS (SELECT FROM pg_catalog.pg_constraint
        WHERE conrelid = rel AND contype = 'p'), '42P16', pg_catalog.format(
        'multiple primary keys for table "%s" are not allowed', (SELECT relname FROM pg_catalog.pg_class WHERE oid = rel)));
    EXECUTE pg_catalog.format('CREATE INDEX %I ON %s (%s)', name, relation, pg_catalog.array_to_string(quoted, ', '));
    PERFORM pg_redshift.make_unique(pg_catalog.format('%I.%I', schema, name)::regclass);
    EXECUTE pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I %s USING INDEX %I', relation, name, word, name);
    PERFORM pg_redshift.hide_keys(relation);
END $$;

CREATE FUNCTION pg_redshift.make_unique(index oid) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
    UPDATE pg_catalog.pg_index SET indisunique = true WHERE indexrelid = index
$$;

-- append_from moves all rows of a table into another (r_ALTER_TABLE_APPEND).
CREATE FUNCTION pg_redshift.append_from(target text, source text, ignore_extra boolean, fill_target boolean) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    into_rel oid := pg_redshift.altered(target);
    from_rel oid := pg_redshift.altered(source);
    both_sides text;
    extra int;
    lacking int;
BEGIN
    SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE b.attname IS NOT NULL),
        count(*) FILTER (WHERE b.attname IS NULL) INTO both_sides, extra
    FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_attribute b
        ON b.attrelid = into_rel AND b.attname = a.attname AND b.atttypid = a.atttypid AND NOT b.attisdropped
    WHERE a.attrelid = from_rel AND a.attnum > 0 AND NOT a.attisdropped;
    SELECT count(*) INTO lacking FROM pg_catalog.pg_attribute b
    WHERE b.attrelid = into_rel AND b.attnum > 0 AND NOT b.attisdropped AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = from_rel AND a.attname = b.attname AND NOT a.attisdropped);
    PERFORM pg_redshift.refuse_if(extra > 0 AND NOT ignore_extra, '0A000',
        'the source table of ALTER TABLE APPEND has columns that the target table does not have', 'Use IGNOREEXTRA.');
    PERFORM pg_redshift.refuse_if(lacking > 0 AND NOT fill_target, '0A000',
        'the target table of ALTER TABLE APPEND has columns that the source table does not have', 'Use FILLTARGET.');
    EXECUTE pg_catalog.format('INSERT INTO %s (%s) SELECT %s FROM %s', target, both_sides, both_sides, source);
    EXECUTE pg_catalog.format('DELETE FROM %s', source);
END $$;
