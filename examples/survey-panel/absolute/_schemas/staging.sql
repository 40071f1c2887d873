-- Landing zone: what suppliers and the survey platform deliver, as they deliver it. The quota keeps a runaway load from
-- filling the cluster.
CREATE SCHEMA staging AUTHORIZATION survey_admin QUOTA 200 GB;

GRANT USAGE, CREATE ON SCHEMA staging TO ROLE survey_etl;
