-- One row a respondent of a fieldwork: their mean score and how much they answered.
CREATE VIEW mart.v_respondent_score AS
SELECT
    c.survey_id,
    c.survey_code,
    c.fieldwork_id,
    c.country_iso,
    c.panelist_id,
    count(c.score) AS scored_answers,
    avg(CAST(c.score AS double precision)) AS mean_score,
    max(c.answered_at) AS last_answer_at
FROM mart.v_answer_clean c
GROUP BY c.survey_id, c.survey_code, c.fieldwork_id, c.country_iso, c.panelist_id;

GRANT SELECT ON mart.v_respondent_score TO GROUP analysts;
GRANT SELECT ON mart.v_respondent_score TO bi_owner;
