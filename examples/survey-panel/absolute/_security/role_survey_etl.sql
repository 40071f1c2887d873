-- What a load job may do, whoever runs it.
CREATE ROLE survey_etl;
GRANT ROLE survey_etl TO etl_runner;
