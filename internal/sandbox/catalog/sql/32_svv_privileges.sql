-- SVV views of users, roles, privileges, policies and shares (svv_views). Privileges are the explicit grants of PostgreSQL's
-- access control lists and those that PostgreSQL has no letter for.

CREATE VIEW pg_redshift.extra_privilege AS
SELECT v.object_kind, v.schemaname, v.objectname, v.privilege, v.scope, COALESCE(p.id, 0) AS identity_id, v.grantee AS identity_name,
    CASE v.grantee_kind WHEN 'u' THEN 'user' WHEN 'g' THEN 'group' WHEN 'r' THEN 'role' ELSE 'public' END AS identity_type, v.admin
FROM pg_redshift.privilege v
LEFT JOIN pg_redshift.principal p ON p.name = v.grantee
    AND p.type = CASE v.grantee_kind WHEN 'u' THEN 'user' WHEN 'g' THEN 'group' WHEN 'r' THEN 'role' ELSE 'public' END;

CREATE VIEW pg_catalog.svv_relation_privileges AS
SELECT n.nspname::text AS namespace_name, c.relname::text AS relation_name, p.privilege_type, p.identity_id, p.identity_name,
    p.identity_type, p.admin_option
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL pg_redshift.privileges(c.relacl) p
WHERE c.relkind IN ('r', 'p', 'v', 'm') AND NOT pg_redshift.hidden(n.oid)
UNION ALL
SELECT schemaname, objectname, privilege, identity_id, identity_name, identity_type, admin
FROM pg_redshift.extra_privilege WHERE object_kind = 'relation';

CREATE VIEW pg_catalog.svv_column_privileges AS
SELECT n.nspname::text AS namespace_name, c.relname::text AS relation_name, a.attname::text AS column_name, p.privilege_type,
    p.identity_id, p.identity_name, p.identity_type
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL pg_redshift.privileges(a.attacl) p
WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND NOT pg_redshift.hidden(n.oid);

CREATE VIEW pg_catalog.svv_schema_privileges AS
SELECT n.nspname::text AS namespace_name, p.privilege_type, p.identity_id, p.identity_name, p.identity_type, p.admin_option,
    'SCHEMA'::text AS privilege_scope
FROM pg_catalog.pg_namespace n CROSS JOIN LATERAL pg_redshift.privileges(n.nspacl) p
WHERE NOT pg_redshift.hidden(n.oid)
UNION ALL
SELECT objectname, privilege, identity_id, identity_name, identity_type, admin, COALESCE(NULLIF(scope, ''), 'SCHEMA')
FROM pg_redshift.extra_privilege WHERE object_kind = 'schema';

CREATE VIEW pg_catalog.svv_database_privileges AS
SELECT d.datname::text AS database_name, p.privilege_type, p.identity_id, p.identity_name, p.identity_type, p.admin_option,
    'DATABASE'::text AS privilege_scope
FROM pg_catalog.pg_database d CROSS JOIN LATERAL pg_redshift.privileges(d.datacl) p
WHERE d.datname = current_database() AND p.privilege_type <> 'CONNECT'
UNION ALL
SELECT objectname, privilege, identity_id, identity_name, identity_type, admin, COALESCE(NULLIF(scope, ''), 'DATABASE')
FROM pg_redshift.extra_privilege WHERE object_kind = 'database';

CREATE VIEW pg_catalog.svv_function_privileges AS
SELECT n.nspname::text AS namespace_name, f.proname::text AS function_name, pg_catalog.oidvectortypes(f.proargtypes)::text AS argument_types,
    p.privilege_type, p.identity_id, p.identity_name, p.identity_type, p.admin_option
FROM pg_catalog.pg_proc f
JOIN pg_catalog.pg_namespace n ON n.oid = f.pronamespace
CROSS JOIN LATERAL pg_redshift.privileges(f.proacl) p
WHERE NOT pg_redshift.hidden(n.oid);

CREATE VIEW pg_catalog.svv_language_privileges AS
SELECT l.lanname::text AS language_name, p.privilege_type, p.identity_id, p.identity_name, p.identity_type, p.admin_option
FROM pg_redshift.pg_language l CROSS JOIN LATERAL pg_redshift.privileges(l.lanacl) p
UNION ALL
SELECT objectname, privilege, identity_id, identity_name, identity_type, admin
FROM pg_redshift.extra_privilege WHERE object_kind = 'language';

CREATE VIEW pg_catalog.svv_default_privileges AS
SELECT n.nspname::text AS schema_name,
    CASE d.defaclobjtype WHEN 'r' THEN 'RELATION' WHEN 'f' THEN 'FUNCTION' WHEN 'p' THEN 'PROCEDURE' ELSE d.defaclobjtype::text END AS object_type,
    d.defacluser AS owner_id, pg_redshift.rolename(d.defacluser::oid)::text AS owner_name, 'user'::text AS owner_type,
    p.privilege_type, p.identity_id AS grantee_id, p.identity_name AS grantee_name, p.identity_type AS grantee_type, p.admin_option
