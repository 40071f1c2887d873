-- Where Redshift wants a text it takes a number or a date as its text, as PostgreSQL 8.0 did; PostgreSQL has not since 8.3.
-- Casts that everybody would feel are not brought back: each function gets its other forms.

DO $conversions$
DECLARE
    form text; kind text; name text; arguments text; call text;
BEGIN
    FOREACH form IN ARRAY ARRAY[
        'split_part(T,text,int4)', 'substring(T,int4)', 'substring(T,int4,int4)', 'substr(T,int4)', 'substr(T,int4,int4)',
        '"left"(T,int4)', '"right"(T,int4)', 'lpad(T,int4)', 'lpad(T,int4,text)', 'rpad(T,int4)', 'rpad(T,int4,text)',
        'ltrim(T)', 'ltrim(T,text)', 'rtrim(T)', 'rtrim(T,text)', 'btrim(T)', 'btrim(T,text)', 'length(T)', 'len(T)',
        'strpos(T,text)', '"position"(T,text)', 'charindex(text,T)', 'replace(T,text,text)', 'repeat(T,int4)', 'reverse(T)',
        'translate(T,text,text)', 'md5(T)', 'upper(T)', 'lower(T)', 'concat(T,text)', 'concat(text,T)']
    LOOP
        name := split_part(form, '(', 1);
        arguments := rtrim(split_part(form, '(', 2), ')');
        SELECT string_agg(CASE a WHEN 'T' THEN '$' || n || '::text' ELSE '$' || n END, ', ' ORDER BY n) INTO call
            FROM unnest(string_to_array(arguments, ',')) WITH ORDINALITY AS u (a, n);
        FOREACH kind IN ARRAY ARRAY['int8', 'numeric', 'float8', 'timestamp', 'timestamptz', 'date'] LOOP
            EXECUTE format('CREATE FUNCTION pg_catalog.%s(%s) RETURNS %s LANGUAGE sql STABLE STRICT RETURN pg_catalog.%s(%s)',
                name, replace(arguments, 'T', kind),
                CASE WHEN name IN ('length', 'len', 'strpos', '"position"', 'charindex') THEN 'int4' ELSE 'text' END, name, call);
        END LOOP;
    END LOOP;

    -- LIKE on what is no text.
    FOREACH kind IN ARRAY ARRAY['int8', 'numeric', 'float8', 'timestamp', 'timestamptz', 'date'] LOOP
        EXECUTE format('CREATE FUNCTION pg_redshift.is_like(%s, text) RETURNS boolean LANGUAGE sql STABLE STRICT RETURN $1::text LIKE $2', kind);
        EXECUTE format('CREATE FUNCTION pg_redshift.is_unlike(%s, text) RETURNS boolean LANGUAGE sql STABLE STRICT RETURN $1::text NOT LIKE $2', kind);
        EXECUTE format('CREATE OPERATOR pg_catalog.~~ (FUNCTION = pg_redshift.is_like, LEFTARG = %s, RIGHTARG = text)', kind);
        EXECUTE format('CREATE OPERATOR pg_catalog.!~~ (FUNCTION = pg_redshift.is_unlike, LEFTARG = %s, RIGHTARG = text)', kind);
    END LOOP;

    -- A text is compared with a number as a number.
    FOREACH kind IN ARRAY ARRAY['int2', 'int4', 'int8', 'numeric', 'float8'] LOOP
        FOR name, call IN SELECT * FROM (VALUES ('eq', '='), ('ne', '<>'), ('lt', '<'), ('le', '<='), ('gt', '>'), ('ge', '>=')) AS o LOOP
            EXECUTE format('CREATE FUNCTION pg_redshift.text_%s(text, %s) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT RETURN $1::%s %s $2', name, kind, CASE kind WHEN 'float8' THEN kind ELSE 'numeric' END, call);
            EXECUTE format('CREATE FUNCTION pg_redshift.text_%s(%s, text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT RETURN $1 %s $2::%s', name, kind, call, CASE kind WHEN 'float8' THEN kind ELSE 'numeric' END);
            EXECUTE format('CREATE OPERATOR pg_catalog.%s (FUNCTION = pg_redshift.text_%s, LEFTARG = text, RIGHTARG = %s)', call, name, kind);
            EXECUTE format('CREATE OPERATOR pg_catalog.%s (FUNCTION = pg_redshift.text_%s, LEFTARG = %s, RIGHTARG = text)', call, name, kind);
        END LOOP;
    END LOOP;
END $conversions$;

-- A whole number is true when it is not 0, where a condition stands.
UPDATE pg_catalog.pg_cast SET castcontext = 'i' WHERE castsource = 'int4'::regtype AND casttarget = 'boolean'::regtype;

