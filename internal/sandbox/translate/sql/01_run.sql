-- How a statement of Redshift runs as one statement here.

-- run executes statements one after the other.
CREATE PROCEDURE pg_redshift.run(VARIADIC statements text[]) LANGUAGE plpgsql AS $$
DECLARE
    statement text;
BEGIN
    FOREACH statement IN ARRAY statements LOOP
        EXECUTE statement;
    END LOOP;
END $$;

-- refuse fails with an error of Redshift.
CREATE PROCEDURE pg_redshift.refuse(code text, message text, detail text, hint text) LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = code, MESSAGE = message, DETAIL = detail, HINT = hint;
END $$;

-- refuse_if is refuse for functions that look something up first.
CREATE FUNCTION pg_redshift.refuse_if(condition boolean, code text, message text, hint text DEFAULT '') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF condition THEN
        RAISE EXCEPTION USING ERRCODE = code, MESSAGE = message, HINT = hint;
    END IF;
END $$;

-- run_in executes a statement with a schema in front of the search path: an element of CREATE SCHEMA.
CREATE FUNCTION pg_redshift.run_in(schema text, statement text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    before text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', pg_catalog.quote_ident(schema) || ', ' || before, true);
    EXECUTE statement;
    PERFORM pg_catalog.set_config('search_path', before, true);
END $$;

-- write_lock lets one transaction at a time write to a table (r_LOCK, c_write_readwrite): it is taken before PostgreSQL
-- takes its own weaker lock, so that two writers wait and do not deadlock.
CREATE PROCEDURE pg_redshift.write_lock(relation text) LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    rel regclass := pg_catalog.to_regclass(relation);
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = rel AND relkind = 'r' AND relnamespace <> 'pg_catalog'::regnamespace) THEN
        EXECUTE pg_catalog.format('LOCK TABLE ONLY %s IN SHARE ROW EXCLUSIVE MODE', relation);
    END IF;
END $$;