FROM pg_redshift.pg_default_acl d
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace
CROSS JOIN LATERAL pg_redshift.privileges(d.defaclacl) p;

CREATE VIEW pg_catalog.svv_system_privileges AS
SELECT s.privilege AS system_privilege, COALESCE(p.id, 0) AS identity_id, s.grantee AS identity_name,
    CASE s.grantee_kind WHEN 'u' THEN 'user' ELSE 'role' END AS identity_type
FROM pg_redshift.system_privilege s
LEFT JOIN pg_redshift.principal p ON p.name = s.grantee AND p.type = CASE s.grantee_kind WHEN 'u' THEN 'user' ELSE 'role' END;

CREATE VIEW pg_catalog.svv_iam_privileges AS
SELECT objectname AS iam_arn, privilege AS command_type, identity_id, identity_name, identity_type
FROM pg_redshift.extra_privilege WHERE object_kind = 'iam';

CREATE VIEW pg_catalog.svv_datashare_privileges AS
SELECT objectname AS datashare_name, privilege AS privilege_type, identity_id, identity_name, identity_type, admin AS admin_option
FROM pg_redshift.extra_privilege WHERE object_kind = 'datashare';

CREATE VIEW pg_catalog.svv_ml_model_privileges AS
SELECT schemaname AS namespace_name, objectname AS model_name, 1 AS model_version, privilege AS privilege_type, identity_id, identity_name, identity_type,
    admin AS admin_option
FROM pg_redshift.extra_privilege WHERE object_kind = 'model';

CREATE VIEW pg_catalog.svv_roles AS
SELECT p.id AS role_id, p.name AS role_name, COALESCE(r.owner, 'rdsdb')::text AS role_owner, r.config ->> 'externalid' AS external_id
FROM pg_redshift.principal p LEFT JOIN pg_redshift.role r ON r.kind = 'r' AND r.name = p.name
WHERE p.type = 'role';

-- Members of roles are members in PostgreSQL.
CREATE VIEW pg_redshift.membership AS
SELECT r.id AS role_id, r.name AS role_name, m.id AS member_id, m.name AS member_name, m.type AS member_type, a.admin_option
FROM pg_catalog.pg_auth_members a
JOIN pg_redshift.principal r ON r.oid = a.roleid AND r.type = 'role'
JOIN pg_redshift.principal m ON m.oid = a.member;

CREATE VIEW pg_catalog.svv_role_grants AS
SELECT member_id AS role_id, member_name AS role_name, role_id AS granted_role_id, role_name AS granted_role_name
FROM pg_redshift.membership WHERE member_type = 'role';

CREATE VIEW pg_catalog.svv_user_grants AS
SELECT member_id AS user_id, member_name AS user_name, role_id, role_name, admin_option
FROM pg_redshift.membership WHERE member_type = 'user';

CREATE VIEW pg_catalog.svv_user_info AS
SELECT usename::text AS user_name, usesysid AS user_id, usecreatedb AS createdb, usesuper AS superuser, usecatupd AS catalog_update,
    useconnlimit AS connection_limit, syslogaccess AS syslog_access, last_ddl_ts AS last_ddl_timestamp, sessiontimeout AS session_timeout,
    external_id AS external_user_id
FROM pg_catalog.pg_user_info;

CREATE VIEW pg_catalog.svl_user_info AS
SELECT usename, usesysid, usecreatedb, usesuper, usecatupd, useconnlimit, syslogaccess, last_ddl_ts, sessiontimeout, external_id
FROM pg_catalog.pg_user_info;

-- Security policies (r_SVV_RLS_POLICY … r_SVV_ATTACHED_MASKING_POLICY).
CREATE VIEW pg_catalog.svv_rls_policy AS
SELECT current_database()::varchar(128) AS poldb, name::varchar(128) AS polname, NULL::varchar(128) AS polalias, input AS polatts,
    expression AS polqual, true AS polenabled, modified_by::varchar(128) AS polmodifiedby, modified AS polmodifiedtime
FROM pg_redshift.policy WHERE kind = 'rls';

CREATE VIEW pg_catalog.svv_rls_relation AS
SELECT current_database()::varchar(128) AS datname, n.nspname::varchar(128) AS relschema, c.relname::varchar(128) AS relname,
    CASE c.relkind WHEN 'r' THEN 'table' ELSE 'view' END::varchar(128) AS relkind, s.enabled AS is_rls_on, false AS is_rls_datashare_on,
    s.conjunction::char(3) AS rls_conjunction_type, 'and'::char(3) AS rls_datashare_conjunction_type
FROM pg_redshift.row_security s
JOIN pg_catalog.pg_class c ON c.oid = s.relid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace;

