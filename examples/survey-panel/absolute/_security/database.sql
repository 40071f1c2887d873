-- What may be done in the database as a whole.
GRANT TEMPORARY ON DATABASE survey_panel TO ROLE survey_etl;
GRANT TEMPORARY ON DATABASE survey_panel TO GROUP analysts;
GRANT USAGE ON LANGUAGE plpythonu TO ROLE data_steward;
