-- Dashboards and client portals.
CREATE GROUP reporting_readers;
