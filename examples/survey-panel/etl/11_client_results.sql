-- What a client downloads: every clean answer of the closed surveys, as Parquet, one folder a survey.
UNLOAD ('
    SELECT c.survey_code, c.country_iso, c.question_code, c.gender, c.age_band, c.answered_at, c.score, c.answer_text,
           nvl(w.weight, 1) AS weight
    FROM mart.v_answer_clean c
    JOIN core.survey s ON s.survey_id = c.survey_id AND s.closed_on < current_date
    LEFT JOIN mart.respondent_weight w ON w.fieldwork_id = c.fieldwork_id AND w.panelist_id = c.panelist_id
')
TO 's3://survey-panel-clients/results/'
IAM_ROLE 'arn:aws:iam::123456789012:role/survey-panel-unload'
FORMAT AS PARQUET
PARTITION BY (survey_code)
ALLOWOVERWRITE;
