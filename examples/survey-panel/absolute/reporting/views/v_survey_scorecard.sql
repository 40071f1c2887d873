-- The weighted result of each survey and country: the number the client sees.
CREATE VIEW reporting.v_survey_scorecard AS
SELECT
    r.survey_code,
    r.country_iso,
    count(DISTINCT r.panelist_id) AS respondents,
    sum(r.mean_score * coalesce(w.weight, 1)) / nullif(sum(coalesce(w.weight, 1)), 0) AS weighted_score,
    max(r.last_answer_at) AS last_answer_at
FROM mart.v_respondent_score r
LEFT JOIN mart.respondent_weight w ON w.fieldwork_id = r.fieldwork_id AND w.panelist_id = r.panelist_id
WHERE r.scored_answers > 0
GROUP BY r.survey_code, r.country_iso;

COMMENT ON VIEW reporting.v_survey_scorecard IS 'Weighted score by survey and country';

ALTER TABLE reporting.v_survey_scorecard OWNER TO bi_owner;

GRANT SELECT ON reporting.v_survey_scorecard TO GROUP reporting_readers;
GRANT SELECT ON reporting.v_survey_scorecard TO GROUP analysts;
