-- What is listed and not planned. Evidence: r_SVV_ROLES, r_SVV_DATASHARES, r_SVV_RLS_POLICY, r_SVV_RLS_RELATION,
-- r_SVV_RLS_ATTACHED_POLICY, r_SVV_MASKING_POLICY, r_SVV_ATTACHED_MASKING_POLICY, r_SVV_ML_MODEL_INFO,
-- r_SVV_IDENTITY_PROVIDERS.
-- Columns: kind, schema, name; of what is attached also the policy, columns as JSON, grantee kind and grantee.
SELECT '' AS kind, '' AS schema_name, '' AS name, '' AS policy, '' AS columns, '' AS grantee_kind, '' AS grantee WHERE 1 = 0
{{if readable "svv_roles"}}
UNION ALL SELECT 'role', '', trim(role_name), '', '', '', '' FROM pg_catalog.svv_roles
{{end}}{{if readable "svv_datashares"}}
UNION ALL SELECT 'datashare', '', trim(share_name), '', '', '', '' FROM pg_catalog.svv_datashares WHERE trim(share_type) = 'OUTBOUND'
{{end}}{{if readable "svv_rls_policy"}}
UNION ALL SELECT 'rls', '', trim(polname), '', '', '', '' FROM pg_catalog.svv_rls_policy
{{end}}{{if readable "svv_masking_policy"}}
UNION ALL SELECT 'masking', '', trim(policy_name), '', '', '', '' FROM pg_catalog.svv_masking_policy
{{end}}{{if readable "svv_ml_model_info"}}
UNION ALL SELECT 'model', trim(schema_name), trim(model_name), '', '', '', '' FROM pg_catalog.svv_ml_model_info
{{end}}{{if readable "svv_identity_providers"}}
UNION ALL SELECT 'identity provider', '', trim(name), '', '', '', '' FROM pg_catalog.svv_identity_providers
{{end}}{{if readable "svv_rls_relation"}}
UNION ALL SELECT 'row security', trim(relschema), trim(relname), '', '', '', '' FROM pg_catalog.svv_rls_relation WHERE is_rls_on
{{end}}{{if readable "svv_rls_attached_policy"}}
UNION ALL SELECT 'rls attached', trim(relschema), trim(relname), trim(polname), '', trim(granteekind), trim(grantee)
FROM pg_catalog.svv_rls_attached_policy
{{end}}{{if readable "svv_attached_masking_policy"}}
UNION ALL SELECT 'masking attached', trim(schema_name), trim(table_name), trim(policy_name), input_columns, trim(grantee_type), trim(grantee)
FROM pg_catalog.svv_attached_masking_policy
{{end}}
