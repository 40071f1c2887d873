-- What is listed and not planned. Evidence: r_SVV_ROLES, r_SVV_DATASHARES, r_SVV_RLS_POLICY, r_SVV_MASKING_POLICY,
-- r_SVV_ML_MODEL_INFO, r_SVV_IDENTITY_PROVIDERS.
-- Columns: kind, schema, name.
SELECT '' AS kind, '' AS schema_name, '' AS name WHERE 1 = 0
{{if readable "svv_roles"}}
UNION ALL SELECT 'role', '', trim(role_name) FROM pg_catalog.svv_roles
{{end}}{{if readable "svv_datashares"}}
UNION ALL SELECT 'datashare', '', trim(share_name) FROM pg_catalog.svv_datashares WHERE trim(share_type) = 'OUTBOUND'
{{end}}{{if readable "svv_rls_policy"}}
UNION ALL SELECT 'rls', '', trim(polname) FROM pg_catalog.svv_rls_policy
{{end}}{{if readable "svv_masking_policy"}}
UNION ALL SELECT 'masking', '', trim(policy_name) FROM pg_catalog.svv_masking_policy
{{end}}{{if readable "svv_ml_model_info"}}
UNION ALL SELECT 'model', trim(schema_name), trim(model_name) FROM pg_catalog.svv_ml_model_info
{{end}}{{if readable "svv_identity_providers"}}
UNION ALL SELECT 'identity provider', '', trim(name) FROM pg_catalog.svv_identity_providers
{{end}}
