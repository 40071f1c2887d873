-- What of the server is Redshift's: the stand-in's own schema and everything of PostgreSQL's that a Redshift does not
-- have are not shown.

-- The owner of the system is user 1, rdsdb (r_PG_CLASS_INFO's joins with usesysid; AdminViews test relowner > 1).
CREATE FUNCTION pg_redshift.userid(role oid) RETURNS int4 LANGUAGE sql IMMUTABLE
    RETURN CASE role WHEN 10 THEN 1 ELSE role::int8::int4 END;

CREATE FUNCTION pg_redshift.roleid(usesysid int4) RETURNS oid LANGUAGE sql IMMUTABLE
    RETURN CASE usesysid WHEN 1 THEN 10 ELSE usesysid END::oid;

-- The name of a role as Redshift's catalogs show it.
CREATE FUNCTION pg_redshift.rolename(role oid) RETURNS name LANGUAGE sql STABLE
    RETURN CASE role WHEN 10 THEN 'rdsdb' ELSE pg_catalog.pg_get_userbyid(role) END;

-- Schemas that nobody may see.
CREATE FUNCTION pg_redshift.hidden(nspoid oid) RETURNS boolean LANGUAGE sql STABLE
    RETURN nspoid = 'pg_redshift'::pg_catalog.regnamespace::oid;
