-- Date and time functions (Date_functions_header). Date parts arrive as text in PostgreSQL's words; package dialect turns
-- Redshift's bare words into them.

CREATE FUNCTION pg_catalog.getdate() RETURNS timestamp LANGUAGE sql STABLE
    RETURN date_trunc('second', statement_timestamp() AT TIME ZONE current_setting('TimeZone'));
CREATE FUNCTION pg_catalog.sysdate() RETURNS timestamp LANGUAGE sql STABLE
    RETURN now() AT TIME ZONE current_setting('TimeZone'); -- the transaction's beginning (r_SYSDATE)

-- One of the date part; the manual's part names beyond PostgreSQL's have become these.
CREATE FUNCTION pg_redshift.step(part text, n numeric) RETURNS interval LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE lower(part)
        WHEN 'quarter' THEN make_interval(months => 3 * trunc(n)::int)
        WHEN 'year' THEN make_interval(years => trunc(n)::int)
        WHEN 'month' THEN make_interval(months => trunc(n)::int)
        WHEN 'decade' THEN make_interval(years => 10 * trunc(n)::int)
        WHEN 'century' THEN make_interval(years => 100 * trunc(n)::int)
        WHEN 'millennium' THEN make_interval(years => 1000 * trunc(n)::int)
        WHEN 'week' THEN make_interval(weeks => trunc(n)::int)
        WHEN 'day' THEN make_interval(days => trunc(n)::int)
        WHEN 'dow' THEN make_interval(days => trunc(n)::int)
        WHEN 'doy' THEN make_interval(days => trunc(n)::int)
        ELSE trunc(n)::float8 * ('1 ' || part)::interval END
$$;

-- DATEADD of a date is a timestamp (r_DATEADD_function). Its column is called date_add.
CREATE FUNCTION pg_catalog.date_add(text, numeric, timestamp) RETURNS timestamp LANGUAGE sql IMMUTABLE STRICT
    RETURN $3 + pg_redshift.step($1, $2);
CREATE FUNCTION pg_catalog.date_add(text, numeric, date) RETURNS timestamp LANGUAGE sql IMMUTABLE STRICT
    RETURN $3::timestamp + pg_redshift.step($1, $2);
CREATE FUNCTION pg_catalog.date_add(text, numeric, text) RETURNS timestamp LANGUAGE sql STABLE STRICT
    RETURN $3::timestamp + pg_redshift.step($1, $2);
CREATE FUNCTION pg_catalog.date_add(text, numeric, timestamptz) RETURNS timestamptz LANGUAGE sql STABLE STRICT
    RETURN $3 + pg_redshift.step($1, $2);
CREATE FUNCTION pg_catalog.date_add(text, numeric, time) RETURNS time LANGUAGE sql IMMUTABLE STRICT
    RETURN $3 + pg_redshift.step($1, $2);
CREATE FUNCTION pg_catalog.date_add(text, numeric, timetz) RETURNS timetz LANGUAGE sql IMMUTABLE STRICT
    RETURN $3 + pg_redshift.step($1, $2);

-- DATEDIFF counts the boundaries between two moments (r_DATEDIFF_function).
CREATE FUNCTION pg_catalog.date_diff(text, timestamp, timestamp) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE lower($1)
        WHEN 'year' THEN extract(year FROM $3) - extract(year FROM $2)
        WHEN 'quarter' THEN (extract(year FROM $3) - extract(year FROM $2)) * 4 + extract(quarter FROM $3) - extract(quarter FROM $2)
        WHEN 'month' THEN (extract(year FROM $3) - extract(year FROM $2)) * 12 + extract(month FROM $3) - extract(month FROM $2)
        WHEN 'decade' THEN extract(decade FROM $3) - extract(decade FROM $2)
        WHEN 'century' THEN extract(century FROM $3) - extract(century FROM $2)
        WHEN 'millennium' THEN extract(millennium FROM $3) - extract(millennium FROM $2)
        WHEN 'week' THEN (date_trunc('week', $3)::date - date_trunc('week', $2)::date) / 7
        WHEN 'day' THEN $3::date - $2::date
        WHEN 'dow' THEN $3::date - $2::date
        WHEN 'doy' THEN $3::date - $2::date
        WHEN 'hour' THEN round(extract(epoch FROM date_trunc('hour', $3) - date_trunc('hour', $2)) / 3600)
        WHEN 'minute' THEN round(extract(epoch FROM date_trunc('minute', $3) - date_trunc('minute', $2)) / 60)
        WHEN 'second' THEN round(extract(epoch FROM date_trunc('second', $3) - date_trunc('second', $2)))
        WHEN 'epoch' THEN round(extract(epoch FROM date_trunc('second', $3) - date_trunc('second', $2)))
        WHEN 'millisecond' THEN round(1000 * extract(epoch FROM date_trunc('milliseconds', $3) - date_trunc('milliseconds', $2)))
        WHEN 'microsecond' THEN round(1000000 * extract(epoch FROM $3 - $2))
    END::bigint
