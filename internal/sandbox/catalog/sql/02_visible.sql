-- What of the server is Redshift's, and by which names and numbers. The stand-in's own schema and what PostgreSQL has
-- beside are not shown. Users, groups and roles are PostgreSQL roles "name", "group name" and "role name", so that the
-- three name spaces stay apart.

-- The owner of the system is user 1, rdsdb; AdminViews and scripts test relowner > 1 (r_PG_CLASS_INFO joins usesysid).
CREATE FUNCTION pg_redshift.userid(role oid) RETURNS int4 LANGUAGE sql IMMUTABLE
    RETURN CASE role WHEN 10::oid THEN 1 ELSE role::int8::int4 END;

CREATE FUNCTION pg_redshift.rolename(role oid) RETURNS name LANGUAGE sql STABLE
    RETURN CASE WHEN role IN (1, 10) THEN 'rdsdb'::name ELSE pg_catalog.pg_get_userbyid(role) END;

-- Schemas that nobody may see.
CREATE FUNCTION pg_redshift.hidden(nspoid oid) RETURNS boolean LANGUAGE sql IMMUTABLE
    RETURN nspoid = 'pg_redshift'::pg_catalog.regnamespace::oid;

-- Whoever can be given privileges: users, groups and roles under the names that Redshift shows.
CREATE VIEW pg_redshift.principal AS
SELECT oid, pg_redshift.userid(oid) AS id,
    CASE WHEN oid = 10 THEN 'rdsdb'
         WHEN rolname LIKE 'group %' THEN substr(rolname, 7)
         WHEN rolname LIKE 'role %' THEN substr(rolname, 6)
         ELSE rolname END::text AS name,
    CASE WHEN rolname LIKE 'group %' THEN 'group' WHEN rolname LIKE 'role %' THEN 'role' ELSE 'user' END AS type,
    rolname, rolsuper, rolcreatedb, rolconnlimit, rolvaliduntil
FROM pg_catalog.pg_roles
WHERE rolname NOT LIKE 'pg\_%'
UNION ALL
SELECT 0, 0, 'public', 'public', NULL, false, false, -1, NULL;

-- The items of an access control list; a list that is null holds the owner's built-in rights only,
-- which are no items (r_SVV_RELATION_PRIVILEGES). PostgreSQL's letter for TRUNCATE is Redshift's for DROP.
CREATE FUNCTION pg_redshift.privileges(acl aclitem[])
RETURNS TABLE (privilege_type text, identity_id int4, identity_name text, identity_type text, admin_option boolean)
LANGUAGE sql STABLE AS $$
    SELECT CASE e.privilege_type WHEN 'TRUNCATE' THEN 'DROP' WHEN 'TEMPORARY' THEN 'TEMP' ELSE e.privilege_type END,
        p.id, p.name, p.type, e.is_grantable AND p.type = 'user'
    FROM pg_catalog.aclexplode($1) e
    JOIN pg_redshift.principal p ON p.oid = e.grantee
    WHERE e.privilege_type NOT IN ('CONNECT', 'MAINTAIN') -- PostgreSQL's own
$$;

-- The schema public is the engine's, and everybody may create in it (r_GRANT, CREATE ON SCHEMA).
ALTER SCHEMA public OWNER TO CURRENT_USER;
GRANT CREATE ON SCHEMA public TO PUBLIC;
