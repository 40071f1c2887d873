-- The facts of the panel: who was asked what, when, and what they answered.
CREATE SCHEMA core AUTHORIZATION survey_admin;

GRANT USAGE ON SCHEMA core TO ROLE survey_etl;
GRANT USAGE ON SCHEMA core TO ROLE data_steward;
GRANT USAGE ON SCHEMA core TO GROUP analysts;
GRANT USAGE ON SCHEMA core TO bi_owner;
