-- The data lake: web and app events that are too many to load. Its tables live in the Glue catalogue, not here.
CREATE EXTERNAL SCHEMA lake
FROM DATA CATALOG
DATABASE 'survey_panel_lake'
REGION 'eu-west-1'
IAM_ROLE 'arn:aws:iam::123456789012:role/survey-panel-spectrum';

GRANT USAGE ON SCHEMA lake TO GROUP analysts;
