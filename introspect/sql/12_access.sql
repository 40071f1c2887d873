-- Access lists of the database, of languages, and those that objects will get. Evidence: r_PG_DATABASE, r_PG_DEFAULT_ACL,
-- r_GRANT; AWS's admin view v_generate_user_grant_revoke_ddl.
-- Columns: kind (database, language, default), name or kind of object, owner or user id, schema, access list.
SELECT 'database', d.datname, d.datdba, NULL::name, d.datacl
FROM pg_catalog.pg_database d
WHERE d.datname = current_database()
UNION ALL
SELECT 'language', l.lanname, l.lanowner, NULL::name, l.lanacl
FROM pg_catalog.pg_language l
WHERE l.lanname NOT IN ('internal', 'c')
UNION ALL
SELECT 'default', d.defaclobjtype::name, d.defacluser, n.nspname, d.defaclacl
FROM pg_catalog.pg_default_acl d
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace
