-- Access lists of columns. Evidence: AWS's admin view v_generate_user_grant_revoke_ddl.
-- Columns: relation oid, column, access list.
SELECT a.attrelid, a.attname, a.attacl
FROM pg_catalog.pg_attribute_info a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attacl IS NOT NULL AND {{visible}}
