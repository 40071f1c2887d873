-- Tables without backup: there is a key for each. Evidence: AWS's admin view v_generate_tbl_ddl.
-- Columns: key (pg_class_backup_DATABASE_TABLE).
SELECT key FROM pg_catalog.pg_conf WHERE key LIKE 'pg_class_backup_%'
