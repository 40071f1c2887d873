-- Every 15 minutes: land the survey platform's event files, one JSON document a line.
COPY staging.answer_raw (event_id, payload)
FROM 's3://survey-panel-landing/answers/2026/'
IAM_ROLE 'arn:aws:iam::123456789012:role/survey-panel-load'
FORMAT AS JSON 's3://survey-panel-landing/jsonpaths/answer_event.json'
GZIP
TIMEFORMAT 'auto'
COMPUPDATE OFF
STATUPDATE OFF;
