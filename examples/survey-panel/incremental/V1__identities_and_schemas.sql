-- Who works with the panel, and where things will live. Run by a superuser, once a cluster.

CREATE GROUP analysts;
CREATE GROUP ${reporting_group};

CREATE USER survey_admin PASSWORD DISABLE;
CREATE USER etl_runner PASSWORD DISABLE CONNECTION LIMIT 20;
CREATE USER bi_owner PASSWORD DISABLE;

CREATE ROLE ${etl_role};
CREATE ROLE data_steward;
GRANT ROLE ${etl_role} TO etl_runner;

CREATE SCHEMA staging AUTHORIZATION survey_admin QUOTA 100 GB;
CREATE SCHEMA core AUTHORIZATION survey_admin;
CREATE SCHEMA mart AUTHORIZATION survey_admin;
CREATE SCHEMA reporting AUTHORIZATION survey_admin;

GRANT USAGE, CREATE ON SCHEMA staging TO ROLE ${etl_role};
GRANT USAGE ON SCHEMA core TO ROLE ${etl_role};
GRANT USAGE ON SCHEMA core TO ROLE data_steward;
GRANT USAGE ON SCHEMA core TO GROUP analysts;
GRANT USAGE, CREATE ON SCHEMA mart TO ROLE ${etl_role};
GRANT USAGE ON SCHEMA mart TO GROUP analysts;
GRANT USAGE ON SCHEMA reporting TO GROUP ${reporting_group};
GRANT USAGE ON SCHEMA reporting TO GROUP analysts;

GRANT TEMPORARY ON DATABASE survey_panel TO ROLE ${etl_role};
GRANT TEMPORARY ON DATABASE survey_panel TO GROUP analysts;
