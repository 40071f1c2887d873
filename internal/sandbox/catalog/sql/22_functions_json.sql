-- JSON texts (json-functions) and SUPER values (super-functions). A SUPER is a jsonb.

-- A cast between SUPER and a text is of a string (24_super.sql); these are of JSON.
CREATE FUNCTION pg_redshift.json_text(jsonb) RETURNS text LANGUAGE sql IMMUTABLE STRICT RETURN textin(jsonb_out($1));
CREATE FUNCTION pg_redshift.text_json(text) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT RETURN jsonb_in(textout($1));

CREATE FUNCTION pg_redshift.parse(text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
    RETURN pg_redshift.text_json($1);
EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
END $$;
CREATE FUNCTION pg_redshift.valid_json(text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
    RETURN pg_redshift.text_json($1);
EXCEPTION WHEN OTHERS THEN
    RAISE EXCEPTION 'JSON parsing error' USING ERRCODE = '22032', DETAIL = 'Invalid JSON: ' || "left"($1, 200);
END $$;

-- A path that leads nowhere is null (JSON_EXTRACT_PATH_TEXT); with the last argument true so is a text that is no JSON.
CREATE FUNCTION pg_redshift.path_text(document jsonb, path text[]) RETURNS varchar LANGUAGE sql IMMUTABLE STRICT
    RETURN $1 #>> $2;
CREATE FUNCTION pg_catalog.json_extract_path_text(text, VARIADIC text[]) RETURNS varchar LANGUAGE sql IMMUTABLE STRICT
    RETURN pg_redshift.path_text(pg_redshift.valid_json($1), $2);
CREATE FUNCTION pg_catalog.json_extract_path_text(text, text, boolean) RETURNS varchar LANGUAGE sql IMMUTABLE STRICT
    RETURN pg_redshift.path_text(CASE WHEN $3 THEN pg_redshift.parse($1) ELSE pg_redshift.valid_json($1) END, ARRAY[$2]);
CREATE FUNCTION pg_catalog.json_extract_path_text(text, text, text, boolean) RETURNS varchar LANGUAGE sql IMMUTABLE STRICT
    RETURN pg_redshift.path_text(CASE WHEN $4 THEN pg_redshift.parse($1) ELSE pg_redshift.valid_json($1) END, ARRAY[$2, $3]);
CREATE FUNCTION pg_catalog.json_extract_path_text(text, text, text, text, boolean) RETURNS varchar LANGUAGE sql IMMUTABLE STRICT
    RETURN pg_redshift.path_text(CASE WHEN $5 THEN pg_redshift.parse($1) ELSE pg_redshift.valid_json($1) END, ARRAY[$2, $3, $4]);
CREATE FUNCTION pg_catalog.json_extract_path_text(text, text, text, text, text, boolean) RETURNS varchar LANGUAGE sql IMMUTABLE STRICT
    RETURN pg_redshift.path_text(CASE WHEN $6 THEN pg_redshift.parse($1) ELSE pg_redshift.valid_json($1) END, ARRAY[$2, $3, $4, $5]);
CREATE FUNCTION pg_catalog.json_extract_path_text(text, text, text, text, text, text, boolean) RETURNS varchar LANGUAGE sql IMMUTABLE STRICT
    RETURN pg_redshift.path_text(CASE WHEN $7 THEN pg_redshift.parse($1) ELSE pg_redshift.valid_json($1) END, ARRAY[$2, $3, $4, $5, $6]);
CREATE FUNCTION pg_catalog.json_extract_array_element_text(text, int4, boolean DEFAULT false) RETURNS varchar LANGUAGE sql IMMUTABLE STRICT
    RETURN CASE WHEN $2 >= 0 THEN (CASE WHEN $3 THEN pg_redshift.parse($1) ELSE pg_redshift.valid_json($1) END) ->> $2 END;
CREATE FUNCTION pg_catalog.json_array_length(text, boolean DEFAULT false) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT
    RETURN jsonb_array_length(CASE WHEN $2 THEN pg_redshift.parse($1) ELSE pg_redshift.valid_json($1) END);
CREATE FUNCTION pg_catalog.is_valid_json(text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT
    RETURN COALESCE(jsonb_typeof(pg_redshift.parse($1)) IN ('object', 'array'), false);
CREATE FUNCTION pg_catalog.is_valid_json_array(text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT
    RETURN COALESCE(jsonb_typeof(pg_redshift.parse($1)) = 'array', false);

CREATE FUNCTION pg_catalog.json_parse(text) RETURNS super LANGUAGE sql IMMUTABLE STRICT RETURN pg_redshift.valid_json($1)::super;
CREATE FUNCTION pg_catalog.can_json_parse(text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT RETURN pg_redshift.parse($1) IS NOT NULL;
CREATE FUNCTION pg_catalog.json_serialize(jsonb) RETURNS text LANGUAGE sql IMMUTABLE STRICT RETURN pg_redshift.json_text($1);
CREATE FUNCTION pg_catalog.json_serialize_to_varbyte(jsonb) RETURNS varbyte LANGUAGE sql IMMUTABLE STRICT RETURN convert_to(pg_redshift.json_text($1), 'UTF8')::varbyte;
CREATE FUNCTION pg_catalog.json_typeof(jsonb) RETURNS varchar LANGUAGE sql IMMUTABLE STRICT RETURN jsonb_typeof($1);
CREATE FUNCTION pg_catalog.json_size(jsonb) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT RETURN octet_length(pg_redshift.json_text($1));
CREATE FUNCTION pg_catalog.get_array_length(jsonb) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT
    RETURN CASE jsonb_typeof($1) WHEN 'array' THEN jsonb_array_length($1) END;
CREATE FUNCTION pg_catalog.array_concat(jsonb, jsonb) RETURNS super LANGUAGE sql IMMUTABLE STRICT RETURN ($1 || $2)::super;
CREATE FUNCTION pg_catalog.array_flatten(jsonb) RETURNS super LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT COALESCE(jsonb_agg(i.item ORDER BY e.o, i.o), '[]')::super
    FROM jsonb_array_elements($1) WITH ORDINALITY AS e (item, o),
        jsonb_array_elements(CASE jsonb_typeof(e.item) WHEN 'array' THEN e.item ELSE jsonb_build_array(e.item) END)
            WITH ORDINALITY AS i (item, o)
$$;
CREATE FUNCTION pg_catalog.subarray(jsonb, int4, int4) RETURNS super LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT COALESCE(jsonb_agg(item ORDER BY o), '[]')::super
    FROM jsonb_array_elements($1) WITH ORDINALITY AS e (item, o) WHERE o > $2 AND o <= $2 + $3
$$;
CREATE FUNCTION pg_catalog.split_to_array(text, text DEFAULT ',') RETURNS super LANGUAGE sql IMMUTABLE STRICT
    RETURN to_jsonb(string_to_array($1, $2))::super;
CREATE FUNCTION pg_catalog.object(VARIADIC "any") RETURNS super LANGUAGE internal STABLE AS 'jsonb_build_object';
CREATE FUNCTION pg_catalog."array"(VARIADIC "any") RETURNS super LANGUAGE internal STABLE AS 'jsonb_build_array';
CREATE FUNCTION pg_catalog."array"() RETURNS super LANGUAGE sql IMMUTABLE RETURN '[]'::super;

-- is_integer and its like (super type functions): what a value is, not what it could become.
CREATE FUNCTION pg_catalog.is_array(jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT RETURN jsonb_typeof($1) = 'array';
CREATE FUNCTION pg_catalog.is_object(jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT RETURN jsonb_typeof($1) = 'object';
CREATE FUNCTION pg_catalog.is_scalar(jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT RETURN jsonb_typeof($1) NOT IN ('array', 'object');
CREATE FUNCTION pg_catalog.is_boolean(jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT RETURN jsonb_typeof($1) = 'boolean';
CREATE FUNCTION pg_catalog.is_varchar(jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT RETURN jsonb_typeof($1) = 'string';
CREATE FUNCTION pg_catalog.is_char(jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT RETURN jsonb_typeof($1) = 'string' AND octet_length($1 #>> '{}') = length($1 #>> '{}');
CREATE FUNCTION pg_catalog.is_decimal(jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT RETURN jsonb_typeof($1) = 'number';
CREATE FUNCTION pg_catalog.is_float(jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT RETURN jsonb_typeof($1) = 'number';
CREATE FUNCTION pg_redshift.whole(jsonb, numeric) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT
    RETURN CASE jsonb_typeof($1) WHEN 'number' THEN $1::numeric = trunc($1::numeric) AND abs($1::numeric) <= $2 ELSE false END;
CREATE FUNCTION pg_catalog.is_smallint(jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT RETURN pg_redshift.whole($1, 32767);
CREATE FUNCTION pg_catalog.is_integer(jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT RETURN pg_redshift.whole($1, 2147483647);
CREATE FUNCTION pg_catalog.is_bigint(jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT RETURN pg_redshift.whole($1, 9223372036854775807);
CREATE FUNCTION pg_catalog.decimal_precision(jsonb) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT
    RETURN CASE jsonb_typeof($1) WHEN 'number' THEN length(regexp_replace(pg_redshift.json_text($1), '[^0-9]', '', 'g')) END;
CREATE FUNCTION pg_catalog.decimal_scale(jsonb) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT
    RETURN CASE jsonb_typeof($1) WHEN 'number' THEN scale($1::numeric) END;
