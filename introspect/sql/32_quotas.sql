-- Quotas of schemas in megabytes; a schema without one has no row. Evidence: r_SVV_SCHEMA_QUOTA_STATE.
-- Columns: schema, quota.
SELECT q.schema_name, q.quota FROM pg_catalog.svv_schema_quota_state q WHERE q.quota IS NOT NULL
