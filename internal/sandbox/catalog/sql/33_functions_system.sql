-- System functions (c_System_administration_functions, c_System_information_functions) and what Redshift converts unasked.

CREATE FUNCTION pg_catalog.pg_last_query_id() RETURNS int4 LANGUAGE sql STABLE RETURN -1; -- none yet (PG_LAST_QUERY_ID)
CREATE FUNCTION pg_catalog.pg_last_copy_id() RETURNS int4 LANGUAGE sql STABLE RETURN -1;
CREATE FUNCTION pg_catalog.pg_last_unload_id() RETURNS int4 LANGUAGE sql STABLE RETURN -1;
CREATE FUNCTION pg_catalog.pg_last_copy_count() RETURNS int8 LANGUAGE sql STABLE RETURN 0;
CREATE FUNCTION pg_catalog.pg_last_unload_count() RETURNS int8 LANGUAGE sql STABLE RETURN 0;
CREATE FUNCTION pg_catalog.current_user_id() RETURNS int4 LANGUAGE sql STABLE
    RETURN pg_redshift.userid((SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user));
CREATE FUNCTION pg_catalog.pg_get_session_roles() RETURNS SETOF record LANGUAGE sql STABLE AS $$
    SELECT role_name::text, role_id FROM pg_redshift.membership WHERE member_name = current_user
$$;
CREATE FUNCTION pg_catalog.user_is_member_of(name, name) RETURNS boolean LANGUAGE sql STABLE
    RETURN EXISTS (SELECT FROM pg_redshift.membership WHERE member_name = $1 AND role_name = $2);
CREATE FUNCTION pg_catalog.role_is_member_of(name, name) RETURNS boolean LANGUAGE sql STABLE RETURN user_is_member_of($1, $2);
CREATE FUNCTION pg_catalog.has_assumerole_privilege(text, text, text) RETURNS boolean LANGUAGE sql STABLE
    RETURN EXISTS (SELECT FROM pg_redshift.privilege WHERE object_kind = 'iam' AND grantee = $1 AND objectname = $2 AND lower(privilege) IN (lower($3), 'all'));
CREATE FUNCTION pg_catalog.pg_get_grantee_by_iam_role(text) RETURNS SETOF record LANGUAGE sql STABLE AS $$
    SELECT grantee, grantee_kind::text, string_agg(privilege, '|') FROM pg_redshift.privilege
    WHERE object_kind = 'iam' AND objectname = $1 GROUP BY 1, 2
$$;
CREATE FUNCTION pg_catalog.pg_get_iam_role_by_user(text) RETURNS SETOF record LANGUAGE sql STABLE AS $$
    SELECT grantee, objectname, string_agg(privilege, '|') FROM pg_redshift.privilege
    WHERE object_kind = 'iam' AND grantee = $1 GROUP BY 1, 2
$$;
CREATE FUNCTION pg_catalog.slice_num() RETURNS int4 LANGUAGE sql STABLE RETURN 0;

-- The column that a statement asks for and that does not exist; null when the statement is in order or wrong in another
-- way. The statement is read and not run, and nothing is left behind.
CREATE FUNCTION pg_redshift.missing_column(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    message text;
BEGIN
    EXECUTE 'PREPARE redraft_probe AS ' || statement;
    DEALLOCATE redraft_probe;
    RETURN NULL;
EXCEPTION
    WHEN undefined_column THEN
        GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
        RETURN substring(message FROM '^column "(.*)" does not exist$');
    WHEN OTHERS THEN
        RETURN NULL;
END $$;

-- Numbers of users are int4 in Redshift's catalogs.
CREATE FUNCTION pg_catalog.pg_get_userbyid(int4) RETURNS name LANGUAGE sql STABLE STRICT RETURN pg_redshift.rolename($1::oid);
-- PostgreSQL 8.0's form: a user or a group gets a privilege from a grantor.
CREATE FUNCTION pg_catalog.makeaclitem(int4, int4, int4, text, boolean) RETURNS aclitem LANGUAGE sql IMMUTABLE STRICT
    RETURN makeaclitem(CASE WHEN $1 <> 0 THEN $1 ELSE $2 END::oid, $3::oid, CASE $4 WHEN 'TEMP' THEN 'TEMPORARY' ELSE $4 END, $5);

CREATE FUNCTION pg_catalog.round(float8, int4) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT RETURN round($1::numeric, $2)::float8;
CREATE FUNCTION pg_catalog.trunc(float8, int4) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT RETURN trunc($1::numeric, $2)::float8;
CREATE FUNCTION pg_catalog.mod(float8, float8) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT RETURN mod($1::numeric, $2::numeric)::float8;

-- COLLATE as a function (r_COLLATE). A server built without ICU cannot compare case-insensitively.
DO $collation$
BEGIN
    CREATE COLLATION pg_catalog.case_insensitive (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false);
    CREATE COLLATION pg_catalog.case_sensitive FROM "C";
EXCEPTION WHEN OTHERS THEN
    NULL;
END $collation$;

-- The columns of PostgreSQL 8.0.
CREATE VIEW pg_redshift.pg_stat_activity AS
SELECT datid, datname, pid AS procpid, pg_redshift.userid(usesysid) AS usesysid, usename, query AS current_query, query_start
FROM pg_catalog.pg_stat_activity WHERE backend_type = 'client backend';

CREATE VIEW pg_redshift.pg_locks AS
SELECT relation, database, transactionid AS transaction, pid, mode, granted FROM pg_catalog.pg_locks;
