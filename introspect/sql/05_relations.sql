-- Tables and views of all sorts. reldiststyle: 0 EVEN, 1 KEY, 8 ALL, 9 AUTO. Evidence: r_PG_CLASS_INFO; AWS's admin view
-- v_generate_tbl_ddl.
-- Tables that a foreign key refers to are read from other schemas too.
-- Columns: oid, schema, name, kind (r, v), owner id, distribution style, access list.
SELECT c.oid, n.nspname, c.relname, c.relkind, c.relowner, c.reldiststyle, c.relacl
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'v') AND ({{visible}} OR c.oid IN (SELECT k.confrelid FROM pg_catalog.pg_constraint k WHERE k.contype = 'f'))