-- VARBYTE (r_VARBYTE_OPERATORS, r_VARBYTE_type).
CREATE FUNCTION pg_redshift.varbyte_join(varbyte, varbyte) RETURNS varbyte LANGUAGE sql IMMUTABLE STRICT RETURN ($1::bytea || $2::bytea)::varbyte;
CREATE OPERATOR pg_catalog.+ (FUNCTION = pg_redshift.varbyte_join, LEFTARG = varbyte, RIGHTARG = varbyte);
CREATE FUNCTION pg_redshift.to_varbyte(int2) RETURNS varbyte LANGUAGE sql IMMUTABLE STRICT RETURN int2send($1)::varbyte;
CREATE FUNCTION pg_redshift.to_varbyte(int4) RETURNS varbyte LANGUAGE sql IMMUTABLE STRICT RETURN int4send($1)::varbyte;
CREATE FUNCTION pg_redshift.to_varbyte(int8) RETURNS varbyte LANGUAGE sql IMMUTABLE STRICT RETURN int8send($1)::varbyte;
CREATE CAST (int2 AS varbyte) WITH FUNCTION pg_redshift.to_varbyte(int2);
CREATE CAST (int4 AS varbyte) WITH FUNCTION pg_redshift.to_varbyte(int4);
CREATE CAST (int8 AS varbyte) WITH FUNCTION pg_redshift.to_varbyte(int8);
CREATE FUNCTION pg_catalog.getbit(varbyte, int4) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT
    RETURN (get_byte($1::bytea, length($1::bytea) - 1 - $2 / 8) >> ($2 % 8)) & 1;
CREATE FUNCTION pg_catalog.octetindex(text, text) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT
    RETURN position(convert_to($1, 'UTF8') IN convert_to($2, 'UTF8'));

CREATE FUNCTION pg_catalog.date_part_year(date) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT RETURN extract(year FROM $1)::int4;
CREATE FUNCTION pg_catalog.to_timestamp(timestamp, text) RETURNS timestamptz LANGUAGE sql STABLE STRICT RETURN to_timestamp($1::text, $2);
CREATE FUNCTION pg_catalog.to_date(timestamp, text) RETURNS date LANGUAGE sql STABLE STRICT RETURN to_date($1::text, $2);
CREATE FUNCTION pg_catalog.to_char(date, text) RETURNS text LANGUAGE sql STABLE STRICT RETURN to_char($1::timestamp, $2);
CREATE FUNCTION pg_catalog.to_number(numeric, text) RETURNS numeric LANGUAGE sql STABLE STRICT RETURN $1;

-- A sign behind the number, as mainframes write it (r_TEXT_TO_INT_ALT, r_TEXT_TO_NUMERIC_ALT).
CREATE FUNCTION pg_redshift.mainframe(text) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT RETURN CASE
    WHEN trim($1) LIKE '%-' THEN -rtrim(trim($1), '-')::numeric WHEN trim($1) LIKE '%+' THEN rtrim(trim($1), '+')::numeric
    ELSE $1::numeric END;
CREATE FUNCTION pg_catalog.text_to_int_alt(text) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT RETURN trunc(pg_redshift.mainframe($1))::int4;
CREATE FUNCTION pg_catalog.text_to_numeric_alt(text, int4 DEFAULT 38, int4 DEFAULT 0) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT
    RETURN round(pg_redshift.mainframe($1), $3);

CREATE FUNCTION pg_catalog.object() RETURNS super LANGUAGE sql IMMUTABLE RETURN '{}'::super;

CREATE FUNCTION pg_catalog.db_collation() RETURNS text LANGUAGE sql STABLE RETURN 'case_sensitive';
CREATE FUNCTION pg_catalog.default_iam_role() RETURNS text LANGUAGE sql STABLE RETURN 'default';
CREATE FUNCTION pg_catalog.change_query_priority(int4, text) RETURNS varchar LANGUAGE sql STABLE RETURN 'Query not found';
CREATE FUNCTION pg_catalog.change_session_priority(int4, text) RETURNS varchar LANGUAGE sql STABLE RETURN 'Session not found';
CREATE FUNCTION pg_catalog.change_user_priority(text, text) RETURNS varchar LANGUAGE sql STABLE RETURN 'Succeeded to change user priority.';
CREATE FUNCTION pg_catalog.current_namespace() RETURNS text LANGUAGE sql STABLE RETURN '00000000-0000-0000-0000-000000000000';
CREATE FUNCTION pg_catalog.current_aws_account() RETURNS text LANGUAGE sql STABLE RETURN '123456789012';

-- Functions that are known and cannot be computed: spatial ones, sketches, hashes that have no short definition, models. Queries
-- with them can be planned; running one is an error. The body is a C function that takes no notice of its arguments and fails.
DO $declared$
DECLARE
    line text; words text[]; name text;
