-- Explicit privileges, those of roles among them: access lists show no roles. Rows of a wider scope (FOR TABLES IN SCHEMA …)
-- are not the object's own. Evidence: r_SVV_RELATION_PRIVILEGES, r_SVV_SCHEMA_PRIVILEGES, r_SVV_FUNCTION_PRIVILEGES,
-- r_SVV_DATABASE_PRIVILEGES, r_SVV_LANUGAGE_PRIVILEGES, r_SVV_DEFAULT_PRIVILEGES.
-- Columns: kind, schema, name, arguments or owner, privilege, grantee kind, grantee, grant option.
SELECT 'relation', p.namespace_name, p.relation_name, NULL, p.privilege_type, p.identity_type, p.identity_name, p.admin_option
FROM pg_catalog.svv_relation_privileges p
UNION ALL
SELECT 'schema', NULL, p.namespace_name, NULL, p.privilege_type, p.identity_type, p.identity_name, p.admin_option
FROM pg_catalog.svv_schema_privileges p
WHERE p.privilege_scope = 'SCHEMA'
UNION ALL
SELECT 'routine', p.namespace_name, p.function_name, p.argument_types, p.privilege_type, p.identity_type, p.identity_name, p.admin_option
FROM pg_catalog.svv_function_privileges p
UNION ALL
SELECT 'database', NULL, p.database_name, NULL, p.privilege_type, p.identity_type, p.identity_name, p.admin_option
FROM pg_catalog.svv_database_privileges p
WHERE p.privilege_scope = 'DATABASE' AND p.database_name = current_database()
UNION ALL
SELECT 'language', NULL, p.language_name, NULL, p.privilege_type, p.identity_type, p.identity_name, p.admin_option
FROM pg_catalog.svv_language_privileges p
UNION ALL
SELECT 'default', p.schema_name, p.object_type, p.owner_name, p.privilege_type, p.grantee_type, p.grantee_name, p.admin_option
FROM pg_catalog.svv_default_privileges p
