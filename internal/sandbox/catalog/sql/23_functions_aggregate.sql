-- Aggregate and window functions (c_Aggregate_Functions, c_Window_functions). Package dialect turns Redshift's syntax
-- into calls of these.

-- LISTAGG takes any type (r_LISTAGG); its DISTINCT needs the argument to stay what it is.
CREATE FUNCTION pg_redshift.listagg_step(text, anyelement, text) RETURNS text LANGUAGE sql IMMUTABLE
    AS $$ SELECT CASE WHEN $2 IS NULL THEN $1 WHEN $1 IS NULL THEN $2::text ELSE $1 || COALESCE($3, '') || $2::text END $$;
CREATE FUNCTION pg_redshift.listagg_step(text, anyelement) RETURNS text LANGUAGE sql IMMUTABLE
    AS $$ SELECT CASE WHEN $2 IS NULL THEN $1 WHEN $1 IS NULL THEN $2::text ELSE $1 || $2::text END $$;
CREATE AGGREGATE pg_catalog.listagg(anyelement, text) (SFUNC = pg_redshift.listagg_step, STYPE = text);
CREATE AGGREGATE pg_catalog.listagg(anyelement) (SFUNC = pg_redshift.listagg_step, STYPE = text);

-- MEDIAN and PERCENTILE_CONT as plain aggregates, for PostgreSQL's ordered-set aggregates take no window (r_MEDIAN,
-- r_WF_PERCENTILE_CONT). The fraction is gathered with the values.
CREATE FUNCTION pg_redshift.percentile_cont_final(float8[], float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$
    SELECT percentile_cont($2) WITHIN GROUP (ORDER BY v) FROM unnest($1) AS u (v)
$$;
CREATE FUNCTION pg_redshift.gather(float8[], float8) RETURNS float8[] LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN $2 IS NULL THEN $1 ELSE $1 || $2 END;
CREATE FUNCTION pg_redshift.median_final(float8[]) RETURNS float8 LANGUAGE sql IMMUTABLE RETURN pg_redshift.percentile_cont_final($1, 0.5);
CREATE AGGREGATE pg_catalog.median(float8) (SFUNC = pg_redshift.gather, STYPE = float8[], INITCOND = '{}', FINALFUNC = pg_redshift.median_final);
CREATE FUNCTION pg_redshift.cont_step(float8[], float8, float8) RETURNS float8[] LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN $3 IS NULL THEN $1 WHEN cardinality($1) = 0 THEN ARRAY[$2, $3] ELSE $1 || $3 END;
CREATE FUNCTION pg_redshift.cont_final(float8[]) RETURNS float8 LANGUAGE sql IMMUTABLE RETURN pg_redshift.percentile_cont_final($1[2:], $1[1]);
CREATE AGGREGATE pg_redshift.percentile_cont(float8, float8) (SFUNC = pg_redshift.cont_step, STYPE = float8[], INITCOND = '{}', FINALFUNC = pg_redshift.cont_final);
CREATE FUNCTION pg_redshift.disc_final(float8[]) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$
    SELECT percentile_disc($1[1]) WITHIN GROUP (ORDER BY v) FROM unnest($1[2:]) AS u (v)
$$;
CREATE AGGREGATE pg_redshift.percentile_disc(float8, float8) (SFUNC = pg_redshift.cont_step, STYPE = float8[], INITCOND = '{}', FINALFUNC = pg_redshift.disc_final);

-- FIRST_VALUE and LAST_VALUE … IGNORE NULLS (r_WF_first_value): strict steps pass nulls over.
CREATE FUNCTION pg_redshift.keep_first(anyelement, anyelement) RETURNS anyelement LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1 $$;
CREATE FUNCTION pg_redshift.keep_last(anyelement, anyelement) RETURNS anyelement LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $2 $$;
CREATE AGGREGATE pg_redshift.first_value(anyelement) (SFUNC = pg_redshift.keep_first, STYPE = anyelement);
CREATE AGGREGATE pg_redshift.last_value(anyelement) (SFUNC = pg_redshift.keep_last, STYPE = anyelement);

-- ANY_VALUE comes with PostgreSQL 16.
CREATE AGGREGATE pg_redshift.any_value(anyelement) (SFUNC = pg_redshift.keep_first, STYPE = anyelement);

-- AVG of whole numbers is a whole number (r_AVG).
CREATE FUNCTION pg_redshift.avg_step(numeric[], int8) RETURNS numeric[] LANGUAGE sql IMMUTABLE STRICT
    RETURN ARRAY[$1[1] + $2, $1[2] + 1];
CREATE FUNCTION pg_redshift.avg_final(numeric[]) RETURNS int8 LANGUAGE sql IMMUTABLE STRICT
    RETURN CASE WHEN $1[2] > 0 THEN trunc($1[1] / $1[2]) END::int8;
CREATE FUNCTION pg_redshift.avg_step(numeric[], int4) RETURNS numeric[] LANGUAGE sql IMMUTABLE STRICT
    RETURN ARRAY[$1[1] + $2, $1[2] + 1];
CREATE FUNCTION pg_redshift.avg_step(numeric[], int2) RETURNS numeric[] LANGUAGE sql IMMUTABLE STRICT
    RETURN ARRAY[$1[1] + $2, $1[2] + 1];
CREATE AGGREGATE pg_redshift.avg(int2) (SFUNC = pg_redshift.avg_step, STYPE = numeric[], INITCOND = '{0,0}', FINALFUNC = pg_redshift.avg_final);
CREATE AGGREGATE pg_redshift.avg(int4) (SFUNC = pg_redshift.avg_step, STYPE = numeric[], INITCOND = '{0,0}', FINALFUNC = pg_redshift.avg_final);
CREATE AGGREGATE pg_redshift.avg(int8) (SFUNC = pg_redshift.avg_step, STYPE = numeric[], INITCOND = '{0,0}', FINALFUNC = pg_redshift.avg_final);
CREATE AGGREGATE pg_redshift.avg(numeric) (SFUNC = numeric_avg_accum, STYPE = internal, FINALFUNC = numeric_avg);
CREATE AGGREGATE pg_redshift.avg(float8) (SFUNC = float8_accum, STYPE = float8[], INITCOND = '{0,0,0}', FINALFUNC = float8_avg);
CREATE FUNCTION pg_redshift.avg_final(interval[]) RETURNS interval LANGUAGE sql IMMUTABLE AS $$ SELECT avg(v) FROM unnest($1) AS u (v) $$;
CREATE AGGREGATE pg_redshift.avg(interval) (SFUNC = array_append, STYPE = interval[], FINALFUNC = pg_redshift.avg_final);

-- HyperLogLog as far as ETL asks: the number of distinct values, exactly (r_HLL_function).
CREATE FUNCTION pg_redshift.distinct_step(text[], anyelement) RETURNS text[] LANGUAGE sql IMMUTABLE
    AS $$ SELECT CASE WHEN $2 IS NULL OR $2::text = ANY ($1) THEN $1 ELSE $1 || $2::text END $$;
CREATE FUNCTION pg_redshift.distinct_final(text[]) RETURNS int8 LANGUAGE sql IMMUTABLE RETURN cardinality($1)::int8;
CREATE AGGREGATE pg_catalog.hll(anyelement) (SFUNC = pg_redshift.distinct_step, STYPE = text[], INITCOND = '{}', FINALFUNC = pg_redshift.distinct_final);
