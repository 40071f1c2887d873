-- Comments on what people made; the engine's own objects have numbers below 16384 (PostgreSQL's FirstNormalObjectId), the
-- schema public among them. Evidence: r_COMMENT.
-- Columns: catalog, object oid, column number, text.
SELECT k.relname, d.objoid, d.objsubid, d.description
FROM pg_catalog.pg_description d
JOIN pg_catalog.pg_class k ON k.oid = d.classoid
WHERE k.relname IN ('pg_class', 'pg_namespace', 'pg_proc', 'pg_constraint') AND (d.objoid >= 16384 OR k.relname = 'pg_namespace')
