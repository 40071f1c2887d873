-- Who is asking, and where. Evidence: r_PG_USER (every user may read it), r_CURRENT_USER, r_CURRENT_DATABASE.
-- Columns: database, user, superuser.
SELECT current_database(), u.usename, u.usesuper
FROM pg_catalog.pg_user u
WHERE u.usename = current_user