$$;
CREATE FUNCTION pg_catalog.date_diff(text, date, date) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT
    RETURN pg_catalog.date_diff($1, $2::timestamp, $3::timestamp);
CREATE FUNCTION pg_catalog.date_diff(text, timestamptz, timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT
    RETURN pg_catalog.date_diff($1, $2 AT TIME ZONE 'UTC', $3 AT TIME ZONE 'UTC');
CREATE FUNCTION pg_catalog.date_diff(text, text, text) RETURNS bigint LANGUAGE sql STABLE STRICT
    RETURN pg_catalog.date_diff($1, $2::timestamp, $3::timestamp);
CREATE FUNCTION pg_catalog.date_diff(text, time, time) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT
    RETURN pg_catalog.date_diff($1, '2000-01-01'::date + $2, '2000-01-01'::date + $3);
CREATE FUNCTION pg_catalog.date_diff(text, timetz, timetz) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT
    RETURN pg_catalog.date_diff($1, ($2 AT TIME ZONE 'UTC')::time, ($3 AT TIME ZONE 'UTC')::time);

-- EXTRACT is an integer (r_EXTRACT_function), so that dividing by it is an integer division. Its column is called date_part.
CREATE FUNCTION pg_redshift.date_part(text, timestamp) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT RETURN trunc(date_part($1, $2))::int4;
CREATE FUNCTION pg_redshift.date_part(text, timestamptz) RETURNS int4 LANGUAGE sql STABLE STRICT RETURN trunc(date_part($1, $2))::int4;
CREATE FUNCTION pg_redshift.date_part(text, date) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT RETURN trunc(date_part($1, $2))::int4;
CREATE FUNCTION pg_redshift.date_part(text, time) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT RETURN trunc(date_part($1, $2))::int4;
CREATE FUNCTION pg_redshift.date_part(text, timetz) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT RETURN trunc(date_part($1, $2))::int4;
CREATE FUNCTION pg_redshift.date_part(text, interval) RETURNS int4 LANGUAGE sql IMMUTABLE STRICT RETURN trunc(date_part($1, $2))::int4;
CREATE FUNCTION pg_redshift.date_part(text, text) RETURNS int4 LANGUAGE sql STABLE STRICT RETURN trunc(date_part($1, $2::timestamp))::int4;

CREATE FUNCTION pg_catalog.pgdate_part(text, timestamp) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT RETURN date_part($1, $2);
CREATE FUNCTION pg_catalog.pgdate_part(text, timestamptz) RETURNS float8 LANGUAGE sql STABLE STRICT RETURN date_part($1, $2);
CREATE FUNCTION pg_catalog.pgdate_part(text, interval) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT RETURN date_part($1, $2);
CREATE FUNCTION pg_catalog.date_part(text, text) RETURNS float8 LANGUAGE sql STABLE STRICT RETURN date_part($1, $2::timestamp);
CREATE FUNCTION pg_catalog.date_trunc(text, text) RETURNS timestamp LANGUAGE sql STABLE STRICT RETURN date_trunc($1, $2::timestamp);
CREATE FUNCTION pg_catalog.date_trunc(text, date) RETURNS timestamp LANGUAGE sql IMMUTABLE STRICT RETURN date_trunc($1, $2::timestamp);

CREATE FUNCTION pg_catalog.trunc(timestamp) RETURNS date LANGUAGE sql IMMUTABLE STRICT RETURN $1::date; -- r_TRUNC_date
CREATE FUNCTION pg_catalog.trunc(timestamptz) RETURNS date LANGUAGE sql STABLE STRICT RETURN $1::date;
CREATE FUNCTION pg_catalog.trunc(date) RETURNS date LANGUAGE sql IMMUTABLE STRICT RETURN $1;

CREATE FUNCTION pg_catalog.last_day(timestamp) RETURNS date LANGUAGE sql IMMUTABLE STRICT
    RETURN (date_trunc('month', $1) + interval '1 month - 1 day')::date;
CREATE FUNCTION pg_catalog.last_day(timestamptz) RETURNS date LANGUAGE sql STABLE STRICT RETURN pg_catalog.last_day($1::timestamp);
CREATE FUNCTION pg_catalog.last_day(date) RETURNS date LANGUAGE sql IMMUTABLE STRICT RETURN pg_catalog.last_day($1::timestamp);
CREATE FUNCTION pg_catalog.last_day(text) RETURNS date LANGUAGE sql STABLE STRICT RETURN pg_catalog.last_day($1::timestamp);

-- A month's last day leads to a month's last day (r_ADD_MONTHS).
CREATE FUNCTION pg_catalog.add_months(timestamp, bigint) RETURNS timestamp LANGUAGE sql IMMUTABLE STRICT
    RETURN CASE WHEN $1::date = pg_catalog.last_day($1)
        THEN pg_catalog.last_day($1 + make_interval(months => $2::int)) + $1::time
        ELSE $1 + make_interval(months => $2::int) END;
CREATE FUNCTION pg_catalog.add_months(date, bigint) RETURNS timestamp LANGUAGE sql IMMUTABLE STRICT RETURN pg_catalog.add_months($1::timestamp, $2);
CREATE FUNCTION pg_catalog.add_months(text, bigint) RETURNS timestamp LANGUAGE sql STABLE STRICT RETURN pg_catalog.add_months($1::timestamp, $2);

-- Whole months when the days agree or both are a month's last, else with a fraction of 31 days (r_MONTHS_BETWEEN_function).
CREATE FUNCTION pg_catalog.months_between(timestamp, timestamp) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT
    RETURN (extract(year FROM $1) - extract(year FROM $2)) * 12 + extract(month FROM $1) - extract(month FROM $2)
        + CASE WHEN extract(day FROM $1) = extract(day FROM $2)
                 OR $1::date = pg_catalog.last_day($1) AND $2::date = pg_catalog.last_day($2) THEN 0
          ELSE (extract(day FROM $1) - extract(day FROM $2)) / 31.0
             + extract(epoch FROM $1::time - $2::time) / (31 * 86400.0) END;
CREATE FUNCTION pg_catalog.months_between(date, date) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT RETURN pg_catalog.months_between($1::timestamp, $2::timestamp);
CREATE FUNCTION pg_catalog.months_between(text, text) RETURNS float8 LANGUAGE sql STABLE STRICT RETURN pg_catalog.months_between($1::timestamp, $2::timestamp);

-- A day's name by any beginning that tells it from others (r_NEXT_DAY).
CREATE FUNCTION pg_catalog.next_day(timestamp, text) RETURNS date LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT $1::date + ((n - extract(dow FROM $1)::int + 6) % 7 + 1)
    FROM (VALUES (0, 'sunday'), (1, 'monday'), (2, 'tuesday'), (3, 'wednesday'), (4, 'thursday'), (5, 'friday'),
        (6, 'saturday')) AS d (n, name)
    WHERE starts_with(name, lower($2)) ORDER BY n LIMIT 1
$$;
CREATE FUNCTION pg_catalog.next_day(date, text) RETURNS date LANGUAGE sql IMMUTABLE STRICT RETURN pg_catalog.next_day($1::timestamp, $2);
CREATE FUNCTION pg_catalog.next_day(text, text) RETURNS date LANGUAGE sql STABLE STRICT RETURN pg_catalog.next_day($1::timestamp, $2);

CREATE FUNCTION pg_catalog.convert_timezone(text, timestamp) RETURNS timestamp LANGUAGE sql STABLE STRICT
    RETURN ($2 AT TIME ZONE 'UTC') AT TIME ZONE $1;
CREATE FUNCTION pg_catalog.convert_timezone(text, timestamptz) RETURNS timestamp LANGUAGE sql STABLE STRICT RETURN $2 AT TIME ZONE $1;
CREATE FUNCTION pg_catalog.convert_timezone(text, text) RETURNS timestamp LANGUAGE sql STABLE STRICT
    RETURN ($2::timestamp AT TIME ZONE 'UTC') AT TIME ZONE $1;
CREATE FUNCTION pg_catalog.convert_timezone(text, text, timestamp) RETURNS timestamp LANGUAGE sql STABLE STRICT
    RETURN ($3 AT TIME ZONE $1) AT TIME ZONE $2;
CREATE FUNCTION pg_catalog.convert_timezone(text, text, timestamptz) RETURNS timestamp LANGUAGE sql STABLE STRICT
    RETURN ($3::timestamp AT TIME ZONE $1) AT TIME ZONE $2;
CREATE FUNCTION pg_catalog.convert_timezone(text, text, text) RETURNS timestamp LANGUAGE sql STABLE STRICT
    RETURN ($3::timestamp AT TIME ZONE $1) AT TIME ZONE $2;


CREATE FUNCTION pg_catalog.to_timestamp(text, text, boolean) RETURNS timestamptz LANGUAGE sql STABLE STRICT RETURN to_timestamp($1, $2);
CREATE FUNCTION pg_catalog.to_date(text, text, boolean) RETURNS date LANGUAGE sql STABLE STRICT RETURN to_date($1, $2);
