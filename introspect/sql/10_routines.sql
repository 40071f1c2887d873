-- Functions and procedures. Modes and all types are NULL where every argument is an input.
-- Evidence: r_PG_PROC_INFO; AWS's admin views v_generate_udf_ddl and v_generate_user_grant_revoke_ddl.
-- Columns: oid, schema, name, kind (f, p), owner id, language, volatility, security definer, result type, input types, all
-- types, modes, argument names, body, access list.
SELECT p.prooid, n.nspname, p.proname, p.prokind, p.proowner, l.lanname, p.provolatile, p.prosecdef, p.prorettype,
    p.proargtypes, p.proallargtypes, p.proargmodes, p.proargnames, p.prosrc, p.proacl
FROM pg_catalog.pg_proc_info p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language l ON l.oid = p.prolang
WHERE p.prokind IN ('f', 'p') AND l.lanname NOT IN ('internal', 'c') AND {{visible}}
