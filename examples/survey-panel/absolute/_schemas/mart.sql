-- What the nightly jobs derive from core: cleaned answers, weights, daily totals.
CREATE SCHEMA mart AUTHORIZATION survey_admin;

GRANT USAGE, CREATE ON SCHEMA mart TO ROLE survey_etl;
GRANT USAGE ON SCHEMA mart TO GROUP analysts;
GRANT USAGE ON SCHEMA mart TO bi_owner;
