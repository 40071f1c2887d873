-- Everybody may read the catalogs.
DO $grants$
DECLARE
    relation regclass;
BEGIN
    FOR relation IN
        SELECT oid FROM pg_catalog.pg_class
        WHERE relkind = 'v' AND relnamespace IN ('pg_catalog'::regnamespace, 'pg_redshift'::regnamespace) AND oid >= 16384
    LOOP
        EXECUTE format('GRANT SELECT ON %s TO PUBLIC', relation);
    END LOOP;
END $grants$;
