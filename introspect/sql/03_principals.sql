-- Users and groups. Evidence: r_PG_USER, r_PG_GROUP; everybody may read them.
-- Columns: kind, id, name.
SELECT 'user', u.usesysid, u.usename FROM pg_catalog.pg_user u
UNION ALL
SELECT 'group', g.grosysid, g.groname FROM pg_catalog.pg_group g
