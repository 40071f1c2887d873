-- The statistical region of a postal code in a country, looked up outside the cluster.
CREATE OR REPLACE EXTERNAL FUNCTION core.f_postcode_region(varchar, varchar)
RETURNS varchar
VOLATILE
LAMBDA 'survey-panel-postcode-region'
IAM_ROLE 'arn:aws:iam::123456789012:role/survey-panel-lambda'
RETRY_TIMEOUT 5000
MAX_BATCH_ROWS 1000;

GRANT EXECUTE ON FUNCTION core.f_postcode_region(varchar, varchar) TO ROLE survey_etl;
