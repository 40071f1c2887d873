-- Catalogs that PostgreSQL has too, with Redshift's columns (c_intro_catalog_views, r_PG_CLASS_INFO, r_PG_TABLE_DEF …).

CREATE VIEW pg_redshift.pg_namespace AS
SELECT n.oid, n.nspname, pg_redshift.userid(n.nspowner) AS nspowner, n.nspacl
FROM pg_catalog.pg_namespace n
WHERE NOT pg_redshift.hidden(n.oid);

-- reldiststyle: 0 EVEN, 1 KEY, 8 ALL, 9 AUTO (r_PG_CLASS_INFO).
CREATE VIEW pg_redshift.pg_class AS
SELECT c.oid, c.relname, c.relnamespace, c.reltype, pg_redshift.userid(c.relowner) AS relowner, c.relam,
    c.relfilenode, c.reltablespace, c.relpages, c.reltuples, c.reltoastrelid, 0::oid AS reltoastidxid,
    c.relhasindex, c.relisshared,
    CASE c.relkind WHEN 'm' THEN 'v' WHEN 'p' THEN 'r' ELSE c.relkind END::"char" AS relkind,
    CASE WHEN r.late_binding IS NULL THEN c.relnatts ELSE 0 END::int2 AS relnatts, 0::oid AS relexternid, false AS relisreplicated, false AS relispinned,
    CASE r.diststyle WHEN 'key' THEN 1 WHEN 'all' THEN 8 WHEN 'auto' THEN 9 ELSE 0 END::int2 AS reldiststyle,
    0::oid AS relprojbaseid, c.relchecks, CASE WHEN c.relhastriggers THEN 1 ELSE 0 END::int2 AS reltriggers,
    0::int2 AS relukeys, 0::int2 AS relfkeys, 0::int2 AS relrefs, false AS relhasoids,
    EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisprimary) AS relhaspkey,
    c.relhasrules, c.relhassubclass, c.relacl
FROM pg_catalog.pg_class c
LEFT JOIN pg_redshift.relation r ON r.relid = c.oid
WHERE NOT pg_redshift.hidden(c.relnamespace);