BEGIN
    FOREACH line IN ARRAY ARRAY[
        'geometry addbbox dropbbox st_addpoint st_boundary st_buffer st_centroid st_collect st_convexhull st_endpoint st_envelope '
            'st_exteriorring st_flipcoordinates st_force2d st_force3d st_force3dm st_force3dz st_force4d st_forcecollection '
            'st_generatepoints st_geometryn st_geometryfromtext st_geomfromewkb st_geomfromewkt st_geomfromgeohash st_geomfromgeojson '
            'st_geomfromtext st_geomfromwkb st_interiorringn st_interpolatepoint st_intersection st_lineinterpolatepoint st_linefrommultipoint '
            'st_lineinterpolatepoint st_makeenvelope st_makeline st_makepoint st_makepolygon st_multi st_point st_pointn st_points st_polygon '
            'st_removepoint st_reverse st_rotate st_scale st_setpoint st_setsrid st_simplify st_startpoint st_transform st_translate st_union',
        'geography st_geogfromtext st_geogfromwkb',
        'float8 st_angle st_area st_azimuth st_distance st_distancesphere st_hausdorffdistance st_length st_lengthsphere st_length2d '
            'st_m st_mmax st_mmin st_perimeter st_perimeter2d st_x st_xmax st_xmin st_y st_ymax st_ymin st_z st_zmax st_zmin',
        'int4 st_dimension st_memsize st_ndims st_npoints st_nrings st_numgeometries st_numinteriorrings st_numpoints st_srid h3_resolution',
        'int8 h3_fromlonglat h3_frompoint h3_center farmfingerprint64 murmur3_32_hash hll_cardinality',
        'boolean st_contains st_containsproperly st_coveredby st_covers st_crosses st_disjoint st_dwithin st_equals st_intersects '
            'st_isclosed st_iscollection st_isempty st_ispolygonccw st_ispolygoncw st_isring st_issimple st_isvalid st_overlaps st_touches '
            'st_within supportsbbox proc_is_rls_safe',
        'text geometrytype st_asewkb st_asewkt st_asgeojson st_ashexewkb st_ashexwkb st_astext st_asbinary st_geohash st_geometrytype st_gmlsql '
            'st_isvalidreason st_summary explain_model mask_get_policy_for_role_on_column mask_get_policy_for_user_on_column',
        'super h3_polyfill h3_boundary', 'hllsketch hll_create_sketch hll_combine hll_combine_sketches']
    LOOP
        words := string_to_array(line, ' ');
        FOREACH name IN ARRAY words[2:] LOOP
            EXECUTE format('CREATE OR REPLACE FUNCTION pg_catalog.%I(VARIADIC "any") RETURNS %s LANGUAGE internal VOLATILE AS ''shell_in''', name, words[1]);
        END LOOP;
    END LOOP;
END $declared$;
CREATE FUNCTION pg_catalog.btrim(oid) RETURNS text LANGUAGE sql IMMUTABLE STRICT RETURN $1::text;

-- Days are counted in any whole number.
CREATE FUNCTION pg_redshift.days_after(date, int8) RETURNS date LANGUAGE sql IMMUTABLE STRICT RETURN $1 + $2::int4;
CREATE FUNCTION pg_redshift.days_before(date, int8) RETURNS date LANGUAGE sql IMMUTABLE STRICT RETURN $1 - $2::int4;
CREATE OPERATOR pg_catalog.+ (FUNCTION = pg_redshift.days_after, LEFTARG = date, RIGHTARG = int8);
CREATE OPERATOR pg_catalog.- (FUNCTION = pg_redshift.days_before, LEFTARG = date, RIGHTARG = int8);

-- Bits of a VARBYTE.
CREATE FUNCTION pg_redshift.varbyte_bits(varbyte) RETURNS bit varying LANGUAGE sql IMMUTABLE STRICT RETURN ('x' || encode($1::bytea, 'hex'))::bit varying;
CREATE FUNCTION pg_redshift.bits_varbyte(bit varying) RETURNS varbyte LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT string_agg(set_byte('\x00', 0, substring($1 FROM i * 8 + 1 FOR 8)::bit(8)::int), '' ORDER BY i)::varbyte
    FROM generate_series(0, length($1) / 8 - 1) AS g (i)
$$;
CREATE FUNCTION pg_redshift.varbyte_not(varbyte) RETURNS varbyte LANGUAGE sql IMMUTABLE STRICT RETURN pg_redshift.bits_varbyte(~ pg_redshift.varbyte_bits($1));
CREATE FUNCTION pg_redshift.varbyte_and(varbyte, varbyte) RETURNS varbyte LANGUAGE sql IMMUTABLE STRICT RETURN pg_redshift.bits_varbyte(pg_redshift.varbyte_bits($1) & pg_redshift.varbyte_bits($2));
CREATE FUNCTION pg_redshift.varbyte_or(varbyte, varbyte) RETURNS varbyte LANGUAGE sql IMMUTABLE STRICT RETURN pg_redshift.bits_varbyte(pg_redshift.varbyte_bits($1) | pg_redshift.varbyte_bits($2));
CREATE OPERATOR pg_catalog.~ (FUNCTION = pg_redshift.varbyte_not, RIGHTARG = varbyte);
CREATE OPERATOR pg_catalog.& (FUNCTION = pg_redshift.varbyte_and, LEFTARG = varbyte, RIGHTARG = varbyte);
CREATE OPERATOR pg_catalog.| (FUNCTION = pg_redshift.varbyte_or, LEFTARG = varbyte, RIGHTARG = varbyte);
