-- The nightly jobs make scratch tables in mart; analysts may look at them.
ALTER DEFAULT PRIVILEGES FOR USER etl_runner IN SCHEMA mart GRANT SELECT ON TABLES TO GROUP analysts;
