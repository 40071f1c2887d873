-- Redshift's types that PostgreSQL lacks (c_Supported_data_types). They are in pg_catalog, so that they are found as
-- built-in types are.

CREATE DOMAIN pg_catalog.super AS jsonb;
CREATE DOMAIN pg_catalog.geometry AS text;
CREATE DOMAIN pg_catalog.geography AS text;
CREATE DOMAIN pg_catalog.hllsketch AS text;

-- Arguments of routines keep no fields of an interval in PostgreSQL; in Redshift the two kinds are types of their own
-- (r_interval_data_types).
CREATE DOMAIN pg_catalog.intervaly2m AS interval year to month;
CREATE DOMAIN pg_catalog.intervald2s AS interval day to second;

-- VARBYTE keeps its length (r_VARBYTE_type), which a domain could not.
CREATE TYPE pg_catalog.varbyte;
CREATE FUNCTION pg_redshift.varbytein(cstring, oid, int4) RETURNS varbyte LANGUAGE internal IMMUTABLE STRICT AS 'byteain';
CREATE FUNCTION pg_redshift.varbyteout(varbyte) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'byteaout';
CREATE FUNCTION pg_redshift.varbyterecv(internal, oid, int4) RETURNS varbyte LANGUAGE internal IMMUTABLE STRICT AS 'bytearecv';
CREATE FUNCTION pg_redshift.varbytesend(varbyte) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_redshift.varbytetypmodin(cstring[]) RETURNS int4 LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodin';
CREATE FUNCTION pg_redshift.varbytetypmodout(int4) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodout';
CREATE TYPE pg_catalog.varbyte (
    INPUT = pg_redshift.varbytein, OUTPUT = pg_redshift.varbyteout,
    RECEIVE = pg_redshift.varbyterecv, SEND = pg_redshift.varbytesend,
    TYPMOD_IN = pg_redshift.varbytetypmodin, TYPMOD_OUT = pg_redshift.varbytetypmodout,
    LIKE = bytea, STORAGE = extended
);
CREATE CAST (varbyte AS bytea) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (bytea AS varbyte) WITHOUT FUNCTION AS IMPLICIT;

-- A column takes no value that is longer than it is; a cast cuts it off.
CREATE FUNCTION pg_redshift.varbyte_length(varbyte, int4, boolean) RETURNS varbyte LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
    IF length($1::bytea) <= $2 - 4 THEN
        RETURN $1;
    ELSIF $3 THEN
        RETURN substr($1::bytea, 1, $2 - 4)::varbyte;
    END IF;
    RAISE EXCEPTION 'value too long for type binary varying(%)', $2 - 4 USING ERRCODE = '22001';
END $$;
CREATE CAST (varbyte AS varbyte) WITH FUNCTION pg_redshift.varbyte_length(varbyte, int4, boolean) AS IMPLICIT;

CREATE FUNCTION pg_redshift.text_to_varbyte(text) RETURNS varbyte LANGUAGE sql IMMUTABLE STRICT
    AS $$ SELECT convert_to($1, 'UTF8')::varbyte $$;
CREATE CAST (text AS varbyte) WITH FUNCTION pg_redshift.text_to_varbyte(text);
CREATE CAST (varchar AS varbyte) WITH FUNCTION pg_redshift.text_to_varbyte(text);
CREATE FUNCTION pg_redshift.varbyte_to_text(varbyte) RETURNS text LANGUAGE sql IMMUTABLE STRICT
    AS $$ SELECT convert_from($1::bytea, 'UTF8') $$;
CREATE CAST (varbyte AS text) WITH FUNCTION pg_redshift.varbyte_to_text(varbyte) AS ASSIGNMENT;
CREATE CAST (varbyte AS varchar) WITH FUNCTION pg_redshift.varbyte_to_text(varbyte) AS ASSIGNMENT;

-- Names of types by Redshift's words. The server calls its built-in functions by number, so that replacing one changes
-- nothing where the call is not folded in: the server's own go on under other names.
CREATE FUNCTION pg_redshift.server_format_type(oid, int4) RETURNS text LANGUAGE internal STABLE AS 'format_type';
ALTER FUNCTION pg_catalog.format_type(oid, int4) RENAME TO pg_server_format_type;
CREATE FUNCTION pg_catalog.format_type(oid, int4) RETURNS text LANGUAGE sql STABLE
    RETURN CASE $1
        WHEN 'varbyte'::regtype::oid THEN 'binary varying' || COALESCE('(' || NULLIF($2, -1) - 4 || ')', '')
        WHEN 'intervaly2m'::regtype::oid THEN 'interval year to month'
        WHEN 'intervald2s'::regtype::oid THEN 'interval day to second'
        ELSE pg_redshift.server_format_type($1, $2) END;

ALTER FUNCTION pg_catalog.oidvectortypes(oidvector) RENAME TO pg_server_oidvectortypes;
CREATE FUNCTION pg_catalog.oidvectortypes(oidvector) RETURNS text LANGUAGE sql STABLE STRICT AS $$
    SELECT COALESCE(string_agg(pg_catalog.format_type(t, NULL), ', ' ORDER BY n), '')
    FROM unnest($1::oid[]) WITH ORDINALITY AS u (t, n)
$$;
