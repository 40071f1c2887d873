-- String, number and hash functions (String_functions_header, Math_functions, hash-functions).

-- A plus between texts joins them (r_concat_op), and a text may meet an oid, as in the AdminViews.
CREATE OPERATOR pg_catalog.+ (FUNCTION = pg_catalog.textcat, LEFTARG = text, RIGHTARG = text);
CREATE FUNCTION pg_redshift.text_is_oid(text, oid) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT RETURN $1 = $2::text;
CREATE FUNCTION pg_redshift.oid_is_text(oid, text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT RETURN $1::text = $2;
CREATE OPERATOR pg_catalog.= (FUNCTION = pg_redshift.text_is_oid, LEFTARG = text, RIGHTARG = oid);
CREATE OPERATOR pg_catalog.= (FUNCTION = pg_redshift.oid_is_text, LEFTARG = oid, RIGHTARG = text);

CREATE FUNCTION pg_catalog.len(text) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT RETURN length($1);
CREATE FUNCTION pg_catalog.len(bpchar) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT RETURN length($1);
CREATE FUNCTION pg_catalog.len(varbyte) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT RETURN length($1::bytea);
CREATE FUNCTION pg_catalog.length(varbyte) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT RETURN length($1::bytea);
CREATE FUNCTION pg_catalog.charindex(text, text) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT RETURN strpos($2, $1);
CREATE FUNCTION pg_catalog.replicate(text, int4) RETURNS text LANGUAGE sql IMMUTABLE STRICT RETURN repeat($1, $2);
CREATE FUNCTION pg_catalog.bpcharcmp(text, text) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT RETURN bttextcmp($1, $2);
CREATE FUNCTION pg_catalog.bttext_pattern_cmp(varchar, varchar) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT
    RETURN bttext_pattern_cmp($1::text, $2::text);

-- Null when either is (r_CONCAT); PostgreSQL's skips nulls.
CREATE FUNCTION pg_catalog.concat(text, text) RETURNS text LANGUAGE sql IMMUTABLE STRICT RETURN $1 || $2;

-- A number's text in a base of 2 to 36 (r_STRTOL).
CREATE FUNCTION pg_catalog.strtol(text, int4) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
    digits text := lower(trim($1));
    negative boolean := false;
    result numeric := 0;
    digit int;
BEGIN
    IF digits ~ '^[-+]' THEN
        negative := digits LIKE '-%';
        digits := substr(digits, 2);
    END IF;
    IF $2 IN (0, 16) AND digits LIKE '0x%' THEN
        digits := substr(digits, 3);
    END IF;
    FOR i IN 1 .. length(digits) LOOP
        digit := strpos('0123456789abcdefghijklmnopqrstuvwxyz', substr(digits, i, 1)) - 1;
        IF digit < 0 OR digit >= $2 THEN
            RAISE EXCEPTION 'The input % is not valid to be converted to base %', $1, $2 USING ERRCODE = '22023';
        END IF;
        result := result * $2 + digit;
    END LOOP;
    RETURN CASE WHEN negative THEN -result ELSE result END;
END $$;

-- Regular expressions. In Redshift REGEXP_REPLACE replaces every match and REGEXP_SUBSTR of nothing is an empty text
-- (REGEXP_REPLACE, REGEXP_SUBSTR); parameters: c, i, e the first group, p Perl's dialect, which PostgreSQL's mostly is.
CREATE FUNCTION pg_redshift.regexp_flags(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT
    RETURN CASE WHEN strpos($1, 'i') > 0 THEN 'gi' ELSE 'g' END;

-- The matches of a pattern: their texts, their first groups and where they begin.
CREATE FUNCTION pg_redshift.matches(source text, pattern text, start int, flags text)
RETURNS TABLE (n bigint, found text, grp text, at int) LANGUAGE sql IMMUTABLE STRICT AS $$
    WITH m AS (
        SELECT o AS n, v[1] AS found, COALESCE(v[2], v[1]) AS grp
        FROM regexp_matches(substr($1, $3), '(' || $2 || ')', pg_redshift.regexp_flags($4)) WITH ORDINALITY AS x (v, o)
    ), s AS (
        SELECT o AS n, length(part) AS skipped
        FROM regexp_split_to_table(substr($1, $3), $2, CASE WHEN strpos($4, 'i') > 0 THEN 'i' ELSE '' END) WITH ORDINALITY AS x (part, o)
    )
    SELECT m.n, m.found, m.grp,
        ($3 + sum(s.skipped) OVER (ORDER BY m.n) + sum(length(m.found)) OVER (ORDER BY m.n) - length(m.found))::int
    FROM m JOIN s USING (n)
$$;

CREATE FUNCTION pg_redshift.regexp_substr(text, text, int4 DEFAULT 1, int4 DEFAULT 1, text DEFAULT 'c') RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT COALESCE((SELECT CASE WHEN strpos($5, 'e') > 0 THEN grp ELSE found END
        FROM pg_redshift.matches($1, $2, $3, $5) WHERE n = $4), '')
$$;
CREATE FUNCTION pg_redshift.regexp_count(text, text, int4 DEFAULT 1, text DEFAULT 'c') RETURNS int4
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT count(*)::int4 FROM regexp_matches(substr($1, $3), $2, pg_redshift.regexp_flags($4)) $$;
CREATE FUNCTION pg_redshift.regexp_instr(text, text, int4 DEFAULT 1, int4 DEFAULT 1, int4 DEFAULT 0, text DEFAULT 'c') RETURNS int4
LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT COALESCE((SELECT at + CASE WHEN $5 = 1 THEN length(found) ELSE 0 END
        FROM pg_redshift.matches($1, $2, $3, $6) WHERE n = $4), 0)
$$;
CREATE FUNCTION pg_redshift.regexp_replace(text, text, text DEFAULT '', int4 DEFAULT 1, text DEFAULT 'c') RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
    -- a group in the replacement is $1 with parameter p and \1 without
    SELECT substr($1, 1, $4 - 1) || regexp_replace(substr($1, $4), $2,
        CASE WHEN strpos($5, 'p') > 0 THEN regexp_replace($3, '\$(\d)', '\\\1', 'g') ELSE $3 END, pg_redshift.regexp_flags($5))
$$;

-- Conversions and hashes.
CREATE FUNCTION pg_catalog.sha1(text) RETURNS varchar LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE -- FIPS 180-4; PostgreSQL has SHA-2 only
    message bytea := convert_to($1, 'UTF8');
    bits bigint := length(message) * 8;
    h bigint[] := ARRAY[1732584193, 4023233417, 2562383102, 271733878, 3285377520];
    w bigint[];
    a bigint; b bigint; c bigint; d bigint; e bigint; f bigint; k bigint; t bigint;
    mask CONSTANT bigint := 4294967295;
BEGIN
    message := message || '\x80'::bytea;
    WHILE length(message) % 64 <> 56 LOOP
        message := message || '\x00'::bytea;
    END LOOP;
    message := message || int8send(bits);
    FOR block IN 0 .. length(message) / 64 - 1 LOOP
        FOR i IN 0 .. 15 LOOP
            w[i] := (get_byte(message, block * 64 + i * 4)::bigint << 24) | (get_byte(message, block * 64 + i * 4 + 1) << 16)
                  | (get_byte(message, block * 64 + i * 4 + 2) << 8) | get_byte(message, block * 64 + i * 4 + 3);
        END LOOP;
        FOR i IN 16 .. 79 LOOP
            t := w[i - 3] # w[i - 8] # w[i - 14] # w[i - 16];
            w[i] := ((t << 1) | (t >> 31)) & mask;
        END LOOP;
        a := h[1]; b := h[2]; c := h[3]; d := h[4]; e := h[5];
        FOR i IN 0 .. 79 LOOP
            IF i < 20 THEN f := (b & c) | ((mask # b) & d); k := 1518500249;
            ELSIF i < 40 THEN f := b # c # d; k := 1859775393;
            ELSIF i < 60 THEN f := (b & c) | (b & d) | (c & d); k := 2400959708;
            ELSE f := b # c # d; k := 3395469782;
            END IF;
            t := ((((a << 5) | (a >> 27)) & mask) + f + e + k + w[i]) & mask;
            e := d; d := c; c := ((b << 30) | (b >> 2)) & mask; b := a; a := t;
        END LOOP;
        h := ARRAY[(h[1] + a) & mask, (h[2] + b) & mask, (h[3] + c) & mask, (h[4] + d) & mask, (h[5] + e) & mask];
    END LOOP;
    RETURN (SELECT string_agg(lpad(to_hex(x), 8, '0'), '' ORDER BY o) FROM unnest(h) WITH ORDINALITY AS u (x, o));
END $$;
CREATE FUNCTION pg_catalog.sha(text) RETURNS varchar LANGUAGE sql IMMUTABLE STRICT RETURN pg_catalog.sha1($1);
CREATE FUNCTION pg_catalog.func_sha1(text) RETURNS varchar LANGUAGE sql IMMUTABLE STRICT RETURN pg_catalog.sha1($1);
CREATE FUNCTION pg_catalog.sha2(text, int4) RETURNS varchar LANGUAGE sql IMMUTABLE STRICT RETURN CASE $2
    WHEN 224 THEN encode(sha224(convert_to($1, 'UTF8')), 'hex')
    WHEN 384 THEN encode(sha384(convert_to($1, 'UTF8')), 'hex')
    WHEN 512 THEN encode(sha512(convert_to($1, 'UTF8')), 'hex')
    WHEN 256 THEN encode(sha256(convert_to($1, 'UTF8')), 'hex')
    WHEN 0 THEN encode(sha256(convert_to($1, 'UTF8')), 'hex') END;
CREATE FUNCTION pg_catalog.crc32(text) RETURNS varchar LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
    message bytea := convert_to($1, 'UTF8');
    crc bigint := 4294967295;
BEGIN
    FOR i IN 0 .. length(message) - 1 LOOP
        crc := crc # get_byte(message, i);
        FOR bit IN 1 .. 8 LOOP
            crc := (crc >> 1) # (3988292384 * (crc & 1));
        END LOOP;
    END LOOP;
    RETURN lpad(to_hex(crc # 4294967295), 8, '0');
END $$;
-- FNV-1a of 64 bits over the value's bytes (r_FNV_HASH); whole numbers are hashed by their bytes, lowest first.
CREATE FUNCTION pg_redshift.fnv(bytea, bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
    hash numeric := CASE WHEN $2 < 0 THEN $2::numeric + 18446744073709551616 ELSE $2 END;
    low int;
BEGIN
    FOR i IN 0 .. length($1) - 1 LOOP
        low := (hash % 256)::int;
        hash := mod((hash - low + (low # get_byte($1, i))) * 1099511628211, 18446744073709551616);
    END LOOP;
    RETURN CASE WHEN hash >= 9223372036854775808 THEN hash - 18446744073709551616 ELSE hash END::bigint;
END $$;
CREATE FUNCTION pg_redshift.backwards(bytea) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT string_agg(substr($1, i, 1), '' ORDER BY i DESC) FROM generate_series(1, length($1)) AS g (i)
$$;
CREATE FUNCTION pg_catalog.fnv_hash(text, bigint DEFAULT -3750763034362895579) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT
    RETURN pg_redshift.fnv(convert_to($1, 'UTF8'), $2);
CREATE FUNCTION pg_catalog.fnv_hash(int2, bigint DEFAULT -3750763034362895579) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT
    RETURN pg_redshift.fnv(pg_redshift.backwards(int2send($1)), $2);
CREATE FUNCTION pg_catalog.fnv_hash(int4, bigint DEFAULT -3750763034362895579) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT
    RETURN pg_redshift.fnv(pg_redshift.backwards(int4send($1)), $2);
CREATE FUNCTION pg_catalog.fnv_hash(int8, bigint DEFAULT -3750763034362895579) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT
    RETURN pg_redshift.fnv(pg_redshift.backwards(int8send($1)), $2);
-- CHECKSUM's algorithm is not published; the value is stable here and differs from Redshift's.
CREATE FUNCTION pg_catalog.checksum(anyelement) RETURNS int4 LANGUAGE sql IMMUTABLE AS $$ SELECT hashtext($1::text) & 2147483647 $$;

CREATE FUNCTION pg_catalog.to_varbyte(text, text) RETURNS varbyte LANGUAGE sql IMMUTABLE STRICT RETURN CASE lower($2)
    WHEN 'hex' THEN decode($1, 'hex') WHEN 'base64' THEN decode($1, 'base64') ELSE convert_to($1, 'UTF8') END::varbyte;
CREATE FUNCTION pg_catalog.from_varbyte(varbyte, text) RETURNS text LANGUAGE sql IMMUTABLE STRICT RETURN CASE lower($2)
    WHEN 'hex' THEN encode($1::bytea, 'hex') WHEN 'base64' THEN encode($1::bytea, 'base64')
    ELSE convert_from($1::bytea, 'UTF8') END;
CREATE FUNCTION pg_catalog.from_hex(text) RETURNS varbyte LANGUAGE sql IMMUTABLE STRICT RETURN decode($1, 'hex')::varbyte;
CREATE FUNCTION pg_catalog.to_hex(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT RETURN encode(convert_to($1, 'UTF8'), 'hex');
CREATE FUNCTION pg_catalog.to_hex(varbyte) RETURNS text LANGUAGE sql IMMUTABLE STRICT RETURN encode($1::bytea, 'hex');

CREATE FUNCTION pg_catalog.log(float8, float8) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT RETURN ln($2) / ln($1);

-- Roman letters by sound: a letter and three digits (SOUNDEX).
CREATE FUNCTION pg_catalog.soundex(text) RETURNS varchar LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
    letters text := upper(regexp_replace($1, '[^A-Za-z]', '', 'g'));
    codes CONSTANT text := '01230120022455012623010202'; -- of A to Z
    code text; before text; result text;
BEGIN
    IF letters = '' THEN
        RETURN '';
    END IF;
    result := substr(letters, 1, 1);
    before := substr(codes, ascii(result) - 64, 1);
    FOR i IN 2 .. length(letters) LOOP
        code := substr(codes, ascii(substr(letters, i, 1)) - 64, 1);
        IF code <> '0' AND code <> before THEN
            result := result || code;
        END IF;
        IF substr(letters, i, 1) NOT IN ('H', 'W') THEN
            before := code;
        END IF;
    END LOOP;
    RETURN rpad("left"(result, 4), 4, '0');
END $$;
CREATE FUNCTION pg_catalog.difference(text, text) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT count(*)::int4 FROM generate_series(1, 4) AS g (i) WHERE substr(soundex($1), i, 1) = substr(soundex($2), i, 1)
$$;

-- The server's words for itself (facts of drivers: the word Redshift in version() tells them where they are).
ALTER FUNCTION pg_catalog.version() RENAME TO pg_server_version;
CREATE FUNCTION pg_catalog.version() RETURNS text LANGUAGE sql STABLE
    RETURN 'PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.69451';
