-- What SUPER values become: scalars, rows, and what they are compared with (query-super, super-configurations,
-- limitations-super). A SUPER is a jsonb.

-- A cast takes the scalar out of the value. What cannot be cast is null, unless cast_super_null_on_error is off. Numbers
-- without digits behind the point are integers; one with them is no boolean (limitations-super).
CREATE FUNCTION pg_redshift.cast_failed(super_type text, target text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF COALESCE(current_setting('redshift.cast_super_null_on_error', true), 'on') IN ('off', 'false') THEN
        RAISE EXCEPTION 'Invalid type when casting SUPER % to %', super_type, target USING ERRCODE = '22P02';
    END IF;
    RETURN true;
END $$;

DO $casts$
DECLARE
    target text; number text;
BEGIN
    FOREACH target IN ARRAY ARRAY['bool', 'int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'text', 'varchar', 'bpchar',
        'date', 'timestamp', 'timestamptz', 'time', 'timetz']
    LOOP
        number := CASE
            WHEN target = 'bool' THEN '(CASE WHEN scale(scalar::numeric) = 0 THEN scalar::numeric <> 0 END)'
            WHEN target IN ('text', 'varchar', 'bpchar') THEN 'scalar::' || target
            WHEN target IN ('date', 'timestamp', 'timestamptz', 'time', 'timetz') THEN 'NULL'
            ELSE 'scalar::numeric::' || target END;
        EXECUTE format($function$
            CREATE FUNCTION pg_redshift.super_to_%1$s(jsonb) RETURNS %1$s LANGUAGE plpgsql STABLE STRICT AS $body$
            DECLARE
                kind text := jsonb_typeof($1); scalar text := $1 #>> '{}'; result %1$s;
            BEGIN
                BEGIN
                    result := CASE kind WHEN 'number' THEN %2$s
                        WHEN 'string' THEN scalar::%1$s WHEN 'boolean' THEN %3$s END;
                EXCEPTION WHEN data_exception THEN
                    NULL;
                END;
                IF result IS NULL AND kind <> 'null' THEN
                    PERFORM pg_redshift.cast_failed(kind, %1$L);
                END IF;
                RETURN result;
            END $body$ $function$, target, number,
            CASE WHEN target IN ('bool', 'text', 'varchar', 'bpchar') THEN 'scalar::' || target ELSE 'NULL' END);
        IF EXISTS (SELECT 1 FROM pg_catalog.pg_cast WHERE castsource = 'jsonb'::regtype AND casttarget = target::regtype) THEN
            UPDATE pg_catalog.pg_cast SET castfunc = format('pg_redshift.super_to_%s(jsonb)', target)::regprocedure, castcontext = 'a'
            WHERE castsource = 'jsonb'::regtype AND casttarget = target::regtype; -- the server's own cannot be dropped
        ELSE
            EXECUTE format('CREATE CAST (jsonb AS %1$s) WITH FUNCTION pg_redshift.super_to_%1$s(jsonb) AS ASSIGNMENT', target);
        END IF;
    END LOOP;
END $casts$;

-- Values become SUPER, but for dates and times (limitations-super).
DO $casts$
DECLARE
    source text; operator text;
BEGIN
    FOREACH source IN ARRAY ARRAY['bool', 'int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'text', 'varchar'] LOOP
        EXECUTE format('CREATE FUNCTION pg_redshift.%1$s_to_super(%1$s) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT RETURN to_jsonb($1)', source);
        EXECUTE format('CREATE CAST (%1$s AS jsonb) WITH FUNCTION pg_redshift.%1$s_to_super(%1$s) AS ASSIGNMENT', source);
        CONTINUE WHEN source IN ('int2', 'float4', 'varchar'); -- the others are what they are promoted to
        FOREACH operator IN ARRAY ARRAY['=', '<>', '<', '<=', '>', '>='] LOOP
            -- Dynamic typing: values of different types are neither equal nor unequal (query-super).
            EXECUTE format('CREATE FUNCTION pg_redshift.super_compare_%3$s(jsonb, %1$s) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT
                RETURN CASE WHEN jsonb_typeof($1) = jsonb_typeof(to_jsonb($2)) THEN $1 %2$s to_jsonb($2) END', source, operator, source || md5(operator));
            EXECUTE format('CREATE FUNCTION pg_redshift.super_compare_%3$s(%1$s, jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT
                RETURN CASE WHEN jsonb_typeof($2) = jsonb_typeof(to_jsonb($1)) THEN to_jsonb($1) %2$s $2 END', source, operator, source || md5(operator));
            EXECUTE format('CREATE OPERATOR pg_catalog.%2$s (LEFTARG = jsonb, RIGHTARG = %1$s, FUNCTION = pg_redshift.super_compare_%3$s)', source, operator, source || md5(operator));
            EXECUTE format('CREATE OPERATOR pg_catalog.%2$s (LEFTARG = %1$s, RIGHTARG = jsonb, FUNCTION = pg_redshift.super_compare_%3$s)', source, operator, source || md5(operator));
        END LOOP;
    END LOOP;
END $casts$;

-- FROM t, t.list AS e AT i: the elements of an array with their positions from 0; in lax mode another value is one row.
CREATE FUNCTION pg_redshift.super_elements_at(jsonb) RETURNS TABLE (value super, index int8) LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT value, ordinality - 1
    FROM jsonb_array_elements(CASE jsonb_typeof($1) WHEN 'array' THEN $1 ELSE '[]' END) WITH ORDINALITY
    UNION ALL SELECT $1, NULL WHERE jsonb_typeof($1) NOT IN ('array', 'null')
$$;
CREATE FUNCTION pg_redshift.super_elements(jsonb) RETURNS SETOF super LANGUAGE sql IMMUTABLE STRICT AS
    $$ SELECT value FROM pg_redshift.super_elements_at($1) $$;

-- FROM t, UNPIVOT t.object AS v AT k: the attributes of an object. Another value has none.
CREATE FUNCTION pg_redshift.super_values_at(jsonb) RETURNS TABLE (value super, attribute varchar) LANGUAGE sql IMMUTABLE STRICT AS
    $$ SELECT value, key::varchar FROM jsonb_each(CASE jsonb_typeof($1) WHEN 'object' THEN $1 ELSE '{}' END) $$;
CREATE FUNCTION pg_redshift.super_values(jsonb) RETURNS SETOF super LANGUAGE sql IMMUTABLE STRICT AS
    $$ SELECT value FROM pg_redshift.super_values_at($1) $$;