CREATE VIEW pg_catalog.svv_rls_attached_policy AS
SELECT n.nspname::varchar(128) AS relschema, c.relname::varchar(128) AS relname,
    CASE c.relkind WHEN 'r' THEN 'table' ELSE 'view' END::varchar(128) AS relkind, a.name::varchar(128) AS polname,
    a.grantor::varchar(128) AS grantor, a.grantee::varchar(128) AS grantee, a.grantee_kind::varchar(128) AS granteekind,
    true AS is_pol_on, COALESCE(s.enabled, false) AS is_rls_on, COALESCE(s.conjunction, 'and')::char(3) AS rls_conjunction_type
FROM pg_redshift.policy_attachment a
JOIN pg_catalog.pg_class c ON c.oid = a.relid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_redshift.row_security s ON s.relid = a.relid
WHERE a.kind = 'rls';

CREATE VIEW pg_catalog.svv_rls_applied_policy AS
SELECT NULL::char(50) AS username, NULL::int4 AS query, NULL::bigint AS xid, NULL::int4 AS pid, NULL::timestamp AS recordtime,
    NULL::char(1) AS command, NULL::char(128) AS datname, NULL::char(128) AS relschema, NULL::char(128) AS relname,
    NULL::char(128) AS polname, NULL::char(1) AS poldefault WHERE false;

CREATE VIEW pg_catalog.svv_masking_policy AS
SELECT current_database()::text AS policy_database, name AS policy_name, input AS input_columns, expression AS policy_expression,
    modified_by AS policy_modified_by, modified AS policy_modified_time
FROM pg_redshift.policy WHERE kind = 'masking';

CREATE VIEW pg_catalog.svv_attached_masking_policy AS
SELECT a.name AS policy_name, n.nspname::text AS schema_name, c.relname::text AS table_name,
    CASE c.relkind WHEN 'r' THEN 'table' ELSE 'view' END AS table_type, a.grantor, a.grantee, a.grantee_kind AS grantee_type, a.priority,
    a.input_columns, a.output_columns, false AS is_masking_datashare_on
FROM pg_redshift.policy_attachment a
JOIN pg_catalog.pg_class c ON c.oid = a.relid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE a.kind = 'masking';

-- Datashares, identity providers, models, templates as declared.
CREATE VIEW pg_catalog.svv_datashares AS
SELECT s.name::varchar(128) AS share_name, 0 AS share_id, COALESCE(p.id, 1) AS share_owner, current_database()::varchar(128) AS source_database,
    NULL::varchar(128) AS consumer_database, 'OUTBOUND'::varchar(8) AS share_type, s.created AS createdate, s.public AS is_publicaccessible,
    NULL::varchar(256) AS share_acl, '123456789012'::varchar(16) AS producer_account,
    '00000000-0000-0000-0000-000000000000'::varchar(64) AS producer_namespace, s.managed_by::varchar(64) AS managed_by
FROM pg_redshift.datashare s LEFT JOIN pg_redshift.principal p ON p.name = s.owner AND p.type = 'user';

CREATE VIEW pg_catalog.svv_datashare_objects AS
SELECT 'OUTBOUND'::varchar(8) AS share_type, datashare::varchar(128) AS share_name, object_type::varchar(64) AS object_type,
    object_name::varchar(512) AS object_name, '123456789012'::varchar(16) AS producer_account,
    '00000000-0000-0000-0000-000000000000'::varchar(64) AS producer_namespace, include_new
FROM pg_redshift.datashare_object;

CREATE VIEW pg_catalog.svv_datashare_consumers AS
SELECT NULL::varchar(128) AS share_name, NULL::varchar(16) AS consumer_account, NULL::varchar(64) AS consumer_namespace,
    NULL::timestamp AS share_date WHERE false;

CREATE VIEW pg_catalog.svv_identity_providers AS
SELECT 0 AS uid, name, config ->> 'type' AS type, NULL::text AS instanceid, config ->> 'namespace' AS namespc,
    config ->> 'params' AS params, true AS enabled
FROM pg_redshift.declared WHERE kind = 'identity provider';

CREATE VIEW pg_catalog.svv_ml_model_info AS
SELECT schemaname::char(128) AS schema_name, owner::char(128) AS user_name, name::char(128) AS model_name, 'Ready'::char(20) AS life_cycle,
    0 AS is_refreshable, 'Model is ready'::char(128) AS model_state
FROM pg_redshift.declared WHERE kind = 'model';

CREATE VIEW pg_catalog.sys_redshift_template AS
SELECT current_database()::char(128) AS database_name, schemaname::char(128) AS schema_name, name::char(128) AS template_name,
    1 AS template_type, created AS create_time, created AS last_modified_time, 1 AS owner_id, 1 AS last_modified_by,
    definition AS template_parameters
FROM pg_redshift.declared WHERE kind = 'template';
