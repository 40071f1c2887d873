-- What dashboards and client portals read; it belongs to the BI team.
CREATE SCHEMA reporting AUTHORIZATION bi_owner;

GRANT USAGE ON SCHEMA reporting TO GROUP reporting_readers;
GRANT USAGE ON SCHEMA reporting TO GROUP analysts;
